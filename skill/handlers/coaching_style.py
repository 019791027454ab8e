"""Coaching style: what is counted, how fast, whether to ask between exercises. It is remembered."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD
from skill.coaching.holding import UP_FROM
from skill.coaching.style import PACES, CountStyle
from skill.dialogue.answer import Answer, ask, count, tell
from skill.dialogue.ending_this_one import with_this_one_done
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.memory import Question
from skill.dialogue.moment import broken_off
from skill.dialogue.phrases import say
from skill.dialogue.situation import LEADS_ON, asked, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.unfinished_rest import rests
from skill.dialogue.workout import ask_to_start
from skill.handlers.opening import launch
from skill.handlers.routine import repeat, start_routine

SAYING = {
    CountStyle.EVERY_SECOND: "style.every_second",
    CountStyle.EVERY_FIVE: "style.every_five",
    CountStyle.REPS_ONLY: "style.reps_only",
}
LESS = {CountStyle.EVERY_FIVE: "style.less_five", CountStyle.REPS_ONLY: "style.less_reps"}


def count_less(turn: Turn) -> Answer:
    """ "Count less", "you talk too much": the next style that says fewer numbers, and shorter explanations.

    The explanation that was broken off is over.
    """
    stint = turn.stint
    style = (turn.person.preferences.manner(0) if stint is None else turn.person.manner(stint)).style
    now = broken_off(turn)
    if stint is not None and now is not None and now.introduced:
        turn = turn.with_memory(introduced=stint.exercise)
    if style.less is style:
        return tell(_preferring(turn, brief=True), say("style.least"))
    turn = _preferring(turn, brief=True, style=style.less, explain=False)
    reps_only = stint is not None and turn.work(stint).dose.hold < UP_FROM and not turn.work(stint).breaths
    too = say("style.reps_too") if reps_only else None
    return tell(turn, say(LESS[style.less]), too, say("style.undo"))


def count_every_second(turn: Turn) -> Answer:
    return _count(turn, CountStyle.EVERY_SECOND)


def count_every_five(turn: Turn) -> Answer:
    return _count(turn, CountStyle.EVERY_FIVE)


def count_reps_only(turn: Turn) -> Answer:
    return _count(turn, CountStyle.REPS_ONLY)


def lead_straight_through(turn: Turn) -> Answer:
    """ "Don't ask me": from exercise to exercise, and on at once, unless something else is to be answered."""
    question, turn = asked(turn), never_asked(turn)
    said = say("flow.straight_through")
    if turn.stint is None and question in {None, Question.START}:
        opening = start_routine(turn) if turn.person.met or question else launch(turn)
        return replace(opening, say=(said, *opening.say))
    resting = question in LEADS_ON and rests(turn)
    if resting or turn.stint is None or question not in {None, *LEADS_ON, Question.CARRY_ON}:
        return ask(turn, [said], question or question_of_place(turn), about=turn.memory.about)
    return count(turn, said)


def never_asked(turn: Turn) -> Turn:
    """The turn of somebody who does not want to be asked."""
    return _preferring(turn, flow=True)


def ask_each_time(turn: Turn) -> Answer:
    return tell(_preferring(turn, flow=False), say("flow.ask_each_time"))


def slower(turn: Turn) -> Answer:
    """ "Slower": the movements of this exercise, from now on; never a second of a hold."""
    return _move(turn, 1, "pace.slower", "pace.slowest")


def faster(turn: Turn) -> Answer:
    return _move(turn, -1, "pace.faster", "pace.fastest")


def _preferring(turn: Turn, **preferences: object) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, **preferences))


def _count(turn: Turn, style: CountStyle) -> Answer:
    if style is CountStyle.EVERY_SECOND:
        return tell(_preferring(turn, style=style, brief=False), say(SAYING[style]))
    turn = _preferring(turn, style=style, explain=False)
    return tell(turn, say(SAYING[style]), say("style.undo"))


def _move(turn: Turn, by: int, said: str, at_the_end: str) -> Answer:
    stint = turn.stint
    if stint is None:
        return repeat(turn) if by > 0 and turn.memory.said and turn.memory.asked else ask_to_start(turn)
    if stint.dose is not None and stint.dose.hold:
        return tell(turn, say("pace.free_hold"))
    paces = turn.person.preferences.paces
    step = paces.get(stint.exercise, 0) + by
    if step not in PACES:
        return tell(turn, say(at_the_end))
    work = turn.work(stint)
    moves = turn.interrupted and work.dose.hold < COUNTED_HOLD and not work.breaths
    now = with_this_one_done(turn) if moves else at_likeliest_within(turn)
    now = _preferring(now, paces={**paces, stint.exercise: step})
    still = now.stint if turn.interrupted and now.stint is not None and now.stint.begun else None
    if still is None or still.exercise != stint.exercise:
        return tell(now, say(said))
    if moves and now.interrupted:
        return count(now, say(said))
    return ask(now, [say(said), place(now, still)], question_of_place(now))
