"""The client of a DynamoDB table, made when it is first needed, with its failures told as a store's."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from skill.storage.contract import Outage, StoreUnavailableError, StoreUnusableError, Use
from skill.storage.dynamodb_faults import meaning
from skill.store_url import DynamoDbUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb_client import DynamoDbClient  # brings botocore along

PATIENT_AGAIN_SECONDS = 10.0
"""After this time in an outage, one call is as patient as usual: a table far away may never answer as soon as
the others ask."""


class Connection:
    """A client, and whether it works. After a call that waited in vain, the next ones wait less."""

    def __init__(self, url: DynamoDbUrl, client: DynamoDbClient | None) -> None:
        self.outage = Outage()
        self._url, self._handed_in = url, client
        self._waited_in_vain = -math.inf

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

        patient = time.monotonic() - self._waited_in_vain >= PATIENT_AGAIN_SECONDS
        try:
            self._connected.patient = patient
            yield self._connected
        except (BotoCoreError, ClientError) as fault:
            failure = meaning(fault)
            if patient and not isinstance(failure, StoreUnusableError):
                self._waited_in_vain = time.monotonic()
            raise failure from fault
        self._waited_in_vain = -math.inf

    @cached_property
    def _connected(self) -> DynamoDbClient:
        from skill.storage.dynamodb_client import DynamoDbClient

        return self._handed_in or DynamoDbClient(self._url.region)
