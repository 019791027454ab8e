"""Easier and harder: one level on, in the middle of anything, with the place kept; each way as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.exercise import Level
from skill.coaching.person import Person, Preferences, Workout
from skill.coaching.style import PACES, CountStyle
from skill.echo.device import Echo
from skill.echo.house import at_home
from skill.echo.house import echo as at_the_door
from skill.echo.house_clock import HouseClock
from skill.settings import Timing
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, person, stint, words
from tests.stores import OneStore
from tests.test_limits import LARGEST_DOCUMENT, LONGEST_DOCUMENT, components, led, seconds
from tests.test_script import EXPLANATION, FIRST_MEETING, IN_MID_EXERCISE, before_the_count

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
WITH_THE_WAY = 5.0
"""Seconds more for an introduction that tells of weights, or what else is otherwise."""
TO_ANOTHER_POSITION = 4.0
"""Seconds more where the other way begins with getting somewhere else, or has a dose of its own."""
WISHES = {Level.EASIER: "that's too hard", Level.HARDER: "that's too easy"}
ENDS = {Level.EASIER: "This is as easy as it gets.", Level.HARDER: "This is as hard as it should get."}
OTHER_WAYS = [Level.EASIER, Level.HARDER]


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


@pytest.mark.parametrize("level", OTHER_WAYS)
@pytest.mark.parametrize("number", range(7))
class TestInTheMiddleOfEveryExercise:
    def test_go_leads_on_another_way_from_where_one_was(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        exercise = LIBRARY.exercises[ORDER[number]]
        before = stint(echo.hear("where am I", 70.0)).place
        turn = echo.hear(WISHES[level])
        check(turn)
        after = stint(turn)
        assert after.exercise == exercise.id
        assert after.place <= before
        assert ENGLISH.exercises[exercise.id].way(level) in words(turn)
        assert person(turn).preferences.levels == {exercise.id: level}
        turn = echo.hear("go")
        check(turn)
        assert stint(turn) == after
        for side in ENGLISH.exercises[exercise.id].calls_at(level).sides:
            assert side in words(turn).lower()

    def test_it_is_said_briefly(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        exercise = LIBRARY.exercises[ORDER[number]]
        lasts = echo.hear(WISHES[level], 70.0).played.lasts
        elsewhere = exercise.position_at(level) is not exercise.position
        other_reps = exercise.work_at(level).dose.reps != exercise.work.dose.reps
        assert lasts <= IN_MID_EXERCISE + (TO_ANOTHER_POSITION if elsewhere or other_reps else 0)

    def test_at_the_end_of_the_scale_it_says_so(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        echo.hear(WISHES[level], 70.0)
        before = person(echo.hear("where am I"))
        turn = echo.hear(WISHES[level])
        assert words(turn).startswith(ENDS[level])
        assert ("skip" in words(turn)) is (level is Level.EASIER)
        assert person(turn) == before

    def test_and_back_it_is_the_usual_way_again(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        echo.hear(WISHES[level], 70.0)
        [back] = {*WISHES.values()} - {WISHES[level]}
        turn = echo.hear(back)
        assert words(turn).startswith("Back to the usual way.")
        assert person(turn).preferences.levels == {}


def test_the_place_in_a_set_is_carried_over(echo: Echo) -> None:
    echo.hear("do the prone extension")
    place = stint(echo.hear("where am I", 115.0)).place
    assert 5 <= place.reps < 10
    assert stint(echo.hear("easier")).place == Place(0, 1)


def test_another_position_is_told_before_what_to_do_there(echo: Echo) -> None:
    echo.hear("do the hip thrust")
    said = words(echo.hear("easier", 60.0))
    assert said.index("Lie on your back") < said.index(ENGLISH.exercises["hip_thrust"].way(Level.EASIER))
    assert "Lie on your back" not in words(echo.hear("go"))
    assert "Sit on it" in words(echo.hear("harder", 30.0))


def test_another_day_it_is_remembered_and_said_once(echo: Echo) -> None:
    echo.hear("do the plank")
    echo.hear("easier", 60.0)
    echo.hear("stop")
    echo.leave_alone(86_400)
    said = words(echo.hear("do the plank"))
    assert said.count("the easier plank") == 1
    assert "And lower." in said
    assert "knees off the floor" not in said
    assert "easier way" not in words(echo.hear("go", 80.0))


@pytest.mark.parametrize("wish", WISHES.values())
@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((), "Every exercise has an easier and a harder version."),
        (("count ten reps",), "This count is up to you."),
    ],
)
def test_with_no_exercise_under_way_there_is_something_to_say(
    echo: Echo, wish: str, before: tuple[str, ...], said: str
) -> None:
    for earlier in before:
        echo.hear(earlier)
    turn = echo.hear(wish, 20.0 if before else None)
    check(turn)
    assert words(turn).startswith(said)
    assert person(turn).preferences.levels == {}


def test_an_exercise_that_was_only_announced_begins_another_way(echo: Echo) -> None:
    echo.hear("I don't have a ball")
    echo.hear("yes")
    echo.hear("skip", 20.0)
    assert words(echo.hear("easier")).endswith(("Ready for the plank?", "Shall we do the plank?"))
    assert "the easier plank." in words(echo.hear("go"))


def doing(name: str, level: Level, **settings: Any) -> Person:
    """Somebody who is at the beginning of an exercise of the routine, which they do at a level."""
    levels: dict[str, Level] = {} if level is Level.USUAL else {name: level}
    met = settings.pop("met", 0)
    preferences = Preferences(levels=levels, **settings)
    workout = Workout("back", ORDER, ORDER.index(name))
    return Person(version=1, preferences=preferences, workout=workout, met={name: met})


@pytest.mark.parametrize("pace", [min(PACES), max(PACES)])
@pytest.mark.parametrize("style", CountStyle)
@pytest.mark.parametrize("level", OTHER_WAYS)
@pytest.mark.parametrize("name", ORDER)
def test_every_way_stays_inside_alexas_limits(name: str, level: Level, style: CountStyle, pace: int) -> None:
    someone = doing(name, level, style=style, paces={name: pace})
    exercise = LIBRARY.exercises[name]
    [directive] = led(exercise, someone, Timing.APLA)["response"]["directives"]
    assert len(json.dumps(directive["document"])) < LARGEST_DOCUMENT
    assert sum(map(seconds, components(directive["document"]))) <= LONGEST_DOCUMENT
    assert len(led(exercise, someone, Timing.SSML)["response"]["outputSpeech"]["ssml"]) < 8000


@pytest.mark.parametrize("name", ORDER)
def test_every_way_is_introduced_nearly_as_briefly_as_the_usual_one(name: str) -> None:
    for level in OTHER_WAYS:
        assert introduction(name, level, met=0) <= FIRST_MEETING
        assert introduction(name, level, met=2) <= introduction(name, Level.USUAL, met=2) + WITH_THE_WAY


@pytest.mark.parametrize("level", OTHER_WAYS)
@pytest.mark.parametrize("name", ORDER)
def test_every_way_is_explained_in_half_a_minute_at_most(name: str, level: Level) -> None:
    store = OneStore(msgspec.to_builtins(replace(doing(name, level), workout=None)))
    turn = at_the_door_of(store).hear(f"how do I do the {ENGLISH.exercises[name].name}")
    assert EXPLANATION[0] <= turn.played.lasts <= EXPLANATION[1]
    assert ENGLISH.exercises[name].at(level).steps[1] in words(turn)


def introduction(name: str, level: Level, met: int) -> float:
    """Seconds of talk until one is told to get ready, by a coach who always counts as much."""
    someone = doing(name, level, met=met, style=CountStyle.EVERY_SECOND)
    echo = at_the_door_of(OneStore(msgspec.to_builtins(someone)))
    return before_the_count(echo.hear(f"do the {ENGLISH.exercises[name].name}"))


def at_the_door_of(store: OneStore) -> Echo:
    """An Echo of the person whom a store keeps."""
    clock = HouseClock.standing_at(MOMENT)
    return at_the_door(create_skill(store, clock.now).answer, clock)
