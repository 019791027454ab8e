"""The last seven days as a screen shows them: how long was exercised on each, and which one is today."""

from __future__ import annotations

from collections.abc import Iterable

from skill.coaching.log_summary import days_until
from skill.coaching.work_done import done_between
from skill.dialogue.logbook import day_of
from skill.dialogue.parts import Piece
from skill.dialogue.reminding import WEEKDAY_NAMES
from skill.dialogue.turn import Turn
from skill.rendering.apl import Day

DAYS = 7
THURSDAY = 3
"""The first day of all that is counted, 1 January 1970."""
LETTERS = 2
"""Of a weekday's name."""


def shown(turn: Turn, counted: Iterable[Piece] = ()) -> tuple[Day, ...]:
    """The seven days up to today, with what is `counted` in this answer as if it were done.

    Empty where the log is unknown, or nothing was done on any of them: nobody is shown an empty week.
    """
    if turn.log is None:
        return ()
    today = day_of(turn, turn.now)
    seconds = [summary.seconds for _, summary in days_until(turn.log, today, DAYS)]
    seconds[-1] += sum(_seconds(turn, piece, today) for piece in counted)
    minutes = [max(1, round(each / 60)) if each else 0 for each in seconds]
    most = max(minutes)
    if not most:
        return ()
    first = today - DAYS + 1
    names = [_name(turn, first + number) for number in range(DAYS)]
    return tuple(
        Day(name, each, each / most, today=number == DAYS - 1)
        for number, (name, each) in enumerate(zip(names, minutes, strict=True))
    )


def _seconds(turn: Turn, piece: Piece, today: int) -> int:
    assert piece.stint is not None, "what is counted has a stint"
    stint = piece.stint
    return done_between(turn.work(stint), stint.exercise, stint.place, None, today).seconds


def _name(turn: Turn, day: int) -> str:
    return turn.speaker.say(tuple(WEEKDAY_NAMES.values())[(day + THURSDAY) % DAYS])[:LETTERS]
