"""The last seven days as a screen shows them: how long was exercised on each, and which one is today."""

from __future__ import annotations

from skill.coaching.log_summary import days_until
from skill.coaching.reminder import weekday_of
from skill.dialogue.logbook import day_of
from skill.dialogue.reminding import WEEKDAY_NAMES
from skill.dialogue.turn import Turn
from skill.rendering.apl import Day

DAYS = 7
LETTERS = 2
"""Of a weekday's name."""


def shown(turn: Turn) -> tuple[Day, ...]:
    """The seven days up to today.

    Empty where the log is unknown, or nothing was done on any of them: nobody is shown an empty week.
    """
    if turn.log is None:
        return ()
    today = day_of(turn, turn.now)
    days = list(days_until(turn.log, today, DAYS))
    most = max(summary.minutes for _, summary in days)
    if not most:
        return ()
    return tuple(
        Day(_name(turn, day), summary.minutes, summary.minutes / most, today=day == today)
        for day, summary in days
    )


def _name(turn: Turn, day: int) -> str:
    return turn.speaker.say(WEEKDAY_NAMES[weekday_of(day)])[:LETTERS]
