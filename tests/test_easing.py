"""Warm-up, relief and cool-down: easy movement around the seven exercises, led by breaths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from skill.coaching.cue import Place
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.routines import WHOLE
from tests.sensible import check, person, stint, words

pytestmark = pytest.mark.whole_routine

MOMENT = 1_793_000_000.0
A_DAY = 86_400.0
BREATH = 8.0
"""Seconds of one breath of the warm-up."""


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def warming_up(echo: Echo) -> None:
    echo.hear("start my back routine")
    echo.hear("yes")


def routine_done(echo: Echo) -> str:
    """Everything of the routine is done or skipped; what is said at its end."""
    for _ in range(30):
        turn = echo.hear("done", 20.0)
        if turn.ended:
            return words(turn)
        turn = echo.hear("yes")
        if turn.ended:
            return words(turn)
    raise AssertionError("the routine does not end")


def minutes(echo: Echo) -> int:
    """How long the routine takes, as it is told, in words; here only to be compared."""
    said = words(echo.hear("how long does it take"))
    found = re.search(r"thirty(?:-(\w+))?", said)
    assert found is not None, said
    return ["", "one", "two", "three", "four", "five", "six"].index(found[1] or "")


def test_the_routine_begins_and_ends_with_easy_movement() -> None:
    assert WHOLE.order[0] == WHOLE.warm_up == "march"
    assert WHOLE.order[-1] == WHOLE.cool_down == "knee_hug"
    assert WHOLE.order.index("childs_pose") == WHOLE.order.index("prone_extension") + 1
    assert len(WHOLE.exercises) == 7


def test_the_face_down_lifts_are_apart_and_the_ball_is_needed_at_one_end_only() -> None:
    order = WHOLE.exercises
    assert abs(order.index("superman") - order.index("prone_extension")) > 1
    assert {order.index("ball_lean"), order.index("hip_thrust")} == {0, 1}
    assert order.index("plank") > 2


def test_a_breath_takes_its_time_and_is_not_counted(echo: Echo) -> None:
    echo.hear("start my back routine")
    led = echo.hear("yes")
    begins = [spoken.begins for spoken in led.played.spoken if spoken.text == "Breathe in."]
    assert len(begins) == 8
    assert [later - earlier for earlier, later in pairwise(begins)] == pytest.approx([BREATH] * 7)
    assert not {"three", "two", "one"} & {spoken.text for spoken in led.played.spoken}


def test_the_place_is_kept_in_it(echo: Echo) -> None:
    warming_up(echo)
    waiting = echo.hear("wait", 53.0)
    assert (stint(waiting).exercise, stint(waiting).place) == ("march", Place(0, 2))
    led = echo.hear("go")
    assert sum(spoken.text == "Breathe in." for spoken in led.played.spoken) == 6


def test_it_is_not_one_of_the_seven(echo: Echo) -> None:
    warming_up(echo)
    assert "of seven" not in words(echo.hear("where am I", 30.0))
    echo.hear("skip it")
    assert "the first of seven" in words(echo.hear("where am I"))
    assert words(echo.hear("what exercises are there")).startswith("There are seven.")


@pytest.mark.parametrize("skipped", [(), ("skip the warm-up", "skip the child's pose", "skip the cool-down")])
def test_the_routine_is_whole_with_it_and_without(echo: Echo, skipped: tuple[str, ...]) -> None:
    echo.hear("start my back routine")
    for said in skipped:
        check(echo.hear(said))
    echo.hear("yes")
    assert "all seven" in routine_done(echo)


def test_somebody_skips_it_today_only(echo: Echo) -> None:
    echo.hear("start my back routine")
    skipping = echo.hear("skip the warm-up")
    assert stint(skipping).exercise == "ball_lean"
    echo.hear("start over")
    assert person(skipping).preferences.never == ()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("no warm-up any more", "march"),
        ("no more warm-up", "march"),
        ("always skip the warm-up", "march"),
        ("skip the cool-down for good", "knee_hug"),
        ("never do the child's pose again", "childs_pose"),
    ],
)
def test_it_is_left_out_for_good_and_brought_back(echo: Echo, said: str, name: str) -> None:
    echo.hear("start my back routine")
    check(left_out := echo.hear(said))
    assert person(left_out).preferences.never == (name,)
    echo.hear("stop")
    echo.leave_alone(A_DAY)
    echo.hear("start my back routine")
    begun = person(echo.hear("yes"))
    assert begun.workout is not None
    assert name not in begun.workout.exercises
    check(brought_back := echo.hear(f"bring the {'warm-up' if name == 'march' else 'knee hug'} back", 5.0))
    assert (name in person(brought_back).preferences.never) is (name == "childs_pose")


def test_left_out_in_the_middle_of_it_the_first_exercise_is_next(echo: Echo) -> None:
    warming_up(echo)
    turn = echo.hear("no warm-up any more", 30.0)
    assert stint(turn).exercise == "ball_lean"
    assert words(turn).endswith(("Ready for the Swiss ball lean?", "Shall we do the Swiss ball lean?"))


def test_warm_up_again_brings_it_back(echo: Echo) -> None:
    echo.hear("start my back routine")
    echo.hear("no warm-up any more")
    back = echo.hear("warm-up again")
    assert person(back).preferences.never == ()
    assert stint(echo.hear("yes")).exercise == "march"


def test_the_time_that_is_announced_includes_it(echo: Echo) -> None:
    echo.hear("start my back routine")
    with_it = minutes(echo)
    echo.hear("no warm-up any more")
    assert minutes(echo) < with_it


def test_what_a_sore_knee_does_not_like_is_left_out(echo: Echo) -> None:
    echo.hear("start my back routine")
    echo.hear("my knee is sore")
    begun = person(echo.hear("yes"))
    assert begun.workout is not None
    assert "childs_pose" not in begun.workout.exercises
    assert "march" in begun.workout.exercises


def test_somebody_without_a_ball_warms_up_too(echo: Echo) -> None:
    said = words(echo.hear("I don't have a ball"))
    assert "five exercises" in said
    assert stint(echo.hear("yes")).exercise == "march"
