"""What the replies to closing questions teach about a device."""

from __future__ import annotations

from skill.coaching.device import Device, noted
from skill.coaching.pace import REPLIES_KEPT, Pace, Reply, learned
from skill.coaching.person import Person
from skill.coaching.spoken import Spoken
from skill.dialogue.turn import Turn


def pace_of(person: Person, device: str) -> Pace:
    """How fast a device's voice is, and how soon replies come there."""
    return learned(person.devices.get(device, Device()).replies)


def with_reply(turn: Turn, spoken: Spoken) -> Turn:
    """The turn with the reply in it remembered, if it can be one to the question that closed the answer."""
    silence, *told = spoken.extent
    took = turn.sent.earliest - spoken.answered - silence
    reply = Reply(round(took, 1), *told)
    if not any(told) or not reply.plausible:
        return turn
    known = turn.person.devices.get(spoken.device, Device()).replies
    replies = (*known, reply)[-REPLIES_KEPT:]
    return turn.with_person(devices=noted(turn.person.devices, spoken.device, replies=replies))
