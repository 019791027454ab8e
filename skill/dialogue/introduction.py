"""What is said around a count: how an exercise is introduced, and what follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ask_sdk_model import Response

from skill.coaching.counting import REST_WARNING
from skill.coaching.cue import Cue
from skill.coaching.dose import COUNTED_HOLD, SHORTEST_REST, Work
from skill.coaching.exercise import Level
from skill.coaching.person import Stint
from skill.dialogue import counted_answer, phrases, reply
from skill.dialogue.counted_answer import Ending, Part
from skill.dialogue.memory import STEPS, Question
from skill.dialogue.turn import Turn

FULL_STEPS_TIMES = 2
"""How often an exercise is introduced with all its steps; after that the short cue will do."""

SHORTENED_BY = 5
"""Seconds by which the rest behind an exercise gives way, so that no last rep is left to another answer."""


def lead(turn: Turn, *before: str) -> Response:
    """Introduce what the person is doing as far as they need it, and count it to its end.

    Who does not want to be asked is led on to what follows, for as long as the answer has room.
    """
    stint = turn.person.stint
    assert stint is not None, "there is something to lead through"
    known = is_known(turn, stint)
    response = counted_answer.lead(
        turn, _parts(turn, stint, (reply.unsure(turn), *before, _caution(turn, stint)))
    )
    if not known:
        turn.person = turn.person.introduced(stint.exercise)
    return response


def _parts(turn: Turn, stint: Stint, before: Sequence[str]) -> Iterator[Part]:
    yield Part(stint, (*before, *_introduction(turn, stint)), _ending(turn, stint))
    if turn.person.preferences.flow and turn.person.aside is None and turn.workout is not None:
        for later, name in enumerate(turn.workout.left[1:], 1):
            following = Stint(name)
            yield Part(following, tuple(_how(turn, following)), _ending(turn, following, later))


def _caution(turn: Turn, stint: Stint) -> str:
    """For an exercise that hurt today, and was asked for after all."""
    goes_on = stint.begun and turn.memory.asked is Question.COUNT_ON
    return turn.say.say("pain.again") if stint.exercise in turn.memory.hurts and not goes_on else ""


def _introduction(turn: Turn, stint: Stint) -> Iterator[str]:
    if stint.dose is not None:
        if not stint.begun:
            yield _free_dose(turn, stint)
        return
    position = phrases.into_position(turn, turn.position(stint.exercise))
    if is_known(turn, stint):
        if position:
            yield turn.say.say("lead.back_to", name=turn.words(stint.exercise).name)
            yield position
        return
    yield turn.say.taking(turn.person.openings).say("lead.opening", name=_name_with_way(turn, stint))
    yield position
    yield from _how(turn, stint)


def _name_with_way(turn: Turn, stint: Stint) -> str:
    name, level = turn.words(stint.exercise).name, turn.level(stint.exercise)
    if level is Level.USUAL:
        return name
    return turn.say.say("level.named_easier" if level is Level.EASIER else "level.named_harder", name=name)


def is_known(turn: Turn, stint: Stint) -> bool:
    """There is nothing to introduce: it is under way, was just introduced, or is a free count."""
    return stint.begun or stint.dose is not None or turn.memory.introduced == stint.exercise


def _how(turn: Turn, stint: Stint) -> Iterator[str]:
    """How the exercise is done and how often, as fully as somebody needs it who is in its position."""
    memory = turn.memory
    if memory.told != stint.exercise or memory.depth < STEPS:
        yield from _movement(turn, stint)
    yield dose(turn, turn.work(stint))


def _movement(turn: Turn, stint: Stint) -> Iterator[str]:
    """All the steps the first times; who does it the harder way knows them."""
    level = turn.level(stint.exercise)
    words = turn.words(stint.exercise).at(level)
    if turn.person.met.get(stint.exercise, 0) < FULL_STEPS_TIMES and level is not Level.HARDER:
        yield words.setup
        yield from words.steps
    else:
        yield words.cue


def dose(turn: Turn, work: Work) -> str:
    """How often and how long."""
    dose, length = work.dose, phrases.length(turn, work.dose.hold)
    if dose.sets > 1:
        key = "dose.sets" if dose.hold < COUNTED_HOLD else "dose.sets_held"
        return turn.say.say(key, sets=dose.sets, reps=dose.reps, length=length)
    if dose.hold < COUNTED_HOLD:
        return turn.say.say("dose.reps", n=dose.reps)
    return turn.say.say("dose.sides" if work.sides else "dose.held", n=dose.reps, length=length)


def _free_dose(turn: Turn, stint: Stint) -> str:
    assert stint.dose is not None
    if stint.dose.hold:
        return turn.say.say("free.hold_for", length=phrases.length(turn, stint.dose.hold))
    return turn.say.say("dose.reps", n=stint.dose.reps)


def _ending(turn: Turn, stint: Stint, later: int = 0) -> Ending:
    """What follows a stint; of the routine, the one that comes so many exercises `later`."""
    done = Cue(_done(turn, stint))
    workout = turn.workout
    if turn.person.aside is not None or workout is None:
        return Ending(((done,),), phrases.question_of_place(turn, aside=False))
    if len(workout.left) == later + 1:
        return Ending(((done, Cue(turn.say.say("lead.last"))),), Question.FINISH)
    following = workout.left[later + 1]
    announced = announcement(turn, following, later)
    rests = range(turn.library.routines[workout.routine].rest, SHORTEST_REST - 1, -SHORTENED_BY)
    outros = tuple((done, *_rest(turn, stint, following, announced, seconds)) for seconds in rests)
    return Ending(outros, Question.READY, following)


def _rest(turn: Turn, stint: Stint, following: str, announced: str, seconds: int) -> Iterable[Cue]:
    """The rest after an exercise: how long, what comes next, how to get there, and when it is nearly over."""
    here, there = turn.position(stint.exercise), turn.position(following)
    begins = turn.say.say("rest.begins", seconds=seconds)
    return (
        Cue(f"{begins} {announced} {phrases.transition(turn, here, there)}", float(seconds - REST_WARNING)),
        Cue(turn.say.say("count.rest_ends", seconds=REST_WARNING), float(REST_WARNING)),
    )


def announcement(turn: Turn, name: str, later: int = 0) -> str:
    """Which exercise comes next, worded unlike the announcement before it."""
    return turn.say.taking(turn.person.openings + later).say("lead.next", name=turn.words(name).name)


def _done(turn: Turn, stint: Stint) -> str:
    work = turn.work(stint)
    if stint.dose is not None and stint.dose.hold:
        return turn.say.say("done.hold", length=phrases.length(turn, stint.dose.hold))
    if work.dose.sets > 1:
        return turn.say.say("done.sets", n=work.dose.sets)
    return turn.say.say("done.sides" if work.sides else "done.reps", n=work.dose.reps)
