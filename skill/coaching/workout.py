"""What somebody is doing: one exercise or free count, and the routine in progress."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import COUNTED_HOLD, Dose, Reps

Count = Annotated[int, Meta(ge=0)]


class Stint(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One exercise or free count, and how far the person has got."""

    exercise: str = ""
    """Exercise id; empty: a free count."""
    dose: Dose | None = None
    """The dose of a free count; an exercise brings its own."""
    place: Place = Place()
    reps: Reps | None = None
    """How many of the exercise, in one set, where somebody named a number."""

    def __post_init__(self) -> None:
        if not self.exercise and self.dose is None:
            raise ValueError("a stint is of an exercise or of a dose")
        if self.dose is not None and 0 < self.dose.hold < COUNTED_HOLD:
            raise ValueError("a free hold must be long enough to be counted")

    @property
    def begun(self) -> bool:
        return any(self.place)


class PartBy(StrEnum):
    """Why somebody does only a part of a routine."""

    TIME = "time"
    CHOICE = "choice"


class Workout(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A routine in progress: today's exercises and how far the person has got."""

    routine: str
    exercises: Annotated[tuple[str, ...], Meta(min_length=1)]
    at: Count = 0
    place: Place = Place()
    done: tuple[str, ...] = ()
    """Exercises that were finished, in the order in which they were."""
    part: PartBy | None = None
    """Why it is only a part of the routine; None: it is all that there is for the person."""
    reps: dict[str, Reps] = {}
    """How many of an exercise today, in one set, where there is no time for more."""
    kept: dict[str, Place] = {}
    """How far the person got in exercises that were begun and put off: there they go on."""

    def __post_init__(self) -> None:
        if self.at > len(self.exercises):
            raise ValueError("a workout is at one of its exercises, or past the last")

    @property
    def over(self) -> bool:
        return self.at == len(self.exercises)

    @property
    def left(self) -> tuple[str, ...]:
        """The current exercise and all that follow."""
        return self.exercises[self.at :]

    @property
    def begun(self) -> bool:
        return self.at > 0 or any(self.place)

    @property
    def all(self) -> frozenset[str]:
        """The exercises in it, with those that were done before they were left out."""
        return frozenset((*self.exercises, *self.done))

    def stint(self, name: str, place: Place = Place()) -> Stint:  # noqa: B008
        """An exercise as it is done today."""
        return Stint(name, None, place, self.reps.get(name))

    def in_full(self, name: str) -> Workout:
        """The workout with as many reps of an exercise as on any day."""
        reps = {other: so_many for other, so_many in self.reps.items() if other != name}
        return self if len(reps) == len(self.reps) else replace(self, reps=reps)

    def moved(self, to: int) -> Workout:
        """At another exercise: where it was put off, or else from its first rep."""
        to = min(max(to, 0), len(self.exercises))
        name = self.exercises[to] if to < len(self.exercises) else ""
        kept = {other: place for other, place in self.kept.items() if other != name}
        return replace(self, at=to, place=self.kept.get(name, Place()), kept=kept)

    def put_off(self) -> Workout:
        """The workout in which what is done of the current exercise stays done, to be moved on from it."""
        place = self.place.at_rest
        return replace(self, kept={**self.kept, self.left[0]: place}) if place != Place() else self

    def back_at(self, name: str, place: Place) -> Workout:
        """The workout at an exercise that was passed over or left out, as far as it was done then."""
        before = tuple(other for other in self.exercises[: self.at] if other != name)
        now = self if self.over else self.put_off()
        return replace(now, exercises=(*before, name, *self.left), at=len(before), place=place)

    def going_on_with(self, names: Sequence[str]) -> Workout:
        """The workout with just these exercises still to do; the current one goes on if it is first."""
        left = replace(self, exercises=(*self.done, *names), at=len(self.done))
        return left if left.left[:1] == self.left[:1] else left.moved(left.at)

    def finished_one(self) -> Workout:
        """The workout with the current exercise done, at the next one."""
        done = self.done if self.exercises[self.at] in self.done else (*self.done, self.exercises[self.at])
        return replace(self.moved(self.at + 1), done=done)
