"""What one person is to do: an exercise at their level and pace, or a free count."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import LONGEST_REST, Work
from skill.coaching.exercise import Exercise, Level
from skill.coaching.free import free_work
from skill.coaching.own_dose import OwnDose, bounds
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.stepping import credited
from skill.coaching.style import paced
from skill.coaching.workout import Stint


def prescribed(stint: Stint, exercises: Mapping[str, Exercise], preferences: Preferences) -> Work:
    """The work of a stint: the exercise's own as the person wants it, or the free count's."""
    exercise = stint.exercise
    work = free_work(stint.dose) if stint.dose else work_of(exercises[exercise], preferences)
    if stint.reps is not None:
        work = replace(work, dose=replace(work.dose, reps=stint.reps, sets=1, rest=0))
    return paced(_with_pauses(work, preferences), preferences.paces.get(stint.exercise, 0))


def _with_pauses(work: Work, preferences: Preferences) -> Work:
    """The work with the pauses that the person chose, wherever it has such."""
    if not (preferences.rest or preferences.sides):
        return work
    dose, tempo = work.dose, work.tempo
    if preferences.rest and dose.sets > 1 and not dose.each_side:
        dose = replace(dose, rest=preferences.rest)
    if preferences.rest and tempo.recover:
        tempo = replace(tempo, between=float(preferences.rest), recover=0.0)
    if work.sides:
        tempo = replace(tempo, between=tempo.between + preferences.sides)
    elif dose.each_side:
        dose = replace(dose, rest=min(dose.rest + preferences.sides, LONGEST_REST))
    return replace(work, dose=dose, tempo=tempo)


def work_of(exercise: Exercise, preferences: Preferences) -> Work:
    """The exercise as the person does it: at their level, in the dose that they chose."""
    level, own = preferences.level(exercise.id), preferences.doses.get(exercise.id)
    work = exercise.work_at(level)
    return replace(work, dose=own.of(work.dose, bounds(exercise, level))) if own else work


def in_dose(person: Person, exercise: Exercise, own: OwnDose) -> Person:
    """The person doing an exercise in another dose from now on; what is done of it stays done."""
    preferences = person.preferences
    doses = {name: other for name, other in preferences.doses.items() if name != exercise.id}
    if own != OwnDose():
        doses[exercise.id] = own
    person = _unprogressed(_with_todays(person, exercise.id, own), exercise.id)
    person = replace(person, preferences=replace(preferences, doses=doses))
    person = keeping_valid(person, {exercise.id: exercise})
    stint = person.stint
    if stint is None or stint.exercise != exercise.id:
        return person
    return person.at(kept_in(stint.place, prescribed(stint, {exercise.id: exercise}, person.preferences)))


def _with_todays(person: Person, name: str, own: OwnDose) -> Person:
    """The person with as many reps today as they ask for, where there was no time for all of them."""
    workout, before = person.workout, person.preferences.doses.get(name, OwnDose())
    if workout is None or name not in workout.reps:
        return person
    if own == OwnDose() or own.sets != before.sets:
        return replace(person, workout=workout.in_full(name))
    if own.reps is None or own.hold != before.hold:
        return person
    return replace(person, workout=replace(workout, reps={**workout.reps, name: own.reps}))


def _todays(person: Person, name: str) -> Stint:
    """An exercise as the person does it today."""
    stint = person.stint
    if stint is not None and stint.exercise == name:
        return stint
    return person.workout.stint(name) if person.workout is not None else Stint(name)


def keeping_valid(person: Person, exercises: Mapping[str, Exercise]) -> Person:
    """The person without places in these exercises, begun and put off, that their work does not have now."""
    workout = person.workout
    if workout is None or not workout.kept:
        return person
    kept = {
        name: place
        for name, place in workout.kept.items()
        if name not in exercises
        or prescribed(workout.stint(name), exercises, person.preferences).holds(place)
    }
    return replace(person, workout=replace(workout, kept=kept))


def kept_in(place: Place, now: Work) -> Place:
    """The same place in `now`: as many reps are done, and a hold that has lasted long enough is over."""
    if place.sets >= now.dose.sets:
        return Place(now.dose.sets)
    if place.reps >= now.dose.reps:
        return Place(place.sets + 1)
    return credited(now, place)


def at_level(person: Person, exercise: Exercise, level: Level) -> Person:
    """The person doing an exercise another way from now on, with their progress in it converted."""
    stint, preferences = person.stint, person.preferences
    before = prescribed(_todays(person, exercise.id), {exercise.id: exercise}, preferences)
    levels = {name: other for name, other in preferences.levels.items() if name != exercise.id}
    if level is not Level.USUAL:
        levels[exercise.id] = level
    doses = _doses_beside(exercise, level, preferences)
    usual_reps = exercise.work_at(person.preferences.level(exercise.id)).dose.reps
    preferences = replace(preferences, levels=levels, doses=doses)
    person = replace(_unprogressed(person, exercise.id), preferences=preferences)
    if person.workout is not None and exercise.work_at(level).dose.reps != usual_reps:
        person = replace(person, workout=person.workout.in_full(exercise.id))
    person = keeping_valid(person, {exercise.id: exercise})
    if stint is None or stint.exercise != exercise.id:
        return person
    now = prescribed(_todays(person, exercise.id), {exercise.id: exercise}, person.preferences)
    return person.at(carried_over(stint.place, before, now))


def _unprogressed(person: Person, changed: str) -> Person:
    """The person without a step ahead in an exercise that is changed now, and without one to tell of."""
    ahead = tuple(name for name in person.ahead if name != changed)
    news = {name: change for name, change in person.news.items() if name != changed}
    return replace(person, ahead=ahead, news=news)


def _doses_beside(exercise: Exercise, level: Level, preferences: Preferences) -> dict[str, OwnDose]:
    """The doses without what the variant prescribes itself."""
    own, variant = preferences.doses.get(exercise.id), exercise.variant(level)
    if own is None or variant is None:
        return preferences.doses
    own = replace(
        own,
        reps=own.reps if variant.reps is None else None,
        hold=own.hold if variant.hold is None else None,
    )
    others = {name: other for name, other in preferences.doses.items() if name != exercise.id}
    return others if own == OwnDose() else {**others, exercise.id: own}


def carried_over(place: Place, before: Work, now: Work) -> Place:
    """The place in `now` of somebody at `place` in `before`, the same exercise done another way.

    As many reps as were done, but no greater share of the set and never all of it; a hold restarts.
    """
    if place.sets >= now.dose.sets:
        return Place(now.dose.sets - 1)
    if before.dose.reps == now.dose.reps:
        return place.at_rest
    return Place(place.sets, min(place.reps, place.reps * now.dose.reps // before.dose.reps))
