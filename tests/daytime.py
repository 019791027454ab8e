"""Tests that play in real time must not be caught by a new day of the log."""

from __future__ import annotations

from datetime import UTC, datetime

from skill.content import load

SOON = 2
"""Hours in which no test is still running."""


def by_day() -> str:
    """A locale in which no new day of the log begins soon."""
    hour = datetime.now(UTC).hour
    return next(name for name in ("en-US", "en-GB") if (load().language(name).day_begins - hour) % 24 > SOON)
