"""What people put before or behind what they mean: a "no", a "hang on", an "is that okay"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


class Framing:
    """Finds what is meant within it, to be understood by itself."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        wishing = alternatives(language["wishing_after_no"])
        hesitating = alternatives(language["hesitations"])
        asking = alternatives([*language["asking"], *language["asking_of"]])
        self._openings = [
            re.compile(rf"(?:no|nope|nah) ((?:{wishing}) .+)"),
            re.compile(rf"(?:{hesitating}) ((?:{asking}) .+)"),
        ]
        self._calling = re.compile(rf"\b(?:{alternatives(language['calls_for_help'])})\b")
        self._reassured = re.compile(rf"(.+) (?:{alternatives(language['reassurance'])})")

    def beside_call(self, text: str) -> str | None:
        """ "My husband's collapsed | call an ambulance"; None where no help is called for."""
        beside = " ".join(self._calling.sub(" ", text).split())
        return beside if beside != text else None

    def behind_opening(self, text: str) -> Iterator[str]:
        """ "No | go on", "hang on | which side is it"."""
        return (found[1] for found in (each.fullmatch(text) for each in self._openings) if found)

    def before_doubt(self, text: str) -> str | None:
        """ "It burns in my back | is that okay"; None where nobody asks that."""
        found = self._reassured.fullmatch(text)
        return found[1] if found else None


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern for any of them, the longest first."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
