"""How a screen is arranged: which of them a device needs is known before anything is drawn for it."""

from __future__ import annotations

from enum import StrEnum


class Arrangement(StrEnum):
    """By the shape of a screen (Amazon: viewport profiles)."""

    LYING = "lying"
    """Wider than high."""
    STANDING = "standing"
    ROUND = "round"
