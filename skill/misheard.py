"""What was misheard: another number in place of the last one, another exercise, or no word of which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import MOST_REPS
from skill.coaching.person import Stint
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.memory import NumberFor, Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone
from skill.handlers.corrections import did_reps, start_from
from skill.handlers.free_counting import count_down, count_each_side, count_reps, count_sets
from skill.handlers.own_dose import own_hold, own_reps, own_sets
from skill.handlers.rest import more_rest
from skill.handlers.timer_length import of_length

ASKS_WHAT = {
    Question.WHICH_TO_DO,
    Question.WHICH_TO_EXPLAIN,
    Question.WHICH_ROUTINE,
    Question.HOW_MANY,
    Question.HOW_LONG,
    Question.DONE_BEFORE,
    Question.HAVE_BALL,
    Question.CARRY_ON,
}
"""Questions that are asked again by somebody who says that the answer was misheard."""
FREE = {NumberFor.REPS, NumberFor.HOLD, NumberFor.DOWN, NumberFor.SETS}
OWN = {NumberFor.OWN_REPS, NumberFor.OWN_HOLD, NumberFor.OWN_SETS}


def corrected_number(turn: Turn) -> Answer | None:
    """ "No, fifteen": in place of the last number; None where it is not known what that was for."""
    last = turn.memory.number_for
    if last is None or (turn.slots.count is None and turn.slots.seconds is None):
        return None
    if last in OWN and (turn.stint is None or not turn.stint.exercise):
        return None
    if last in FREE and _free_count(turn) is None:
        return None
    if last is NumberFor.REST and not turn.memory.rest_ends:
        return None
    return AGAIN[last](turn)


def thats_wrong(turn: Turn) -> Answer:
    """ "That's not what I said": ask for what was misheard."""
    question, last, alone = asked(turn), turn.memory.number_for, turn.person.aside
    if question in ASKS_WHAT:
        return ask(turn, [], question)
    if alone is not None and alone.dose is not None:
        held = bool(alone.dose.hold)
        turn = at_likeliest_within(turn).with_memory(number_for=NumberFor.HOLD if held else NumberFor.REPS)
        return ask(turn, [], Question.HOW_LONG if held else Question.HOW_MANY)
    if last is NumberFor.REST and turn.memory.rest_ends:
        return ask(turn, [say("trouble.say_again")], question_of_place(turn))
    stint = turn.stint
    only_named = stint is not None and bool(stint.exercise) and not stint.begun and not turn.under_way
    if only_named or (alone is not None and not alone.begun):
        return ask(turn, [], Question.WHICH_TO_DO)
    return did_reps(turn)


def _as_many_reps(turn: Turn) -> Answer:
    """Of a count under way so many in all, as far on as it is; one that has more already begins again."""
    likely, reps = at_likeliest_within(turn), turn.slots.number
    free = _free_count(likely)
    if free is None or free.dose is None or reps is None or reps < 1:
        return count_reps(turn)
    if reps > MOST_REPS and free.begun:
        range_told = say("free.reps_range", least=1, most=MOST_REPS)
        return ask(likely, [range_told, place(likely, free)], question_of_place(likely))
    if not free.place.reps < reps <= MOST_REPS:
        return count_reps(turn)
    now = replace(free, dose=replace(free.dose, reps=reps))
    turn = likely.with_person(aside=now).with_memory(alone=replace(now, place=Place()))
    return count(turn, say("dose.reps", n=reps) if now.begun else None)


def _in_other_sets(turn: Turn) -> Answer:
    """ "Three sets of thirteen", then "no, thirty not thirteen": the number that was wrong, else the reps."""
    free, said, wrong = _free_count(turn), turn.slots.count, turn.slots.wrong
    dose = free.dose if free is not None else None
    assert dose is not None, "a free count is corrected"
    sets, reps, hold = float(dose.sets), float(dose.reps), float(dose.hold) or None
    if turn.slots.seconds is not None or (said is not None and wrong == hold):
        hold = turn.slots.length
    elif said is not None and wrong == sets and not dose.each_side:
        sets = said
    elif said is not None:
        reps = said
    turn = turn.but(slots=replace(turn.slots, sets=sets, count=reps, seconds=hold))
    return count_each_side(turn) if dose.each_side else count_sets(turn)


def _own_sets(turn: Turn) -> Answer:
    """So many sets of the exercise, in place of those that were heard."""
    return own_sets(turn.but(slots=replace(turn.slots, sets=turn.slots.count)))


def _free_count(turn: Turn) -> Stint | None:
    """The free count under way or just over."""
    stint = turn.person.aside or just_done_alone(turn)
    return stint if stint is not None and stint.dose is not None else None


AGAIN: Mapping[NumberFor, Callable[[Turn], Answer]] = {
    NumberFor.REPS: _as_many_reps,
    NumberFor.HOLD: of_length,
    NumberFor.DOWN: count_down,
    NumberFor.SETS: _in_other_sets,
    NumberFor.REST: more_rest,
    NumberFor.DONE: did_reps,
    NumberFor.FROM: start_from,
    NumberFor.OWN_REPS: own_reps,
    NumberFor.OWN_HOLD: own_hold,
    NumberFor.OWN_SETS: _own_sets,
}
