"""How long a hold of fifteen seconds lasts in the ear, beside the usual number and one-second break."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import ear, voices
from benchmarks.report import NotMeasuredError, Report
from skill.coaching.script import Calls
from skill.content import load
from skill.echo import house
from skill.settings import Timing

EXERCISE, SAID = "bridge", "do the bridge"
SECONDS = 15
"""How long the bridge is held each time, as it is prescribed."""

_BREAKS = r'(?:<break time="\d+ms"/>)+'


def report() -> Report:
    calls = load().language(house.USUAL).exercises[EXERCISE].calls
    ours = first_hold(_answer(), calls)
    return Report(
        f'A hold of {SECONDS} seconds of the {EXERCISE}, from "one" to "{calls.lower}", '
        "as espeak-ng speaks it; aim: within 5 %",
        ("how it is counted", "seconds heard", "off"),
        [
            _row("this skill: the number's own length comes out of the break", heard(ours)),
            _row("the usual way: each number, then a break of one second", heard(usual(ours))),
        ],
    )


def first_hold(ssml: str, calls: Calls) -> str:
    """Of an answer that counts holds, the first: from its first number to the word of lowering."""
    hold, lower = re.escape(calls.hold), re.escape(calls.lower)
    found = re.search(rf"{hold}{_BREAKS}(.*?{lower})", ssml)
    if found is None:
        raise NotMeasuredError("nothing is held in the answer")
    return found[1]


def usual(ssml: str) -> str:
    """The same words with a break of one second behind each."""
    return re.sub(_BREAKS, '<break time="1000ms"/>', ssml)


def heard(ssml: str) -> float:
    """Seconds from the first number to the word of lowering, in the sound of it."""
    with TemporaryDirectory() as folder:
        recording = Path(folder) / "hold.wav"
        voices.espeak(f"<speak>{ssml}</speak>", recording)
        words = ear.onsets(recording)
    if len(words) != SECONDS + 1:
        raise NotMeasuredError(
            f"{len(words)} words are heard, not {SECONDS} numbers and the word of lowering"
        )
    return words[-1] - words[0]


def _answer() -> str:
    with house.at_home(timing=Timing.SSML) as echo:
        return str(echo.hear(SAID).response["response"]["outputSpeech"]["ssml"])


def _row(name: str, seconds: float) -> tuple[str, ...]:
    return (name, f"{seconds:.2f}", f"{100 * (seconds / SECONDS - 1):+.1f} %")
