"""Doses, places, variants and plans: impossible ones are refused, and progress adds up."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.exercise import BodyPart, Equipment, Exercise, Level, Range, Variant
from skill.coaching.person import Person
from skill.coaching.plan import doable, left_out, plan, stand_in
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import at_level, carried_over
from skill.coaching.workout import Stint, Workout
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
    with pytest.raises(ValueError, match="as in the range"):
        Exercise("bridge", "AAOS", "on_back", work, Range((6, 9), (3, 15)), VARIANT, VARIANT)


def test_a_plan_leaves_out_exercises_that_need_missing_equipment() -> None:
    library = load()
    preferences = Preferences(without=(Equipment.BALL,))
    possible = doable(library.exercises, preferences, library.off_the_floor)
    without = plan(library.routines["back"], possible, preferences)
    assert without == ("bird_dog", "plank", "superman", "prone_extension", "bridge")


def test_a_condition_rules_out_positions_and_bending() -> None:
    library = load()
    brittle = library.conditions["osteoporosis"]
    out = {name for name, each in library.exercises.items() if brittle.rules_out(each, Level.USUAL)}
    assert {"superman", "plank", "hip_thrust", "childs_pose", "knee_hug", "seated_twist"} <= out
    assert not {"bird_dog", "bridge", "ball_lean", "wall_squat"} & out
    assert not brittle.rules_out(library.exercises["hip_thrust"], Level.EASIER), "it is done on the floor"


def test_lying_and_kneeling_are_on_the_floor() -> None:
    assert [name for name, moves in load().positions.items() if not moves.on_floor] == [
        "standing",
        "on_ball",
        "sitting",
        "in_bed",
    ]


class TestPerson:
    routine = Person(workout=Workout("back", ("plank", "bridge")))

    def test_nothing_is_in_progress_at_first(self) -> None:
        assert Person().stint is None
        assert Person().at(Place(0, 1)) == Person()
        assert Person().stint_done() == Person()

    def test_finishing_an_exercise_moves_on_to_the_next(self) -> None:
        after = self.routine.at(Place(0, 3)).stint_done()
        assert after.stint == Stint("bridge")
        assert after.workout is not None
        assert (after.workout.done, after.workout.left) == (("plank",), ("bridge",))

    def test_finishing_the_last_exercise_ends_the_workout(self) -> None:
        after = self.routine.stint_done().stint_done()
        assert after.stint is None
        assert after.workout is not None
        assert after.workout.over
        assert after.stint_done() == after

    def test_repeating_an_exercise_counts_once(self) -> None:
        assert self.routine.workout is not None
        workout = self.routine.workout.finished_one().moved(0).finished_one()
        assert workout.done == ("plank",)

    def test_an_aside_keeps_the_place_in_the_routine(self) -> None:
        before = self.routine.at(Place(0, 2))
        aside = Person(workout=before.workout, aside=Stint("superman")).at(Place(0, 1))
        assert aside.stint == Stint("superman", None, Place(0, 1))
        assert aside.stint_done() == before

    def test_an_exercise_is_begun_once_a_rep_is_done(self) -> None:
        assert self.routine.workout is not None
        assert not self.routine.workout.begun
        assert self.routine.workout.moved(1).begun
        assert Stint("plank", None, Place(0, 0, 1)).begun


@given(works(), st.data())
def test_changing_the_variant_credits_nothing_that_was_not_done(work: Work, data: st.DataObject) -> None:
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
def test_a_variant_with_the_same_reps_keeps_the_place(work: Work, data: st.DataObject) -> None:
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
def test_a_place_is_carried_over_to_another_variant(
    name: str, level: Level, place: Place, carried: Place
) -> None:
    person = Person(workout=Workout("back", (name, "bridge"), 0, place))
    changed = at_level(person, EXERCISES[name], level)
    assert changed.stint == Stint(name, None, carried)
    assert changed.preferences.levels == {name: level}


def test_the_usual_variant_is_not_stored() -> None:
    person = Person(preferences=Preferences(levels={"plank": Level.EASIER, "bridge": Level.HARDER}))
    changed = at_level(person, EXERCISES["plank"], Level.USUAL)
    assert changed.preferences.levels == {"bridge": Level.HARDER}


def test_changing_a_variant_keeps_the_place_in_other_exercises() -> None:
    person = Person(workout=Workout("back", ("ball_lean", "plank"), 0, Place(0, 6)))
    assert at_level(person, EXERCISES["plank"], Level.EASIER).workout == person.workout


class TestVariants:
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
    def test_an_easier_variant_spares_what_is_sore(
        self, name: str, level: Level, sore: Collection[BodyPart], eased: Level | None
    ) -> None:
        assert EXERCISES[name].sparing_level(level, sore) == eased

    def test_a_variant_keeps_what_it_does_not_change(self) -> None:
        plank = EXERCISES["plank"]
        assert plank.work_at(Level.USUAL) is plank.work
        assert plank.work_at(Level.EASIER) == plank.work
        assert plank.work_at(Level.HARDER) == replace(plank.work, dose=replace(plank.work.dose, hold=60))

    def test_a_variant_may_have_another_position(self) -> None:
        thrust = EXERCISES["hip_thrust"]
        assert [thrust.position_at(level) for level in Level] == [
            "on_back", "on_ball", "on_ball",
        ]  # fmt: skip


class TestStandIn:
    @pytest.mark.parametrize(
        ("name", "sore", "besides", "instead"),
        [
            ("superman", (), (), "bird_dog"),
            ("superman", (BodyPart.BACK,), (), "knee_hug"),
            ("superman", (BodyPart.SHOULDER,), (), "bridge"),
            ("superman", (), ("bird_dog",), "bridge"),
            ("superman", (), ("bird_dog", "bridge", "knee_hug"), None),
            ("bridge", (BodyPart.KNEE,), (), "plank"),
            ("bird_dog", (BodyPart.WRIST,), (), "bridge"),
        ],
    )
    def test_it_spares_what_is_sore_and_is_not_excluded(
        self, name: str, sore: Collection[BodyPart], besides: Collection[str], instead: str | None
    ) -> None:
        assert stand_in(name, EXERCISES, Preferences(), sore, EXERCISES.keys() - set(besides)) == instead

    def test_it_considers_the_persons_variant(self) -> None:
        """With the knees down, a plank strains them."""
        preferences = Preferences(levels={"plank": Level.EASIER})
        assert stand_in("bridge", EXERCISES, preferences, (BodyPart.KNEE,), EXERCISES) is None

    def test_it_needs_no_missing_equipment(self) -> None:
        superman = replace(EXERCISES["superman"], instead=("ball_lean", "bridge"))
        exercises = {**EXERCISES, "superman": superman}
        without = Preferences(without=(Equipment.BALL,))
        assert stand_in("superman", exercises, Preferences(), (), exercises) == "ball_lean"
        assert stand_in("superman", exercises, without, (), doable(exercises, without, ())) == "bridge"


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
    def test_the_rest_of_the_workout_continues(self, before: Workout, name: str, after: Workout) -> None:
        assert left_out(before, name) == after
