"""An explanation that is broken off goes on with what was not heard, however late and slowly it was said."""

from __future__ import annotations

from functools import partial

import pytest

from skill.content import load
from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.echo.player import Spoken, play
from skill.settings import Timing
from tests.sensible import check, words

ENGLISH = load().languages["en"]
MOMENT = 1_793_000_000.0
LATE = 3.0
"""Seconds by which an Echo may begin to play later than the stand-in."""
STEP = 3.0
"""Seconds between the moments at which an explanation is broken off."""


def explained(turn: Turn, exercise: str) -> tuple[list[Spoken], float]:
    """The sentences up to the dose, behind the name of the exercise, and when the last of them is over."""
    told = ENGLISH.exercises[exercise]
    texts = " ".join((told.setup, *told.steps, told.warning))
    sentences = []
    for one in turn.played.spoken:
        if one.text in {"three", "Breathe in."}:
            break
        if one.text in texts:
            sentences.append(one)
    return sentences, sentences[-1].ends


@pytest.mark.parametrize("slower", [1.0, 1.25])
@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize("exercise", ["ball_lean", "bird_dog", "plank", "superman", "knee_hug"])
def test_whatever_was_not_heard_is_said(exercise: str, timing: Timing, slower: float) -> None:
    speak = partial(play, lengths=lambda text: slower * ENGLISH.lengths.of(text))
    least, moment = 99, STEP
    while True:
        with at_home(moment=MOMENT, timing=timing, speak=speak) as echo:
            first = echo.hear(f"do the {ENGLISH.exercises[exercise].name}")
            sentences, end = explained(first, exercise)
            if moment > end + LATE:
                break
            echo.hear("what is it good for", after=moment)
            turn = echo.hear("go")
        check(turn)
        missed = [one.text for one in sentences if one.ends + LATE > moment]
        assert not [text for text in missed if text not in words(turn)], moment
        least, moment = min(least, len(explained(turn, exercise)[0])), moment + STEP
    assert least < len(sentences), "some of what was heard is not said again"


@pytest.mark.parametrize("exercise", ["plank", "bird_dog"])
def test_the_warning_is_not_lost_however_often_it_is_broken_off(exercise: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear(f"do the {ENGLISH.exercises[exercise].name}")
        for _ in range(5):
            echo.hear("what is it good for", after=10.0)
            turn = echo.hear("go")
            assert ENGLISH.exercises[exercise].warning in words(turn)
