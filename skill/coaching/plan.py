"""What a person does today: the routine's exercises for them, and what is left of an earlier plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart, Exercise, Routine
from skill.coaching.person import Person, Preferences, Stint, Workout
from skill.coaching.prescription import prescribed


def plan(routine: Routine, exercises: Mapping[str, Exercise], preferences: Preferences) -> tuple[str, ...]:
    """All that the routine has for them in its order, without what needs what the person does not have.

    Easy movement that the person never wants is left out, and relief after what is left out, too.
    """
    names = {name for name in routine.exercises if _can_be_done(exercises[name], preferences)}
    relief = {name for after, name in routine.relief_after.items() if after in names}
    eased = {routine.warm_up, *relief, routine.cool_down} - set(preferences.never)
    return tuple(name for name in routine.order if name in names | eased)


def left_out(workout: Workout, name: str) -> Workout:
    """The workout without an exercise that is still to come or under way; what is done stays done."""
    if name not in workout.left:
        return workout
    exercises = tuple(other for other in workout.exercises if other != name)
    if not exercises:
        return workout.moved(1)
    without = replace(workout, exercises=exercises)
    return without.moved(workout.at) if name == workout.left[0] else without


def stand_in(
    name: str,
    exercises: Mapping[str, Exercise],
    preferences: Preferences,
    sore: Collection[BodyPart],
    besides: Collection[str],
) -> str | None:
    """What can be done instead of an exercise and spares what is sore; none of `besides`, None if nothing."""
    for other in exercises[name].instead:
        exercise, level = exercises[other], preferences.level(other)
        if other not in besides and _can_be_done(exercise, preferences) and exercise.spares(sore, level):
            return other
    return None


def fitting(person: Person, routines: Mapping[str, Routine], exercises: Mapping[str, Exercise]) -> Person:
    """The person without what today's exercises and doses no longer have.

    If an exercise no longer exists, the workout is dropped; a place beyond a smaller dose is reset.
    """
    workout, aside = person.workout, person.aside
    if person.preferences.routine not in {"", *routines}:
        person = replace(person, preferences=replace(person.preferences, routine=""))
    if workout and not (workout.routine in routines and set(workout.exercises) <= set(exercises)):
        person = replace(person, workout=None, spoken=None)
    if aside and aside.exercise and aside.exercise not in exercises:
        person = replace(person, aside=None, spoken=None)
    chosen = routines.get(chosen_routine(person))
    return _placed(person, chosen.prescribing(exercises) if chosen else exercises)


def chosen_routine(person: Person) -> str:
    """The id of the routine under way, else of the one chosen last; empty where there is neither."""
    return person.workout.routine if person.workout is not None else person.preferences.routine


def _placed(person: Person, exercises: Mapping[str, Exercise]) -> Person:
    """The person with invalid places reset, in the workout and in the aside."""
    workout, aside, preferences = person.workout, person.aside, person.preferences
    if workout and not workout.over:
        at = Stint(workout.exercises[workout.at], None, workout.place)
        if not prescribed(at, exercises, preferences).holds(at.place):
            person = replace(person, workout=replace(workout, place=Place()), spoken=None)
    if aside and not prescribed(aside, exercises, preferences).holds(aside.place):
        person = replace(person, aside=replace(aside, place=Place()), spoken=None)
    return person


def _can_be_done(exercise: Exercise, preferences: Preferences) -> bool:
    """Whether the person has what it needs."""
    return not set(exercise.needs) & set(preferences.without)
