"""A name or a number that means nothing here gives no exercise up; so many of one are counted."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Stint, Workout
from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.settings import Timing
from tests.alexa_requests import as_body, envelope, intent
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, person, stint, words
from tests.stores import ForgetfulStore

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises


def begins(answer: Turn, text: str) -> float:
    return next(spoken.begins for spoken in answer.played.spoken if spoken.text == text)


class TestTalk:
    @pytest.mark.parametrize(
        "utterance",
        ["skip the explanation", "skip the countdown", "skip the talking", "skip the introduction"],
    )
    @pytest.mark.parametrize("number", [0, 2])
    def test_the_count_begins_at_once(self, utterance: str, number: int) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, number)
            answer = echo.hear(utterance, 12.0)
        check(answer)
        assert stint(answer) == Stint(ORDER[number])
        assert begins(answer, ENGLISH.exercises[ORDER[number]].calls.lift) < 9.0

    def test_before_the_start_the_first_exercise_is_counted(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            answer = echo.hear("skip the introduction")
        assert stint(answer) == Stint(ORDER[0])
        assert begins(answer, ENGLISH.exercises[ORDER[0]].calls.lift) < 9.0

    def test_in_the_middle_the_count_goes_on(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, ORDER.index("bridge"))
            answer = echo.hear("stop talking and count", 60.0)
        assert stint(answer).place.at_rest == Place(0, 1)
        assert words(answer).startswith("Second one.")


class TestNames:
    def test_one_that_nobody_knows_is_asked_about(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = at_exercise(echo, 0)
            answer = echo.hear("skip the squats", 20.0)
            assert words(answer) == "I don't know that one. Skip the Swiss ball lean?"
            assert person(answer).workout == person(counted).workout
            assert stint(echo.hear("no")) == stint(answer)
            echo.hear("skip the squats")
            assert stint(echo.hear("yes")).exercise == "bird_dog"

    def test_one_that_is_behind_is_asked_about(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            answer = echo.hear("skip the bird dog", 60.0)
            assert words(answer) == "We're past the bird dog already. Skip the plank?"
            assert "three two one" in words(echo.hear("go"))

    def test_before_the_start_one_is_left_out(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            answer = echo.hear("skip the superman")
        workout = person(answer).workout
        assert workout is not None
        assert workout.exercises == tuple(name for name in ORDER if name != "superman")
        assert words(answer).endswith("start the routine?")

    def test_beside_the_routine_the_one_it_is_at_can_be_left_out(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            echo.hear("hold for thirty seconds", 20.0)
            answer = echo.hear("skip the bird dog", 10.0)
        somebody = person(answer)
        assert somebody.workout is not None
        assert "bird_dog" not in somebody.workout.exercises
        assert somebody.aside is not None

    @pytest.mark.parametrize(
        "utterance", ["skip ten seconds", "skip the thirty second hold", "skip the squats"]
    )
    def test_a_hold_of_ones_own_is_not_given_up(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("hold for thirty seconds")
            answer = echo.hear(utterance, 20.0)
        check(answer)
        assert not answer.ended
        assert stint(answer).dose == stint(counted).dose


class TestSeconds:
    def test_of_a_rest_the_rest_is_skipped(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 0)
            echo.hear("rest for sixty seconds", 60.0)
            answer = echo.hear("skip thirty seconds", 10.0)
        assert "three two one" in words(answer)


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("plank", Stint("plank")),
        ("Swiss Ball Lean", Stint("ball_lean")),
        ("five bird dogs", Stint("bird_dog")),
        ("ten bridges", Stint("bridge", reps=10)),
        ("3 planks", Stint("plank", reps=3)),
    ],
)
def test_a_name_without_resolution_is_read_by_its_words(value: str, counted: Stint) -> None:
    assert somebody_asked("DoExerciseIntent", exercise=value).stint == counted


@pytest.mark.parametrize("value", ["deadlift", "burpee", "five", "zzz"])
def test_other_words_are_no_name(value: str) -> None:
    assert somebody_asked("DoExerciseIntent", exercise=value).stint is None


def test_a_name_without_resolution_is_skipped_by_its_words() -> None:
    before = Person(workout=Workout("back", ("plank", "bridge", "superman")))
    workout = somebody_asked("SkipIntent", before, exercise="bridge").workout
    assert workout is not None
    assert workout.exercises == ("plank", "superman")


def somebody_asked(name: str, before: Person | None = None, **values: str) -> Person:
    """The person after an intent whose slots Alexa did not resolve."""
    slots: Any = {slot: {"name": slot, "value": value} for slot, value in values.items()}
    attributes = {"person": msgspec.to_builtins(before or Person()), "memory": {"asked": "ready"}}
    request = envelope(intent(name, slots), new=False, attributes=attributes)
    answered = json.loads(create_skill(ForgetfulStore(), timing=Timing.SSML).answer(as_body(request)))
    return msgspec.convert(answered["sessionAttributes"]["person"], Person)


class TestSoMany:
    @pytest.mark.parametrize(
        ("utterance", "lift", "times"),
        [
            ("do five bird dogs", "bird_dog", 6),
            ("do three bridges", "bridge", 3),
            ("two planks", "plank", 2),
            ("do one superman", "superman", 2),
        ],
    )
    def test_so_many_are_counted(self, utterance: str, lift: str, times: int) -> None:
        """Of the bird dog, three on each side fit into the first answer."""
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear(utterance)
        check(answer)
        lifts = [one for one in answer.played.spoken if one.text == ENGLISH.exercises[lift].calls.lift]
        assert len(lifts) == times

    def test_the_sets_of_the_exercise_do_not_count(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear("do twelve prone extensions")
        assert "Twelve reps." in words(answer)
        assert words(answer).endswith("That's all twelve. Shall we start the routine?")

    @pytest.mark.parametrize("utterance", ["do zero planks", "do two hundred bridges"])
    def test_an_absurd_number_is_told_what_is_not(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear(utterance)
        check(answer)
        assert words(answer).startswith("I can count anything from one to twenty.")

    def test_the_place_in_the_routine_is_kept(self) -> None:
        with at_home(moment=MOMENT) as echo:
            before = person(at_exercise(echo, 2)).workout
            answer = echo.hear("do three bridges", 3.0)
        assert person(answer).workout == before
        assert stint(answer) == Stint("bridge", reps=3)

    def test_an_easier_way_keeps_the_number(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do three bridges")
            echo.hear("easier", 60.0)
            answer = echo.hear("go")
        assert stint(answer).reps == 3
        assert words(answer).endswith("That's all three. Shall we start the routine?")


class TestTakenBack:
    def test_what_was_skipped_goes_on_where_it_was(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("skip it", 60.0)
            answer = echo.hear("no wait let's do it after all")
            check(answer)
            after = echo.hear("wait", 1.0)
        assert stint(after) == Stint(ORDER[2])  # a hold that was broken off begins again
        workout = person(after).workout
        assert workout is not None
        assert workout.exercises == ORDER
        assert workout.at == 2

    def test_one_left_out_for_a_knee_is_back_where_it_was_in_the_routine(self) -> None:
        workout = Workout("back", ORDER[1:], at=1, kept={ORDER[3]: Place(0, 2)})
        assert workout.back_at(ORDER[0], Place(0, 3)) == Workout(
            "back",
            (ORDER[1], ORDER[0], *ORDER[2:]),
            at=1,
            place=Place(0, 3),
            kept={ORDER[3]: Place(0, 2)},
        )
