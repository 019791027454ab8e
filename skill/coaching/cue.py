"""A set is coached as a timeline of cues: something said, and the time it takes up."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec import Struct


class Place(NamedTuple):
    """How much of an exercise has been done; a later place compares greater.

    Sides and seconds belong to the rep under way, reps to the set under way.
    """

    sets: int = 0
    reps: int = 0
    sides: int = 0
    seconds: int = 0

    @property
    def between_reps(self) -> bool:
        """Nothing is being held or half done here, so a person can stop."""
        return self.sides == 0 and self.seconds == 0

    @property
    def between_sets(self) -> bool:
        return self.between_reps and self.reps == 0

    @property
    def at_rest(self) -> Place:
        """This place without the seconds of an interrupted hold."""
        return self._replace(seconds=0)


class Cue(Struct, frozen=True):
    """One thing said."""

    text: str = ""
    lasts: float | None = None
    """Seconds it takes up, exactly; None: as long as saying it takes."""
    place: Place | None = None
    """What has been done once this cue is over; None: nothing new."""


Timeline: TypeAlias = tuple[Cue, ...]
"""Cues in the order in which they are said, each beginning when the one before it is over."""
