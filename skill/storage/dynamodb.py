"""People's state in one DynamoDB table: across machines, nothing to run, safe for any number of writers.

An account has one item kept "now", one kept "now" for each person whose voice Alexa recognizes, one more for
each person's log, and one for each state that was set aside. The state itself is JSON in a string, as in the
other store.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

import msgspec
from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope

from skill.storage.contract import (
    EVERYTHING,
    NOBODY,
    Attributes,
    Outage,
    StoreConflictError,
    StoreUnavailableError,
    Use,
    account_of,
    person_of,
    version_of,
)
from skill.storage.dynamodb_faults import ConditionError, meaning
from skill.store_url import DynamoDbUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb_client import DynamoDbClient  # brings botocore along

PERSON, KEPT = "person", "kept"
"""The table's partition and sort keys: the account's user id, and `NOW`, `LOG` and a number, `CHECKED` or
"aside" and when; for a recognized person, a digest of their id behind it."""
NOW, LOG, CHECKED = "now", "log", {"S": "checked"}
CHECKED_SECONDS = 5.0
"""How long a check that passed holds: each costs a write, and anybody may be able to ask for it."""

Item: TypeAlias = dict[str, dict[str, str]]
"""Attribute name → type and value, as DynamoDB's protocol writes them."""

_attributes = msgspec.json.Decoder(dict[str, Any])


class DynamoDbStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over a DynamoDB table; the client is made when it is first needed."""

    def __init__(
        self, url: DynamoDbUrl, client: DynamoDbClient | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._url, self._handed_in, self._clock = url, client, clock
        self._outage, self._passed = Outage(), -math.inf

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        State that is not a JSON object any more is set aside, and the person starts fresh.
        """
        return self._read(_key_now(request_envelope))

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep `attributes` over the version before theirs, or where nothing is kept yet.

        Raises:
            StoreConflictError: another version is kept.
        """
        self._write(_key_now(request_envelope), attributes)

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        """The log of the person who asks, of several who share a record the one of that number."""
        return self._read(_key_of_log(request_envelope, number))

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        """Keep a log as `save_attributes` keeps a state."""
        self._write(_key_of_log(request_envelope, number), attributes)

    def _read(self, key: Item) -> Attributes:
        with self._client(Use.READING) as client:
            item = client.call("GetItem", TableName=self._url.table, Key=key, ConsistentRead=True).get("Item")
        if item is None:
            return {}
        try:
            return _attributes.decode(item["attributes"]["S"]) | {"version": int(item["version"]["N"])}
        except (KeyError, ValueError, RecursionError):
            self._move_aside(item)
            return {}

    def _write(self, key: Item, attributes: Attributes) -> None:
        version = version_of(attributes)
        with self._client(Use.WRITING) as client:
            item = _item(key, version, attributes)
            try:
                client.call(
                    "PutItem",
                    TableName=self._url.table,
                    Item=item,
                    ConditionExpression=f"attribute_not_exists({PERSON}) OR version = :before",
                    ExpressionAttributeValues={":before": {"N": str(version - 1)}},
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ConditionError as unmet:
                # A second attempt meets what the first one wrote, if only the answer to it was lost.
                if unmet.item != item:
                    raise StoreConflictError(f"version {version} does not follow the one kept") from None

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the account that asks, with all its persons and what was set aside of them."""
        whose = {
            "KeyConditionExpression": f"{PERSON} = :user",
            "ExpressionAttributeValues": {":user": {"S": account_of(request_envelope)}},
            "ConsistentRead": True,
        }
        with self._client(Use.WRITING) as client:
            while items := client.call("Query", TableName=self._url.table, **whose)["Items"]:
                for item in items:
                    client.call("DeleteItem", TableName=self._url.table, Key=_key(item))

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next.

        They are a state's, or those of the log of that number.
        """
        key = _key_now(request_envelope) if log is None else _key_of_log(request_envelope, log)
        self._move_aside(_item(key, attributes.get("version", 0), attributes))

    def check(self) -> None:
        """Write and read as a turn does, an item that is nobody's.

        Raises:
            StoreUnusableError: the table cannot be used before somebody has put something right.
            StoreUnavailableError: it cannot be used now.
        """
        if not self._outage.on and 0 <= time.monotonic() - self._passed < CHECKED_SECONDS:
            return
        item = {PERSON: {"S": NOBODY}, KEPT: CHECKED, "at": {"S": self._moment()}}
        with self._client(EVERYTHING) as client:
            client.call("PutItem", TableName=self._url.table, Item=item)
            read = client.call("GetItem", TableName=self._url.table, Key=_key(item), ConsistentRead=True)
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
        if "_connected" in vars(self):
            self._connected.close()

    def _move_aside(self, item: Item) -> None:
        """First the copy, then the removal: what happens in between can double it, never lose it."""
        whose = item[KEPT]["S"].removeprefix(NOW).lstrip()
        aside = item | {KEPT: {"S": f"aside {self._moment()} {uuid4().hex} {whose}".rstrip()}}
        unchanged: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(version)"}
        if "version" in item:
            unchanged["ConditionExpression"] = "version = :version"
            unchanged["ExpressionAttributeValues"] = {":version": item["version"]}
        with self._client(Use.WRITING) as client:
            client.call("PutItem", TableName=self._url.table, Item=aside)
            with suppress(ConditionError):
                client.call("DeleteItem", TableName=self._url.table, Key=_key(item), **unchanged)

    def _moment(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).isoformat()

    @contextmanager
    def _client(self, use: Use) -> Iterator[DynamoDbClient]:
        try:
            with self._outage.watched(use), self._failing_openly() as client:
                yield client
        except UnicodeEncodeError as fault:  # a text that cannot be written
            raise StoreUnavailableError(f"{type(fault).__name__}: {fault}") from fault

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


def _key_now(request_envelope: RequestEnvelope) -> Item:
    """Where the state of the person who asks is kept."""
    account, person = account_of(request_envelope), person_of(request_envelope)
    return {PERSON: {"S": account}, KEPT: {"S": f"{NOW} {person}" if person else NOW}}


def _key_of_log(request_envelope: RequestEnvelope, number: int) -> Item:
    account, person = account_of(request_envelope), person_of(request_envelope)
    return {PERSON: {"S": account}, KEPT: {"S": f"{LOG} {number} {person}".rstrip()}}


def _item(key: Item, version: int, attributes: Attributes) -> Item:
    """A state to be kept; the stamp tells it from one that another device writes with the same words."""
    return {
        **key,
        "version": {"N": str(version)},
        "attributes": {"S": msgspec.json.encode(attributes).decode()},
        "stamp": {"S": uuid4().hex},
    }


def _key(item: Item) -> Item:
    return {PERSON: item[PERSON], KEPT: item[KEPT]}
