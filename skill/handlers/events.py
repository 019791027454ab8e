"""What Alexa tells beside a conversation; nothing is said to it."""

from __future__ import annotations

from collections.abc import Callable

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.dialogue.session import Dialogue


def skill_disabled(dialogue: Dialogue) -> Callable[[HandlerInput], Response]:
    """The skill was switched off: where the person's data must go, it goes."""

    def answer(handler_input: HandlerInput) -> Response:
        # The SDK's model of the event lacks its body; what a model lacks is kept as it came.
        body = getattr(handler_input.request_envelope.request, "body", None)
        if isinstance(body, dict) and body.get("userInformationPersistenceStatus") == "NOT_PERSISTED":
            dialogue.forget(handler_input)
        return silent(handler_input)

    return answer


def silent(handler_input: HandlerInput) -> Response:
    """Nothing is said."""
    return handler_input.response_builder.response
