"""Where one is, told by the one who is there: what a person says about their place is what holds."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.person import Workout


def with_reps(work: Work, place: Place, reps: int) -> Place | None:
    """The place with so many reps of the set under way done; None: the set has not so many.

    All of them end the set. A rep that is half done stays so for somebody who says what was believed anyway.
    """
    if reps > work.dose.reps:
        return None
    if reps == work.dose.reps:
        return Place(place.sets + 1)
    return place if reps == place.reps else Place(place.sets, reps)


def from_rep(work: Work, place: Place, number: int) -> Place | None:
    """Where rep `number` of the set under way begins, its first being one; None: there is no such rep."""
    return Place(place.sets, max(number, 1) - 1) if number <= work.dose.reps else None


def on_side(place: Place, side: int) -> Place:
    """The rep under way with this side next."""
    return Place(place.sets, place.reps, side)


def other_side(work: Work, place: Place) -> Place:
    """The rep under way with its other side next."""
    return on_side(place, (place.sides + 1) % work.turns)


def once_more(work: Work, place: Place) -> Place:
    """Where the movement began that was being done; where none was, the one before it."""
    return place.at_rest if place.seconds else before(work, place)


def before(work: Work, place: Place) -> Place:
    """Where the movement began that was over at `place`; the beginning has none before it."""
    sets, reps, sides, _ = place
    if sides:
        return Place(sets, reps, sides - 1)
    if reps:
        return Place(sets, reps - 1, work.turns - 1)
    return Place(sets - 1, work.dose.reps - 1, work.turns - 1) if sets else Place()


def reopened(workout: Workout, place: Place) -> Workout:
    """Back at `place` of the exercise that was finished last: it is not done after all."""
    at = workout.at - 1
    done = tuple(name for name in workout.done if name != workout.exercises[at])
    return replace(workout, at=at, place=place, done=done)
