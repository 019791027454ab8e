"""Runs a turn: reads the person's state, calls the handler, sends the answer and saves the state."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol, TypeVar

import msgspec
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import Request, RequestEnvelope, Response, SessionEndedReason, SessionEndedRequest
from ask_sdk_model.interfaces.alexa.presentation.apla import DocumentRuntimeError, RuntimeErrorEvent
from msgspec.structs import replace

from skill import log
from skill.coaching.person import Person
from skill.coaching.plan import fitting
from skill.content import Library, Speaker
from skill.dialogue import slots
from skill.dialogue.answer import Answer
from skill.dialogue.memory import Memory
from skill.dialogue.progress_estimate import Hearing, estimated
from skill.dialogue.request_time import sent
from skill.dialogue.response import Delivered, respond
from skill.dialogue.turn import DocumentError, Turn
from skill.envelope import intent_of, request_of
from skill.rendering.ssml import escape
from skill.settings import Timing
from skill.storage import NobodyError, StoreConflictError, StoreUnavailableError

Value = TypeVar("Value")

ANSWERS = {
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.NextIntent",
    "AMAZON.ResumeIntent",
    "AgreeIntent",
    "DeclineIntent",
    "DoneIntent",
    "GoOnIntent",
    "NextExerciseIntent",
    "ReadyIntent",
}
"""Intents that answer the question at the end of what was said."""


ATTEMPTS = 5
"""Attempts at a turn when another device of the person keeps writing first."""


class Store(Protocol):
    """The SDK's persistence adapter, plus a place for state that cannot be read any more."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]: ...
    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None: ...
    def delete_attributes(self, request_envelope: RequestEnvelope) -> None: ...
    def set_aside(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None: ...


class Dialogue:
    """What all turns share: the content, the store and the clock."""

    def __init__(self, library: Library, store: Store, clock: Callable[[], float], timing: Timing) -> None:
        self.library, self.store, self.clock, self.timing = library, store, clock, timing

    def answering(self, function: Callable[[Turn], Answer]) -> Callable[[HandlerInput], Response]:
        """`function` as an SDK handler: the person is read before it and saved after it."""

        def answer(handler_input: HandlerInput) -> Response:
            carried = self._carried(handler_input)
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._answer(handler_input, function, carried)
                except StoreConflictError:
                    # Another device of this person wrote first: retry from what it wrote.
                    carried = None
            return self._answer(handler_input, function, None)

        return answer

    def skill_disabled(self, handler_input: HandlerInput) -> Response:
        """The skill was switched off: where Alexa says that the person's data must go, it goes.

        Raises:
            StoreUnavailableError: it cannot be deleted now.
        """
        # The SDK's model of the event lacks its body; what a model lacks is kept as it came.
        body = getattr(handler_input.request_envelope.request, "body", None)
        if isinstance(body, dict) and body.get("userInformationPersistenceStatus") == "NOT_PERSISTED":
            self.forget(handler_input)
        return no_answer(handler_input)

    def forget(self, handler_input: HandlerInput) -> None:
        """Delete everything about the person.

        Raises:
            StoreUnavailableError: it cannot be deleted now.
        """
        with suppress(NobodyError):
            self.store.delete_attributes(handler_input.request_envelope)

    def recover(self, handler_input: HandlerInput, error: Exception) -> Response:
        """Log an error, keep the place as it was, and ask the person to go on."""
        log.fault(error)
        request, builder = request_of(handler_input.request_envelope), ResponseFactory()
        if request.object_type not in {"LaunchRequest", "IntentRequest"}:
            return builder.response
        say = Speaker(self.library.language(request.locale)).say
        speech = f"{say('trouble.lost_thread')} {say('ask.resume', name='')}"
        return builder.speak(escape(speech)).ask(escape(say("reprompt.resume", name=""))).response

    def _answer(
        self, handler_input: HandlerInput, function: Callable[[Turn], Answer], carried: Person | None
    ) -> Response:
        envelope = handler_input.request_envelope
        before = self._stored(envelope) if carried is None else carried
        person = fitting(before, self.library.routines, self.library.exercises)
        turn = self._turn(envelope, person)
        if not _tells_of_an_error(envelope):
            turn = estimated(turn, _hearing(envelope))
        if turn.new_session and turn.workout is not None and turn.workout.over:
            turn = turn.but(person=turn.person.workout_closed())
        delivered = respond(turn, function(turn))
        self._save(handler_input, delivered, before)
        return delivered.response

    def _turn(self, envelope: RequestEnvelope, person: Person) -> Turn:
        session, request, now = envelope.session, request_of(envelope), self.clock()
        new = session is None or bool(session.new)
        memory = None if new else _understood(_attributes(envelope).get("memory"), Memory)
        if memory is None or not memory.fits(self.library.exercises):
            memory = Memory()
        language = self.library.language(request.locale)
        return Turn(
            library=self.library,
            language=language,
            person=person,
            memory=memory,
            sent=sent(request.timestamp.timestamp() if request.timestamp else None, now),
            now=now,
            new_session=new,
            slots=slots.read(intent_of(envelope), language),
            device=_device(envelope),
            timing=self.timing,
            document_error=_document_error(request, memory),
        )

    def _carried(self, handler_input: HandlerInput) -> Person | None:
        """The person from the session attributes; None where the store has to be asked."""
        envelope = handler_input.request_envelope
        if envelope.session is None or envelope.session.new:
            return None
        return _understood(_attributes(envelope).get("person"), Person)

    def _stored(self, envelope: RequestEnvelope) -> Person:
        """The person from the store; a new one where it has none or is unavailable."""
        try:
            attributes = self.store.get_attributes(envelope)
            if not attributes:
                return Person()
            person = _understood(attributes, Person)
            if person is None:
                self.store.set_aside(envelope, attributes)
            return person or Person()
        except StoreUnavailableError as error:
            log.loss(error)
            return Person()

    def _save(self, handler_input: HandlerInput, delivered: Delivered, before: Person) -> None:
        """Keep the person in the session, and in the store if anything about them changed."""
        envelope, person = handler_input.request_envelope, delivered.person
        if person != before:
            person = replace(person, version=before.version + 1)
            try:
                self.store.save_attributes(envelope, msgspec.to_builtins(person))
            except StoreUnavailableError as error:
                # The store still has the version that was read: the next write must go over that one.
                person = replace(person, version=before.version)
                log.loss(error)
        if envelope.session is not None:
            handler_input.attributes_manager.session_attributes = {
                "person": msgspec.to_builtins(person),
                "memory": msgspec.to_builtins(delivered.memory),
            }


def no_answer(handler_input: HandlerInput) -> Response:  # noqa: ARG001 - the SDK's signature
    """To a request that wants none."""
    return ResponseFactory().response


def _attributes(envelope: RequestEnvelope) -> dict[str, Any]:
    return (envelope.session and envelope.session.attributes) or {}


def _understood(attributes: object, shape: type[Value]) -> Value | None:
    """Attributes as the value they were made from; None for another version's or damaged ones."""
    try:
        return msgspec.convert(attributes, shape)
    except msgspec.ValidationError:
        return None


def _hearing(envelope: RequestEnvelope) -> Hearing:
    intent, request = intent_of(envelope), envelope.request
    if intent is not None and intent.name in ANSWERS:
        return Hearing.ANSWERED
    if not isinstance(request, SessionEndedRequest):
        return Hearing.BROKEN_OFF
    run_out = request.reason is SessionEndedReason.EXCEEDED_MAX_REPROMPTS
    return Hearing.RUN_OUT if run_out else Hearing.BROKEN_OFF


def _tells_of_an_error(envelope: RequestEnvelope) -> bool:
    """Nobody spoke; what was being played was not heard."""
    return str(request_of(envelope).object_type).endswith(".RuntimeError")


def _device(envelope: RequestEnvelope) -> str:
    """A short digest of the device's id: enough to know it again among a person's few, and no id itself."""
    from hashlib import sha256  # brings OpenSSL, for which the first word need not wait

    system = envelope.context.system if envelope.context else None
    identity = (system.device.device_id if system and system.device else None) or ""
    return sha256(identity.encode()).hexdigest()[:8]


def _document_error(request: Request, memory: Memory) -> DocumentError | None:
    """That the last audio document was not played; an error about an earlier one changes nothing."""
    if not isinstance(request, RuntimeErrorEvent) or not request.token or request.token != memory.token:
        return None
    ours = any(isinstance(error, DocumentRuntimeError) for error in request.errors or [])
    log.document_failed(token=request.token, ours=ours)
    return DocumentError(ours)
