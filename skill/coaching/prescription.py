"""What one person is to do: an exercise at their level and pace, or a free count."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise, Level
from skill.coaching.free import free_work
from skill.coaching.person import Person, Preferences, Stint
from skill.coaching.style import paced


def prescribed(stint: Stint, exercises: Mapping[str, Exercise], preferences: Preferences) -> Work:
    """The work of a stint: the exercise's own as the person wants it, or the free count's."""
    if stint.dose:
        work = free_work(stint.dose)
    else:
        work = exercises[stint.exercise].work_at(preferences.level(stint.exercise))
    if stint.reps is not None:
        work = replace(work, dose=replace(work.dose, reps=stint.reps, sets=1, rest=0))
    return paced(work, preferences.paces.get(stint.exercise, 0))


def at_level(person: Person, exercise: Exercise, level: Level) -> Person:
    """The person doing an exercise another way from now on, with their progress in it converted."""
    stint, preferences = person.stint, person.preferences
    before, now = (exercise.work_at(each) for each in (preferences.level(exercise.id), level))
    levels = {name: other for name, other in preferences.levels.items() if name != exercise.id}
    if level is not Level.USUAL:
        levels[exercise.id] = level
    person = replace(person, preferences=replace(preferences, levels=levels))
    if stint is None or stint.exercise != exercise.id:
        return person
    return person.at(carried_over(stint.place, before, now))


def carried_over(place: Place, before: Work, now: Work) -> Place:
    """The place in `now` of somebody at `place` in `before`, the same exercise done another way.

    As many reps as were done, but no greater share of the set and never all of it; a hold restarts.
    """
    if place.sets >= now.dose.sets:
        return Place(now.dose.sets - 1)
    if before.dose.reps == now.dose.reps:
        return place.at_rest
    return Place(place.sets, min(place.reps, place.reps * now.dose.reps // before.dose.reps))
