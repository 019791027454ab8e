"""An audio document was not played: which device that was, whose fault it is, and the set that was lost."""

from __future__ import annotations

from skill.dialogue.answer import Answer, silence
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn

DEVICES_KEPT = 8
"""Devices of one person that are remembered as failing: more than a house has."""


def document_failed(turn: Turn) -> Answer:
    """Take note that nothing was heard; the set that was lost is offered again at the next turn.

    A fault of the document itself is ours: this session goes on in SSML. Anything else is the device's, which
    from now on gets SSML.
    """
    error = turn.document_error
    if error is None:
        return silence(turn)
    turn = turn.with_memory(plain=turn.memory.plain or error.ours, token="", body=None)
    if turn.speaking:
        turn = turn.with_person(spoken=None)
    if not error.ours:
        turn = _noting_device(turn)
    return silence(turn.with_memory(asked=question_of_place(turn)))


def _noting_device(turn: Turn) -> Turn:
    known = turn.person.no_documents
    if turn.device in known:
        return turn
    return turn.with_person(no_documents=(*known, turn.device)[-DEVICES_KEPT:])
