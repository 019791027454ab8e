"""Half an answer to a question about a pain or a dizzy spell: more rest, or the easier way."""

from __future__ import annotations

import pytest

from skill.coaching.exercise import Level
from skill.dialogue.memory import Question
from skill.echo.house import at_home
from tests.sensible import at_exercise, check, person, stint, words
from tests.test_pain import memory

MOMENT = 1_793_000_000.0
A_LITTLE = [
    *("only a little", "just a little", "only a twinge", "it's fine, only a twinge"),
    *("it's not that bad", "maybe"),
]
SETTLING = ["it's passing", "nearly gone", "it's going away", "a bit better"]
AS_BAD = ["just as bad", "still there", "no better", "the same", "nope, it's just as bad"]


@pytest.mark.parametrize("said", [*A_LITTLE, "a bit better"])
def test_behind_the_offer_of_an_easier_way_it_is_taken(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        name = stint(echo.hear("that hurts", 60.0)).exercise
        after = person(echo.hear(said))
        assert after.spoken is not None
        assert after.preferences.level(name) is Level.EASIER


@pytest.mark.parametrize("said", AS_BAD)
def test_as_bad_as_before_rests_first_and_never_goes_on_with_it(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        name = stint(echo.hear("that hurts", 60.0)).exercise
        turn = echo.hear(said)
        check(turn)
        assert memory(turn).asked is Question.BETTER
        assert name in memory(turn).hurts
        assert echo.hear(said).ended


@pytest.mark.parametrize("complaint", ["I feel dizzy", "I'm light-headed", "a sharp pain in my back"])
@pytest.mark.parametrize("said", SETTLING)
def test_what_is_settling_gets_more_rest_and_the_question_once_more(complaint: str, said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        echo.hear(complaint, 60.0)
        turn = echo.hear(said)
        assert words(turn).startswith("Good. Rest a little longer.")
        assert memory(turn).asked is Question.STILL_THERE
        turn = echo.hear(said)
        assert person(turn).spoken is None
        assert memory(turn).asked not in {Question.BETTER, Question.STILL_THERE}


def test_a_racing_heart_that_is_still_there_behind_two_rests_is_an_emergency() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        echo.hear("my heart is racing", 60.0)
        echo.hear("it's passing")
        assert "Call nine one one now" in words(echo.hear("nearly gone"))


@pytest.mark.parametrize("complaint", ["I feel dizzy", "a sharp pain in my shoulder", "that hurts"])
def test_nobody_who_was_told_to_lie_down_is_told_to_stay_as_before(complaint: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        turn = echo.hear(complaint, 60.0)
        for _ in range(3):
            assert "Stay on your hands" not in words(turn)
            question = memory(turn).asked
            turn = echo.hear("it's gone" if question is Question.BETTER else "go")
        assert person(turn).spoken is not None or "onto your hands" in words(turn)


def test_no_to_the_easier_way_rests_before_anything_else_is_named() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        echo.hear("that hurts", 60.0)
        assert memory(echo.hear("no")).asked is Question.BETTER
        for _ in range(2):
            assert person(echo.hear("go")).spoken is None


@pytest.mark.parametrize("said", ["that hurts", "my knee hurts", "my wrist is sore"])
def test_there_is_time_to_come_down_before_the_question(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        turn = echo.hear(said, 60.0)
        assert "onto your side or your back" in words(turn)
        assert turn.played.lasts > 15.0
        assert person(turn).spoken is None
