"""When the words of a timeline begin in a sound, and how far that is from when they should.

A word is heard later than it is played: a voice says "three" softly at first. By how much is a matter of the
voice and the word, not of the counting. So every word is also heard by itself, played at a known moment, and
what it comes late there is taken off. What is left is by how much the count itself is early or late.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from benchmarks import ear
from benchmarks.report import NotMeasuredError
from benchmarks.sound import Sound, silence
from benchmarks.voices import Voice
from skill.coaching.cue import Timeline

APART = 5.0
"""Seconds from one word to the next when each is heard by itself."""
GAPS = (ear.GAP, 0.08, 0.05, 0.03, 0.02)
"""Seconds of quiet that part two words: the longest with which all are told apart. A slow voice has little
between "hold" and "one"."""


def beginnings(sound: Sound, texts: Sequence[str], voice: Voice) -> list[float]:
    """Seconds from the start of `sound` at which each of `texts` begins in it; the ear is told no time.

    Raises:
        NotMeasuredError: the ear hears more words, or fewer, than were said.
    """
    for gap in GAPS:
        alone = _alone(texts, voice, gap)
        heard = [begins for begins, _ in ear.heard(sound, gap)]
        if len(heard) == sum(map(len, alone)):
            firsts = accumulate(map(len, alone[:-1]), initial=0)
            return [heard[first] - lag for first, (lag, *_) in zip(firsts, alone, strict=True)]
    raise NotMeasuredError(f"{voice.name} says {len(texts)} words that cannot be told apart")


def lateness(sound: Sound, timeline: Timeline, voice: Voice) -> list[float]:
    """Seconds by which each text of `timeline` begins late in `sound`."""
    due = accumulate((cue.lasts or 0.0 for cue in timeline[:-1]), initial=0.0)
    begun = beginnings(sound, [cue.text for cue in timeline], voice)
    return [begins - second for begins, second in zip(begun, due, strict=True)]


def _alone(texts: Sequence[str], voice: Voice, gap: float) -> list[list[float]]:
    """For each text, when something begins in it, said by itself; "lift" has a beginning at its t."""
    row = silence(voice.rate, 0.0)
    for text in texts:
        said = voice.say(text)
        row.samples.extend(said.samples)
        row.samples.extend(silence(voice.rate, APART - said.seconds).samples)
    begun: list[list[float]] = [[] for _ in texts]
    for begins, _ in ear.heard(row, gap):
        number = int((begins + ear.FRAME) / APART)
        begun[number].append(begins - number * APART)
    return begun
