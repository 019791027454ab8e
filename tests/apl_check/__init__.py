"""An independent checker of APL documents: the npm package apl-suggester, used through a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.from_npm import running


class Check(Protocol):
    """What Amazon's schema does not allow in a document; nothing if it is valid."""

    def __call__(self, document: dict[str, Any]) -> list[dict[str, Any]]: ...


@contextmanager
def checker() -> Iterator[Check]:
    """The running checker."""
    with running(Path(__file__).with_name("check.js")) as (asked, told):

        def check(document: dict[str, Any]) -> list[dict[str, Any]]:
            asked.write(json.dumps(document) + "\n")
            asked.flush()
            faults: list[dict[str, Any]] = json.loads(told.readline())
            return faults

        yield check
