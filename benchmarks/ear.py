"""An ear: when words begin in a recording. It knows nothing of what was to be said, or when."""

from __future__ import annotations

import sys
import wave
from array import array
from collections.abc import Iterator
from math import sqrt
from pathlib import Path

FRAME = 0.005
"""Seconds that are listened to at a time, and so how finely a beginning is told."""
AUDIBLE = 0.02
"""The energy of a frame that is heard, as a part of the loudest frame's: 34 dB below it."""
GAP = 0.12
"""Seconds of quiet that end a word: inside one, before the t of "fourteen", there are fewer."""


def onsets(recording: Path) -> list[float]:
    """Seconds from the start of a WAV file (16 bit, mono) at which words begin."""
    energies = list(_energies(recording))
    audible = AUDIBLE * max(energies, default=0.0)
    found, heard_at = [], -GAP
    for number, energy in enumerate(energies):
        if energy <= audible:
            continue
        now = number * FRAME
        if now - heard_at >= GAP:
            found.append(now)
        heard_at = now + FRAME
    return found


def _energies(recording: Path) -> Iterator[float]:
    """The root mean square of every frame."""
    with wave.open(str(recording)) as sound:
        if (sound.getsampwidth(), sound.getnchannels()) != (2, 1):
            raise ValueError(f"{recording} is not 16 bit, mono")
        length = round(FRAME * sound.getframerate())
        while frame := array("h", sound.readframes(length)):
            if sys.byteorder == "big":
                frame.byteswap()
            yield sqrt(sum(sample * sample for sample in frame) / len(frame))
