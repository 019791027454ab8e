"""Sound as 16-bit mono samples: creating, trimming, and reading and writing WAV files."""

from __future__ import annotations

import sys
import wave
from array import array
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, TypeAlias

Samples: TypeAlias = "array[int]"

LOUDEST = 32_767
AUDIBLE = 0.01
"""The level above which a sample is audible, relative to the loudest one: 40 dB below it."""


class Sound(NamedTuple):
    """Samples and their rate per second."""

    rate: int
    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    def trimmed(self) -> Sound:
        """The sound without the silence that synthesizers add at both ends."""
        quiet = AUDIBLE * max(map(abs, self.samples), default=0)
        heard = [at for at, sample in enumerate(self.samples) if abs(sample) > quiet]
        return Sound(self.rate, self.samples[heard[0] : heard[-1] + 1] if heard else array("h"))

    def write(self, file: Path) -> None:
        samples = array("h", self.samples)
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(file), "wb") as recording:
            recording.setparams((1, 2, self.rate, len(samples), "NONE", ""))
            recording.writeframes(samples.tobytes())


def silence(rate: int, seconds: float) -> Sound:
    return Sound(rate, array("h", bytes(2 * round(rate * seconds))))


def read(recording: bytes) -> Sound:
    """Reads a WAV file; a streamed one has no valid length, so it is read to its end."""
    with wave.open(BytesIO(recording)) as sound:
        if (sound.getsampwidth(), sound.getnchannels()) != (2, 1):
            raise ValueError("the recording is not 16 bit, mono")
        samples = array("h", sound.readframes(sound.getnframes()))
        if sys.byteorder == "big":
            samples.byteswap()
        return Sound(sound.getframerate(), samples)
