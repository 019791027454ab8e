"""Voices that speak SSML into a recording."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.report import NotMeasuredError

ESPEAK = ("espeak-ng", "-v", "en-us", "-s", "175")
"""The voice and the pace, in words a minute, that `skill/content/en/speech.toml` was measured with."""


def espeak(ssml: str, recording: Path) -> None:
    """espeak-ng speaks a `<speak>` document into a WAV file.

    Raises:
        NotMeasuredError: it is not installed.
    """
    if shutil.which(ESPEAK[0]) is None:
        raise NotMeasuredError("to listen takes a voice, espeak-ng. As root: apt-get install espeak-ng")
    command = [*ESPEAK, "-m", "-w", str(recording), "--stdin"]
    subprocess.run(command, input=ssml.encode(), check=True)
