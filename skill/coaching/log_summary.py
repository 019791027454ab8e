"""What the log tells of days and weeks, as figures: for an answer, or for a chart."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.log import Log, Summary, summary_of_week, summed


def summary_of_day(log: Log, day: int) -> Summary:
    return summed(log.on(day).values())


def weeks_until(log: Log, last: int, how_many: int) -> Iterator[tuple[int, Summary]]:
    """So many weeks up to `last`, the oldest first, with those in which nothing was done."""
    for week in range(last - how_many + 1, last + 1):
        yield week, summary_of_week(log, week)


def days_until(log: Log, last: int, how_many: int) -> Iterator[tuple[int, Summary]]:
    """The same for days."""
    for day in range(last - how_many + 1, last + 1):
        yield day, summary_of_day(log, day)
