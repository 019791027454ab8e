"""How long a voice takes to say something: a table for counted words, a rate for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from msgspec import Meta, Struct

from skill.coaching.cue import Cue
from skill.coaching.passage import Passage, total

LONGEST_LENGTH = 20.0
"""Seconds that nothing said in one breath takes."""
Length = Annotated[float, Meta(gt=0, le=LONGEST_LENGTH)]
STOPS = ".?!:"
"""The marks at which a voice makes the pause of a sentence's end."""


class SpeechLengths(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """The pace of one voice in one language; there is one of them, by which caches find what it takes."""

    voice: str
    """Whose pace this is, and how it was measured."""
    rate: Annotated[float, Meta(ge=5, le=40)]
    """Characters a second within a sentence."""
    comma: Length
    """Seconds of pause at a comma."""
    stop: Length
    """Seconds of pause at the end of a sentence."""
    words: Mapping[str, Length]
    """Seconds for numbers and short cues, measured one by one."""

    def of(self, text: str) -> float:
        """Seconds that saying `text` takes, the pause at its end included."""
        known = self.words.get(text)
        if known is not None:
            return known
        stops = sum(map(text.count, STOPS))
        return len(text) / self.rate + self.comma * text.count(",") + self.stop * stops

    def of_cue(self, cue: Cue) -> float:
        """Seconds a cue takes up; never less than its words need."""
        spoken, lasts = self.of(cue.text) if cue.text else 0.0, cue.lasts
        return spoken if lasts is None or lasts < spoken else lasts

    def of_timeline(self, timeline: Iterable[Cue | Passage]) -> float:
        """Seconds from the first word to the end of the last cue."""
        return total(timeline, self.of_cue)
