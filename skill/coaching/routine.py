"""A routine as its data file describes it: which exercises, in which order and how much of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from skill.coaching.dose import Dose, RoutineDose
from skill.coaching.exercise import Exercise


class Amount(StrEnum):
    """With how much a routine begins."""

    USUAL = "usual"
    """The dose of each exercise."""
    LEAST = "least"
    """The smallest dose of its range, in one set."""


class Routine(Struct, frozen=True, forbid_unknown_fields=True):
    """Exercises in the order in which they are done."""

    id: Annotated[str, Meta(pattern="^[a-z_]+$")]
    exercises: Annotated[tuple[str, ...], Meta(min_length=1)]
    rest: Annotated[int, Meta(ge=15, le=90)]
    """Seconds of rest after each exercise."""
    warm_up: str = ""
    """Easy movement before the first exercise; empty: none."""
    relief_after: Mapping[str, str] = {}
    """Exercise → easy movement straight after it."""
    cool_down: str = ""
    """Easy movement after the last exercise; empty: none."""
    dose: Amount = Amount.USUAL
    """Of every exercise that `doses` does not name; easy movement keeps its own."""
    doses: Mapping[str, RoutineDose] = {}
    """Exercise → how much of it."""
    off_the_floor: tuple[str, ...] = ()
    """Done instead of what is done on the floor, by somebody who does not get down to it."""
    short: Annotated[int, Meta(ge=1, le=60)] = 10
    """Minutes that a short one takes."""

    def __post_init__(self) -> None:
        if wrong := [*self._wrong()]:
            raise ValueError("\n".join(wrong))

    def _wrong(self) -> Iterator[str]:
        """What does not fit together."""
        for name in sorted({name for name in self.order if self.order.count(name) > 1}):
            yield f"expected every exercise once in the routine, not {name!r} again"
        for name in sorted(self.relief_after.keys() - {*self.exercises, *self.off_the_floor}):
            yield f"relief_after: expected an exercise of the routine, not {name!r}"
        for name in sorted(self.doses.keys() - set(self.order)):
            yield f"doses: expected an exercise of the routine, not {name!r}"

    @property
    def easy_movement(self) -> frozenset[str]:
        """The easy movement, which is not counted among the exercises."""
        return frozenset({self.warm_up, *self.relief_after.values(), self.cool_down} - {""})

    @property
    def order(self) -> tuple[str, ...]:
        """Everything that may be done, from first to last."""
        exercises = (*self.exercises, *self.off_the_floor)
        with_relief = (name for one in exercises for name in (one, self.relief_after.get(one, "")))
        return tuple(filter(None, (self.warm_up, *with_relief, self.cool_down)))

    def prescribing(self, exercises: Mapping[str, Exercise]) -> Mapping[str, Exercise]:
        """The exercises with the doses that they have in this routine."""
        if self.dose is Amount.USUAL and not self.doses:
            return exercises
        return {name: exercise.in_dose(self.dose_of(exercise)) for name, exercise in exercises.items()}

    def dose_of(self, exercise: Exercise) -> Dose:
        """How much of an exercise the routine has."""
        least = self.dose is Amount.LEAST and exercise.id not in self.easy_movement
        dose = exercise.least if least else exercise.work.dose
        own = self.doses.get(exercise.id)
        return own.of(dose) if own else dose
