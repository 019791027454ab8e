"""An exercise as its data files describe it, without any words."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum, StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from skill.coaching.dose import Dose, Hold, Reps, Work

Position: TypeAlias = Annotated[str, Meta(pattern="^[a-z_]+$")]
"""Where the body is: an entry of `positions.toml`. A routine changes it as seldom as possible."""
STANDING: Position = "standing"
"""Where everybody is before the first exercise: the one position that there always is."""


class Takes(Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds that the body needs to get from one position into another."""

    first: Annotated[float, Meta(ge=1, le=60)]
    """The first times."""
    known: Annotated[float, Meta(ge=1, le=60)]
    """Once it is known."""


class Moves(Struct, frozen=True, forbid_unknown_fields=True):
    """How long it takes to get into a position and out of it."""

    from_up: Takes
    """From standing."""
    from_floor: Takes | None = None
    """From elsewhere on the floor."""
    leave: Takes | None = None
    """Out of it, up to standing."""
    to_floor: Takes | None = None
    """Out of it, down to the floor."""
    off_the_floor: bool = False
    """Whether it is for somebody who does not get down to the floor, too."""
    lying: bool = False
    """Whether one lies in it."""
    rests: Position | None = None
    """The position in which one rests from it; None: in the same."""

    @property
    def on_floor(self) -> bool:
        """Whether it is a position on the floor: one that is reached from elsewhere on it."""
        return self.from_floor is not None


class Equipment(StrEnum):
    BALL = "ball"
    WALL = "wall"
    CHAIR = "chair"
    TOWEL = "towel"


class BodyPart(StrEnum):
    """What may hurt, as people name it."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    BACK = "back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    LEG = "leg"
    CHEST = "chest"
    HEAD = "head"


class Bend(StrEnum):
    """How the spine is bent as far as it goes."""

    FORWARD = "forward"
    BACKWARD = "backward"
    TWIST = "twist"


class Range(Struct, frozen=True, forbid_unknown_fields=True):
    """The doses an exercise may have, smallest and largest."""

    reps: tuple[Reps, Reps]
    hold: tuple[Hold, Hold]

    def __post_init__(self) -> None:
        fields = (("reps", self.reps), ("hold", self.hold))
        if wrong := [name for name, (least, most) in fields if least > most]:
            raise ValueError("\n".join(f"expected the smaller number of {name} first" for name in wrong))

    def __str__(self) -> str:
        reps, hold = (f"{least} to {most}" for least, most in (self.reps, self.hold))
        return f"reps from {reps} and a hold from {hold}, as in the range"

    def admits(self, dose: Dose) -> bool:
        return self.reps[0] <= dose.reps <= self.reps[1] and self.hold[0] <= dose.hold <= self.hold[1]


class Level(IntEnum):
    """Which way an exercise is done."""

    EASIER = -1
    USUAL = 0
    HARDER = 1


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """An easier or harder way to do an exercise; what it does not name stays as it is."""

    source: Annotated[str, Meta(min_length=2)]
    reps: Reps | None = None
    hold: Hold | None = None
    position: str | None = None
    """Any text: which positions there are, and that this is one, the content knows."""
    strains: tuple[BodyPart, ...] | None = None

    def of(self, work: Work) -> Work:
        """`work` done this way."""
        reps = work.dose.reps if self.reps is None else self.reps
        hold = work.dose.hold if self.hold is None else self.hold
        return replace(work, dose=replace(work.dose, reps=reps, hold=hold))


class Exercise(Struct, frozen=True, forbid_unknown_fields=True):
    """One exercise: position, equipment, work, variants and who recommends it."""

    id: Annotated[str, Meta(pattern="^[a-z_]+$")]
    source: Annotated[str, Meta(min_length=2)]
    """The authority behind the movement and the dose."""
    position: str
    work: Work
    range: Range
    easier: Variant
    harder: Variant
    needs: tuple[Equipment, ...] = ()
    may_use: tuple[Equipment, ...] = ()
    strains: tuple[BodyPart, ...] = ()
    """What bears the weight or does the work; the exercise is avoided where one of these hurts."""
    bends: tuple[Bend, ...] = ()
    """How far bending is part of it, for those who must not."""
    instead: tuple[str, ...] = ()
    """Ids of exercises that can replace it, the most similar first."""

    def __post_init__(self) -> None:
        if not self.range.admits(self.work.dose):
            raise ValueError(f"work.dose: expected {self.range}")

    @property
    def least(self) -> Dose:
        """The smallest dose of its range, in one set."""
        return replace(self.work.dose, reps=self.range.reps[0], hold=self.range.hold[0], sets=1, rest=0)

    def in_dose(self, dose: Dose) -> Exercise:
        """The exercise as it is prescribed in another dose; the easier way has no more than that."""
        if dose == self.work.dose:
            return self
        work, easier = replace(self.work, dose=dose), self.easier
        reps = easier.reps and min(easier.reps, dose.reps)
        hold = easier.hold and min(easier.hold, dose.hold)
        return replace(self, work=work, easier=replace(easier, reps=reps, hold=hold))

    @property
    def equipment(self) -> tuple[Equipment, ...]:
        """What to fetch before the start, whether it is needed or only nice to have."""
        return (*self.needs, *self.may_use)

    def variant(self, level: Level) -> Variant | None:
        """The variant of a level; the usual way is none."""
        if level is Level.USUAL:
            return None
        return self.easier if level is Level.EASIER else self.harder

    def work_at(self, level: Level) -> Work:
        variant = self.variant(level)
        return variant.of(self.work) if variant else self.work

    def longest_hold(self, level: Level) -> int:
        """Seconds that a hold may take at a level."""
        variant = self.variant(level)
        return self.range.hold[1] if variant is None or variant.hold is None else variant.hold

    def position_at(self, level: Level) -> Position:
        variant = self.variant(level)
        return (variant and variant.position) or self.position

    def strains_at(self, level: Level) -> tuple[BodyPart, ...]:
        """What is strained when it is done at `level`."""
        variant = self.variant(level)
        return self.strains if variant is None or variant.strains is None else variant.strains

    def spares(self, sore: Collection[BodyPart], level: Level) -> bool:
        """Whether nothing that is sore is strained when it is done at `level`."""
        return not set(self.strains_at(level)) & set(sore)

    def sparing_level(self, level: Level, sore: Collection[BodyPart]) -> Level | None:
        """The next easier level that spares what is sore; None where there is none."""
        easier = (lower for lower in sorted(Level, reverse=True) if lower < level)
        return next((lower for lower in easier if self.spares(sore, lower)), None)


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition with which people should ask a clinician first."""

    leaves_out: tuple[Position, ...] = ()
    """Exercises in these positions may be left out until then."""
    no_bending: tuple[Bend, ...] = ()
    """So may those that bend the spine in one of these ways."""

    def rules_out(self, exercise: Exercise, level: Level) -> bool:
        """Whether an exercise, done at `level`, is one that may be left out."""
        return exercise.position_at(level) in self.leaves_out or not set(exercise.bends).isdisjoint(
            self.no_bending
        )
