"""The client of a DynamoDB table, made when it is first needed, with its failures told as a store's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from skill.storage.contract import Outage, StoreUnavailableError, Use
from skill.storage.dynamodb_faults import meaning
from skill.store_url import DynamoDbUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb_client import DynamoDbClient  # brings botocore along


class Connection:
    """A client, and whether it works."""

    def __init__(self, url: DynamoDbUrl, client: DynamoDbClient | None) -> None:
        self.outage = Outage()
        self._url, self._handed_in = url, client

    @contextmanager
    def client(self, use: Use) -> Iterator[DynamoDbClient]:
        """The client, for a use that begins or ends an outage.

        Raises:
            StoreUnusableError, StoreUnavailableError: it failed.
        """
        try:
            with self.outage.watched(use), self._failing_openly() as client:
                yield client
        except UnicodeEncodeError as fault:  # a text that cannot be written
            raise StoreUnavailableError(f"{type(fault).__name__}: {fault}") from fault

    def close(self) -> None:
        """End the connections, if there are any; the next use opens others."""
        if "_connected" in vars(self):
            self._connected.close()

    @contextmanager
    def _failing_openly(self) -> Iterator[DynamoDbClient]:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield self._connected
        except (BotoCoreError, ClientError) as fault:
            raise meaning(fault) from fault

    @cached_property
    def _connected(self) -> DynamoDbClient:
        from skill.storage.dynamodb_client import DynamoDbClient

        return self._handed_in or DynamoDbClient(self._url.region)
