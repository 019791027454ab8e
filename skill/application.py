"""The skill as every entry point uses it: a request envelope goes in, a response envelope comes out."""

from __future__ import annotations

import time
from collections.abc import Callable

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import RequestEnvelope, Response

from skill import envelope, log
from skill.content import Library, load
from skill.dialogue.errand import Services
from skill.dialogue.records import Store
from skill.dialogue.screens import TOUCHES, USER_EVENT, touched
from skill.dialogue.session import Dialogue, no_answer
from skill.envelope.dispatch import Dispatcher, DispatcherBuilder
from skill.handlers import emergency, help
from skill.intent_rules import AFTER_AN_EMERGENCY, ANSWERED_ALIKE, HEALTH, READS_LOG
from skill.questions import Handler
from skill.services.amazon import Amazon
from skill.settings import Timing
from skill.skill import INTENTS, LAUNCH, REQUESTS, SKILL_DISABLED
from skill.storage import StoreUnavailableError


class Skill:
    """The skill behind every entry point: a request envelope goes in, a response envelope comes out."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._skill = _built(dialogue)

    def answer(self, body: bytes) -> bytes:
        """The response envelope to a request envelope, both as JSON in UTF-8.

        Raises:
            MalformedRequestError: `body` is no request envelope.
        """
        with log.Turn() as turn:
            request_envelope = envelope.read(body)
            turn.intent = _known(_name(request_envelope))
            turn.locale = self._known_locale(envelope.request_of(request_envelope).locale)
            answer = self._skill.invoke(request_envelope)
            turn.outcome = _outcome(answer.response)
            return envelope.write(answer)

    def _known_locale(self, locale: str | None) -> str:
        """The locale as it is logged: whatever else a request may say there is not."""
        known = not locale or locale in self._dialogue.library.locales
        return (locale or "") if known else log.OTHER


def create_skill(
    store: Store,
    clock: Callable[[], float] = time.time,
    library: Library | None = None,
    timing: Timing = Timing.APLA,
    services: Services | None = None,
    pictures: str = "",
) -> Skill:
    """The skill over a store of people's state; `clock` gives epoch seconds, `pictures` is where cards have
    theirs from.

    Raises:
        ContentError: a content file is bad.
    """
    envelope.get_ready()
    return Skill(Dialogue(library or load(), store, clock, timing, services or Amazon(), pictures))


def _built(dialogue: Dialogue) -> Dispatcher:
    """The SDK's skill with one handler, which looks up by name: the SDK would ask one after another."""
    intents = {
        name: dialogue.answering(
            _safely(name, handler), reads_log=name in READS_LOG, alike=name in ANSWERED_ALIKE
        )
        for name, handler in INTENTS.items()
    }
    requests = {name: dialogue.answering(handler) for name, handler in REQUESTS.items()}
    requests[LAUNCH] = dialogue.answering(_safely(LAUNCH, REQUESTS[LAUNCH]))
    requests[SKILL_DISABLED] = dialogue.skill_disabled
    unknown = dialogue.answering(_safely("", help.not_understood))

    def answer(handler_input: HandlerInput) -> Response:
        name, kind = _name(handler_input.request_envelope), _type(handler_input.request_envelope)
        if kind == "IntentRequest":
            return intents.get(name, unknown)(handler_input)
        if kind == USER_EVENT:
            # A touch does what the words do; one on a screen that is no longer shown does nothing.
            return intents[name](handler_input) if name in TOUCHES.values() else no_answer(handler_input)
        # A type without a handler takes no spoken answer, or is newer than this skill.
        return requests.get(kind, no_answer)(handler_input)

    builder = DispatcherBuilder()
    builder.request_handler(lambda _: True)(answer)
    builder.exception_handler(_can_be_mended)(dialogue.recover)
    return builder.create()


def _safely(name: str, handler: Handler) -> Handler:
    """The handler, unless there was an emergency in this session."""
    urgent = AFTER_AN_EMERGENCY.get(name, emergency.stay)
    return lambda turn: urgent(turn) if turn.memory.emergency else handler(turn)


def _name(request_envelope: RequestEnvelope) -> str:
    """The intent's name, or the request's type where it is no intent."""
    intent = envelope.intent_of(request_envelope)
    if intent is None and _type(request_envelope) == USER_EVENT:
        return touched(request_envelope) or USER_EVENT
    return _type(request_envelope) if intent is None else str(intent.name)


def _type(request_envelope: RequestEnvelope) -> str:
    return str(envelope.request_of(request_envelope).object_type)


def _known(name: str) -> str:
    """The name as it may be logged: only known, harmless ones."""
    known = name in INTENTS or name in REQUESTS or name == SKILL_DISABLED
    return name if known and name not in HEALTH else log.OTHER


def _outcome(response: Response | None) -> log.Outcome:
    ends = response and response.should_end_session
    if ends is None:
        return log.Outcome.ANSWERED
    return log.Outcome.ENDED if ends else log.Outcome.ASKED


def _can_be_mended(handler_input: HandlerInput, fault: Exception) -> bool:
    """Every fault but one: a deletion that failed must be reported, so that Alexa sends the event again."""
    forgetting = _name(handler_input.request_envelope) == SKILL_DISABLED
    return not (forgetting and isinstance(fault, StoreUnavailableError))
