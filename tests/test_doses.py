"""Doses, places, ways and plans: what cannot be done is refused, what is done is added up."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.exercise import BodyPart, Equipment, Exercise, Level, Position, Range, Variant
from skill.coaching.person import Person, Preferences, Stint, Workout
from skill.coaching.plan import left_out, plan, stand_in
from skill.coaching.prescription import at_level, carried_over
from skill.content import load
from tests.works import places, works

EXERCISES = load().exercises
VARIANT = Variant(source="AAOS")


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: Dose(reps=10, sets=3), "rest of at least"),
        (lambda: Work(Dose(reps=3, hold=5), Tempo(2, 2), sides=("left_arm",)), "at least two"),
        (lambda: Work(Dose(reps=3), Tempo(0, 2)), "at least a second"),
        (lambda: Workout("back", ("bridge",), at=2), "at one of its exercises"),
    ],
)
def test_what_cannot_be_counted_is_refused(make: object, fault: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=fault):
        make()


def test_a_dose_lies_within_its_range() -> None:
    work = Work(Dose(reps=5, hold=15), Tempo(2, 2, 5))
    with pytest.raises(ValueError, match="within the range"):
        Exercise("bridge", "AAOS", Position.ON_BACK, work, Range((6, 9), (3, 15)), VARIANT, VARIANT)


def test_a_plan_leaves_out_what_needs_a_ball_one_does_not_have() -> None:
    library = load()
    without = plan(library.routines["back"], library.exercises, Preferences(without=(Equipment.BALL,)))
    assert without == ("bird_dog", "plank", "superman", "prone_extension", "bridge")


def test_the_floor_is_where_one_lies_or_kneels() -> None:
    assert [place for place in Position if not place.on_floor] == [Position.STANDING, Position.ON_BALL]


class TestPerson:
    routine = Person(workout=Workout("back", ("plank", "bridge")))

    def test_nothing_is_under_way_at_first(self) -> None:
        assert Person().stint is None
        assert Person().at(Place(0, 1)) == Person()
        assert Person().stint_done() == Person()

    def test_a_stint_of_the_routine_ends_with_the_next_one(self) -> None:
        after = self.routine.at(Place(0, 3)).stint_done()
        assert after.stint == Stint("bridge")
        assert after.workout is not None
        assert (after.workout.done, after.workout.left) == (("plank",), ("bridge",))

    def test_the_last_one_leaves_the_workout_over(self) -> None:
        after = self.routine.stint_done().stint_done()
        assert after.stint is None
        assert after.workout is not None
        assert after.workout.over
        assert after.stint_done() == after

    def test_doing_one_again_counts_once(self) -> None:
        assert self.routine.workout is not None
        workout = self.routine.workout.finished_one().moved(0).finished_one()
        assert workout.done == ("plank",)

    def test_an_aside_keeps_the_place_in_the_routine(self) -> None:
        before = self.routine.at(Place(0, 2))
        aside = Person(workout=before.workout, aside=Stint("superman")).at(Place(0, 1))
        assert aside.stint == Stint("superman", None, Place(0, 1))
        assert aside.stint_done() == before

    def test_begun_is_what_has_a_rep_done(self) -> None:
        assert self.routine.workout is not None
        assert not self.routine.workout.begun
        assert self.routine.workout.moved(1).begun
        assert Stint("plank", None, Place(0, 0, 1)).begun


@given(works(), st.data())
def test_done_another_way_nothing_counts_that_was_not_done(work: Work, data: st.DataObject) -> None:
    other = data.draw(works())
    now = replace(work, dose=replace(other.dose, hold=data.draw(st.integers(0, 45))))
    place = data.draw(st.sampled_from(places(work)))._replace(
        seconds=data.draw(st.integers(0, work.dose.hold))
    )
    carried = carried_over(place, work, now)
    assert now.holds(carried)
    assert carried <= place
    assert carried.sets == min(place.sets, now.dose.sets - 1)
    if carried.sets == place.sets:
        assert carried.reps / now.dose.reps <= place.reps / work.dose.reps


@given(works(), st.data())
def test_done_another_way_with_the_same_reps_the_place_is_the_same(work: Work, data: st.DataObject) -> None:
    longer = replace(work, dose=replace(work.dose, hold=data.draw(st.integers(0, 45))))
    place = data.draw(st.sampled_from(places(work)))
    assert carried_over(place, work, longer) == place


@pytest.mark.parametrize(
    ("name", "level", "place", "carried"),
    [
        ("ball_lean", Level.HARDER, Place(0, 6), Place(0, 6)),
        ("prone_extension", Level.EASIER, Place(1, 4), Place(1, 0)),
        ("prone_extension", Level.EASIER, Place(1, 9), Place(1, 1)),
        ("plank", Level.HARDER, Place(0, 2, 0, 20), Place(0, 2)),
        ("bird_dog", Level.EASIER, Place(0, 2, 1, 9), Place(0, 2, 1)),
    ],
)
def test_a_place_is_carried_over_to_another_way(
    name: str, level: Level, place: Place, carried: Place
) -> None:
    person = Person(workout=Workout("back", (name, "bridge"), 0, place))
    changed = at_level(person, EXERCISES[name], level)
    assert changed.stint == Stint(name, None, carried)
    assert changed.preferences.levels == {name: level}


def test_the_usual_way_is_not_kept() -> None:
    person = Person(preferences=Preferences(levels={"plank": Level.EASIER, "bridge": Level.HARDER}))
    changed = at_level(person, EXERCISES["plank"], Level.USUAL)
    assert changed.preferences.levels == {"bridge": Level.HARDER}


def test_another_way_of_one_exercise_leaves_the_place_in_another_alone() -> None:
    person = Person(workout=Workout("back", ("ball_lean", "plank"), 0, Place(0, 6)))
    assert at_level(person, EXERCISES["plank"], Level.EASIER).workout == person.workout


class TestWays:
    @pytest.mark.parametrize(
        ("name", "level", "sore", "eased"),
        [
            ("plank", Level.USUAL, (), Level.EASIER),
            ("plank", Level.HARDER, (), Level.USUAL),
            ("plank", Level.EASIER, (), None),
            ("plank", Level.USUAL, (BodyPart.BACK,), Level.EASIER),
            ("plank", Level.HARDER, (BodyPart.BACK,), Level.EASIER),
            ("plank", Level.USUAL, (BodyPart.SHOULDER,), None),
            ("plank", Level.USUAL, (BodyPart.BACK, BodyPart.KNEE), None),
        ],
    )
    def test_an_easier_way_is_one_that_spares_what_is_sore(
        self, name: str, level: Level, sore: Collection[BodyPart], eased: Level | None
    ) -> None:
        assert EXERCISES[name].eased(level, sore) == eased

    def test_what_a_way_does_not_name_stays_as_it_is(self) -> None:
        plank = EXERCISES["plank"]
        assert plank.work_at(Level.USUAL) is plank.work
        assert plank.work_at(Level.EASIER) == plank.work
        assert plank.work_at(Level.HARDER) == replace(plank.work, dose=replace(plank.work.dose, hold=60))

    def test_a_way_may_be_in_another_position(self) -> None:
        thrust = EXERCISES["hip_thrust"]
        assert [thrust.position_at(level) for level in Level] == [
            Position.ON_BACK, Position.ON_BALL, Position.ON_BALL,
        ]  # fmt: skip


class TestStandIn:
    @pytest.mark.parametrize(
        ("name", "sore", "besides", "instead"),
        [
            ("superman", (), (), "bird_dog"),
            ("superman", (BodyPart.BACK,), (), "bird_dog"),
            ("superman", (BodyPart.SHOULDER,), (), "bridge"),
            ("superman", (), ("bird_dog",), "bridge"),
            ("superman", (), ("bird_dog", "bridge"), None),
            ("bridge", (BodyPart.KNEE,), (), "plank"),
            ("bird_dog", (BodyPart.WRIST,), (), "bridge"),
        ],
    )
    def test_it_spares_what_is_sore_and_is_none_of_the_others(
        self, name: str, sore: Collection[BodyPart], besides: Collection[str], instead: str | None
    ) -> None:
        assert stand_in(name, EXERCISES, Preferences(), sore, besides) == instead

    def test_it_counts_how_one_does_it(self) -> None:
        """With the knees down, a plank rests on them."""
        preferences = Preferences(levels={"plank": Level.EASIER})
        assert stand_in("bridge", EXERCISES, preferences, (BodyPart.KNEE,), ()) is None

    def test_it_needs_nothing_one_lacks(self) -> None:
        superman = replace(EXERCISES["superman"], instead=("ball_lean", "bridge"))
        exercises = {**EXERCISES, "superman": superman}
        without = Preferences(without=(Equipment.BALL,))
        assert stand_in("superman", exercises, Preferences(), (), ()) == "ball_lean"
        assert stand_in("superman", exercises, without, (), ()) == "bridge"


class TestLeftOut:
    @pytest.mark.parametrize(
        ("before", "name", "after"),
        [
            (Workout("back", ("plank", "bridge"), 0, Place(0, 3)), "plank", Workout("back", ("bridge",))),
            (
                Workout("back", ("plank", "bridge"), 0, Place(0, 3)),
                "bridge",
                Workout("back", ("plank",), 0, Place(0, 3)),
            ),
            (
                Workout("back", ("plank", "bridge"), 1, done=("plank",)),
                "bridge",
                Workout("back", ("plank",), 1, done=("plank",)),
            ),
            (Workout("back", ("plank", "bridge"), 1), "plank", Workout("back", ("plank", "bridge"), 1)),
            (Workout("back", ("plank",), 0, Place(0, 1)), "plank", Workout("back", ("plank",), 1)),
        ],
        ids=["under way", "still to come", "the last one", "behind", "the only one"],
    )
    def test_what_is_left_goes_on(self, before: Workout, name: str, after: Workout) -> None:
        assert left_out(before, name) == after
