"""The store that a URL names, for the entry points that can use either."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from skill.storage.starting import try_store
from skill.store_url import KEEP_DAYS, DynamoDbUrl, StoreUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb import DynamoDbStore
    from skill.storage.sqlite import SqliteStore


def open_store(
    url: StoreUrl, clock: Callable[[], float] = time.time, keep_days: int = KEEP_DAYS
) -> SqliteStore | DynamoDbStore:
    """The store; it opens its file or connects to its table when it is first used."""
    if isinstance(url, DynamoDbUrl):
        from skill.storage.dynamodb import DynamoDbStore

        return DynamoDbStore(url, clock=clock, keep_days=keep_days)
    from skill.storage.sqlite import SqliteStore

    return SqliteStore(url.path, clock, keep_days)


def check_store(url: StoreUrl) -> None:
    """Try the store before a start; StartError if somebody has to put something right first."""
    try_store(open_store(url), url)
