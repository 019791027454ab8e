"""An independent SSML checker: the npm package ssml-check-core, used through a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from tests.from_npm import running


class Check(Protocol):
    """The errors in an answer's SSML; none if Alexa would accept it."""

    def __call__(self, ssml: str) -> list[dict[str, Any]]: ...


@contextmanager
def checker() -> Iterator[Check]:
    """The running checker."""
    with running(Path(__file__).with_name("check.js")) as (asked, told):

        def check(ssml: str) -> list[dict[str, Any]]:
            asked.write(json.dumps(ssml) + "\n")
            asked.flush()
            faults: list[dict[str, Any]] = json.loads(told.readline())
            return faults

        yield check
