"""What one would hear of a conversation, as a recording: espeak-ng says the texts, silence is counted out."""

from __future__ import annotations

import shutil
import subprocess
import wave
from array import array
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from skill.echo.device import Echo
from skill.echo.player import Played, Spoken, play
from skill.echo.script import rehearse
from skill.settings import StartError

Samples: TypeAlias = "array[int]"
"""Sound: 16 bit, mono."""

RATE = 22_050
"""Samples a second, as espeak-ng makes them."""
LOUDEST = 32_767
ENGINE = "espeak-ng"
WORDS_A_MINUTE = 165
VOICE = ("-v", "en-us", "-s", str(WORDS_A_MINUTE))
"""The voice that the breaks are made for, at its pace in words a minute (skill/content/en/speech.toml)."""
PAUSE = 0.3
"""Seconds of quiet behind a sentence, as espeak-ng has them. A single word gets none: it may be a count, and
fill its cell."""
BETWEEN = 1.0
"""Seconds from one answer to the next."""


class RecordedVoice:
    """espeak-ng, which says the same text once and remembers it.

    Raises:
        StartError: it is not installed.
    """

    def __init__(self) -> None:
        if shutil.which(ENGINE) is None:
            raise StartError(f"{ENGINE} is not installed. As root: apt-get install {ENGINE}")
        self._clips: dict[str, Samples] = {}

    def speak(self, ssml: str) -> Played:
        """What is heard of a `<speak>` document, in one piece and in this voice's own time."""
        pauses = play(ssml, lambda _text: 0.0)
        if not pauses.spoken:
            return pauses
        if ssml not in self._clips:
            self._clips[ssml] = _clip(ssml, pauses)
        lasts = len(self._clips[ssml]) / RATE
        return Played((Spoken(0.0, ssml, lasts),), lasts)

    def mix(self, played: Played) -> Samples:
        """The sound of what this voice speaks."""
        track = silence(played.lasts)
        for spoken in played.spoken:
            begins, ends = round(spoken.begins * RATE), round(spoken.ends * RATE)
            lay(track, begins, self._clips[spoken.text][: ends - begins])
        return track


def silence(seconds: float, rate: int = RATE) -> Samples:
    return array("h", [0]) * round(seconds * rate)


def lay(track: Samples, begins: int, clip: Samples) -> None:
    """Mix a clip into a track from this sample on, as far as the track goes; what is too loud is cut off."""
    first = max(0, -begins)
    clip = clip[first : max(first, len(track) - begins)]
    start = begins + first
    under = track[start : start + len(clip)]
    if any(under):
        both = zip(under, clip, strict=True)
        clip = array("h", [max(-LOUDEST, min(LOUDEST, one + other)) for one, other in both])
    track[start : start + len(clip)] = clip


def record(echo: Echo, lines: Iterable[str]) -> list[Played]:
    """What is heard in a conversation: every answer as far as nobody speaks into it."""
    heard: list[Played] = []
    for said, turn in rehearse(echo, lines):
        if heard and said.after is not None:
            heard[-1] = heard[-1].until(said.after)
        if turn:
            heard.append(turn.heard)
    return [played for played in heard if played.spoken]


def save(tracks: Iterable[Samples], file: Path) -> float:
    """Write sounds into a WAV file, a second between two of them; the seconds that it lasts.

    Raises:
        StartError: the file cannot be written.
    """
    whole = array("h")
    for track in tracks:
        whole += silence(BETWEEN if whole else 0.0) + track
    try:
        with file.open("wb") as output, wave.open(output, "wb") as recording:
            recording.setparams((1, whole.itemsize, RATE, len(whole), "NONE", ""))
            recording.writeframes(whole.tobytes())
    except OSError as fault:
        raise StartError(f"{file} cannot be written: {fault.strerror}") from None
    return len(whole) / RATE


def _clip(ssml: str, pauses: Played) -> Samples:
    """The sound of a text between the pauses that it begins and ends with."""
    last = pauses.spoken[-1]
    behind = max(pauses.lasts - last.ends, PAUSE if " " in last.text else 0.0)
    return silence(pauses.spoken[0].begins) + _trimmed(_said(ssml)) + silence(behind)


def _said(ssml: str) -> Samples:
    """All that espeak-ng makes of it, but for a break before the first word, which it leaves out."""
    command = [ENGINE, *VOICE, "-m", "--stdin", "--stdout"]
    spoken = subprocess.run(command, input=ssml.encode(), stdout=subprocess.PIPE, check=True).stdout
    with wave.open(BytesIO(spoken)) as recording:
        return array("h", recording.readframes(recording.getnframes()))


def _trimmed(samples: Samples) -> Samples:
    """Without the quiet at both ends."""
    first = next((at for at, sample in enumerate(samples) if sample), 0)
    last = next((at for at in reversed(range(len(samples))) if samples[at]), -1)
    return samples[first : last + 1]
