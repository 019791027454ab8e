"""What is left out is not done next, even where it is being done when that is said."""

from __future__ import annotations

import msgspec
import pytest

from skill.dialogue.memory import Memory
from skill.echo.house import at_home
from tests.sensible import LIBRARY, check, person, words

MOMENT = 1_793_000_000.0
WISHES = [
    ("hip thrust", "I don't have a ball"),
    ("ball lean", "there's no wall"),
    ("leg lift", "I don't have a chair"),
    ("superman", "I can't lie on my tummy"),
    ("superman", "I can't lie face down"),
    ("superman", "nothing on my stomach today"),
    ("superman", "I can't get down on the floor"),
    ("superman", "never the superman again"),
    ("superman", "skip the superman"),
    ("superman", "skip the superman and the prone extension"),
    ("superman", "only the ones on my back"),
    ("superman", "I have osteoporosis"),
    ("superman", "that hurts"),
    ("superman", "my back hurts"),
]
"""An exercise done by itself, and a wish that leaves it out."""


@pytest.mark.parametrize("at_once", [True, False], ids=["in its explanation", "in its count"])
@pytest.mark.parametrize("known", [True, False], ids=["routine chosen", "first words"])
@pytest.mark.parametrize(("name", "wish"), WISHES)
def test_an_exercise_that_is_left_out_is_not_gone_on_with(
    name: str, wish: str, known: bool, at_once: bool
) -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", "skip") if known else ():
            echo.hear(said)
        turn = echo.hear(f"do the {name}")
        before = person(turn)
        assert before.aside is not None
        turn = echo.hear(wish, 5.0 if at_once else 60.0)
        for _ in range(4):
            check(turn)
            after = person(turn)
            assert (
                after.spoken is None or after.stint is None or after.stint.exercise != before.aside.exercise
            )
            memory = msgspec.convert(turn.response["sessionAttributes"]["memory"], Memory)
            if memory.asked in {"leave_out", "better"}:
                turn = echo.hear({"leave_out": "yes", "better": "better"}[memory.asked])
            elif memory.asked == "easier":
                turn = echo.hear("no")
            else:
                break
        assert after.aside is None
        after = person(echo.hear("go"))
        assert after.stint is None or after.stint.exercise != before.aside.exercise


@pytest.mark.parametrize("name", ["hip thrust", "ball lean"])
@pytest.mark.parametrize("said", ["I haven't got the ball out yet", "I still need to get the ball"])
def test_a_ball_that_is_not_there_yet_is_waited_for(name: str, said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear(f"do the {name}")
        turn = echo.hear(said, 5.0)
        assert person(turn).preferences.without == ()
        assert "Paused" in words(turn) or "wait" in words(turn)
        waiting = person(echo.hear("go")).stint
        assert waiting is not None
        assert LIBRARY.exercises[waiting.exercise].needs[0] == "ball"


@pytest.mark.parametrize(
    ("name", "said", "down"),
    [
        ("hip thrust", "the ball is slipping", "Hands to the floor beside you"),
        ("hip thrust", "I'm sliding off", "Hands to the floor beside you"),
        ("ball lean", "the ball's rolling away", "Step back toward the wall"),
        ("bridge", "my feet are slipping", "Hips down"),
        ("plank", "my feet keep sliding", "Knees down"),
        ("bird dog", "my hands are slipping", "Come down onto your side"),
    ],
)
def test_whoever_slips_comes_down_first(name: str, said: str, down: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear(f"do the {name}")
        turn = echo.hear(said, 75.0)
        check(turn)
        assert words(turn).startswith(f"Stop there, and ease off. {down}")
        assert person(turn).spoken is None
        assert person(turn).aside is not None, "the place is kept"


@pytest.mark.parametrize("said", ["I nearly fell off the ball", "should I stop"])
def test_nothing_is_counted_at_once_behind_whether_to_stop(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the hip thrust")
        assert "Shall we stop for today?" in words(echo.hear(said, 75.0))
        turn = echo.hear("go")
        assert person(turn).spoken is None
        assert words(turn).endswith(("Shall we go on?", "Ready to go on?"))
        assert person(echo.hear("go")).spoken is not None
