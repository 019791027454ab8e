"""This week and the one before: weeks from Monday on, or seven days where nobody knows which week it is."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from skill.coaching.log import Log, Summary, summary_of_week, week_of
from skill.coaching.log_summary import summary_until
from skill.dialogue.logbook import A_DAY, day_of
from skill.dialogue.turn import Turn

DAYS_OF_A_WEEK = 7


class _Keys(NamedTuple):
    """The prompts that tell of a week."""

    exercised: str
    before: str
    nothing: str
    days: str


THIS_WEEK = _Keys(
    "history.this_week", "history.last_week", "history.nothing_this_week", "history.days_this_week"
)
SEVEN_DAYS = _Keys(
    "history.last_seven", "history.seven_before", "history.nothing_in_seven", "history.days_in_seven"
)


def is_certain(turn: Turn) -> bool:
    """Whether "this week" is the same wherever they are: between Sunday and Monday it may be over."""
    return week_of(day_of(turn, turn.now)) == week_of(floor(turn.now / A_DAY))


def weeks(turn: Turn, log: Log) -> tuple[Summary, Summary, _Keys]:
    """This week and the last one, and what this one is called: where it may be over, the last seven days."""
    today = day_of(turn, turn.now)
    if is_certain(turn):
        week = week_of(today)
        return summary_of_week(log, week), summary_of_week(log, week - 1), THIS_WEEK
    before = summary_until(log, today - DAYS_OF_A_WEEK, DAYS_OF_A_WEEK)
    return summary_until(log, today, DAYS_OF_A_WEEK), before, SEVEN_DAYS
