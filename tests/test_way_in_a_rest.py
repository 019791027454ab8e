"""The way into the next exercise is told at the end of a rest: who speaks before that has not heard it."""

from __future__ import annotations

from functools import partial

import pytest

from skill.content import load
from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.echo.player import play
from skill.settings import Timing
from tests.sensible import words

pytestmark = pytest.mark.all_routines

ENGLISH = load().languages["en"]
MOMENT = 1_793_000_000.0
WAY = "Come down onto your forearms."
"""From the bird dog into the plank."""


def in_the_rest(said: str, after_the_way: float, timing: Timing, slower: float) -> Turn:
    """What is counted next for whoever speaks so many seconds after the way was told; below zero, before."""
    speak = partial(play, lengths=lambda text: slower * ENGLISH.lengths.of(text))
    with at_home(moment=MOMENT, timing=timing, speak=speak) as echo:
        for utterance in ("start my back routine", "skip", "skip the warm-up"):
            echo.hear(utterance)
        rested = echo.hear("go").played.spoken
        told = next(each.begins for each in rested if each.text == WAY)
        turn = echo.hear(said, after=told + after_the_way)
        return turn if said == "go" else echo.hear("go")


@pytest.mark.parametrize("before", [-40.0, -15.0, -4.0, -0.5])
@pytest.mark.parametrize("said", ["go", "what's next", "wait", "how long is left"])
@pytest.mark.parametrize("slower", [0.8, 1.0, 1.25])
@pytest.mark.parametrize("timing", Timing)
def test_it_is_told_to_whoever_spoke_before_it(
    timing: Timing, slower: float, said: str, before: float
) -> None:
    assert WAY in words(in_the_rest(said, before, timing, slower))


@pytest.mark.parametrize("slower", [0.8, 1.0, 1.25])
def test_it_is_not_told_twice_in_documents(slower: float) -> None:
    assert WAY not in words(in_the_rest("go", 12.0, Timing.APLA, slower))
