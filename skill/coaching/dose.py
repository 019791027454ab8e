"""What is to be done in an exercise: how often, how long, how fast, on which sides."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from skill.coaching.cue import Place

LONGEST_HOLD = 120
"""Seconds: the plank ends at one minute, and no hold led by voice should exceed two."""
MOST_REPS = 100

LONGEST_RECOVERY = 30.0
"""Seconds of rest between two holds, however long they are: a rest between sets is that long."""
COUNTED_HOLD = 2
"""Seconds from which a hold is counted; in a shorter one the word "hold" fills the second."""
BETWEEN_SETS = 30
"""Seconds of rest between sets where nothing prescribes another (NASM: 0 to 90)."""
LONGEST_REST = 90
"""Seconds (NASM: 0 to 90)."""
SHORTEST_REST = 15
"""Seconds: a shorter rest leaves no time to announce it and its end."""

Reps = Annotated[int, Meta(ge=1, le=MOST_REPS)]
Hold = Annotated[int, Meta(ge=0, le=LONGEST_HOLD)]
Sets = Annotated[int, Meta(ge=1, le=10)]


class Dose(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How much: sets of reps, each held for some seconds."""

    reps: Reps
    """In each set; with sides, on each side."""
    hold: Hold = 0
    """Seconds."""
    sets: Sets = 1
    rest: Annotated[int, Meta(ge=0, le=LONGEST_REST)] = 0
    """Seconds between sets."""
    down: bool = False
    """The seconds of the hold are counted down."""
    each_side: bool = False
    """The two sets are one for each side."""
    open_end: bool = False
    """The hold is as long as somebody can; its seconds are the most that are counted."""

    def __post_init__(self) -> None:
        if self.sets > 1 and self.rest < SHORTEST_REST:
            raise ValueError(f"a dose of several sets needs a rest of at least {SHORTEST_REST} seconds")


class RoutineDose(Struct, frozen=True, forbid_unknown_fields=True):
    """How much of an exercise a routine has; what it does not name stays as the exercise has it."""

    reps: Reps | None = None
    hold: Hold | None = None
    sets: Sets | None = None

    def of(self, dose: Dose) -> Dose:
        """`dose` with what is named here."""
        sets = self.sets or dose.sets
        return replace(
            dose,
            reps=self.reps or dose.reps,
            hold=dose.hold if self.hold is None else self.hold,
            sets=sets,
            rest=(dose.rest or BETWEEN_SETS) if sets > 1 else 0,
        )


class Tempo(Struct, frozen=True, forbid_unknown_fields=True):
    """How fast: seconds for each phase of a rep."""

    lift: Annotated[float, Meta(ge=0, le=6)]
    lower: Annotated[float, Meta(ge=1, le=6)]
    between: Annotated[float, Meta(ge=0, le=30)] = 0
    """From lowered to the next start: time to settle, or to change sides."""
    recover: Annotated[float, Meta(ge=0, le=2)] = 0
    """The same for each second of the hold before it, where that is longer: a long hold needs more rest."""


class Work(Struct, frozen=True, forbid_unknown_fields=True):
    """A dose with the way it is done."""

    dose: Dose
    tempo: Tempo
    sides: tuple[str, ...] = ()
    """Ids of the sides in the order in which they take turns; empty: both at once."""
    moving: bool = False
    """The movement is the work, so the rep is called on the effort; otherwise the hold is, and the rep is
    called after it."""

    breaths: bool = False
    """Each rep is a slow breath: in while lifting, out while lowering. There is nothing to get set for."""

    def __post_init__(self) -> None:
        if self.breaths and (self.dose.hold or self.sides):
            raise ValueError("a breath has no hold and no sides")
        if len(self.sides) == 1:
            raise ValueError("an exercise has no sides or at least two")
        if self.tempo.lift < 1 and self.dose.hold < COUNTED_HOLD:
            raise ValueError("without a hold to count, a lift takes at least a second")

    @property
    def between(self) -> float:
        """Seconds from one movement to the next within a set."""
        recovery = float(round(self.tempo.recover * self.dose.hold))
        return max(self.tempo.between, min(recovery, LONGEST_RECOVERY))

    @property
    def counted_in(self) -> bool:
        """Whether three-two-one comes before it."""
        return not self.dose.down and not self.breaths

    @property
    def turns(self) -> int:
        """How many times the movement is made in one rep: once for each side."""
        return max(1, len(self.sides))

    def holds(self, place: Place) -> bool:
        """Whether `place` is one that doing this work passes through, its end not counted."""
        ends = (self.dose.sets, self.dose.reps, self.turns, self.dose.hold + 1)
        return all(0 <= done < end for done, end in zip(place, ends, strict=True))
