"""All that a store keeps of everybody, as its operator sees it. No turn uses it, and Lambda lacks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from msgspec import Struct

STATE, LOG, ASIDE, LOG_ASIDE = "state", "log", "set aside", "log set aside"
_VOICE = re.compile(r"[0-9a-f]{16}", re.ASCII)


class Kept(Struct, frozen=True):
    """One thing that is kept of somebody."""

    account: str
    voice: str
    """The digest of a recognized person; empty for whoever has the account."""
    what: str
    """`STATE`, `LOG`, `ASIDE`, `LOG_ASIDE` or the name of something else."""
    version: int | None
    expires: float | None
    """Epoch seconds; None: an earlier version did not say."""
    text: bytes
    """JSON, unless it is damaged."""
    key: Any
    """What finds it in its store."""


class Shelf(Protocol):
    """What a store keeps."""

    def everything(self) -> Iterator[Kept]:
        """All that is kept of anybody, what was set aside in the order in which it was."""

    def delete(self, kept: Iterable[Kept]) -> None:
        """Delete it."""

    def restore(self, aside: Kept, text: bytes, current: Kept | None) -> None:
        """Put back what was set aside; the state that has taken its place is set aside instead."""


def voice_in(names: Iterable[str]) -> str:
    """Of the parts of a key, the digest of a recognized person; empty if there is none."""
    return next(filter(_VOICE.fullmatch, names), "")
