"""The log: what was really done, by exercise and day, for three months; by week, for two years.

Days are whole numbers, counted from 1 January 1970 in the time of the place. The log knows no clock: its last
day is its newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Annotated, Final, NamedTuple, TypeAlias

from msgspec import Meta, Struct, json
from msgspec.structs import replace

DAYS_KEPT: Final = 13 * 7
"""Days told by exercise, in whole weeks; older ones are told as weeks."""
WEEKS_KEPT: Final = 104
LARGEST: Final = 15_000
"""Bytes of a log, however much was done: DynamoDB bills by the kilobyte."""

CALLED_EASY: Final = 2
"""Sessions for which one counts that was called easy."""

Count = Annotated[int, Meta(ge=0)]


class Done(Struct, frozen=True, array_like=True, omit_defaults=True):
    """Something done that is not in the log yet; below zero, something that was not done after all."""

    day: int
    exercise: str
    reps: int = 0
    """Whole reps of all sets; with sides, on each side. Easy movement has none."""
    hold: int = 0
    """Seconds of the longest hold."""
    seconds: int = 0
    """How long it took, with the pauses in it."""
    full: int = 0
    """1: it was done to its end, 2: and called easy; -1: it was called hard."""


class Entry(Struct, frozen=True, array_like=True):
    """One exercise on one day."""

    exercise: Count
    """Its number among the log's names."""
    reps: int
    hold: int
    seconds: int

    @property
    def counts(self) -> bool:
        """Whether it is an exercise, rather than easy movement."""
        return self.reps > 0 or self.hold > 0


class Day(Struct, frozen=True, array_like=True):
    """One day, with at least one entry."""

    day: Count
    entries: tuple[Entry, ...]


class Week(Struct, frozen=True, array_like=True):
    """One week whose days are not kept any more."""

    week: Count
    days: Count
    seconds: Count
    exercises: Count


Way: TypeAlias = tuple[int, int, int]
"""How an exercise is done: level, reps of all sets, seconds of a hold."""


class Run(Struct, frozen=True, array_like=True):
    """How often in a row an exercise was done in full, in one and the same way."""

    exercise: Count
    day: Count
    """The last of these days."""
    times: Count
    way: Way


class Log(Struct, frozen=True, omit_defaults=True):
    """Everything that was done, as an immutable value."""

    version: Count = 0
    """How often it was written."""
    names: tuple[str, ...] = ()
    """Exercise ids, in the order in which they were first done."""
    days: tuple[Day, ...] = ()
    """The oldest first."""
    weeks: tuple[Week, ...] = ()
    """The same for what is older."""
    runs: tuple[Run, ...] = ()
    batch: tuple[Done, ...] = ()
    """What was written last, and its number: it may come again, as it was or with more in it."""
    number: int = -1

    def on(self, day: int) -> dict[str, Entry]:
        """What was done on a day, by exercise id."""
        entries = next((each.entries for each in self.days if each.day == day), ())
        return {self.names[entry.exercise]: entry for entry in entries}

    def last(self, exercise: str) -> tuple[int, Entry] | None:
        """The last day on which an exercise was done, and what was done of it."""
        done = ((each.day, self.on(each.day).get(exercise)) for each in reversed(self.days))
        return next(((day, entry) for day, entry in done if entry is not None), None)

    def longest_hold(self, exercise: str) -> int:
        """Seconds; 0 where it was never held on the days that are kept."""
        entries = (self.on(each.day).get(exercise) for each in self.days)
        return max((entry.hold for entry in entries if entry is not None), default=0)

    def run_of(self, exercise: str) -> Run | None:
        return next((run for run in self.runs if self.names[run.exercise] == exercise), None)


class Summary(NamedTuple):
    """What was done in a week or on a day."""

    days: int = 0
    seconds: int = 0
    exercises: int = 0
    """How many were done, each day's for itself; easy movement is none."""

    @property
    def minutes(self) -> int:
        """Whole minutes; a few seconds are one, too."""
        return max(1, round(self.seconds / 60)) if self.seconds else 0


def week_of(day: int) -> int:
    """The number of a day's week, which begins on a Monday: day 0 was a Thursday."""
    return (day + 3) // 7


def summary_of_week(log: Log, week: int) -> Summary:
    """What was done in a week; nothing in one that the log does not reach back to."""
    if kept := next((each for each in log.weeks if each.week == week), None):
        return Summary(kept.days, kept.seconds, kept.exercises)
    return together(summed(each.entries) for each in log.days if week_of(each.day) == week)


