"""What a slot of an intent tells: an exercise, a number, a length of time; None when nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isnan
from typing import NamedTuple

from ask_sdk_model import Intent, Slot

from skill.coaching.exercise import BodyPart

UNKNOWN = ""
"""An exercise was named that the interaction model does not know."""

_DURATION = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?")
"""AMAZON.DURATION is ISO 8601; days and longer are no holds."""


class _Value(NamedTuple):
    """A value of one of the model's slot types."""

    id: str
    name: str


def exercise(intent: Intent | None) -> str | None:
    """The id of the exercise named; UNKNOWN for one that does not exist, None where none was named."""
    slot = _slot(intent, "exercise")
    if slot is None or not slot.value:
        return None
    return next((found.id for found in _resolved(slot)), UNKNOWN)


def whole_number(intent: Intent | None) -> float | None:
    """The number in the slot `count`; not-a-number for one that was not understood ("half")."""
    slot = _slot(intent, "count")
    if slot is None or slot.value is None:
        return _sounded(intent)
    return float(slot.value) if re.fullmatch(r"\d{1,9}", slot.value) else float("nan")


def number(intent: Intent | None) -> int | None:
    """The number in the slot `count`; None where none was said or none was understood."""
    found = whole_number(intent)
    return None if found is None or isnan(found) else int(found)


def side(intent: Intent | None) -> str:
    """The side named, in the words of the interaction model ("left arm"); empty where none was."""
    slot = _slot(intent, "side")
    return next((found.name for found in _resolved(slot)), "") if slot else ""


def body_part(intent: Intent | None) -> BodyPart | None:
    """The part of the body named; None where none was, or none that is known."""
    slot = _slot(intent, "body_part")
    known = (found.id for found in _resolved(slot)) if slot else ()
    return next((part for found in known for part in BodyPart if part == found), None)


def is_guess(intent: Intent | None) -> bool:
    """The number is none that was said, but what a word sounds like: "for" for four."""
    slot = _slot(intent, "heard")
    return slot is not None and bool(slot.value)


def _sounded(intent: Intent | None) -> float | None:
    """The number that the word in the slot `heard` sounds like."""
    slot = _slot(intent, "heard")
    if slot is None or not slot.value:
        return None
    return next((float(found.id) for found in _resolved(slot)), float("nan"))


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


def _resolved(slot: Slot) -> Iterator[_Value]:
    """What entity resolution made of the slot: the values that the interaction model knows."""
    authorities = (slot.resolutions and slot.resolutions.resolutions_per_authority) or []
    for authority in authorities:
        for found in authority.values or []:
            if found.value and found.value.id:
                yield _Value(str(found.value.id), str(found.value.name or ""))


def _slot(intent: Intent | None, name: str) -> Slot | None:
    return (intent.slots or {}).get(name) if intent else None
