"""Free counting: reps, holds, sets, sides and counting down, whatever it is that the person does."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.dose import (
    BETWEEN_SETS,
    COUNTED_HOLD,
    LONGEST_HOLD,
    LONGEST_REST,
    MOST_REPS,
    SHORTEST_REST,
    Dose,
)
from skill.coaching.own_dose import bounds
from skill.coaching.workout import Stint
from skill.dialogue import introduction
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import NumberFor, Question
from skill.dialogue.phrases import Length, Phrase, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import aside

MOST_SETS = 10


def count_reps(turn: Turn) -> Answer:
    """ "Count ten reps"."""
    reps = turn.slots.count
    if reps is None:
        return ask(turn.with_memory(number_for=None), [], Question.HOW_MANY)
    turn = turn.with_memory(number_for=NumberFor.REPS)
    return aside(turn, Stint(dose=Dose(reps=int(reps)))) if _countable(reps) else _reps_range(turn)


def hold_for(turn: Turn) -> Answer:
    """ "Hold for twenty seconds"; "time my plank", "count until I say stop": as long as they can."""
    name, seconds = turn.slots.exercise, turn.slots.length
    open_end = seconds is None and (turn.slots.open_end or name in turn.library.exercises)
    if seconds is None and not open_end:
        return ask(turn.with_memory(number_for=None), [], Question.HOW_LONG)
    turn = turn.with_memory(number_for=NumberFor.HOLD)
    most, limit = _longest(turn, LONGEST_HOLD if seconds is None else seconds)
    if not _holdable(most):
        return _hold_range(turn, most)
    told = [None if open_end else limit]
    if name is not None and name in turn.library.exercises:
        told += introduction.of_hold(turn, name)
        turn = turn.with_memory(body=turn.position(name))
    answer = aside(turn, Stint(dose=Dose(reps=1, hold=round(most), open_end=open_end)))
    return replace(answer, say=(*told, *answer.say))


def count_down(turn: Turn) -> Answer:
    """ "Count down from ten": the seconds from ten to one."""
    turn, seconds = turn.with_memory(number_for=NumberFor.DOWN), turn.slots.length
    if seconds is None:
        return ask(turn, [], Question.HOW_LONG)
    if not COUNTED_HOLD <= seconds <= MOST_REPS:
        return ask(turn, [say("free.down_range", most=MOST_REPS)], question_of_place(turn))
    return aside(turn, Stint(dose=Dose(reps=1, hold=round(seconds), down=True)))


def count_sets(turn: Turn) -> Answer:
    """ "Three sets of ten", "hold ten seconds five times", or both at once."""
    sets, reps, seconds = turn.slots.sets, turn.slots.count, turn.slots.seconds
    if sets is None or isnan(sets) or (reps is None and seconds is None):
        return ask(turn, [say("free.how_sets")], question_of_place(turn))
    off = None if turn.slots.off is None or isnan(turn.slots.off) else turn.slots.off
    if reps is None:
        sets, reps = (1, sets) if off is None else (sets, 1)
    if not 1 <= sets <= MOST_SETS:
        return ask(turn, [say("free.most_sets", most=MOST_SETS)], question_of_place(turn))
    if not _countable(reps):
        return _reps_range(turn)
    if seconds is not None and not _holdable(seconds):
        return _hold_range(turn, seconds)
    rest = BETWEEN_SETS if off is None else min(max(round(off), SHORTEST_REST), LONGEST_REST)
    dose = Dose(int(reps), round(seconds or 0), int(sets), rest if sets > 1 else 0)
    return aside(turn.with_memory(number_for=NumberFor.SETS), Stint(dose=dose))


def count_each_side(turn: Turn) -> Answer:
    """ "Ten on each side", "hold ten seconds on each side": one side, then the other."""
    reps, seconds = turn.slots.count, turn.slots.seconds
    if reps is None and seconds is None:
        return ask(turn, [], Question.HOW_MANY)
    if seconds is not None and not _holdable(seconds):
        return _hold_range(turn, seconds)
    if reps is not None and not _countable(reps):
        return _reps_range(turn)
    dose = Dose(int(reps or 1), round(seconds or 0), 2, SHORTEST_REST, each_side=True)
    return aside(turn.with_memory(number_for=NumberFor.SETS), Stint(dose=dose))


def _longest(turn: Turn, seconds: float) -> tuple[float, Phrase | None]:
    """So long, or as long as the exercise that was named may be held, and that this is why."""
    name = turn.slots.exercise
    if name is None or name not in turn.library.exercises:
        return seconds, None
    most = bounds(turn.exercise(name), turn.level(name)).hold.most
    if most < COUNTED_HOLD or not seconds > most:
        return seconds, None
    return float(most), say("own.most_held_of", name=name_of(name), length=Length(most))


def _countable(reps: float) -> bool:
    return 1 <= reps <= MOST_REPS


def _holdable(seconds: float) -> bool:
    return COUNTED_HOLD <= seconds <= LONGEST_HOLD


def _reps_range(turn: Turn) -> Answer:
    return _asked_once(turn, Question.HOW_MANY, say("free.reps_range", least=1, most=MOST_REPS))


def _hold_range(turn: Turn, wanted: float) -> Answer:
    span, beyond = hold_limits(wanted)
    return _asked_once(turn, Question.HOW_LONG, span, beyond)


def hold_limits(wanted: float) -> tuple[Phrase, Phrase | None]:
    """What can be held, and for longer, who counts that."""
    span = say("free.hold_range", least=Length(COUNTED_HOLD), most=Length(LONGEST_HOLD))
    return span, say("free.longer") if wanted > LONGEST_HOLD else None


def _asked_once(turn: Turn, question: Question, span: Phrase, beyond: Phrase | None = None) -> Answer:
    """Out of the range: asked for another number once, the second time back to the place."""
    if turn.memory.asked is question and turn.memory.misses:
        return ask(turn, [beyond or span], question_of_place(turn))
    answer = ask(turn, [span, beyond], question)
    return replace(answer, memory=replace(answer.memory, misses=1))
