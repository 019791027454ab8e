"""The audible length of a 15-second hold, compared with a one-second break after each number."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import ear, voices
from benchmarks.report import NotMeasuredError, Report
from skill.coaching.script import Calls
from skill.content import load
from skill.echo import house, script
from skill.echo.device import Echo
from skill.settings import Timing

EXERCISE = "bridge"
SAID = ("do the bridge", "[0:30] just count", "count up", "the usual dose", "go")
"""A newcomer gets a gentle dose first. Then every second has its number, with a break after it."""
SECONDS = 15
"""The length of each hold of the bridge."""

_BREAKS = r'(?:<break time="\d+ms"/>)+'


def report() -> Report:
    calls = load().language(house.USUAL).exercises[EXERCISE].calls
    ours = first_hold(_answer(), calls)
    return Report(
        f'A {SECONDS}-second hold of the {EXERCISE}, from "one" to "{calls.lower}", spoken by espeak-ng; '
        "target: within 5 %",
        ("method", "seconds heard", "error"),
        [
            _row("this skill: each break is shortened by the length of its number", heard(ours)),
            _row("a one-second break after each number", heard(usual(ours))),
        ],
    )


def first_hold(ssml: str, calls: Calls) -> str:
    """The first hold in an answer, from its first number to the word for lowering."""
    hold, lower = re.escape(calls.hold), re.escape(calls.lower)
    found = re.search(rf"{hold}{_BREAKS}(.*?{lower})", ssml)
    if found is None:
        raise NotMeasuredError("the answer has no hold")
    return found[1]


def usual(ssml: str) -> str:
    """The same words with a one-second break after each."""
    return re.sub(_BREAKS, '<break time="1000ms"/>', ssml)


def heard(ssml: str) -> float:
    """Seconds from the first number to the word for lowering, measured in the recording."""
    with TemporaryDirectory() as folder:
        recording = Path(folder) / "hold.wav"
        voices.espeak(f"<speak>{ssml}</speak>", recording)
        words = ear.onsets(recording)
    if len(words) != SECONDS + 1:
        raise NotMeasuredError(
            f"heard {len(words)} words instead of {SECONDS} numbers and the word for lowering"
        )
    return words[-1] - words[0]


def answer(echo: Echo) -> str:
    """The count, as it is said in the end."""
    *_, last = (echo.hear(*script.read(line)) for line in SAID)
    return str(last.response["response"]["outputSpeech"]["ssml"])


def _answer() -> str:
    with house.at_home(timing=Timing.SSML) as echo:
        return answer(echo)


def _row(name: str, seconds: float) -> tuple[str, ...]:
    return (name, f"{seconds:.2f}", f"{100 * (seconds / SECONDS - 1):+.1f} %")
