"""The dispatcher behaves like the SDK's, without importing clients for Amazon's services."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response
from ask_sdk_runtime.exceptions import DispatchException

from skill import envelope
from skill.envelope.dispatch import DispatcherBuilder
from tests.envelopes import ENVELOPES


def add_handlers(builder: DispatcherBuilder | SkillBuilder) -> None:
    """A handler that answers and remembers, one that fails, and an exception handler."""

    @builder.request_handler(is_request_type("LaunchRequest"))
    def welcome(handler_input: HandlerInput) -> Response:
        if handler_input.request_envelope.session is not None:
            handler_input.attributes_manager.session_attributes = {"rep": 3}
        return handler_input.response_builder.speak("Hello, world.").ask("Ready?").response

    @builder.request_handler(is_request_type("IntentRequest"))
    def fail(handler_input: HandlerInput) -> Response:
        raise LookupError("no such exercise")

    @builder.exception_handler(lambda handler_input, exception: isinstance(exception, LookupError))
    def recover(handler_input: HandlerInput, exception: Exception) -> Response:
        return handler_input.response_builder.speak(str(exception)).response


@pytest.mark.parametrize("session", [True, False])
@pytest.mark.parametrize("name", ["launch", "intent"])
def test_it_answers_like_the_sdk(name: str, session: bool) -> None:
    sent = dict(ENVELOPES[name])
    if not session:
        del sent["session"]
    body = json.dumps(sent).encode()
    lean, whole = DispatcherBuilder(), SkillBuilder()
    add_handlers(lean)
    add_handlers(whole)
    assert lean.create().supports(envelope.read(body))
    answered = envelope.write(lean.create().invoke(envelope.read(body)))
    assert json.loads(answered) == json.loads(
        envelope.write(whole.create().invoke(envelope.read(body), None))
    )
    assert (b'"sessionAttributes"' in answered) is session


def test_a_request_without_a_handler_is_an_error() -> None:
    lean = DispatcherBuilder()
    add_handlers(lean)
    with pytest.raises(DispatchException):
        lean.create().invoke(envelope.read(b'{"request": {"type": "SessionEndedRequest"}}'))


def test_the_skill_starts_without_the_slowest_imports() -> None:
    late = "['ask_sdk_model.services', 'urllib.request', 'xml.sax', 'email', 'botocore']"
    imported = f"import sys, skill.aws_lambda; print([name for name in {late} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", imported], text=True) == "[]\n"
