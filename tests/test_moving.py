"""Getting down to the floor, up from it, and onto the ball and off it: told in steps, and given its time."""

from __future__ import annotations

import pytest

from skill.coaching.exercise import Position
from skill.content import load
from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.settings import Timing
from tests.sensible import at_exercise, words

MOMENT = 1_793_000_000.0
MOVES = load().positions
SETUP = load().languages["en"].exercises["plank"].setup
DOWN = "Down to the floor first, with a hand on a chair or the wall."
TAKES = {
    "Put the ball against the wall.": MOVES["on_ball"].from_up.first,
    "Off the ball now.": 10.0,
    "Come onto your hands and knees.": 8.0,
    "Come down onto your forearms.": 8.0,
    "Lie face down.": 8.0,
    "Lie on your back.": 10.0,
}
"""What each way begins with, and its seconds the first times."""


def seconds_between(turn: Turn, earlier: str, later: str) -> float:
    """From the beginning of one sentence to that of another."""
    begins = {spoken.text: spoken.begins for spoken in turn.played.spoken}
    return begins[later] - begins[earlier]


@pytest.mark.parametrize("timing", Timing)
def test_the_way_down_takes_its_time_before_the_exercise_is_explained(timing: Timing) -> None:
    with at_home(moment=MOMENT, timing=timing) as echo:
        down = echo.hear("do the plank")
    takes = MOVES["forearms"].from_up.first
    assert seconds_between(down, DOWN, SETUP) == pytest.approx(takes, abs=0.5)


def test_once_known_it_is_told_in_short_and_takes_less_time() -> None:
    with at_home(moment=MOMENT) as echo:
        for _ in range(2):
            assert DOWN in words(echo.hear("do the plank"))
            echo.leave_alone(86_400.0)
        short = echo.hear("do the plank")
    known = MOVES["forearms"].from_up.known
    cue = next(said.text for said in short.played.spoken if said.text.startswith("Belly"))
    assert DOWN not in words(short)
    assert seconds_between(short, "Down to the floor, onto your forearms.", cue) == pytest.approx(
        known, abs=0.5
    )


def test_after_the_last_exercise_the_way_off_the_ball_has_its_time() -> None:
    with at_home(moment=MOMENT) as echo:
        last = at_exercise(echo, len(load().routines["back"].exercises) - 1)
    off = next(spoken for spoken in last.played.spoken if spoken.text.startswith("To come off the ball"))
    goodbye = next(spoken for spoken in last.played.spoken if spoken.text.startswith("You did one of seven"))
    takes = MOVES["on_ball"].leave
    assert takes is not None
    assert last.ended
    assert goodbye.begins - off.begins == pytest.approx(takes.first, abs=0.5)


@pytest.mark.parametrize("position", [name for name in MOVES if not MOVES[name].off_the_floor])
def test_nobody_is_hurried_to_the_floor_or_the_ball_or_up_again(position: Position) -> None:
    ways = [MOVES[position].from_up, MOVES[position].leave]
    assert all(way is not None and 20 <= way.first <= 30 and 10 <= way.known < way.first for way in ways)


@pytest.mark.all_routines
@pytest.mark.parametrize("timing", Timing)
@pytest.mark.parametrize(
    ("opening", "rest"), [("start the full routine", 30.0), ("start the gentle routine", 60.0)]
)
def test_one_rests_first_and_gets_into_place_at_the_end(opening: str, rest: float, timing: Timing) -> None:
    found = 0
    with at_home(moment=MOMENT, timing=timing) as echo:
        turn = echo.hear(opening)
        while not turn.ended:
            turn = echo.hear("yes")
            spoken = turn.played.spoken
            rests = [one for one in spoken[-10:] if one.text in {"Rest.", "Take a rest."}]
            way = [one for one in spoken[-6:-1] if one.text in TAKES]
            if rests and way:
                takes = sum(TAKES[one.text] for one in way)
                assert spoken[-1].begins - way[0].begins == pytest.approx(takes, abs=0.5)
                assert spoken[-1].begins - rests[0].begins == pytest.approx(max(rest, takes + 5.0), abs=5.0)
                found += 1
    assert found >= 2
