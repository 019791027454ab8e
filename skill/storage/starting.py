"""What every entry point does with its store before it starts."""

from __future__ import annotations

from typing import Protocol

from skill import log
from skill.settings import StartError
from skill.storage.contract import StoreUnavailableError, StoreUnusableError
from skill.store_url import StoreUrl


class Store(Protocol):
    """A store, as far as a start needs it."""

    def check(self) -> None: ...
    def close(self) -> None: ...


def try_store(store: Store, url: StoreUrl) -> None:
    """Try the store at `url`, and leave nothing open that a fork or a snapshot would share. If it is only out
    of reach, log it: people can be led without it until it is back.

    Raises:
        StartError: the store cannot be used until somebody has put something right.
    """
    try:
        store.check()
    except StoreUnusableError as fault:
        raise StartError(f"SKILL_STORE is '{url}', where nothing can be stored: {fault}") from None
    except StoreUnavailableError as fault:
        log.loss(fault)
    finally:
        store.close()
