"""A pain and the rest of that day: nothing begins by itself, nothing that was left out comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from skill.dialogue.memory import Question
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from tests.sensible import LIBRARY, at_exercise, check, person, words
from tests.test_pain import decline, memory

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
SHARP = ["a sharp pain in my back", "it hurts down my leg"]
LAUNCHES = ["start my back routine", "open my back routine", "next exercise", "go"]
AN_HOUR = 3600.0


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def later(echo: Echo, seconds: float = AN_HOUR) -> None:
    echo.leave_alone(seconds)


def known(echo: Echo) -> None:
    """Somebody whom the skill has met, on another day, before anything has begun."""
    for said in ("start my back routine", "yes", "yes", "yes"):
        echo.hear(said)
    echo.hear("next exercise", 60.0)
    echo.hear("stop")
    later(echo, 9 * 24 * AN_HOUR)
    echo.hear("what is my routine")


def hurt_and_settled(echo: Echo, said: str) -> None:
    at_exercise(echo, 3)
    echo.hear(said, 60.0)
    echo.hear("it's better now")
    echo.hear("stop")


def counts(turn: Turn) -> bool:
    return person(turn).spoken is not None


@pytest.mark.parametrize("launch", LAUNCHES)
@pytest.mark.parametrize("answers", [("still there",), ("yes", "yes"), ("no",), ()], ids=" ".join)
@pytest.mark.parametrize("said", [*SHARP, "I feel dizzy"])
def test_after_a_pain_that_did_not_settle_no_routine_begins_by_itself(
    echo: Echo, said: str, answers: tuple[str, ...], launch: str
) -> None:
    at_exercise(echo, 2)
    echo.hear(said, 60.0)
    for answer in answers:
        turn = echo.hear(answer)
        check(turn)
    if answers:
        assert turn.ended
    later(echo)
    turn = echo.hear(launch)
    check(turn)
    assert not counts(turn), words(turn)
    assert "If anything hurts, leave it for today." in words(turn)


@pytest.mark.parametrize("said", SHARP)
def test_a_second_such_pain_in_a_later_session_ends_the_day(echo: Echo, said: str) -> None:
    hurt_and_settled(echo, said)
    later(echo)
    echo.hear("do the plank")
    echo.hear("yes")
    turn = echo.hear(said, 60.0)
    check(turn)
    assert turn.ended, words(turn)
    assert "for today" in words(turn)


@pytest.mark.parametrize("said", SHARP)
def test_the_first_such_pain_of_a_day_only_rests(echo: Echo, said: str) -> None:
    hurt_and_settled(echo, said)
    later(echo, 20 * AN_HOUR)
    echo.hear("do the plank")
    turn = echo.hear(said, 60.0)
    assert memory(turn).asked is Question.BETTER, words(turn)


def test_yes_to_better_or_still_there_is_asked_once_more(echo: Echo) -> None:
    at_exercise(echo, 3)
    echo.hear("a sharp pain in my shoulder", 60.0)
    turn = echo.hear("yes")
    assert memory(turn).asked is Question.STILL_THERE
    assert not counts(turn)
    assert words(echo.hear("no")).startswith("Good.")


@pytest.mark.parametrize(
    "said", ["how many did I do", "what's next", "how do I do the plank", "count reps", "do an exercise"]
)
def test_until_a_pain_has_settled_no_question_leads_on(echo: Echo, said: str) -> None:
    echo.hear("do the superman")
    echo.hear("something pulled in my back", 60.0)
    turn = echo.hear(said)
    check(turn)
    assert memory(turn).asked is Question.BETTER, words(turn)
    assert "We haven't started yet" not in words(turn)


@pytest.mark.parametrize("number", range(7))
def test_a_sharp_pain_in_the_back_leaves_nothing_that_loads_it(echo: Echo, number: int) -> None:
    at_exercise(echo, number)
    echo.hear("a sharp pain in my back", 60.0)
    turn = echo.hear("better")
    assert turn.ended, words(turn)
    assert "for today" in words(turn)


@pytest.mark.parametrize("part", ["knee", "wrist", "shoulder", "neck", "hip", "ankle", "elbow", "back"])
def test_what_is_left_out_before_the_start_stays_out_all_day_and_no_longer(echo: Echo, part: str) -> None:
    known(echo)
    turn = echo.hear(f"my {part} hurts today")
    workout = person(turn).workout
    assert workout is not None
    left = workout.left
    later(echo)
    again = person(echo.hear("start my back routine")).workout
    assert again is not None
    assert again.left == left
    echo.hear("stop")
    later(echo, 20 * AN_HOUR)
    turn = echo.hear("start my back routine")
    if memory(turn).asked is Question.CARRY_ON:
        turn = echo.hear("start over")
    fresh = person(turn).workout
    assert fresh is not None
    assert set(ORDER) <= set(fresh.exercises)


def test_a_back_that_hurts_before_the_start_is_spared_by_the_easier_ways(echo: Echo) -> None:
    known(echo)
    turn = echo.hear("my back hurts today")
    workout, preferences = person(turn).workout, person(turn).preferences
    assert workout is not None
    for name in workout.left:
        exercise = LIBRARY.exercises[name]
        assert "back" not in exercise.strains_at(preferences.level(name)), name
    assert "the easier way" in words(turn)


def test_what_was_left_out_is_no_whole_routine(echo: Echo) -> None:
    at_exercise(echo, 0)
    echo.hear("my knee hurts", 20.0)
    while echo.in_session:
        turn = echo.hear("next exercise")
    assert "whole routine" not in words(turn)
    assert person(turn).finished == 0


def test_the_third_pain_in_a_session_offers_to_stop(echo: Echo) -> None:
    at_exercise(echo, 1)
    turn = echo.hear("that hurts", 60.0)
    for _ in range(2):
        decline(echo, turn)
        echo.hear("go")
        turn = echo.hear("that hurts", 60.0)
    assert memory(turn).asked is Question.STOP_HERE
    assert "enough for one day" in words(turn)
    assert echo.hear("yes").ended


@pytest.mark.parametrize(
    "said",
    ["go on", "skip the rest", "other side", "skip the explanation", "do the plank", "wait", "where am I"],
)
def test_while_a_pain_may_be_there_nothing_is_counted(echo: Echo, said: str) -> None:
    at_exercise(echo, 2)
    echo.hear("a sharp pain in my back", 60.0)
    for _ in range(2):
        turn = echo.hear(said)
        check(turn)
        assert not counts(turn), words(turn)
        if turn.ended:
            return
    assert memory(turn).asked in {Question.BETTER, Question.STILL_THERE, Question.READY}


@pytest.mark.parametrize(
    "said", ["I have ten minutes", "the long one", "the plank first", "skip the explanation"]
)
@pytest.mark.parametrize("ends", ["still there", "stop", "done"])
def test_no_other_opening_begins_by_itself_either(echo: Echo, ends: str, said: str) -> None:
    at_exercise(echo, 2)
    echo.hear("it hurts down my leg", 60.0)
    assert echo.hear(ends).ended
    later(echo, 600.0)
    turn = echo.hear(said)
    check(turn)
    assert not counts(turn), words(turn)


def test_an_exercise_alone_is_not_taken_up_after_a_month(echo: Echo) -> None:
    echo.hear("do the bird dog")
    echo.hear("stop", 120.0)
    later(echo, 30 * 24 * AN_HOUR)
    assert person(echo.hear("go on")).aside is None


@pytest.mark.parametrize("said", [*SHARP, "I feel dizzy"])
def test_after_such_a_day_no_single_exercise_begins_by_itself_either(echo: Echo, said: str) -> None:
    at_exercise(echo, 2)
    echo.hear(said, 60.0)
    assert echo.hear("still there").ended
    later(echo)
    turn = echo.hear("do the plank")
    assert not counts(turn)
    assert "leave it for today" in words(turn)
    assert "plank" in words(turn)
    assert counts(echo.hear("yes"))


def test_what_strains_a_sore_part_is_asked_about_with_a_warning(echo: Echo) -> None:
    echo.hear("my knee hurts today")
    turn = echo.hear("do the bridge")
    assert not counts(turn)
    assert "Stop as soon as anything hurts" in words(turn)
    assert counts(echo.hear("yes"))
    assert "Stop as soon as anything hurts" not in words(echo.hear("do the prone extension", 60.0))
