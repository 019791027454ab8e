"""Doses, places and plans: what cannot be done is refused, what is done is added up."""

from __future__ import annotations

import pytest

from skill.coaching.cue import Place
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.exercise import Equipment, Exercise, Position, Range, Variant
from skill.coaching.person import Person, Preferences, Stint, Workout
from skill.coaching.plan import plan
from skill.content import load

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
