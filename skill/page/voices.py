"""The voices that the page can speak with, the best one first; what is not installed is left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import wave
from array import array
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from threading import Lock, Thread
from typing import NamedTuple, TypeAlias

from skill.echo.sound import ENGINE, RATE, VOICE, Samples
from skill.echo.sound import WORDS_A_MINUTE as USUAL_PACE

Say: TypeAlias = Callable[[str, float], Samples]
"""The sound of a text at a speed, 1 for the voice's own, without the quiet at both ends."""

REMEMBERED = 4096
"""Clips that are kept: most of what the skill says is said again. A second has 48 kB."""
QUIET = 0.01
"""The level up to which a sample is quiet, relative to the loudest: 40 dB below it."""


class Voice(NamedTuple):
    """A voice, by the name it is chosen by."""

    id: str
    name: str
    rate: int
    """Samples per second."""
    say: Say


@cache
def voices() -> dict[str, Voice]:
    """All voices of this machine by their id; the first is the usual one, the last one is silent."""
    return {voice.id: voice for voice in _installed()}


@cache
def warm_up() -> None:
    """Load the usual voice for somebody who has opened the page, so that the first answer need not wait."""
    usual = next(iter(voices().values()))
    Thread(target=usual.say, args=("Ready.", 1.0)).start()  # waited for at the end, as it is no daemon


def _installed() -> Iterator[Voice]:
    if find_spec("hibari") is not None:
        yield Voice("heart", "Heart, a natural voice", 24_000, _remembering(_hibari()))
    if shutil.which(ENGINE) is not None:
        yield Voice("espeak", "espeak-ng, a robot's voice", RATE, _remembering(_espeak))
    yield Voice("none", "No voice, only text", RATE, lambda _text, _speed: array("h"))


def _remembering(say: Say) -> Say:
    """The same voice, which says each text once, one after the other."""
    speaking = Lock()

    @lru_cache(REMEMBERED)
    def clip(text: str, speed: float) -> Samples:
        return _trimmed(say(text, speed))

    def say_once(text: str, speed: float) -> Samples:
        with speaking:
            return clip(text, speed)

    return say_once


def _hibari() -> Say:
    """A small neural voice, loaded when it speaks first."""

    @cache
    def model() -> Callable[..., list[float]]:
        # onnxruntime would report its use to its maker. It decides when it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        speak: Callable[..., list[float]] = import_module("hibari").Hibari(threads=1)
        return speak

    def say(text: str, speed: float) -> Samples:
        numpy = import_module("numpy")
        sound = numpy.asarray(model()(text, speed=speed, seed=0))
        return array("h", (numpy.clip(sound, -1, 1) * 32_767).astype(numpy.int16).tobytes())

    return say


def _espeak(text: str, speed: float) -> Samples:
    words = str(round(USUAL_PACE * speed))
    command = [ENGINE, *VOICE, "-s", words, "--stdin", "--stdout"]
    spoken = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    with wave.open(BytesIO(spoken)) as recording:
        return array("h", recording.readframes(recording.getnframes()))


def _trimmed(samples: Samples) -> Samples:
    """Without the quiet at both ends, so that a count is heard when it begins."""
    quiet = QUIET * max(map(abs, samples), default=0)
    first = next((at for at, sample in enumerate(samples) if abs(sample) > quiet), 0)
    last = next((at for at in reversed(range(len(samples))) if abs(samples[at]) > quiet), -1)
    return samples[first : last + 1]
