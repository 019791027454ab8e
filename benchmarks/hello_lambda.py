"""The SDK's hello world as a Lambda function, as in the SDK's guide."""

from __future__ import annotations

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import Response

_builder = SkillBuilder()


@_builder.request_handler(lambda handler_input: True)  # noqa: ARG005 - the SDK calls it by that name
def _hello(handler_input: HandlerInput) -> Response:
    return handler_input.response_builder.speak("Hello, world.").response


handler = _builder.lambda_handler()
