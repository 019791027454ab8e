"""Corrections of what Alexa misheard: a number, an exercise, or no word of which."""

from __future__ import annotations

import pytest

from skill.coaching.cue import Place
from skill.coaching.dose import Dose
from skill.echo.house import at_home
from tests.sensible import at_exercise, check, stint, words

MOMENT = 1_793_000_000.0
FIFTEEN = ["no fifteen", "no I said fifteen", "not fifty fifteen", "fifteen not fifty", "I said fifteen"]


@pytest.mark.parametrize("correction", [*FIFTEEN, "no fifteen seconds", "I meant fifteen seconds"])
def test_a_hold_is_begun_again_with_the_right_length(correction: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("hold for fifty seconds")
        answer = echo.hear(correction, 5.0)
    assert stint(answer).dose == Dose(1, 15)
    assert "three two one" in words(answer)


@pytest.mark.parametrize("correction", FIFTEEN)
def test_a_count_goes_on_to_the_right_number(correction: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count fifty reps")
        answer = echo.hear(correction, 23.0)
    assert stint(answer).dose == Dose(15)
    assert stint(answer).place == Place(0, 3)
    assert words(answer).startswith("Fifteen reps. Fourth one.")


def test_a_count_beyond_the_right_number_begins_again() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count thirty reps")
        answer = echo.hear("no three", 60.0)
    assert stint(answer).dose == Dose(3)
    assert stint(answer).place == Place()


def test_a_correction_beyond_what_can_be_counted_keeps_the_place() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count ten reps")
        answer = echo.hear("no two hundred", 20.0)
    told = "I can count anything from one to one hundred. You've done two of ten. Shall we go on?"
    assert words(answer) == told


def test_a_count_down() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("count down from fifty")
        answer = echo.hear("no fifteen", 6.0)
    assert words(answer).startswith("Down from fifteen.")


def test_a_rest() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 0)
        echo.hear("rest for fifty seconds", 60.0)
        answer = echo.hear("no fifteen", 4.0)
    assert "Fifteen seconds." in words(answer)
    assert answer.played.spoken[-1].begins == pytest.approx(15.0, abs=0.5)


def test_reps_that_are_done() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 0)
        echo.hear("I did five", 60.0)
        answer = echo.hear("no nine")
    assert stint(answer).place == Place(0, 9)


def test_no_then_the_number_is_a_correction_too() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("hold for fifty seconds")
        echo.hear("no", 5.0)
        answer = echo.hear("fifteen")
    assert stint(answer).dose == Dose(1, 15)


def test_in_an_exercise_without_a_number_before_it_is_what_is_done() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 0)
        answer = echo.hear("no four", 60.0)
    assert stint(answer).place == Place(0, 4)


@pytest.mark.parametrize(
    "correction", ["I meant the bridge", "no the bridge", "no I said bridge", "not that one the bridge"]
)
def test_another_exercise_is_done(correction: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        answer = echo.hear(correction, 10.0)
    assert stint(answer).exercise == "bridge"


def test_another_exercise_is_explained_where_one_was() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("how do I do the bridge")
        answer = echo.hear("no I meant the bird dog")
    check(answer)
    assert words(answer).startswith("The bird dog. On your hands and knees.")


@pytest.mark.parametrize("said", ["that's wrong", "that's not what I said", "you misheard me"])
@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("hold for fifty seconds", "How long should we hold?"),
        ("count fifty reps", "How many should I count?"),
        ("do the plank", "Which exercise would you like?"),
    ],
)
def test_what_was_misheard_is_asked_for(said: str, before: str, asked: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear(before)
        answer = echo.hear(said, 5.0)
    check(answer)
    assert words(answer) == asked


def test_in_the_routine_it_is_how_many_are_done() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 1)
        answer = echo.hear("that's wrong", 60.0)
    assert words(answer).startswith("Tell me how many you did. For example: I did three.")
    assert stint(answer).exercise == "bird_dog"


@pytest.mark.parametrize(
    ("utterance", "number"),
    [("I did for", 4), ("I did too", 2), ("that was ate", 8), ("start from tree", 2), ("only did won", 1)],
)
def test_a_number_that_sounds_like_another_word_is_that_number(utterance: str, number: int) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 0)
        answer = echo.hear(utterance, 60.0)
    assert stint(answer).place == Place(0, number)


@pytest.mark.parametrize(
    ("utterance", "dose"), [("count to for", Dose(4)), ("hold for ate seconds", Dose(1, 8))]
)
def test_so_it_is_in_free_counting(utterance: str, dose: Dose) -> None:
    with at_home(moment=MOMENT) as echo:
        assert stint(echo.hear(utterance)).dose == dose


@pytest.mark.parametrize(
    ("begun", "correction", "dose"),
    [
        ("count thirteen reps", "no thirty not thirteen", Dose(30)),
        ("hold for thirteen seconds", "it should be thirty not thirteen", Dose(1, 30)),
        ("three sets of thirteen", "thirty I said not thirteen", Dose(30, 0, 3, 30)),
        ("three sets of ten", "no two not three", Dose(10, 0, 2, 30)),
        ("three sets of ten", "no two sets", Dose(10, 0, 2, 30)),
        ("hold thirteen seconds five times", "no thirty not thirteen", Dose(5, 30)),
        ("thirteen on each side", "no thirty not thirteen", Dose(30, 0, 2, 15, each_side=True)),
    ],
)
def test_of_two_numbers_the_right_one_takes_the_place_of_the_wrong_one(
    begun: str, correction: str, dose: Dose
) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear(begun)
        check(answer := echo.hear(correction, 5.0))
    assert stint(answer).dose == dose


def test_sets_of_an_exercise() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 1)
        echo.hear("two sets", 5.0)
        check(answer := echo.hear("no three not two"))
    assert "Three sets of" in words(answer)
