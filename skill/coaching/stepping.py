"""From place to place: what comes after one, when all is done, and where one goes on who was broken off."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.dose import Work

RESUMED_FROM = 20
"""Seconds that a hold must be longer than to be taken up at its second; a shorter one begins anew."""
TAKES_BACK = 5
"""A hold is taken up at one of these: a few seconds back, at a number one has in one's ear."""


def after(work: Work, place: Place) -> Place:
    """The place once the movement that begins at `place` is over."""
    if place.sides + 1 < work.turns:
        return Place(place.sets, place.reps, place.sides + 1)
    if place.reps + 1 < work.dose.reps:
        return Place(place.sets, place.reps + 1)
    return Place(place.sets + 1)


def taken_up(work: Work, place: Place) -> Place:
    """Where one goes on who was broken off at `place`: a long hold a few seconds back, a short one anew."""
    if work.dose.hold <= RESUMED_FROM:
        return place.at_rest
    return place._replace(seconds=max(place.seconds - 1, 0) // TAKES_BACK * TAKES_BACK)


def credited(work: Work, place: Place) -> Place:
    """What counts as done for somebody who came as far as `place`: with its hold, the movement is."""
    whole = work.dose.hold > 0 and place.seconds >= work.dose.hold
    return after(work, place) if whole else place


def finished(work: Work, place: Place) -> bool:
    return place.sets >= work.dose.sets
