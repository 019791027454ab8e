"""espeak-ng, measured by how much its recordings grow."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import wave
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from xml.sax.saxutils import escape

from skill.calibration.voice import BEAT, NotMeasuredError, silence

PACE = 165
"""Words a minute: a little below espeak-ng's own 175, and so nearer to slower voices, Alexa's among them."""


class Espeak:
    """One of espeak-ng's voices, at its own pace."""

    def __init__(self, voice: str) -> None:
        """
        Raises:
            NotMeasuredError: espeak-ng is not installed, or does not know the voice.
        """
        if shutil.which("espeak-ng") is None:
            raise NotMeasuredError("espeak-ng is not installed. As root: apt-get install espeak-ng")
        self._voice = voice
        self._seconds("")

    @property
    def name(self) -> str:
        version = re.search(rb": (\S+)", _run("--version"))
        assert version, "espeak-ng tells its version"
        return f"espeak-ng {version[1].decode()}, voice {self._voice}, {PACE} words a minute"

    def lengths(self, texts: Sequence[str], neighbour: str, pause: float) -> Iterator[float]:
        before = f"{neighbour}{silence(BEAT)}"
        without = self._seconds(before + neighbour)

        def length(text: str) -> float:
            return self._seconds(f"{before}{escape(text)}{silence(pause)}{neighbour}") - without - pause

        with ThreadPoolExecutor(os.cpu_count()) as processes:
            yield from processes.map(length, texts)

    def _seconds(self, ssml: str) -> float:
        """How long the recording is, by its samples: the head of a stream does not know."""
        options = ("-v", self._voice, "-s", str(PACE), "-m", "--stdin", "--stdout")
        with wave.open(io.BytesIO(_run(*options, said=f"<speak>{ssml}</speak>"))) as sound:
            samples = len(sound.readframes(sound.getnframes())) / sound.getsampwidth()
            return float(samples / sound.getframerate())


def _run(*options: str, said: str = "") -> bytes:
    ran = subprocess.run(["espeak-ng", *options], input=said.encode(), capture_output=True)
    if ran.returncode:
        raise NotMeasuredError(" ".join(ran.stderr.decode(errors="replace").split()))
    return ran.stdout
