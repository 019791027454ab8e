"""The rule by which exercises get harder and easier, as its data file gives it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

LONG_HOLD = 20
"""Seconds from which a hold is a long one, whose steps are longer."""
Source = Annotated[str, Meta(min_length=2)]
Sessions = Annotated[int, Meta(ge=1, le=20)]
Days = Annotated[int, Meta(ge=1, le=365)]


class Steps(Struct, frozen=True, forbid_unknown_fields=True):
    """How much more or less it is at a time."""

    source: Source
    reps: Annotated[int, Meta(ge=1, le=3)]
    hold: Annotated[int, Meta(ge=1, le=5)]
    """Seconds."""
    long_hold: Annotated[int, Meta(ge=1, le=10)]
    """Seconds, of a hold of `LONG_HOLD` or more."""

    def of(self, hold: int) -> int:
        """Seconds by which such a hold changes."""
        return self.hold if hold < LONG_HOLD else self.long_hold


class Forward(Steps, frozen=True, forbid_unknown_fields=True):
    """By itself, after sessions that went well."""

    sessions: Sessions
    """Done in full since the last change, and not called hard."""
    exercises: Annotated[int, Meta(ge=1, le=10)]
    """That go a step on one day, at the most."""


class Back(Steps, frozen=True, forbid_unknown_fields=True):
    """After a break."""

    after_days: Days
    start_over_after_days: Days
    """Then everything begins with the smallest dose of its range."""


class Asked(Steps, frozen=True, forbid_unknown_fields=True):
    """When somebody says that it is too hard, or too easy."""

    before_the_easier_way: Annotated[int, Meta(ge=0, le=10)]
    """Steps below the prescribed dose, after which the easier way comes."""
    least_reps: Annotated[int, Meta(ge=1, le=10)]
    """In the easiest way."""


class HarderWay(Struct, frozen=True, forbid_unknown_fields=True):
    """Another way of an exercise as the step behind its largest dose."""

    source: Source
    by_itself: tuple[str, ...]
    """Exercises whose harder way needs nothing to fetch."""
    more_of_the_same: tuple[str, ...]
    """Exercises whose harder way is only more reps or a longer hold."""
    share_of_hold: Annotated[float, Meta(gt=0, le=1)]
    """A way that is harder begins with so much of the hold before."""


class EffortQuestion(Struct, frozen=True, forbid_unknown_fields=True):
    """How the routine was: when it is asked."""

    source: Source
    every_days: Days
    from_routine: Sessions
    """The routine, of those done to the end, after which it is asked first."""


class FullWeek(Struct, frozen=True, forbid_unknown_fields=True):
    """How many days a week are enough."""

    source: Source
    days: tuple[Annotated[int, Meta(ge=1, le=7)], Annotated[int, Meta(ge=1, le=7)]]


class Narrower(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits inside the range of an exercise, beyond which it does not grow in the usual way."""

    source: Source
    hold: tuple[int, int]


class Progression(Struct, frozen=True, forbid_unknown_fields=True):
    """The rule: how exercises get harder and easier."""

    forward: Forward
    back: Back
    asked: Asked
    harder_way: HarderWay
    effort: EffortQuestion
    week: FullWeek
    limits: dict[str, Narrower] = {}
