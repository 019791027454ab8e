"""A voice is measured: every text of a count by itself, the pace of sentences from all that is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from skill.calibration.fit import Pace, fit
from skill.calibration.spoken import counted, sentences
from skill.calibration.voice import BEAT, Voice
from skill.content import Language, Library

NEIGHBOUR = 7
"""The number that stands before and after what is measured. It matters which: beside
"seven" espeak-ng's numbers add up to its count of twenty or sixty within 0.3 %, beside "one" within 1 %."""


class Measured(NamedTuple):
    """How long one voice takes to say things."""

    words: Mapping[str, float]
    """Seconds for every text of a count."""
    pace: Pace


def measure(voice: Voice, library: Library, language: Language) -> Measured:
    """Everything that `language` has to know of `voice`.

    Raises:
        NotMeasuredError: the voice does not answer.
    """
    words = measure_words(voice, language, counted(library, language))
    return Measured(words, fit(_lengths(voice, sentences(language), _neighbour(language), 0.0)))


def measure_words(voice: Voice, language: Language, texts: Sequence[str]) -> Mapping[str, float]:
    """Seconds for texts of a count.

    Raises:
        NotMeasuredError: the voice does not answer.
    """
    return _lengths(voice, texts, _neighbour(language), BEAT)


def _neighbour(language: Language) -> str:
    return f"{language.numbers.cardinals[NEIGHBOUR].capitalize()}."


def _lengths(voice: Voice, texts: Sequence[str], neighbour: str, pause: float) -> Mapping[str, float]:
    lengths = _watched(voice.lengths(texts, neighbour, pause), len(texts))
    return dict(zip(texts, lengths, strict=True))


def _watched(lengths: Iterator[float], total: int) -> Iterator[float]:
    """The same, with a line on the terminal that tells how far it is."""
    for number, length in enumerate(lengths, 1):
        yield length
        if sys.stderr.isatty():
            print(f"\rmeasured {number} of {total}", end="" if number < total else "\n", file=sys.stderr)
