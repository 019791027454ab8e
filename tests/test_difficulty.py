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
from skill.coaching.exercise import Exercise, Level
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.steps import Standing, easier, harder, standing
from skill.coaching.style import PACES, CountStyle
from skill.coaching.workout import Workout
from skill.echo.device import Echo
from skill.echo.house import at_home
from skill.echo.house import echo as at_the_door
from skill.echo.house_clock import HouseClock
from skill.settings import Timing
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, person, stint, words
from tests.stores import ForgetfulStore, OneStore
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
    def test_go_leads_on_a_step_from_where_one_was(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        exercise = LIBRARY.exercises[ORDER[number]]
        before = stint(echo.hear("where am I", 70.0)).place
        turn = echo.hear(WISHES[level])
        check(turn)
        after, expected = stint(turn), step(exercise, standing(exercise, Preferences()), level)
        assert expected is not None
        assert after.exercise == exercise.id
        assert after.place <= before
        assert standing(exercise, person(turn).preferences) == expected
        another_way = expected.level is not Level.USUAL
        assert (ENGLISH.exercises[exercise.id].way(level) in words(turn)) is another_way
        turn = echo.hear("go")
        check(turn)
        assert stint(turn) == after
        for side in ENGLISH.exercises[exercise.id].calls_at(expected.level).sides:
            assert side in words(turn).lower()

    def test_it_is_said_briefly(self, echo: Echo, number: int, level: Level) -> None:
        at_exercise(echo, number)
        exercise = LIBRARY.exercises[ORDER[number]]
        said = echo.hear(WISHES[level], 70.0).played.spoken
        lasts = sum(spoken.ends - spoken.begins for spoken in said)
        expected = step(exercise, standing(exercise, Preferences()), level)
        assert expected is not None
        assert lasts <= IN_MID_EXERCISE + (TO_ANOTHER_POSITION if expected.level else 0)

    def test_step_by_step_it_comes_to_the_end_of_the_scale(
        self, echo: Echo, number: int, level: Level
    ) -> None:
        announced(echo, number)
        exercise, steps = (
            LIBRARY.exercises[ORDER[number]],
            [standing(LIBRARY.exercises[ORDER[number]], Preferences())],
        )
        while not words(turn := echo.hear(WISHES[level])).startswith(ENDS[level]):
            steps.append(standing(exercise, person(turn).preferences))
            assert len(steps) < 20
        assert len(set(steps)) == len(steps) > 2
        assert steps[-1].level is level or exercise.id in LIBRARY.progression.harder_way.more_of_the_same
        assert words(turn).endswith(("Skip the " + ENGLISH.exercises[exercise.id].name + "?", "go on?", "?"))

    def test_and_back_it_is_as_prescribed_again(self, echo: Echo, number: int, level: Level) -> None:
        announced(echo, number)
        echo.hear(WISHES[level])
        [back] = {*WISHES.values()} - {WISHES[level]}
        turn = echo.hear(back)
        preferences, exercise = person(turn).preferences, LIBRARY.exercises[ORDER[number]]
        assert preferences.levels == {}
        for own in preferences.doses.values():  # what was too hard is not held for longer
            assert (own.reps, own.sets) == (None, None)
            assert own.hold is not None
            assert own.hold < exercise.work.dose.hold


def announced(echo: Echo, number: int) -> None:
    """The routine's exercise `number` comes next, and was not begun."""
    echo.hear("start my back routine")
    echo.hear("yes")
    for _ in range(number):
        echo.hear("skip", 10.0)
    if not number:
        echo.hear("wait", 10.0)


def step(exercise: Exercise, at: Standing, level: Level) -> Standing | None:
    return (easier if level is Level.EASIER else harder)(exercise, at, LIBRARY.progression)


def test_too_hard_once_more_offers_another_exercise(echo: Echo) -> None:
    echo.hear("do the plank")
    echo.hear("wait", 20.0)
    while "rather" not in (said := words(echo.hear("too hard"))):
        assert "Okay, easier" in said or "Easier it is" in said
    assert said == "This is as easy as it gets. Would you rather do the bird dog?"
    turn = echo.hear("yes")
    assert stint(turn).exercise == "bird_dog"
    check(turn)


def test_where_it_comes_anyway_it_may_be_skipped(echo: Echo) -> None:
    announced(echo, 0)
    for _ in range(7):
        said = words(echo.hear("too hard"))
    assert said.endswith("Skip the Swiss ball lean?")
    workout = person(echo.hear("yes")).workout
    assert workout is not None
    assert workout.left[0] == "bird_dog"


def test_what_was_done_today_is_not_offered_once_more(echo: Echo) -> None:
    announced(echo, 1)
    echo.hear("I did them all")
    assert words(echo.hear("skip")).endswith("plank?")
    while "rather" not in (said := words(echo.hear("too hard"))) and "Skip" not in said:
        assert "Okay, easier" in said or "Easier it is" in said
    assert said.endswith("Skip the plank?")


@pytest.mark.parametrize(
    ("wish", "level"),
    [("the easier version", Level.EASIER), ("on my knees", Level.EASIER), ("a harder version", Level.HARDER)],
)
def test_a_way_that_is_asked_for_comes_at_once(echo: Echo, wish: str, level: Level) -> None:
    echo.hear("do the bridge")
    turn = echo.hear(wish, 30.0)
    assert person(turn).preferences.levels == {"bridge": level}
    assert ENGLISH.exercises["bridge"].way(level) in words(turn)
    check(turn)


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
    echo.hear("an easier version", 60.0)
    echo.hear("stop")
    echo.leave_alone(86_400)
    said = words(echo.hear("do the plank"))
    assert said.count("the easier plank") == 1
    assert "And lower." in said
    assert "knees off the floor" not in said
    assert "easier way" not in words(echo.hear("go", 80.0))


@pytest.mark.parametrize(
    ("before", "level", "said"),
    [
        ((), Level.EASIER, "Every exercise has an easier and a harder version."),
        ((), Level.HARDER, "Every exercise has an easier and a harder version."),
        (("count ten reps",), Level.EASIER, "You've done"),
        (("count ten reps",), Level.HARDER, "This count is up to you."),
    ],
)
def test_with_no_exercise_under_way_there_is_something_to_say(
    echo: Echo, before: tuple[str, ...], level: Level, said: str
) -> None:
    for earlier in before:
        echo.hear(earlier)
    turn = echo.hear(WISHES[level], 20.0 if before else None)
    check(turn)
    assert words(turn).startswith(said)
    assert person(turn).preferences.levels == {}


def test_an_exercise_that_was_only_announced_begins_another_way(echo: Echo) -> None:
    echo.hear("I don't have a ball")
    echo.hear("yes")
    echo.hear("skip", 20.0)
    assert words(echo.hear("the easier way")).endswith(("Ready for the plank?", "Shall we do the plank?"))
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


def at_the_door_of(store: ForgetfulStore) -> Echo:
    """An Echo of the person whom a store keeps."""
    clock = HouseClock.standing_at(MOMENT)
    return at_the_door(create_skill(store, clock.now).answer, clock)


@pytest.mark.parametrize("level", [Level.EASIER, Level.HARDER])
@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_back_to_the_usual_way_it_is_said_what_is_different(name: str, level: Level) -> None:
    exercise, words_of = LIBRARY.exercises[name], ENGLISH.exercises[name]
    moves = exercise.position_at(level) is not exercise.position
    dose = exercise.work_at(level).dose != exercise.work.dose
    assert words_of.back_from(level) or moves or dose
    same_cue = words_of.at(level).cue == words_of.cue
    assert not same_cue or dose or words_of.back_from(level) not in {"", words_of.cue}


@pytest.mark.parametrize("said", ["ow", "that hurts", "my hip hurts"])
def test_an_easier_version_of_the_harder_one_tells_what_is_given_up(echo: Echo, said: str) -> None:
    echo.hear("do the bridge")
    echo.hear("the harder version", 10.0)
    echo.hear("go")
    echo.hear(said, 25.0)
    assert "No more marching." in words(echo.hear("yes"))


@pytest.mark.parametrize("wish", ["no, the normal one", "no, the usual", "no the regular version"])
def test_what_was_made_easier_is_put_back(wish: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 1)
        echo.hear("on my knees", 40.0)
        check(answer := echo.hear(wish))
    assert "Back to the usual" in words(answer)
    assert person(answer).preferences.level("bird_dog") is Level.USUAL
