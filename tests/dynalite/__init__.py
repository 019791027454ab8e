"""A second, stricter implementation of DynamoDB's protocol: the npm package dynalite."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.from_npm import running


@contextmanager
def serving() -> Iterator[str]:
    """Its URL; it runs until the block ends."""
    with running(Path(__file__).with_name("server.js")) as (_, told):
        yield f"http://127.0.0.1:{int(told.readline())}"
