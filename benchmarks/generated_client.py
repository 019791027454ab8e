"""botocore's own client in place of the skill's, to measure the difference."""

from __future__ import annotations

import sys
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
        names = {"GetItem": self._client.get_item, "PutItem": self._client.put_item}
        return names[operation](**arguments)

    def close(self) -> None:
        self._client.close()


def install() -> None:
    """Use it in this process; the skill's own is not even imported."""
    instead = ModuleType("skill.storage.dynamodb_client")
    instead.DynamoDbClient = GeneratedClient  # type: ignore[attr-defined]
    sys.modules[instead.__name__] = instead
