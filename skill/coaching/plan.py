"""What a person does today: the routine's exercises for them, and what is left of an earlier plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart, Exercise, Position
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import keeping_valid, prescribed
from skill.coaching.routine import Routine
from skill.coaching.workout import PartBy, Workout


def doable(
    exercises: Mapping[str, Exercise], preferences: Preferences, off_the_floor: Collection[Position]
) -> Collection[str]:
    """Ids of exercises for which the person has what they need, and gets to where they are done."""
    if not (preferences.standing or preferences.without):
        return exercises.keys()
    there = (
        name
        for name, exercise in exercises.items()
        if not preferences.standing or exercise.position_at(preferences.level(name)) in off_the_floor
    )
    return {name for name in there if not set(exercises[name].needs) & set(preferences.without)}


def plan(routine: Routine, possible: Collection[str], preferences: Preferences) -> tuple[str, ...]:
    """All that the routine has for them in its order, of what is possible.

    What the person never wants is left out, and relief after what is left out, too. Where nothing would be
    left, what can be done comes before what is wanted: there is an exercise wherever one can be done at all.
    """
    offered = routine.off_the_floor if preferences.standing else ()
    there_are = {name for name in (*routine.exercises, *offered) if name in possible}
    names = there_are - set(preferences.never) or there_are
    relief = {name for after, name in routine.relief_after.items() if after in names}
    around = {routine.warm_up, *relief, routine.cool_down} - {"", *preferences.never}
    return tuple(name for name in routine.order if name in names or (name in around and name in possible))


def chosen(workout: Workout, names: Sequence[str]) -> Workout:
    """The workout with these exercises and no others still to do, in this order."""
    done = tuple(name for name in workout.exercises[: workout.at] if name not in names)
    picked = replace(workout, exercises=(*done, *names), at=len(done), part=PartBy.CHOICE)
    return picked if names[0] in workout.left[:1] else picked.moved(len(done))


def first(workout: Workout, name: str) -> Workout:
    """The workout with an exercise now, and what was to be done now behind it."""
    if workout.left[:1] == (name,):
        return workout
    left = (name, *(other for other in workout.left if other != name))
    exercises = (*(other for other in workout.exercises[: workout.at] if other != name), *left)
    before = workout if workout.over else workout.put_off()
    return replace(before, exercises=exercises).moved(len(exercises) - len(left))


def second(workout: Workout, name: str) -> Workout:
    """The workout with an exercise right behind the one that is to be done now."""
    now, *others = workout.left
    left = (now, name, *(other for other in others if other != name))
    before = tuple(other for other in workout.exercises[: workout.at] if other != name)
    return replace(workout, exercises=(*before, *left), at=len(before))


def put_back(workout: Workout, name: str, order: Sequence[str]) -> Workout:
    """The workout with an exercise where it stands in `order`, if that is still to come."""
    if name in workout.exercises or name in workout.done or name not in order:
        return workout
    begun, *further = workout.left
    if begun in order and order.index(name) < order.index(begun) and workout.begun:
        return workout
    after = order.index(name)
    behind = next((other for other in further if other in order and order.index(other) > after), None)
    at = workout.exercises.index(behind) if behind is not None else len(workout.exercises)
    if begun in order and order.index(begun) > after:
        at = workout.at
    return replace(workout, exercises=(*workout.exercises[:at], name, *workout.exercises[at:]))


def later(workout: Workout, name: str, easy_movement: Collection[str]) -> Workout:
    """The workout with an exercise behind all others that are left, but before the cool-down."""
    left = [other for other in workout.left if other != name]
    end = len(left) - (left[-1] in easy_movement if left else 0)
    exercises = (*workout.exercises[: workout.at], *left[:end], name, *left[end:])
    if name == workout.left[0]:
        return replace(workout.put_off(), exercises=exercises).moved(workout.at)
    return replace(workout, exercises=exercises)


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
    possible: Collection[str],
) -> str | None:
    """What of the possible can be done instead of an exercise and spares what is sore; None if nothing."""
    others = (other for other in exercises[name].instead if other in possible)
    return next((other for other in others if exercises[other].spares(sore, preferences.level(other))), None)


def fitting(
    person: Person, routines: Collection[str], exercises_for: Callable[[Person], Mapping[str, Exercise]]
) -> Person:
    """The person without what today's exercises and doses, which are `exercises_for` them, no longer have.

    If an exercise no longer exists, the workout is dropped; a place beyond a smaller dose is reset.
    """
    workout, aside, known = person.workout, person.aside, exercises_for(person).keys()
    if person.preferences.routine not in {"", *routines}:
        person = replace(person, preferences=replace(person.preferences, routine=""))
    if workout and not (workout.routine in routines and set(workout.exercises) <= known):
        person = replace(person, workout=None, spoken=None)
    if aside and aside.exercise and aside.exercise not in known:
        person = replace(person, aside=None, spoken=None)
    return _placed(person, exercises_for(person))


def chosen_routine(person: Person) -> str:
    """The id of the routine under way, else of the one chosen last; empty where there is neither."""
    return person.workout.routine if person.workout is not None else person.preferences.routine


def _placed(person: Person, exercises: Mapping[str, Exercise]) -> Person:
    """The person with invalid places reset, in the workout and in the aside."""
    person = keeping_valid(person, exercises)
    workout, aside, preferences = person.workout, person.aside, person.preferences
    if workout and not workout.over:
        at = workout.stint(workout.exercises[workout.at], workout.place)
        if not prescribed(at, exercises, preferences).holds(at.place):
            person = replace(person, workout=replace(workout, place=Place()), spoken=None)
    if aside and not prescribed(aside, exercises, preferences).holds(aside.place):
        person = replace(person, aside=replace(aside, place=Place()), spoken=None)
    return person
