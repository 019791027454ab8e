"""What is said where a count is too long for one answer: at a rest that is there anyway, as the next step.

Alexa ends an answer after some minutes, and a session that stays open has to end in a question. So the break
is put where one rests, it lasts as long as that rest, and the question names what is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.counting import GET_READY
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import Work
from skill.coaching.workout import Stint
from skill.dialogue.turn import Turn


def rest(turn: Turn, stint: Stint, until: Place) -> Timeline:
    """What is done by now, and the rest but for the getting ready and the countdown behind the question."""
    chosen = turn.person.preferences
    quiet = prescribed(turn.work(stint), until) - GET_READY - chosen.ready - chosen.countdown
    return (Cue(_so_far(turn, stint, until), quiet if quiet > 0 else None),)


def rest_first(turn: Turn, stint: Stint, until: Place) -> Timeline:
    """The same where the answer has no room for the rest, which follows the question."""
    return (Cue(f"{_so_far(turn, stint, until)} {turn.speaker.say('rest.first')}"),)


def asking(turn: Turn, stint: Stint, until: Place) -> Cue:
    """The question that takes it up again: what is left, or what comes next."""
    return Cue(_asked(turn, stint, until))


def ends(work: Work) -> Iterator[Place]:
    """One place of each kind at which the count can be cut."""
    dose = work.dose
    if dose.sets > 1:
        yield Place(1)
    if dose.reps > 1:
        yield Place(0, dose.reps - 1)
    if work.turns > 1:
        yield Place(0, 0, 1)


def prescribed(work: Work, until: Place) -> float:
    """Seconds of rest there in any answer."""
    return work.dose.rest if until.between_sets else work.between


def _so_far(turn: Turn, stint: Stint, until: Place) -> str:
    work, say = turn.work(stint), turn.speaker.say
    if until.between_sets:
        return say("cut.change_sides") if work.dose.each_side else say("cut.rest", n=work.dose.reps)
    if not until.reps:
        return say("cut.breathe")
    return say("cut.done_each_side" if work.sides else "cut.done", n=until.reps)


def _asked(turn: Turn, stint: Stint, until: Place) -> str:
    work, say = turn.work(stint), turn.speaker.say
    dose = work.dose
    if until.sides:
        return say("cut.side", side=turn.calls(stint).sides[until.sides])
    if until.between_sets:
        if dose.each_side:
            return say("cut.other_side")
        if until.sets + 1 == dose.sets:
            return say("cut.last_set")
        return say("cut.next_set", nth=turn.speaker.ordinal(until.sets + 1))
    return say("cut.last_each_side" if work.sides else "cut.last", n=dose.reps - until.reps)
