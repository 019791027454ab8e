"""What Alexa tells of a slot: what was said in it, and which values of the model that may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ask_sdk_model import Slot
from msgspec import Struct


class Value(Struct, frozen=True):
    """A value of one of the model's slot types."""

    id: str
    name: str


def text(slot: Slot | None) -> str:
    """What was said; empty where nothing was."""
    return (slot and slot.value) or ""


def resolved(slot: Slot | None) -> Iterator[Value]:
    """What entity resolution made of the slot: the values that the interaction model knows."""
    authorities = (slot and slot.resolutions and slot.resolutions.resolutions_per_authority) or []
    for authority in authorities:
        for found in authority.values or []:
            if found.value and found.value.id:
                yield Value(str(found.value.id), str(found.value.name or ""))


def id_of(slot: Slot | None) -> str:
    """The id of the likeliest value; empty where there is none."""
    return next((found.id for found in resolved(slot)), "")


def name_of(slot: Slot | None) -> str:
    """The likeliest value's name in the interaction model; empty where there is none."""
    return next((found.name for found in resolved(slot)), "")


def numbers(slot: Slot | None) -> Iterator[str]:
    """The ids that are numbers; those of another version's model may be anything."""
    return (found.id for found in resolved(slot) if re.fullmatch(r"\d{1,9}", found.id, re.ASCII))
