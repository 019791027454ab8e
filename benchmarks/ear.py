"""An ear: when words begin in a recording. It knows nothing of what was to be said, or when."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from benchmarks.sound import Sound, read

FRAME = 0.005
"""Seconds that are listened to at a time, and so how finely a beginning is told."""
AUDIBLE = 0.02
"""The energy of a frame that is heard, as a part of the loudest frame's: 34 dB below it."""
GAP = 0.12
"""Seconds of quiet that end a word: inside one, before the t of "fourteen", there are fewer."""


def onsets(recording: Path) -> list[float]:
    """Seconds from the start of a WAV file (16 bit, mono) at which words begin."""
    return [begins for begins, _ in heard(read(recording.read_bytes()))]


def heard(sound: Sound, gap: float = GAP) -> list[tuple[float, float]]:
    """When what is heard begins and ends, in seconds; it goes on over quiet that is shorter than `gap`."""
    energies = list(_energies(sound))
    audible = AUDIBLE * max(energies, default=0.0)
    frame = _frame(sound.rate) / sound.rate
    found: list[tuple[float, float]] = []
    for number, energy in enumerate(energies):
        if energy <= audible:
            continue
        begins, ends = number * frame, (number + 1) * frame
        if found and begins - found[-1][1] < gap:
            begins, _ = found.pop()
        found.append((begins, ends))
    return found


def _frame(rate: int) -> int:
    """Samples that are listened to at a time: whole ones, so a little less or more than `FRAME`."""
    return round(FRAME * rate)


def _energies(sound: Sound) -> Iterator[float]:
    """The root mean square of every frame."""
    length = _frame(sound.rate)
    for start in range(0, len(sound.samples), length):
        frame = sound.samples[start : start + length]
        yield sqrt(sum(sample * sample for sample in frame) / len(frame))
