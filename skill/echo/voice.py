"""A voice for the terminal: espeak-ng, where that and a sound device are there; else silence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOUND_DEVICES = Path("/dev/snd")
WORDS_A_MINUTE = 165
"""The pace of the voice that the breaks are made for (`skill/content/en/speech.toml`)."""


class Voice:
    """Says one thing at a time."""

    def __init__(self, engine: str | None) -> None:
        self._engine = engine
        self._speaking: subprocess.Popen[bytes] | None = None

    @classmethod
    def found(cls) -> Voice:
        """The voice this machine has."""
        return cls(shutil.which("espeak-ng") if any(SOUND_DEVICES.glob("pcm*p")) else None)

    def say(self, text: str) -> None:
        """Begin to say it, as soon as the last text is said to its end."""
        if self._engine is None:
            return
        if self._speaking:
            self._speaking.wait()
        command = [self._engine, "-s", str(WORDS_A_MINUTE), "--", text]
        self._speaking = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def hush(self) -> None:
        """Stop in the middle of the word."""
        if self._speaking:
            self._speaking.terminate()
            self._speaking.wait()
            self._speaking = None
