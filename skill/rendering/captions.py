"""What is said, in pieces that are read in one glance from the mat: a sentence, or as much of a long one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from skill.coaching.cue import Cue, Timeline
from skill.coaching.placing import Lasts

MOST = 1024
"""Texts whose pieces are kept."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CLAUSE = re.compile(r"(?<=[,;:])\s")
_WORD = re.compile(r"\s")


class Pace(NamedTuple):
    """How what is said is shown: how long it takes, and how much of it is read in a glance."""

    lasts: Lasts
    glance: int
    """Characters."""

    def seconds(self, cues: Timeline) -> float:
        return sum(map(self.lasts, cues))

    def captions(self, cue: Cue) -> Iterator[tuple[str, float]]:
        """The pieces of what is said, and the seconds that each is seen; the last one to the cue's end."""
        pieces, left = captions(cue.text, self.glance), self.lasts(cue)
        spoken = [self.lasts(Cue(piece)) for piece in pieces]
        part = min(1.0, left / max(sum(spoken), 0.001))
        for piece, seconds in zip(pieces[:-1], spoken, strict=False):
            yield piece, part * seconds
            left -= part * seconds
        yield pieces[-1], left


@lru_cache(maxsize=MOST)
def captions(text: str, most: int) -> tuple[str, ...]:
    """A text in pieces of at most so many characters; a word that is longer stands alone.

    Short sentences share a piece. A long sentence is divided at a comma, or else between two words, so that
    no piece is much shorter than the others.
    """
    found: list[str] = []
    for sentence in _SENTENCE.split(text.strip()):
        if found and len(found[-1]) + 1 + len(sentence) <= most:
            found[-1] += f" {sentence}"
        else:
            found.extend(_divided(sentence, most))
    return tuple(found)


def _divided(sentence: str, most: int) -> Iterator[str]:
    while len(sentence) > most:
        cut = _cut(sentence, most)
        if cut is None:
            break
        yield sentence[:cut].rstrip()
        sentence = sentence[cut:].lstrip()
    if sentence:
        yield sentence


def _cut(sentence: str, most: int) -> int | None:
    """Where a sentence is divided first: as many characters in as each piece has, on average."""
    even = len(sentence) / ceil(len(sentence) / most)
    for places in (_starts(_CLAUSE, sentence), _starts(_WORD, sentence)):
        fitting = [place for place in places if most / 4 <= place <= most]
        if fitting:
            return min(fitting, key=lambda place: abs(place - even))
    return next(iter(_starts(_WORD, sentence)), None)


def _starts(pattern: re.Pattern[str], text: str) -> Sequence[int]:
    return [found.start() for found in pattern.finditer(text)]
