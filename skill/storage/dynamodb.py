"""People's state in one DynamoDB table: across machines, nothing to run, safe for any number of writers.

An account has one item kept "now", one kept "now" for each person whose voice Alexa recognizes, one for each
person's log, and one more for each state that was set aside; `dynamodb_items` has their keys. Each item tells
when DynamoDB deletes it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope

from skill import log
from skill.storage.contract import (
    EVERYTHING,
    NOBODY,
    Attributes,
    StoreConflictError,
    StoreUnavailableError,
    Use,
    account_of,
    expiry,
    person_of,
    version_of,
    without_copies,
)
from skill.storage.dynamodb_connection import Connection
from skill.storage.dynamodb_faults import ConditionError
from skill.storage.dynamodb_items import (
    CHECKED,
    EXPIRES,
    KEPT,
    PERSON,
    UNREADABLE,
    Item,
    aside,
    attributes_of,
    expired,
    expires_at,
    is_state,
    key_now,
    key_of_item,
    key_of_log,
    number_of,
    voice_of,
    written,
)
from skill.store_url import KEEP_DAYS, DynamoDbUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb_client import DynamoDbClient  # brings botocore along

_FOLLOWS = f"attribute_not_exists({PERSON}) OR version = :before OR {EXPIRES} <= :now"
CHECKED_SECONDS = 5.0
"""How long a check that passed holds: each costs a write, and anybody may be able to ask for it."""


class DynamoDbStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over a DynamoDB table; the client is made when it is first needed."""

    def __init__(
        self,
        url: DynamoDbUrl,
        client: DynamoDbClient | None = None,
        clock: Callable[[], float] = time.time,
        keep_days: int = KEEP_DAYS,
    ) -> None:
        self._url, self._clock, self._keep_days = url, clock, keep_days
        self._connection, self._passed = Connection(url, client), -math.inf

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        State that is not a JSON object any more is set aside, and the person starts fresh.
        """
        return self._read(key_now(request_envelope))

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep `attributes` over the version before theirs, or where nothing is kept yet.

        Raises:
            StoreConflictError: another version is kept.
        """
        self._write(key_now(request_envelope), attributes)

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        """The log of the person who asks, of several who share a record the one of that number."""
        return self._read(key_of_log(request_envelope, number))

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        """Keep a log as `save_attributes` keeps a state."""
        self._write(key_of_log(request_envelope, number), attributes)

    def _read(self, key: Item) -> Attributes:
        with self._connection.client(Use.READING) as client:
            item = client.call("GetItem", TableName=self._url.table, Key=key, ConsistentRead=True).get("Item")
        if item is None:
            return {}
        try:
            return {} if expired(item, self._clock()) else attributes_of(item)
        except UNREADABLE:
            log.set_aside()
            self._move_aside(item)
            return {}

    def _write(self, key: Item, attributes: Attributes) -> None:
        version, now = version_of(attributes), self._clock()
        with self._connection.client(Use.WRITING) as client:
            item = written(key, version, attributes, expiry(attributes, now, self._keep_days))
            try:
                client.call(
                    "PutItem",
                    TableName=self._url.table,
                    Item=item,
                    ConditionExpression=_FOLLOWS,
                    ExpressionAttributeValues={
                        ":before": {"N": str(version - 1)},
                        ":now": {"N": str(int(now))},
                    },
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ConditionError as unmet:
                # A second attempt meets what the first one wrote, if only the answer to it was lost.
                if unmet.item != item:
                    raise StoreConflictError(f"version {version} does not follow the one kept") from None

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the account that asks, with all its persons and whatever else is kept of them."""
        with self._connection.client(Use.WRITING) as client:
            while items := self._of_account(client, request_envelope):
                for item in items:
                    client.call("DeleteItem", TableName=self._url.table, Key=key_of_item(item))

    def forget_beside(self, request_envelope: RequestEnvelope, number: int) -> None:
        """Forget what is kept of the person who asks beside their state, and copies of them, who have this
        number, in the states of the account's recognized persons."""
        whose = person_of(request_envelope)
        with self._connection.client(Use.WRITING) as client:
            for item in self._of_account(client, request_envelope):
                if voice_of(item) == whose:
                    if not is_state(item) and number_of(item) in {None, number}:
                        client.call("DeleteItem", TableName=self._url.table, Key=key_of_item(item))
                elif not whose and is_state(item):
                    self._forget_copies(client, item, number)

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next.

        They are a state's, or those of the log of that number.
        """
        key = key_now(request_envelope) if log is None else key_of_log(request_envelope, log)
        version = attributes.get("version", 0)
        self._move_aside(written(key, version, attributes, 0))

    def tidy(self) -> None:
        """DynamoDB itself deletes what has expired."""

    def check(self) -> None:
        """Write and read as a turn does, an item that is nobody's.

        Raises:
            StoreUnusableError: the table cannot be used before somebody has put something right.
            StoreUnavailableError: it cannot be used now.
        """
        if not self._connection.outage.on and 0 <= time.monotonic() - self._passed < CHECKED_SECONDS:
            return
        item = {PERSON: {"S": NOBODY}, KEPT: {"S": CHECKED}, "at": {"S": self._moment()}}
        with self._connection.client(EVERYTHING) as client:
            client.call("PutItem", TableName=self._url.table, Item=item)
            read = client.call(
                "GetItem", TableName=self._url.table, Key=key_of_item(item), ConsistentRead=True
            )
            # Another function that starts may have written in between.
            if "Item" not in read:
                raise StoreUnavailableError("what was written does not come back")
        self._passed = time.monotonic()

    def close(self) -> None:
        """End the connections; the next call opens another.

        A snapshot of this process would carry ones that are dead when it is restored, and a fork would share
        them. The client asks for new credentials when its own have run out. Nothing else would suffer: uuid4
        draws from the system, not from a state that two restored processes would share.
        """
        self._connection.close()

    def _move_aside(self, item: Item) -> None:
        """First the copy, then the removal: what happens in between can double it, never lose it."""
        moved = aside(item, self._moment(), expiry(None, self._clock(), self._keep_days))
        unchanged: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(version)"}
        if "version" in item:
            unchanged["ConditionExpression"] = "version = :version"
            unchanged["ExpressionAttributeValues"] = {":version": item["version"]}
        with self._connection.client(Use.WRITING) as client:
            client.call("PutItem", TableName=self._url.table, Item=moved)
            with suppress(ConditionError):
                client.call("DeleteItem", TableName=self._url.table, Key=key_of_item(item), **unchanged)

    def _of_account(self, client: DynamoDbClient, request_envelope: RequestEnvelope) -> list[Item]:
        """All that is kept of an account, or the first megabyte of it."""
        found: list[Item] = client.call(
            "Query",
            TableName=self._url.table,
            KeyConditionExpression=f"{PERSON} = :user",
            ExpressionAttributeValues={":user": {"S": account_of(request_envelope)}},
            ConsistentRead=True,
        )["Items"]
        return found

    def _forget_copies(self, client: DynamoDbClient, item: Item, number: int) -> None:
        """What cannot be read has no copies to be found, and is set aside when it is next asked for."""
        with suppress(*UNREADABLE, ConditionError):
            attributes = without_copies(attributes_of(item), number)
            if attributes is None:
                return
            client.call(
                "PutItem",
                TableName=self._url.table,
                Item=written(key_of_item(item), version_of(attributes), attributes, expires_at(item)),
                ConditionExpression="version = :before",
                ExpressionAttributeValues={":before": item["version"]},
            )

    def _moment(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).isoformat()
