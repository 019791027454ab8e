"""An answer was not played: which device that was, whose fault it is, and the set that was lost."""

from __future__ import annotations

from skill.coaching.device import DEVICES_KEPT, noted
from skill.dialogue.answer import Answer, silence
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn

PLAIN_FOR = 24 * 3600.0
"""Seconds for which a device gets SSML after Alexa could not use an answer with a document. The fault may be
one of ours that is corrected meanwhile, or one of Alexa's that has passed."""


def document_failed(turn: Turn) -> Answer:
    """Take note that nothing was heard; the set that was lost is offered again at the next turn.

    A fault of the document itself is ours: this session goes on in SSML. Anything else is the device's, which
    from now on gets SSML.
    """
    error = turn.document_error
    if error is None:
        return silence(turn)
    memory = turn.memory
    welcomed = memory.welcomed and not (memory.explanation and memory.explanation.warned)
    turn = turn.with_memory(plain=memory.plain or error.ours, token="", body=None, welcomed=welcomed)
    if turn.speaking:
        turn = turn.with_person(spoken=None)
    if not error.ours:
        turn = _noting_device(turn)
    return silence(turn.with_memory(asked=question_of_place(turn)))


def answer_failed(turn: Turn) -> Answer:
    """Alexa reports an exception while the session goes on, and takes no answer."""
    return silence(without_lost_count(turn))


def without_lost_count(turn: Turn) -> Turn:
    """The turn without a count that was not played; the device of a failed document gets SSML for a day."""
    spoken = turn.person.spoken if turn.before is None else turn.before.spoken
    if turn.document_error is not None and spoken is not None:
        plain = noted(turn.person.devices, spoken.device, plain_until=turn.now + PLAIN_FOR)
        turn = turn.with_person(devices=plain)
    return turn.with_person(spoken=None) if turn.lost else turn


def _noting_device(turn: Turn) -> Turn:
    known = turn.person.no_documents
    if turn.device in known:
        return turn
    return turn.with_person(no_documents=(*known, turn.device)[-DEVICES_KEPT:])
