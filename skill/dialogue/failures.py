"""What Alexa reports about our answers: a document that was not played, an answer she could not use."""

from __future__ import annotations

import re

from ask_sdk_model import RequestEnvelope, SessionEndedRequest
from ask_sdk_model.interfaces.alexa.presentation.apla import DocumentRuntimeError, RuntimeErrorEvent
from ask_sdk_model.interfaces.system import ExceptionEncounteredRequest
from msgspec import Struct

from skill import log
from skill.coaching.spoken import Spoken
from skill.dialogue import identity
from skill.dialogue.memory import Memory
from skill.dialogue.request_time import HELD_UP
from skill.dialogue.turn import DocumentError, Turn
from skill.envelope import request_of

INVALID_RESPONSE, INTERNAL_SERVICE_ERROR = "INVALID_RESPONSE", "INTERNAL_SERVICE_ERROR"
ENDPOINT_TIMEOUT = "ENDPOINT_TIMEOUT"
UNKNOWN = "UNKNOWN"
"""Stands for an error whose type the SDK's model does not know."""
FAILS_WITHIN = 10.0
"""Seconds within which an answer that Alexa cannot play fails; an internal error after that may be about
something else, and what was heard until then was heard."""
REQUEST_ID = re.compile(r"amzn1\.[\w.-]{1,120}", re.ASCII)


class AlexaError(Struct, frozen=True):
    """An error that ended a session, or an exception, as Alexa reports them."""

    kind: str
    """The type, as Alexa names it."""
    cause: str
    """The id of the request whose answer was at fault; empty where Alexa does not say."""


def reported(envelope: RequestEnvelope) -> AlexaError | None:
    """The error that the request reports; its message is left alone, because it may quote what was said."""
    request = envelope.request
    if isinstance(request, ExceptionEncounteredRequest):
        return AlexaError(_kind(request), str((request.cause and request.cause.request_id) or ""))
    if isinstance(request, SessionEndedRequest) and (request.error or _reason(request) == "ERROR"):
        return AlexaError(_kind(request), "")
    return None


def logged(envelope: RequestEnvelope) -> bool:
    """Log the error that the request reports; returns whether it reports one."""
    error = reported(envelope)
    if error is None:
        return False
    log.alexa_error(error.kind, error.cause if REQUEST_ID.fullmatch(error.cause) else "")
    return True


def nobody_spoke(envelope: RequestEnvelope) -> bool:
    """The request reports an error in the middle of a session: no person has said or ended anything."""
    kind = str(request_of(envelope).object_type)
    return kind.endswith(".RuntimeError") or isinstance(envelope.request, ExceptionEncounteredRequest)


def noticed(envelope: RequestEnvelope, turn: Turn) -> Turn:
    """The turn with what Alexa reports about the count in the last answer."""
    if isinstance(envelope.request, RuntimeErrorEvent):
        return turn.but(document_error=_document_error(envelope.request, turn.memory))
    error, spoken = reported(envelope), turn.person.spoken
    if error is None:
        return turn
    if error.kind == ENDPOINT_TIMEOUT:
        # Alexa waited for an answer that did not come; whoever spoke did so before that.
        return turn.but(sent=turn.sent.earlier(HELD_UP))
    if spoken is None or not turn.speaking or not _is_about(error, turn):
        return turn
    lost = error.kind == INVALID_RESPONSE or bool(error.cause) or turn.now - spoken.answered < FAILS_WITHIN
    return turn.but(lost=lost, document_error=_failed(error, spoken, turn.memory))


def _is_about(error: AlexaError, turn: Turn) -> bool:
    """The answer that counts was at fault. It was the answer to the request that changed something last."""
    if error.kind not in {INVALID_RESPONSE, INTERNAL_SERVICE_ERROR}:
        return False
    return not error.cause or turn.person.requests[-1:] == (identity.digest(error.cause),)


def _failed(error: AlexaError, spoken: Spoken, memory: Memory) -> DocumentError | None:
    """An answer that Alexa cannot read is our fault; if it breaks inside Alexa or the device, it is not."""
    if spoken.plain:
        return None
    ours = error.kind == INVALID_RESPONSE
    log.document_failed(token=memory.token, ours=ours)
    return DocumentError(ours)


def _document_error(request: RuntimeErrorEvent, memory: Memory) -> DocumentError | None:
    """That the last audio document was not played; an error about an earlier one changes nothing."""
    if not request.token or request.token != memory.token:
        return None
    ours = any(isinstance(error, DocumentRuntimeError) for error in request.errors or [])
    log.document_failed(token=request.token, ours=ours)
    return DocumentError(ours)


def _kind(request: ExceptionEncounteredRequest | SessionEndedRequest) -> str:
    kind = request.error.object_type if request.error else None
    return str(getattr(kind, "value", UNKNOWN))


def _reason(request: SessionEndedRequest) -> str:
    return str(getattr(request.reason, "value", ""))
