"""What a person does today: the routine's exercises for them, and what is left of an earlier plan."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import Exercise, Routine
from skill.coaching.person import Person, Preferences
from skill.coaching.prescription import prescribed


def plan(routine: Routine, exercises: Mapping[str, Exercise], preferences: Preferences) -> tuple[str, ...]:
    """The routine's exercises in its order, without those that need what the person does not have."""
    return tuple(
        name for name in routine.exercises if not set(exercises[name].needs) & set(preferences.without)
    )


def fitting(person: Person, routines: Mapping[str, Routine], exercises: Mapping[str, Exercise]) -> Person:
    """The person without what today's exercises and doses no longer have.

    An exercise that is gone takes the workout with it; a place beyond a dose that has shrunk begins anew.
    """
    workout, aside = person.workout, person.aside
    if workout and not (workout.routine in routines and set(workout.exercises) <= set(exercises)):
        person = replace(person, workout=None, spoken=None)
    if aside and aside.exercise and aside.exercise not in exercises:
        person = replace(person, aside=None, spoken=None)
    stint = person.stint
    if stint is None:
        return person
    work = prescribed(stint, exercises, person.preferences)
    return person if work.holds(stint.place) else replace(person.at(Place()), spoken=None)
