"""One true thing that is said at the end of a routine, out of what was really done."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.dose import MOST_REPS
from skill.coaching.holding import UP_FROM
from skill.coaching.log import Log, summary_of_week, week_of
from skill.coaching.log_summary import beaten, summary_of_day
from skill.coaching.workout import Stint
from skill.dialogue import weeks
from skill.dialogue.logbook import day_of
from skill.dialogue.phrases import ExerciseText, Length, Ordinal, Phrase, name_of, say
from skill.dialogue.turn import Turn

MOST_TIMES = 100
"""Whole routines up to which it is told which one it was: beyond, there is no ordinal."""
SECOND = 2


def wanted(turn: Turn) -> bool:
    """Whether the routine may end in this turn, so that the log has to be read.

    Somebody who does not want to be asked is led through several exercises in one answer.
    """
    if turn.person.aside is not None or turn.workout is None:
        return False
    return turn.person.preferences.flow or len(turn.workout.left) <= 1


def remark(turn: Turn, *, whole: bool) -> Phrase | None:
    """One remark, another kind every day; `whole`: all of the routine was done.

    Nothing is remarked on that was as good before, or for the first time; after a pain, no best is.
    """
    if whole and not turn.person.finished:
        return say("finish.first_time")
    day = day_of(turn, turn.now)
    true = [*_from_log(turn, turn.log, day)] if turn.log is not None else []
    if whole and turn.person.finished < MOST_TIMES:
        true.append(say("finish.nth_time", nth=Ordinal(turn.person.finished + 1)))
    return true[day % len(true)] if true else None


def _from_log(turn: Turn, log: Log, day: int) -> Iterator[Phrase]:
    best = None if turn.memory.hurts or turn.memory.sore else _best(turn, log, day)
    if best is not None:
        yield best
    days = summary_of_week(log, week_of(day)).days
    if days < SECOND or not weeks.is_certain(turn) or not summary_of_day(log, day).days:
        return
    if days == turn.library.progression.week.days[0]:
        yield say("finish.enough_days", n=days)
    else:
        yield say("finish.nth_day", nth=Ordinal(days))


def _best(turn: Turn, log: Log, day: int) -> Phrase | None:
    """The longest hold ever, among the long ones; else the most reps ever, of another exercise every day."""
    span = say("finish.lately" if log.weeks else "finish.so_far")
    known = turn.library.exercises.keys()
    held = {name: best for name, best in beaten(log, day, lambda entry: entry.hold) if name in known}
    if held and max(held.values()) >= UP_FROM:
        name = max(held, key=lambda each: held[each])
        return say("finish.longest", name=name_of(name), length=Length(held[name]), span=span)
    counted = {name: best for name, best in beaten(log, day, lambda entry: entry.reps) if name in known}
    sayable = [name for name, reps in counted.items() if reps <= MOST_REPS]
    if not sayable:
        return None
    name = sayable[day % len(sayable)]
    key = "finish.most_each_side" if turn.work(Stint(name)).sides else "finish.most"
    return say(key, n=counted[name], names=ExerciseText(name, "plural"), span=span)
