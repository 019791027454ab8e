"""The smallest possible skill, for comparison: the SDK's hello world with the SDK's serializer."""

from __future__ import annotations

import json

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import RequestEnvelope, Response

_builder = SkillBuilder()
_serializer = DefaultSerializer()


@_builder.request_handler(lambda handler_input: True)  # noqa: ARG005 - the SDK calls it by that name
def _hello(handler_input: HandlerInput) -> Response:
    return handler_input.response_builder.speak("Hello, world.").response


_skill = _builder.create()


def answer(body: bytes) -> bytes:
    """What the SDK's entry points do with a request, without the parts for the web or Lambda."""
    envelope = _serializer.deserialize(body.decode(), RequestEnvelope)
    return json.dumps(_serializer.serialize(_skill.invoke(envelope, None))).encode()


def addressed_to_it(body: bytes) -> bytes:
    """The same request as Alexa would send it to this skill, which gave its session no attributes."""
    request = json.loads(body)
    request["session"]["attributes"] = {}
    return json.dumps(request).encode()
