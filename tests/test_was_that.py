"""A question about the count is answered, at whatever second it is asked, and changes nothing in it."""

from __future__ import annotations

import re

import pytest

from skill.echo.house import at_home
from skill.settings import Timing
from tests.sensible import check, person, stint, words
from tests.test_where_am_i import NUMBERS

MOMENT = 1_793_000_000.0


def done(answer: str) -> int:
    """How many reps are done, by what is said."""
    found = re.search(r"You've done ([\w-]+)", answer)
    return NUMBERS.index(found[1]) if found else 0


@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("asked", [5, 12, 20])
def test_the_answer_is_what_where_am_i_says(asked: int, timing: Timing) -> None:
    for second in range(14, 86, 9):
        with at_home(moment=MOMENT, timing=timing) as echo:
            echo.hear("count twenty reps")
            told = done(words(echo.hear("where am I", float(second))))
        with at_home(moment=MOMENT, timing=timing) as echo:
            echo.hear("count twenty reps")
            check(turn := echo.hear(f"was that {NUMBERS[asked]}", float(second)))
        verdict = "Yes." if told == asked else "Not yet." if told < asked else "No, more than that."
        assert words(turn).startswith(verdict), f"at {second} s"
        assert done(words(turn)) == told
        assert stint(turn).dose is not None
        assert stint(turn).place.reps == told


@pytest.mark.parametrize(
    "question", ["was that five", "is that five now", "only one left right", "have I done two"]
)
def test_no_question_ends_an_exercise(question: str) -> None:
    for second in range(70, 130, 15):
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the bridge")
            check(turn := echo.hear(question, float(second)))
            assert person(turn).aside is not None, f"at {second} s"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("was that ten", "Yes. That's all ten."),
        ("was that seven", "No, more than that. That's all ten."),
        ("was that twelve", "No. That's all ten."),
        ("only one left right", "No. That's all ten."),
    ],
)
def test_of_what_is_over_it_is_told_how_many_it_was(question: str, answer: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count ten reps")
        assert words(echo.hear(question)).startswith(answer)


def test_before_anything_has_begun_it_says_so() -> None:
    with at_home(moment=MOMENT) as echo:
        check(turn := echo.hear("was that eight"))
    assert "We haven't started yet." in words(turn)


@pytest.mark.parametrize(
    ("call", "question", "answer"),
    [
        ("First, right arm, left leg.", "was that the left", "None done yet."),
        ("Hold.", "was that the right", "Yes."),
        ("Hold.", "was that the left", "No, that was the right arm, left leg."),
        ("Left arm, right leg.", "wasn't that the left just now", "No, that was the right arm, left leg."),
        ("Left arm, right leg.", "was that the right", "Yes. Left arm, right leg is next."),
    ],
)
def test_which_side_it_was(call: str, question: str, answer: str) -> None:
    with at_home(moment=MOMENT) as echo:
        spoken = echo.hear("do the bird dog").played.spoken
        second = next(each.begins for each in spoken if call in each.text) + 1.5
        check(turn := echo.hear(question, second))
    assert words(turn).startswith(answer)
