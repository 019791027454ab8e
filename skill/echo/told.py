"""What only sounds like an alarm: what happened long ago, or to somebody elsewhere, or is meant otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any


class Told:
    """Tells what is only told from what happens now. In doubt it happens now."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._joint = re.compile(rf"\b(?:{_any(language['joints_of_told'])})\b")
        self._harmless = re.compile(rf"\b(?:{_any(language['harmless'])})\b")
        self._past = re.compile(rf"\b(?:{_any(language['long_ago'])}|in \d{{4}})\b")
        self._present = re.compile(rf"\b(?:{_any(language['of_now'])})\b")
        self._own = re.compile(rf"^(?:{_any(language['own'])})\b")
        self._elsewhere = re.compile(rf"^(?:\w+ )?(?:{_any(language['elsewhere'])}) had\b")

    def now(self, text: str) -> str:
        """The text without what is only told."""
        parts = [part.strip() for part in self._joint.split(text)]
        here = [part for part in parts if not self._is_over(part) and not self._elsewhere.search(part)]
        if here == parts and not self._harmless.search(text):
            return text
        return " ".join(" ".join(self._harmless.sub(" ", part) for part in here).split())

    def _is_over(self, part: str) -> bool:
        return bool(self._past.search(part)) and not self._present.search(part)

    def of_oneself(self, text: str) -> bool:
        """Whether somebody tells what happened to them long ago: "I had a stroke in 2015"."""
        parts = (part.strip() for part in self._joint.split(text))
        return any(
            self._own.match(part) and self._is_over(part) and not self._elsewhere.match(part)
            for part in parts
        )


def _any(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
