"""A dose of one's own: it holds from the next rep on, stays, and keeps within what the content allows."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.cue import Place
from skill.coaching.exercise import Level
from skill.coaching.own_dose import OwnDose, bounds
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import at_level, carried_over, in_dose, work_of
from skill.coaching.stepping import finished
from skill.coaching.workout import Workout
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, person, stint, words
from tests.test_questions import ORDER, asked_of

MOMENT = 1_793_000_000.0
EXERCISES = sorted(LIBRARY.exercises)
PLANK, BRIDGE = 2, 5


def own_of(echo: Echo, said: str, after: float | None = None) -> OwnDose | None:
    """What is kept of the current exercise's dose once something was said."""
    before = stint(echo.hear("where am I", after)).exercise
    turn = echo.hear(said)
    check(turn)
    return person(turn).preferences.doses.get(before)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ten seconds each", OwnDose(hold=10)),
        ("I can only hold it for fifteen seconds", OwnDose(hold=15)),
        ("make it shorter", OwnDose(hold=25)),
        ("make it longer", OwnDose(hold=35)),
        ("only three", OwnDose(reps=3)),
        ("I can only do four", OwnDose(reps=4)),
        ("two fewer", OwnDose(reps=3)),
        ("two sets", OwnDose(sets=2)),
        ("a thousand from now on", OwnDose(reps=5)),
    ],
)
def test_what_is_said_in_the_plank_is_kept(said: str, kept: OwnDose) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        assert own_of(echo, said, 40.0) == kept


def test_it_is_counted_at_once_and_again_the_next_day() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        said = words(echo.hear("ten seconds each", 60.0))
        assert "ten seconds each" in said
        assert "eleven" not in said
        echo.leave_alone(86_400.0)
        assert "eleven" not in words(echo.hear("do the plank"))


def test_ten_more_seconds_lengthen_the_hold_but_in_a_rest_they_are_rest() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        turn = echo.hear("ten more seconds", 40.0)
        assert person(turn).preferences.doses == {"plank": OwnDose(hold=40)}
        turn = echo.hear("next exercise", 20.0)
        echo.hear("wait", 5.0)
        turn = echo.hear("thirty more seconds")
        assert person(turn).preferences.doses == {"plank": OwnDose(hold=40)}


def test_the_minutes_that_are_announced_follow_it() -> None:
    def minutes(preferences: Preferences) -> int:
        workout = Workout("back", ORDER, 2, Place(0, 1))
        said = asked_of(Person(workout=workout, preferences=preferences), "HowLongLeft")
        told = re.search(r"About ([\w-]+) minutes left in all", said)
        assert told
        return ENGLISH.numbers.cardinals.index(told[1])

    shorter = minutes(Preferences(doses={"plank": OwnDose(reps=2, hold=10)}))
    assert shorter == minutes(Preferences()) - 3, "three planks of half a minute less, with their rests"
    assert minutes(Preferences(rest=90)) >= minutes(Preferences()) + 4, "five rests are a minute longer"


def test_what_has_been_done_stays_done_and_may_be_all() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        assert stint(echo.hear("where am I", 140.0)).place.reps == 2
        turn = echo.hear("only two")
        assert person(turn).workout is not None
        assert "plank" in person(turn).workout.done  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("wish", "after", "done"),
    [
        ("ten seconds each", 62.0, 0),
        ("ten seconds each", 78.0, 1),
        ("five more seconds", 78.0, 0),
    ],
)
def test_half_of_a_hold_that_is_short_now_is_all_of_it(wish: str, after: float, done: int) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        check(turn := echo.hear(wish, after))
    assert person(turn).aside.place.at_rest == Place(0, done)  # type: ignore[union-attr]


def test_two_more_are_of_the_exercise_that_was_just_done() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("make the plank two times")
        echo.hear("do the plank")
        check(turn := echo.hear("two more"))
        assert "That's both." in words(turn)
        assert "Knees down." in words(turn)
        check(turn := echo.hear("ten seconds each"))
        assert person(turn).preferences.doses["plank"] == OwnDose(reps=2, hold=10)


