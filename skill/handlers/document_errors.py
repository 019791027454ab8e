"""An audio document failed: which device that was, whose fault it is, and the set that was lost."""

from __future__ import annotations

from ask_sdk_model import Response
from ask_sdk_model.interfaces.alexa.presentation.apla import DocumentRuntimeError, RuntimeErrorEvent
from msgspec.structs import replace

from skill import log
from skill.dialogue import phrases, reply
from skill.dialogue.delivery import device
from skill.dialogue.turn import Turn

DEVICES_KEPT = 8
"""Devices of one person that are remembered as failing: more than a house has."""


def document_failed(turn: Turn) -> Response:
    """Take note that nothing was heard; the set that was lost is offered again at the next turn.

    A fault of the document itself is ours: it is logged, and this session goes on in SSML. Anything else is
    the device's, which from now on gets SSML. An error about another document than the last changes nothing.
    """
    request = turn.handler_input.request_envelope.request
    assert isinstance(request, RuntimeErrorEvent)
    if not request.token or request.token != turn.memory.token:
        return reply.silence(turn)
    ours = any(isinstance(error, DocumentRuntimeError) for error in request.errors or [])
    log.document_failed(token=request.token, ours=ours)
    turn.memory.plain = turn.memory.plain or ours
    turn.memory.token = ""
    turn.memory.body = None
    turn.person = replace(turn.person, spoken=None)
    if not ours:
        _note_device(turn)
    turn.memory.asked = phrases.question_of_place(turn)
    return reply.silence(turn)


def _note_device(turn: Turn) -> None:
    known = turn.person.no_documents
    this = device(turn.handler_input.request_envelope)
    if this not in known:
        turn.person = replace(turn.person, no_documents=(*known, this)[-DEVICES_KEPT:])
