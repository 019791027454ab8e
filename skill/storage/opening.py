"""The store that a URL names, for the entry points that can use either."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from skill import log
from skill.settings import StartError
from skill.storage.contract import StoreUnavailableError, StoreUnusableError
from skill.store_url import DynamoDbUrl, StoreUrl

if TYPE_CHECKING:
    from skill.storage.dynamodb import DynamoDbStore
    from skill.storage.sqlite import SqliteStore


def open_store(url: StoreUrl, clock: Callable[[], float] = time.time) -> SqliteStore | DynamoDbStore:
    """The store; it opens its file or connects to its table when it is first used."""
    if isinstance(url, DynamoDbUrl):
        from skill.storage.dynamodb import DynamoDbStore

        return DynamoDbStore(url, clock=clock)
    from skill.storage.sqlite import SqliteStore

    return SqliteStore(url.path, clock)


def check_store(url: StoreUrl) -> None:
    """Try the store, and leave nothing open that a fork would share. If a table is only out of reach, log it:
    people can be led without it until it is back.

    Raises:
        StartError: the store cannot be used until somebody has put something right.
    """
    store = open_store(url)
    try:
        store.check()
    except StoreUnusableError as fault:
        raise StartError(f"SKILL_STORE is '{url}', where nothing can be stored: {fault}") from None
    except StoreUnavailableError as fault:
        log.loss(fault)
    finally:
        store.close()
