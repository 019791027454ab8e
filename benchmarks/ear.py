"""Detects when words begin in a recording, without knowing what was said or when."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from pathlib import Path

from benchmarks.sound import Sound, read

FRAME = 0.005
"""Seconds in one frame, which is the resolution."""
AUDIBLE = 0.02
"""The energy above which a frame counts as sound, relative to the loudest frame: 34 dB below it."""
GAP = 0.12
"""Seconds of silence that end a word; the pause before the t of "fourteen" is shorter."""


def onsets(recording: Path) -> list[float]:
    """Seconds from the start of a WAV file (16 bit, mono) at which words begin."""
    return [begins for begins, _ in heard(read(recording.read_bytes()))]


def heard(sound: Sound, gap: float = GAP) -> list[tuple[float, float]]:
    """When sounds begin and end, in seconds; a silence shorter than `gap` does not end one."""
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
    """Samples in one frame: a whole number, so slightly more or less than `FRAME`."""
    return round(FRAME * rate)


def _energies(sound: Sound) -> Iterator[float]:
    """The root mean square of each frame."""
    length = _frame(sound.rate)
    for start in range(0, len(sound.samples), length):
        frame = sound.samples[start : start + length]
        yield sqrt(sum(sample * sample for sample in frame) / len(frame))
