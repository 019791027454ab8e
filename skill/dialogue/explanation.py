"""An explanation that may be broken off, and how much of it was surely heard."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

LONG = 60.0
"""Seconds after which somebody may have moved: the first sentence, which places the body, is told again."""


class Explanation(Struct, frozen=True, omit_defaults=True):
    """How an exercise is done, sentence by sentence, up to the warning."""

    exercise: str
    sentences: int
    """A checksum of them: of any others, nothing was heard."""
    heard: int = 0
    """How many of them were surely heard, from the first on."""
    since: float = 0.0
    """When the last of these was heard, epoch seconds."""
    by: tuple[float, ...] = ()
    """Seconds from the last answer's leaving by which each of the others was surely heard."""
    warned_by: float = 0.0
    """The same for what somebody new has to be careful about; 0: it was not told."""

    def broken_off(self, seconds: float, now: float) -> Explanation:
        """It with what was heard so many seconds after the answer left."""
        more = sum(by <= seconds for by in self.by)
        return Explanation(self.exercise, self.sentences, self.heard + more, now if more else self.since)

    def unheard(self, sentences: Sequence[str], now: float) -> Sequence[str]:
        """What is told of its sentences."""
        again = sentences[:1] if self.heard and now - self.since > LONG else ()
        return (*again, *sentences[self.heard :])
