"""The SDK's dispatch without its clients of Amazon's services, which are a third of its import time.

`ask_sdk_core.skill_builder` imports them all before the first word. The builder below it in the SDK does not.
"""

from __future__ import annotations

from ask_sdk_core.__version__ import __version__
from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import RESPONSE_FORMAT_VERSION
from ask_sdk_model import RequestEnvelope, ResponseEnvelope, Session
from ask_sdk_runtime.dispatch import GenericRequestDispatcher
from ask_sdk_runtime.skill import AbstractSkill
from ask_sdk_runtime.skill_builder import AbstractSkillBuilder
from ask_sdk_runtime.utils import user_agent_info


class Dispatcher(AbstractSkill[RequestEnvelope, ResponseEnvelope, object]):
    """Does what the SDK's CustomSkill does with no API client, no persistence adapter and no templates."""

    def __init__(self, dispatcher: GenericRequestDispatcher) -> None:
        self._dispatcher = dispatcher
        self._user_agent = user_agent_info(__version__)

    def supports(self, request_envelope: RequestEnvelope, context: object = None) -> bool:  # noqa: ARG002
        return request_envelope.request is not None

    def invoke(self, request_envelope: RequestEnvelope, context: object = None) -> ResponseEnvelope:
        """The answer of the handler that says it can handle the request."""
        attributes = _attributes(request_envelope)
        response = self._dispatcher.dispatch(HandlerInput(request_envelope, attributes, context))
        in_session = request_envelope.session is not None
        return ResponseEnvelope(
            response=response,
            version=RESPONSE_FORMAT_VERSION,
            session_attributes=attributes.session_attributes if in_session else None,
            user_agent=self._user_agent,
        )


def _attributes(request_envelope: RequestEnvelope) -> AttributesManager:
    """The SDK copies the attributes of a session deeply. Here nobody changes them: an answer sets its own."""
    if request_envelope.session is None:
        return AttributesManager(request_envelope)
    attributes = AttributesManager(RequestEnvelope(session=Session()))
    attributes.session_attributes = request_envelope.session.attributes or {}
    return attributes


class DispatcherBuilder(AbstractSkillBuilder):
    """Takes handlers as the SDK's SkillBuilder does."""

    def create(self) -> Dispatcher:
        configuration = self.runtime_configuration_builder.get_runtime_configuration()
        return Dispatcher(GenericRequestDispatcher(configuration))
