"""Steps between places: what comes next, what is finished, and where to resume after an interruption."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.dose import Work

RESUMED_FROM = 20
"""Seconds; a longer hold is resumed at its second, a shorter one restarts."""
TAKES_BACK = 5
"""A hold is resumed at a multiple of this, a few seconds back."""


def after(work: Work, place: Place) -> Place:
    """The place once the movement that begins at `place` is over."""
    if place.sides + 1 < work.turns:
        return Place(place.sets, place.reps, place.sides + 1)
    if place.reps + 1 < work.dose.reps:
        return Place(place.sets, place.reps + 1)
    return Place(place.sets + 1)


def taken_up(work: Work, place: Place) -> Place:
    """Where to resume after an interruption: a long hold a few seconds back, a short one from its start."""
    if work.dose.hold <= RESUMED_FROM:
        return place.at_rest
    return place._replace(seconds=max(place.seconds - 1, 0) // TAKES_BACK * TAKES_BACK)


def credited(work: Work, place: Place) -> Place:
    """What counts as done for somebody who reached `place`: a movement counts once its hold is over."""
    whole = work.dose.hold > 0 and place.seconds >= work.dose.hold
    return after(work, place) if whole else place


def finished(work: Work, place: Place) -> bool:
    return place.sets >= work.dose.sets
