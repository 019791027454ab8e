"""How progression changed an exercise."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """What became different of an exercise by itself, or of all."""

    REPS = "reps"
    HOLD = "hold"
    WAY = "way"
    BACK = "back"
    GENTLY = "gently"
