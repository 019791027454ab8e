"""What the replies to closing questions teach about a device."""

from __future__ import annotations

from skill.coaching.device import Device, noted
from skill.coaching.pace import REPLIES_KEPT, REPLIES_TO_TALK, Extent, Pace, Reply, learned
from skill.coaching.person import Person
from skill.coaching.spoken import Spoken
from skill.dialogue.turn import Turn


def pace_of(person: Person, device: str) -> Pace:
    """How fast a device's voice is, and how soon replies come there."""
    return learned(person.devices.get(device, Device()).replies)


def with_reply(turn: Turn, spoken: Spoken) -> Turn:
    """The turn with the reply in it remembered, if it can be one to the question that closed the count."""
    return _learnt(turn, spoken.device, spoken.answered, spoken.extent)


def with_reply_to_talk(turn: Turn) -> Turn:
    """The same of an answer that only talked, as long as there are few replies to counts, which tell more."""
    replies = turn.person.devices.get(turn.device, Device()).replies
    if turn.memory.talked is None or len(replies) >= REPLIES_TO_TALK:
        return turn
    return _learnt(turn, turn.device, *turn.memory.talked)


def _learnt(turn: Turn, device: str, answered: float, extent: Extent) -> Turn:
    reply = Reply(round(turn.sent.earliest - answered - extent.silence, 1), *extent.told)
    if not any(extent.told) or not reply.plausible:
        return turn
    known = turn.person.devices.get(device, Device()).replies
    replies = (*known, reply)[-REPLIES_KEPT:]
    return turn.with_person(devices=noted(turn.person.devices, device, replies=replies))
