"""What the clocks of a time zone show."""

from __future__ import annotations

from datetime import datetime


def clock_in(zone: str, now: float) -> datetime | None:
    """The time that it is at `now`, in epoch seconds, without its zone; None for one that nobody knows."""
    from zoneinfo import ZoneInfo  # here: it is seldom needed

    try:
        return datetime.fromtimestamp(now, ZoneInfo(zone)).replace(tzinfo=None)
    except (KeyError, ValueError, OSError):
        return None