def test_the_usual_way_is_the_prescribed_dose_again() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        echo.hear("ten seconds each", 40.0)
        assert person(echo.hear("the usual way", 30.0)).preferences.doses == {}


def test_an_exercise_can_be_named_before_anything_is_under_way() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        turn = echo.hear("make the plank ten seconds")
        assert person(turn).preferences.doses == {"plank": OwnDose(hold=10)}


NUMBERS = st.one_of(st.none(), st.integers(1, 100))


@given(
    st.sampled_from(EXERCISES),
    st.sampled_from(list(Level)),
    st.builds(OwnDose, NUMBERS, NUMBERS, st.one_of(st.none(), st.integers(1, 3))),
    st.integers(0, 2),
    st.integers(0, 19),
    st.integers(0, 60),
)
def test_any_dose_keeps_within_its_bounds_and_the_place_within_the_dose(
    name: str, level: Level, own: OwnDose, sets: int, reps: int, seconds: int
) -> None:
    exercise = LIBRARY.exercises[name]
    before = exercise.work_at(level).dose
    place = Place(min(sets, before.sets - 1), min(reps, before.reps - 1), 0, min(seconds, before.hold))
    somebody = Person(
        workout=Workout("back", (name,), 0, place), preferences=Preferences(levels={name: level})
    )
    after = in_dose(somebody, exercise, own)
    now, allowed = work_of(exercise, after.preferences), bounds(exercise, level)
    for value, limits in zip((now.dose.reps, now.dose.hold, now.dose.sets), allowed, strict=True):
        assert limits.least <= value <= limits.most
    assert after.stint is not None
    assert finished(now, after.stint.place) or now.holds(after.stint.place)
    assert msgspec.convert(msgspec.to_builtins(after), Person) == after


@given(st.sampled_from(EXERCISES), st.builds(OwnDose, NUMBERS, NUMBERS), st.sampled_from(list(Level)))
def test_another_way_keeps_what_it_does_not_prescribe_itself(name: str, own: OwnDose, level: Level) -> None:
    exercise = LIBRARY.exercises[name]
    after = at_level(in_dose(Person(), exercise, own), exercise, level)
    kept, variant = after.preferences.doses.get(name, OwnDose()), exercise.variant(level)
    assert kept.reps == (own.reps if variant is None or variant.reps is None else None)
    assert kept.hold == (own.hold if variant is None or variant.hold is None else None)


def test_fewer_sets_than_are_done_end_the_exercise() -> None:
    exercise = LIBRARY.exercises["prone_extension"]
    somebody = Person(workout=Workout("back", (exercise.id,), 0, Place(2, 4)))
    after = in_dose(somebody, exercise, OwnDose(sets=1))
    assert after.stint is not None
    assert after.stint.place == Place(1)
    assert finished(work_of(exercise, after.preferences), after.stint.place)


def test_a_set_with_fewer_reps_than_are_done_is_over() -> None:
    exercise = LIBRARY.exercises["prone_extension"]
    somebody = Person(workout=Workout("back", (exercise.id,), 0, Place(1, 4)))
    after = in_dose(somebody, exercise, OwnDose(reps=3))
    assert after.stint is not None
    assert after.stint.place == Place(2)


def test_another_way_never_begins_behind_its_last_set() -> None:
    one, three = (LIBRARY.exercises[name].work for name in ("bridge", "prone_extension"))
    assert carried_over(Place(2, 4), three, one) == Place(0)


def test_so_many_more_and_no_more_are_of_this_once() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, PLANK)
        said = echo.hear("two more and then I'm done", 90.0)
        check(said)
        assert person(said).preferences.doses == {}
        assert stint(said).reps == stint(said).place.reps + 2
        echo.hear("do the bridge", 5.0)
        alone = echo.hear("just one more then stop", 100.0)
        check(alone)
        under_way = stint(alone)
        assert (under_way.exercise, under_way.reps) == ("bridge", under_way.place.reps + 1)