def noted(unlogged: Sequence[Done], done: Done) -> tuple[Done, ...]:
    """What is not in the log yet, with one thing more; what is one day's and one exercise's is one thing."""
    same = next((each for each in unlogged if (each.day, each.exercise) == (done.day, done.exercise)), None)
    if same is None:
        return (*unlogged, done)
    full = done.full if done.full < 0 or done.full > same.full else same.full
    both = replace(
        same,
        reps=same.reps + done.reps,
        hold=max(same.hold, done.hold),
        seconds=same.seconds + done.seconds,
        full=full,
    )
    return tuple(both if each is same else each for each in unlogged)


def with_batch(log: Log, number: int, batch: Sequence[Done], ways: Mapping[str, Way]) -> Log:
    """The log with a batch of what was done; `ways` tells how each exercise is done now.

    A batch that comes again counts once, as it is then: whoever wrote it may not know that it arrived.
    """
    before = log.batch if number == log.number else ()
    log = reduce(_with, map(_undone, before), log)
    log = reduce(_with, batch, log)
    for done in batch:
        log = _with_run(log, done, ways.get(done.exercise))
    return bounded(replace(log, batch=tuple(batch), number=number))


def bounded(log: Log) -> Log:
    """The log without what is too old; where it is too large all the same, without its oldest days."""
    newest = week_of(log.days[-1].day) if log.days else 0
    log = _folded(log, newest - DAYS_KEPT // 7)
    weeks = tuple(each for each in log.weeks if each.week > newest - WEEKS_KEPT)
    log = replace(log, weeks=weeks)
    while len(json.encode(log)) > LARGEST and log.days and week_of(log.days[0].day) < newest:
        log = _folded(log, week_of(log.days[0].day))
    return log


def _folded(log: Log, last: int) -> Log:
    """The log with the weeks up to `last` told as weeks."""
    old = [each for each in log.days if week_of(each.day) <= last]
    if not old:
        return log
    weeks = dict.fromkeys(week_of(each.day) for each in old)
    folded = tuple(Week(week, *summary_of_week(log, week)) for week in weeks)
    days = tuple(each for each in log.days if week_of(each.day) > last)
    return replace(log, days=days, weeks=tuple(sorted((*log.weeks, *folded), key=lambda each: each.week)))


def summed(entries: Iterable[Entry]) -> Summary:
    entries = tuple(entries)
    counting = sum(entry.counts for entry in entries)
    return Summary(int(counting > 0), sum(entry.seconds for entry in entries), counting)


def together(summaries: Iterable[Summary]) -> Summary:
    return reduce(lambda one, other: Summary(*map(sum, zip(one, other, strict=True))), summaries, Summary())


def _undone(done: Done) -> Done:
    return Done(done.day, done.exercise, -done.reps, 0, -done.seconds)


def _with(log: Log, done: Done) -> Log:
    """The log with one thing more; a day that is folded into its week already stays as it is."""
    if log.weeks and week_of(done.day) <= log.weeks[-1].week:
        return log
    names = log.names if done.exercise in log.names else (*log.names, done.exercise)
    number = names.index(done.exercise)
    day = next((each for each in log.days if each.day == done.day), Day(done.day, ()))
    before = next((each for each in day.entries if each.exercise == number), Entry(number, 0, 0, 0))
    reps, seconds = max(0, before.reps + done.reps), max(0, before.seconds + done.seconds)
    hold = max(before.hold, done.hold) if reps or seconds else 0
    after = Entry(number, reps, hold, seconds)
    others = tuple(each for each in day.entries if each.exercise != number)
    entries = (*others, after) if (reps or seconds) else others
    days = [each for each in log.days if each.day != done.day] + ([Day(done.day, entries)] if entries else [])
    return replace(log, names=names, days=tuple(sorted(days, key=lambda each: each.day)))


def _with_run(log: Log, done: Done, way: Way | None) -> Log:
    """The log with the row of full sessions that this one continues, or ends."""
    if way is None or not done.full or done.exercise not in log.names:  # its week is folded already
        return log
    number, entry = log.names.index(done.exercise), log.on(done.day).get(done.exercise)
    before = log.run_of(done.exercise)
    times = before.times if before is not None and before.way == way else 0
    if done.full < 0:
        run = Run(number, done.day, 0, way)
    elif entry is None or entry.reps < way[1]:
        return log
    else:
        times += not times or before is None or before.day != done.day
        run = Run(number, done.day, max(times, CALLED_EASY) if done.full > 1 else times, way)
    others = tuple(each for each in log.runs if each.exercise != number)
    return replace(log, runs=(*others, run))
