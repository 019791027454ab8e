"""A checker of SSML that nobody here wrote: the npm package ssml-check-core, behind a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.from_npm import running


class Check(Protocol):
    """What is wrong with an answer's SSML; nothing where Alexa would take it."""

    def __call__(self, ssml: str) -> list[dict[str, Any]]: ...


@contextmanager
def checker() -> Iterator[Check]:
    """The checker, running until the block ends."""
    with running(Path(__file__).with_name("check.js")) as (asked, told):

        def check(ssml: str) -> list[dict[str, Any]]:
            asked.write(json.dumps(ssml) + "\n")
            asked.flush()
            faults: list[dict[str, Any]] = json.loads(told.readline())
            return faults

        yield check
