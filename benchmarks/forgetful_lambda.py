"""This skill as a Lambda function without storage, to measure it without a DynamoDB client."""

from __future__ import annotations

from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.application import create_skill
from skill.aws_lambda import create_handler
from skill.settings import LambdaSettings


class NoStore:
    """A store that stores nothing."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None: ...

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None: ...

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: dict[str, Any], log: int | None = None
    ) -> None: ...
    def get_log(self, request_envelope: RequestEnvelope, number: int) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def save_log(
        self, request_envelope: RequestEnvelope, number: int, attributes: dict[str, Any]
    ) -> None: ...

    def forget_beside(self, request_envelope: RequestEnvelope, number: int) -> None: ...


handler = create_handler(LambdaSettings.from_environment(), skill=create_skill(NoStore()))
