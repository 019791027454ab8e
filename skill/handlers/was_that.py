""" "Was that eight", "only one left, right": a question about the count, which changes nothing in it."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.correcting import before
from skill.coaching.cue import Place
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask
from skill.dialogue.following import done_with
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.moment import moment
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.situation import place, question_of_place, side_called
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done, just_done_alone
from skill.handlers.progress import reps_left, where_am_i
from skill.handlers.sides import side_named


def was_that(turn: Turn) -> Answer:
    """Yes or no, and how many are done by now, or which side was."""
    now, turn = moment(turn), at_likeliest(turn)
    stint = turn.stint
    if stint is None or not (stint.begun or turn.under_way):
        return _of_what_is_over(turn)
    if turn.slots.side:
        holds = now is not None and now.holds
        return ask(turn, [_of_side(turn, stint, holds), *_now(turn, stint)], question_of_place(turn))
    if turn.slots.remaining is not None:
        left = turn.work(stint).dose.reps - stint.place.reps
        verdict = _verdict(turn.slots.remaining == left)
        return ask(turn, [verdict, reps_left(turn, stint)], question_of_place(turn))
    return ask(turn, [_of_number(turn, stint.place.reps), *_now(turn, stint)], question_of_place(turn))


def _of_what_is_over(turn: Turn) -> Answer:
    """Nothing is being counted: the question is about what was counted last."""
    name = just_done(turn)
    over = just_done_alone(turn) or (turn.today(name) if name is not None else None)
    if over is None:
        return where_am_i(turn)
    dose = turn.work(over).dose
    if turn.slots.remaining is not None:
        verdict: Phrase | None = say("was_that.no")
    else:
        verdict = _of_number(turn, dose.reps, over=True) if dose.sets == 1 else None
    return ask(turn, [verdict, done_with(turn, over)], question_of_place(turn))


def _of_number(turn: Turn, done: int, *, over: bool = False) -> Phrase | None:
    """Whether so many are done as the number that was asked about; None where none was understood."""
    wanted = turn.slots.nth if turn.slots.count is None else turn.slots.count
    if wanted is None or isnan(wanted):
        return None
    if wanted == done:
        return say("was_that.yes")
    if wanted > done:
        return say("was_that.no" if over else "was_that.not_yet")
    return say("was_that.more")


def _of_side(turn: Turn, stint: Stint, holds: bool) -> Phrase | None:
    """Whether it was that side which is being held, or was done last; None where there was none yet."""
    work, sides = turn.work(stint), turn.calls(stint).sides
    asked = side_named(sides, turn.slots.side)
    if not sides or asked is None:
        return None
    here = stint.place.at_rest
    if not holds and here == Place():
        return None
    last = here.sides if holds else before(work, here).sides
    return _verdict(True) if last == asked else say("was_that.side", side=side_called(turn, stint, last))


def _now(turn: Turn, stint: Stint) -> list[Phrase | None]:
    """How many are done, and how many that leaves."""
    work, done = turn.work(stint), place(turn, stint, of_all=False)
    if done is None:
        done = say("place.first")
    if work.sides and not work.dose.each_side:
        return [done]
    return [done, reps_left(turn, replace(stint, place=stint.place.at_rest))]


def _verdict(right: bool) -> Phrase:
    return say("was_that.yes" if right else "was_that.no")
