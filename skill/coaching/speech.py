"""How long a voice takes to say something: a table for counted words, a rate for everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated, NamedTuple

from msgspec import Meta, Struct

from skill.coaching.cue import Cue
from skill.coaching.passage import MOST, Passage, total

LONGEST_LENGTH = 20.0
"""Seconds that nothing said in one breath takes."""
Length = Annotated[float, Meta(gt=0, le=LONGEST_LENGTH)]
SENTENCE = re.compile(r"[^\s.?!][^.?!]*[.?!]*")
STOPS = ".?!:"
"""The marks at which a voice makes the pause of a sentence's end."""


class Told(NamedTuple):
    """What is said, by what its length depends on in another voice than the table's."""

    words: float = 0.0
    """Seconds of the texts that were measured one by one."""
    pieces: float = 0.0
    """How many texts and sentences there are."""
    talk: float = 0.0
    """Seconds of the sentences whose length is estimated from their characters."""

    def and_then(self, other: Told) -> Told:
        return Told(self.words + other.words, self.pieces + other.pieces, self.talk + other.talk)


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
        return _of(self, text)

    def at_most(self, text: str) -> float:
        """The same for a voice that begins each sentence anew, if that takes longer."""
        return _at_most(self, text)

    def told(self, text: str) -> Told:
        """What saying `text` consists of, sentence by sentence where it was not measured as a whole."""
        return _told(self, text)

    def of_cue(self, cue: Cue) -> float:
        """Seconds a cue takes up; never less than its words need."""
        spoken, lasts = _of(self, cue.text) if cue.text else 0.0, cue.lasts
        return spoken if lasts is None or lasts < spoken else lasts

    def of_timeline(self, timeline: Iterable[Cue | Passage]) -> float:
        """Seconds from the first word to the end of the last cue."""
        return total(timeline, self.of_cue)


# The same texts are measured again and again, in the draft of an answer and in what is known of it then.


@lru_cache(maxsize=MOST)
def _of(lengths: SpeechLengths, text: str) -> float:
    if text in lengths.words:
        return lengths.words[text]
    stops = sum(map(text.count, STOPS))
    return len(text) / lengths.rate + lengths.comma * text.count(",") + lengths.stop * stops


@lru_cache(maxsize=MOST)
def _at_most(lengths: SpeechLengths, text: str) -> float:
    sentences = SENTENCE.findall(text)
    whole = lengths.of(text)
    return whole if len(sentences) < 2 else max(whole, sum(map(lengths.of, sentences)))


@lru_cache(maxsize=MOST)
def _told(lengths: SpeechLengths, text: str) -> Told:
    known = lengths.words.get(text)
    if known is not None:
        return Told(known, 1.0)
    sentences = SENTENCE.findall(text)
    words = sum(lengths.words.get(sentence, 0.0) for sentence in sentences)
    return Told(words, float(len(sentences)), max(lengths.of(text) - words, 0.0))


def told_in(timeline: Iterable[Cue | Passage], lengths: SpeechLengths) -> Told:
    """What is said in a timeline."""
    told = Told()
    for each in timeline:
        if isinstance(each, Passage):
            told = told.and_then(_told_in_passage(each, lengths))
        elif each.text:
            told = told.and_then(lengths.told(each.text))
    return told


@lru_cache(maxsize=MOST)
def _told_in_passage(passage: Passage, lengths: SpeechLengths) -> Told:
    return told_in(passage.cues, lengths)
