"""All that a DynamoDB table keeps of everybody. It is scanned, which the role of the function may not do."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from skill.storage.contract import DAY_SECONDS, StoreUnavailableError
from skill.storage.dynamodb_faults import ConditionError, meaning
from skill.storage.dynamodb_items import (
    EXPIRES,
    KEPT,
    PERSON,
    UNREADABLE,
    Item,
    aside,
    expires_at,
    is_state,
    key_of_item,
    text_of,
    voice_of,
    with_text,
)
from skill.storage.shelf import ASIDE, LOG, LOG_ASIDE, STATE, Kept
from skill.store_url import DynamoDbUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb_client import DynamoDbClient


class DynamoDbShelf:
    """What the table at `url` keeps."""

    def __init__(self, url: DynamoDbUrl, keep_days: int) -> None:
        self._url, self._keep_days = url, keep_days

    def everything(self) -> Iterator[Kept]:
        """All that is kept of anybody, what was set aside in the order in which it was."""
        further: dict[str, Any] = {}
        items: list[Item] = []
        with self._client() as client:
            while True:
                page = client.call("Scan", TableName=self._url.table, ConsistentRead=True, **further)
                items += page["Items"]
                if "LastEvaluatedKey" not in page:
                    break
                further = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        yield from map(_kept, sorted(items, key=lambda item: (item[PERSON]["S"], item[KEPT]["S"])))

    def delete(self, kept: Iterable[Kept]) -> None:
        with self._client() as client:
            for each in kept:
                client.call("DeleteItem", TableName=self._url.table, Key=key_of_item(each.key))

    def restore(self, aside_: Kept, text: bytes, current: Kept | None) -> None:
        """Put back what was set aside; the state that has taken its place is set aside instead."""
        now = time.time()
        expires = now + DAY_SECONDS * self._keep_days
        names = aside_.key[KEPT]["S"].split(" ")[3:]
        kept = " ".join(names if names[:1] == ["log"] else ["now", *names])
        key: Item = {PERSON: aside_.key[PERSON], KEPT: {"S": kept}}
        condition: dict[str, Any] = {"ConditionExpression": f"attribute_not_exists({PERSON})"}
        version = 1
        with self._client() as client:
            if current is not None:
                version = (current.version or 0) + 1
                condition = {
                    "ConditionExpression": "version = :before",
                    "ExpressionAttributeValues": {":before": current.key["version"]},
                }
                moment = datetime.fromtimestamp(now, UTC).isoformat()
                moved = aside(current.key, moment, expires)
                client.call("PutItem", TableName=self._url.table, Item=moved)
            item = with_text(key, version, text, expires)
            client.call("PutItem", TableName=self._url.table, Item=item, **condition)
            client.call("DeleteItem", TableName=self._url.table, Key=key_of_item(aside_.key))

    @contextmanager
    def _client(self) -> Iterator[DynamoDbClient]:
        """A client of the table; StoreUnavailableError for what goes wrong with it."""
        from botocore.exceptions import BotoCoreError, ClientError

        from skill.storage.dynamodb_client import DynamoDbClient

        client = None
        try:
            client = DynamoDbClient(self._url.region)
            yield client
        except ConditionError:
            raise StoreUnavailableError("the person has spoken in between; try again") from None
        except (BotoCoreError, ClientError) as fault:
            raise meaning(fault) from fault
        finally:
            if client is not None:
                client.close()


def _kept(item: Item) -> Kept:
    kind, *names = item[KEPT]["S"].split(" ")
    aside_of = LOG_ASIDE if names[2:3] == [LOG] else ASIDE
    what = STATE if is_state(item) else aside_of if kind == "aside" else kind
    try:
        text, version = text_of(item), int(item["version"]["N"])
    except UNREADABLE:
        text, version = str(item).encode(), 0
    expires = expires_at(item) if EXPIRES in item else None
    return Kept(item[PERSON]["S"], voice_of(item), what, version, expires, text, item)
