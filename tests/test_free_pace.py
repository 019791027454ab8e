"""A free count goes as slowly as somebody wants it; a free hold keeps its seconds."""

from __future__ import annotations

import pytest

from skill.echo.device import Turn
from skill.echo.house import at_home
from tests.sensible import words

MOMENT = 1_793_000_000.0
STEPS = {"slower": [4.0, 5.0, 6.0, 6.0], "faster": [4.0, 3.2, 3.2]}
"""Seconds from one rep to the next: as they come, then after each time that it is said."""


def each_rep(turn: Turn) -> float:
    back = [spoken.begins for spoken in turn.played.spoken if spoken.text == "And back."]
    return round(back[1] - back[0], 1)


@pytest.mark.parametrize("wish", STEPS)
def test_reps_go_slower_and_faster(wish: str) -> None:
    with at_home(moment=MOMENT) as echo:
        heard = [each_rep(echo.hear("count four reps"))]
        for _ in STEPS[wish][1:]:
            echo.hear(wish, 6.0)
            heard.append(each_rep(echo.hear("go")))
    assert heard == STEPS[wish]


@pytest.mark.parametrize("wish", STEPS)
def test_a_hold_keeps_its_seconds_and_says_so(wish: str) -> None:
    with at_home(moment=MOMENT) as echo:
        before = echo.hear("hold for ten seconds")
        assert words(echo.hear(wish, 6.0)).startswith("I can't slow down a second")
        assert echo.hear("go").played.lasts == before.played.lasts
