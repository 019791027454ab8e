"""What the log tells of days and weeks, as figures: for an answer, or for a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from skill.coaching.log import Entry, Log, Summary, summed, together


def summary_of_day(log: Log, day: int) -> Summary:
    return summed(log.on(day).values())


def days_until(log: Log, last: int, how_many: int) -> Iterator[tuple[int, Summary]]:
    """So many days up to `last`, the oldest first, with those on which nothing was done."""
    for day in range(last - how_many + 1, last + 1):
        yield day, summary_of_day(log, day)


def summary_until(log: Log, last: int, how_many: int) -> Summary:
    """What was done on so many days up to `last`."""
    return together(summary for _, summary in days_until(log, last, how_many))


def beaten(log: Log, day: int, figure: Callable[[Entry], int]) -> Iterator[tuple[str, int]]:
    """What was done on `day` with a figure above that of any kept day before, by exercise id.

    What is done for the first time has nothing to beat.
    """
    best = dict.fromkeys(range(len(log.names)), 0)
    for entry in (entry for each in log.days if each.day < day for entry in each.entries):
        best[entry.exercise] = max(best[entry.exercise], figure(entry))
    for name, entry in log.on(day).items():
        if 0 < best[entry.exercise] < figure(entry):
            yield name, figure(entry)
