"""An explanation that may be broken off, and how much of it was surely heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from skill.coaching.speech import Told

LONG = 60.0
"""Seconds after which somebody may have moved: the first sentence, which places the body, is told again."""


class Ends(NamedTuple):
    """When a sentence of an answer is over, in the table's voice."""

    behind: float
    """Seconds before the talk that it is part of, from the answer's beginning."""
    talk: float
    """Seconds of that talk up to its end."""


class Sentences(NamedTuple):
    """Some sentences in a row of an answer."""

    told: Told = Told()
    """What is said before the first of them at the voice's own pace."""
    ends: tuple[Ends, ...] = ()
    """Of each in turn; the last may be missing."""


class Explanation(Struct, frozen=True, omit_defaults=True):
    """How an exercise is done, sentence by sentence, up to the warning."""

    exercise: str
    sentences: int
    """A checksum of them: of any others, nothing was heard."""
    heard: int = 0
    """How many of them were surely heard, from the first on."""
    since: float = 0.0
    """When the last of these was heard, epoch seconds."""
    told: Sentences = Sentences()
    """The others in the last answer."""
    warned: Sentences | None = None
    """What somebody new has to be careful about, in the same answer; None: it was not told."""

    def broken_off(self, more: int, now: float) -> Explanation:
        """It with so many more of them surely heard."""
        return Explanation(self.exercise, self.sentences, self.heard + more, now if more else self.since)

    def unheard(self, sentences: Sequence[str], now: float) -> Sequence[str]:
        """What is told of its sentences."""
        again = sentences[:1] if self.heard and now - self.since > LONG else ()
        return (*again, *sentences[self.heard :])
