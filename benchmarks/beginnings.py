"""When the words of a timeline begin in a recording, and how far off that is.

A word is detected later than it is played, because a voice says "three" softly at first. That delay depends
on the voice and the word, not on the counting. So every word is also recorded on its own, played at a known
moment, and its delay there is subtracted. What remains is how early or late the count itself is.
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
"""Seconds between words when each is recorded on its own."""
GAPS = (ear.GAP, 0.08, 0.05, 0.03, 0.02, 0.2)
"""Seconds of silence that separate two words: the first with which all are told apart. A slow voice leaves
little between "hold" and "one"; the last is for phrases in which it pauses now and then."""


def beginnings(sound: Sound, texts: Sequence[str], voice: Voice) -> list[float]:
    """Seconds from the start of `sound` at which each of `texts` begins; detection uses no expected times.

    Raises:
        NotMeasuredError: more or fewer words are detected than were said.
    """
    for gap in GAPS:
        alone = _alone(texts, voice, gap)
        heard = [begins for begins, _ in ear.heard(sound, gap)]
        if len(heard) == sum(map(len, alone)):
            firsts = accumulate(map(len, alone[:-1]), initial=0)
            return [heard[first] - lag for first, (lag, *_) in zip(firsts, alone, strict=True)]
    raise NotMeasuredError(f"{voice.name} says {len(texts)} words that cannot be told apart")


def lateness(sound: Sound, timeline: Timeline, voice: Voice) -> list[float]:
    """How many seconds late each text of `timeline` begins in `sound`."""
    due = accumulate((cue.lasts or 0.0 for cue in timeline[:-1]), initial=0.0)
    begun = beginnings(sound, [cue.text for cue in timeline], voice)
    return [begins - second for begins, second in zip(begun, due, strict=True)]


def _alone(texts: Sequence[str], voice: Voice, gap: float) -> list[list[float]]:
    """For each text said on its own, when sounds begin in it; "lift" has one at its t."""
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
