"""What was misheard: another number in place of the last one, another exercise, or no word of which."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from skill.dialogue.answer import Answer, ask
from skill.dialogue.free_counts import free_count
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.memory import NumberFor, Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.corrections import did_reps, start_from
from skill.handlers.free_counting import count_down
from skill.handlers.own_dose import own_hold, own_reps, own_sets
from skill.handlers.rest import more_rest
from skill.handlers.running_count import in_other_sets, of_so_many
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
    if last in FREE and free_count(turn) is None:
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


def _own_sets(turn: Turn) -> Answer:
    """So many sets of the exercise, in place of those that were heard."""
    return own_sets(turn.but(slots=replace(turn.slots, sets=turn.slots.count)))


AGAIN: Mapping[NumberFor, Callable[[Turn], Answer]] = {
    NumberFor.REPS: of_so_many,
    NumberFor.HOLD: of_length,
    NumberFor.DOWN: count_down,
    NumberFor.SETS: in_other_sets,
    NumberFor.REST: more_rest,
    NumberFor.DONE: did_reps,
    NumberFor.FROM: start_from,
    NumberFor.OWN_REPS: own_reps,
    NumberFor.OWN_HOLD: own_hold,
    NumberFor.OWN_SETS: _own_sets,
}
