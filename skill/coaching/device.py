"""What is remembered of one device: whether it plays audio documents, and how fast its voice is."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.pace import Reply

DEVICES_KEPT = 8
"""Devices that are remembered for one person: more than a house has."""


class Device(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One device of a person."""

    plain_until: float = 0.0
    """Until when it gets plain speech, in epoch seconds, because an answer with an audio document failed."""
    replies: tuple[Reply, ...] = ()
    """The last replies to questions that closed a count: they show its pace."""


def noted(devices: dict[str, Device], digest: str, **changes: Any) -> dict[str, Device]:
    """The devices with one of them changed; the one that changed longest ago may be left out."""
    others = {each: device for each, device in devices.items() if each != digest}
    changed = {**others, digest: replace(devices.get(digest, Device()), **changes)}
    return dict(list(changed.items())[-DEVICES_KEPT:])
