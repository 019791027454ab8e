"""What a slot of an intent tells: an exercise, a number, a length of time; None when nothing."""

from __future__ import annotations

import re

from ask_sdk_model import Intent, Slot

UNKNOWN = ""
"""An exercise was named that the interaction model does not know."""

_DURATION = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?")
"""AMAZON.DURATION is ISO 8601; days and longer are no holds."""


def exercise(intent: Intent | None) -> str | None:
    """The id of the exercise named; UNKNOWN for one that does not exist, None where none was named."""
    slot = _slot(intent, "exercise")
    if slot is None or not slot.value:
        return None
    authorities = (slot.resolutions and slot.resolutions.resolutions_per_authority) or []
    for authority in authorities:
        for found in authority.values or []:
            if found.value and found.value.id:
                return str(found.value.id)
    return UNKNOWN


def whole_number(intent: Intent | None) -> float | None:
    """The number in the slot `count`; not-a-number for one that was not understood ("half")."""
    slot = _slot(intent, "count")
    if slot is None or slot.value is None:
        return None
    return float(slot.value) if re.fullmatch(r"\d{1,9}", slot.value) else float("nan")


def seconds(intent: Intent | None) -> float | None:
    """The length of time in the slot `length`, in seconds; not-a-number for one that was not understood."""
    slot = _slot(intent, "length")
    if slot is None or slot.value is None:
        return None
    found = _DURATION.fullmatch(slot.value)
    if not found or not any(found.groups()):
        return float("nan")
    hours, minutes, rest = (float(group or 0) for group in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _slot(intent: Intent | None, name: str) -> Slot | None:
    return (intent.slots or {}).get(name) if intent else None
