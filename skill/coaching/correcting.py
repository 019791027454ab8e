"""Corrections of the place: what a person says about where they are overrides the estimate."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.workout import Workout


def with_reps(work: Work, place: Place, reps: int) -> Place | None:
    """The place with this many reps of the current set done; None if the set has fewer.

    All of them end the set. A rep that is half done stays so for somebody who says what was believed anyway.
    """
    if reps > work.dose.reps:
        return None
    if reps == work.dose.reps:
        return Place(place.sets + 1)
    return place if reps == place.reps else Place(place.sets, reps)


def from_rep(work: Work, place: Place, number: int) -> Place | None:
    """Where rep `number` of the current set begins, counted from one; None if there is no such rep."""
    return Place(place.sets, max(number, 1) - 1) if number <= work.dose.reps else None


def on_side(place: Place, side: int) -> Place:
    """The current rep with this side next."""
    return Place(place.sets, place.reps, side)


def other_side(work: Work, place: Place) -> Place:
    """The current rep with its other side next."""
    return on_side(place, (place.sides + 1) % work.turns)


def once_more(work: Work, place: Place) -> Place:
    """Where the current movement began, or the previous one if none was in progress."""
    return place.at_rest if place.seconds else before(work, place)


def before(work: Work, place: Place) -> Place:
    """Where the movement that ended at `place` began."""
    sets, reps, sides, _ = place
    if sides:
        return Place(sets, reps, sides - 1)
    if reps:
        return Place(sets, reps - 1, work.turns - 1)
    return Place(sets - 1, work.dose.reps - 1, work.turns - 1) if sets else Place()


def reopened(workout: Workout, place: Place) -> Workout:
    """The workout back at `place` of the exercise finished last, which is not done after all."""
    at = workout.at - 1
    done = tuple(name for name in workout.done if name != workout.exercises[at])
    return replace(workout, at=at, place=place, done=done)
