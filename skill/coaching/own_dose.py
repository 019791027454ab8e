"""The user's own dose: how often and how long they do an exercise, within what its content allows."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from msgspec import Meta, Struct
from msgspec.structs import replace

from skill.coaching.dose import BETWEEN_SETS, Dose, Hold, Reps
from skill.coaching.exercise import Exercise, Level

SHORTEST_HOLD = 5
"""Seconds: a hold that is meant to be long may be made as short as this (AAOS and Healthwise: three to
six)."""
MOST_SETS = 3
"""The sources of the exercises go no further (AAOS: three sets)."""

Sets = Annotated[int, Meta(ge=1, le=MOST_SETS)]


class OwnDose(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What somebody changed of an exercise's dose; None: as prescribed."""

    reps: Reps | None = None
    """In each set; with sides, on each side."""
    hold: Hold | None = None
    """Seconds."""
    sets: Sets | None = None

    def of(self, dose: Dose, bounds: Bounds) -> Dose:
        """`dose` with what was changed, as far as the bounds allow."""
        sets = dose.sets if self.sets is None else self.sets
        rest = (dose.rest or BETWEEN_SETS) if sets > 1 else 0
        return replace(
            dose,
            reps=dose.reps if self.reps is None else bounds.reps.nearest(self.reps),
            hold=dose.hold if self.hold is None else bounds.hold.nearest(self.hold),
            sets=sets,
            rest=rest,
        )


class Limits(NamedTuple):
    """The least and the most."""

    least: int
    most: int

    def nearest(self, wanted: int) -> int:
        return min(max(wanted, self.least), self.most)


class Bounds(NamedTuple):
    """The limits of a user's own dose."""

    reps: Limits
    hold: Limits
    sets: Limits


def bounds(exercise: Exercise, level: Level) -> Bounds:
    """Up to the largest dose of the exercise's range; less is always allowed.

    A hold that is only a moment of a movement stays as it is.
    """
    dose, allowed = exercise.work_at(level).dose, exercise.range
    most_hold = max(allowed.hold[1], dose.hold)
    least_hold = min(SHORTEST_HOLD, allowed.hold[0], dose.hold)
    return Bounds(
        Limits(1, max(allowed.reps[1], dose.reps)),
        Limits(least_hold, most_hold),
        Limits(1, max(MOST_SETS, dose.sets)),
    )
