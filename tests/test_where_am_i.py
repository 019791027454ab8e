"""Whoever asks where they are is told what they have just heard, at whatever second they ask."""

from __future__ import annotations

import re

import pytest

from skill.content import load
from skill.echo.house import at_home
from skill.settings import Timing
from tests.sensible import words

MOMENT = 1_793_000_000.0
NUMBERS = [number.casefold() for number in load().language("en-US").numbers.cardinals]
LATEST = 1.0
"""Seconds after a number is called, up to which somebody may not have taken it in."""


def done(answer: str) -> int:
    """How many reps of twenty are done, by what somebody is told."""
    if "first one" in answer or "None done" in answer:
        return 0
    if found := re.search(r"You've done (\w+)", answer):
        return NUMBERS.index(found[1])
    left = re.search(r"(\w+) reps? to go", answer)
    assert left, answer
    return 20 - NUMBERS.index(left[1].casefold())


@pytest.mark.parametrize("question", ["where am I", "how many left"])
@pytest.mark.parametrize("timing", Timing)
def test_the_reps_that_are_told_are_those_that_were_heard(question: str, timing: Timing) -> None:
    for second in range(12, 88, 3):
        with at_home(moment=MOMENT, timing=timing) as echo:
            spoken = echo.hear("count twenty reps").played.spoken
            calls = [call for call in spoken if call.text.strip(".").casefold() in NUMBERS][3:]
            begun = sum(call.begins <= second for call in calls)
            surely = sum(call.begins <= second - LATEST for call in calls)
            told = done(words(echo.hear(question, float(second))))
        assert surely - 1 <= told <= begun, f"at {second} s"


@pytest.mark.parametrize("timing", Timing)
def test_whoever_pauses_is_told_no_number_that_is_less_than_they_heard(timing: Timing) -> None:
    for second in range(20, 88, 3):
        with at_home(moment=MOMENT, timing=timing) as echo:
            spoken = echo.hear("count twenty reps").played.spoken
            calls = [call for call in spoken if call.text.strip(".").casefold() in NUMBERS][3:]
            surely = sum(call.begins <= second - LATEST for call in calls) - 1
            answer = words(echo.hear("wait", float(second)))
        told = re.search(r"You've done (at least )?([\w-]+)", answer)
        assert told is None or told[1] or NUMBERS.index(told[2]) >= surely, f"at {second} s: {answer}"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many did I do", "That's all ten."),
        ("how many left", "That's all ten."),
        ("was that ten", "Yes. That's all ten."),
        ("one more", "Eleventh one."),
        ("wait", "say go"),
        ("forty", "Forty reps."),
        ("I'm thirsty", ""),
    ],
)
def test_who_has_heard_all_of_an_answer_has_done_all_of_it(question: str, told: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count ten reps")
        answer = words(echo.hear(question))
    assert told in answer
    assert "done nine" not in answer
    assert "Tenth one" not in answer


def test_who_breaks_off_the_last_rep_has_not_done_it() -> None:
    with at_home(moment=MOMENT) as echo:
        spoken = echo.hear("count ten reps").played.spoken
        last = next(call.begins for call in reversed(spoken) if call.text.strip(".").casefold() == "ten")
        echo.hear("wait", last + 1.0)
        answer = words(echo.hear("go"))
    assert "Tenth one." in answer or "Ninth one." in answer


def test_what_was_done_alone_is_told_with_how_many_it_was() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the bridge")
        answer = words(echo.hear("how many was that"))
    assert answer.startswith("That was the bridge. That's all")
