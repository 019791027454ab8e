"""espeak-ng, measured by the length of what it records."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import wave
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from xml.sax.saxutils import escape

from skill.calibration.voice import SILENCE, NotMeasuredError, silence

PACE = 175
"""Words a minute: espeak-ng's own."""


class Espeak:
    """One of espeak-ng's voices at its own pace."""

    def __init__(self, voice: str) -> None:
        """
        Raises:
            NotMeasuredError: espeak-ng is not installed.
        """
        if shutil.which("espeak-ng") is None:
            raise NotMeasuredError("espeak-ng is not installed. As root: apt-get install espeak-ng")
        self.voice = voice

    @cached_property
    def name(self) -> str:
        version = re.search(rb": (\S+)", _run("--version"))
        assert version, "espeak-ng tells its version"
        return f"espeak-ng {version[1].decode()}, voice {self.voice}, {PACE} words a minute"

    def lengths(self, texts: Sequence[str], follower: str, pause: float) -> Iterator[float]:
        """As much as a recording grows by: no word in it has to be found, and quiet endings count."""
        before = f"{follower}{silence(SILENCE)}"
        without = self._seconds(before + follower)

        def length(text: str) -> float:
            return self._seconds(f"{before}{escape(text)}{silence(pause)}{follower}") - without - pause

        with ThreadPoolExecutor(os.cpu_count()) as processes:
            yield from processes.map(length, texts)

    def _seconds(self, ssml: str) -> float:
        """How long the recording is; the header that comes before a stream does not know."""
        spoken = _run("-v", self.voice, "-s", str(PACE), "-m", "--stdin", "--stdout", said=ssml)
        with wave.open(io.BytesIO(spoken)) as sound:
            frames = sound.readframes(sound.getnframes())
            return len(frames) / sound.getsampwidth() / sound.getframerate()


def _run(*options: str, said: str = "") -> bytes:
    ran = subprocess.run(["espeak-ng", *options], input=f"<speak>{said}</speak>".encode(), capture_output=True)
    if ran.returncode:
        raise NotMeasuredError(f"espeak-ng: {' '.join(ran.stderr.decode().split())}")
    return ran.stdout
