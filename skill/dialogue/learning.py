"""What the replies to closing questions teach about a device."""

from __future__ import annotations

from skill.coaching.device import Device, noted
from skill.coaching.pace import Extent, Pace, Reply, kept, learned
from skill.coaching.person import Person
from skill.dialogue.turn import Turn


def pace_of(person: Person, device: str) -> Pace:
    """How fast a device's voice is, and how soon replies come there."""
    return learned(person.devices.get(device, Device()).replies)


def with_reply(turn: Turn, device: str, answered: float, extent: Extent) -> Turn:
    """The turn with the reply in it remembered, if it can be one to the question that closed the answer.

    `answered`: when the answer left, epoch seconds.
    """
    reply = Reply(round(turn.sent.earliest - answered - extent.silence, 1), *extent.told)
    if not any(extent.told) or not reply.plausible:
        return turn
    replies = kept(turn.person.devices.get(device, Device()).replies, reply)
    return turn.with_person(devices=noted(turn.person.devices, device, replies=replies))


def with_reply_to_talk(turn: Turn) -> Turn:
    """The same of an answer that counted nothing."""
    talked = turn.memory.talked
    return turn if talked is None else with_reply(turn, turn.device, *talked)
