"""botocore's own client in place of the skill's, to measure the difference."""

from __future__ import annotations

import sys
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from types import ModuleType
from typing import Any


class GeneratedClient:
    """Calls DynamoDB by the client that botocore generates from its description of the service."""

    def __init__(self, region: str = "") -> None:
        from botocore.config import Config
        from botocore.session import get_session

        retries = {"mode": "legacy", "total_max_attempts": 2}
        patience = Config(connect_timeout=0.7, read_timeout=0.7, retries=retries)
        self._client = get_session().create_client("dynamodb", region_name=region or None, config=patience)

    def call(self, operation: str, **arguments: Any) -> Any:
        from botocore import xform_name

        method = getattr(self._client, xform_name(operation))
        return _with_binaries(method(**_with_binaries(arguments, a2b_base64)), _base64)

    def close(self) -> None:
        self._client.close()


def _with_binaries(value: Any, converted: Callable[[Any], Any]) -> Any:
    """The same, binaries converted: botocore has bytes where the protocol and the skill have Base64."""
    if isinstance(value, list):
        return [_with_binaries(one, converted) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: converted(one)
        if name == "B" and isinstance(one, str | bytes)
        else _with_binaries(one, converted)
        for name, one in value.items()
    }


def _base64(binary: bytes) -> str:
    return b2a_base64(binary, newline=False).decode()


def install() -> None:
    """Use it in this process; the skill's own is not even imported."""
    instead = ModuleType("skill.storage.dynamodb_client")
    instead.DynamoDbClient = GeneratedClient  # type: ignore[attr-defined]
    sys.modules[instead.__name__] = instead
