"""How a person wants to be coached, as they stated it once."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from skill.coaching.dose import LONGEST_REST
from skill.coaching.exercise import Equipment, Level
from skill.coaching.own_dose import OwnDose
from skill.coaching.style import (
    COUNTDOWN,
    COUNTDOWNS,
    KNOWN_FROM,
    MOST_EXTRA,
    PACES,
    TURNS,
    CountStyle,
    Manner,
)

Pace = Annotated[int, Meta(ge=min(PACES), le=max(PACES))]


class Preferences(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Preferences a person stated once."""

    without: tuple[Equipment, ...] = ()
    """Equipment the person does not have."""
    style: CountStyle | None = None
    """None: every second, until the exercise is known."""
    count_up: bool = False
    """Holds are counted up to their end."""
    just_count: bool = False
    """No cues in a hold."""
    explain: bool = False
    """Every exercise is introduced with all its steps, however often it was."""
    brief: bool = False
    """An exercise is introduced with all its steps the first time only."""
    paces: dict[str, Pace] = {}
    """Steps slower (below zero: faster) than the exercise's tempo, by exercise id, "" for free counts."""
    flow: bool = False
    """Led from exercise to exercise without being asked."""
    never: tuple[str, ...] = ()
    """Ids of what is left out from now on: "no warm-up any more", "never the superman again"."""
    standing: bool = False
    """Only what is done standing or sitting: the person does not get down to the floor."""
    levels: dict[str, Level] = {}
    """Which way an exercise is done, by its id, where it is not the usual one."""
    rest: Annotated[int, Meta(ge=0, le=LONGEST_REST)] = 0
    """Seconds of rest between sets, long holds and exercises; 0: as prescribed."""
    ready: Annotated[int, Meta(ge=0, le=MOST_EXTRA)] = 0
    """Seconds more than usual to get ready."""
    sides: Annotated[int, Meta(ge=0, le=MOST_EXTRA)] = 0
    """Seconds more than usual to change sides."""
    countdown: Annotated[int, Meta(ge=min(COUNTDOWNS), le=max(COUNTDOWNS))] = COUNTDOWN
    """Seconds counted down before a start."""
    routine: str = ""
    """Id of the routine chosen last: the next workout is of it. Empty: nobody has chosen one yet."""
    doses: dict[str, OwnDose] = {}
    """How often and how long an exercise is done, by its id, where somebody changed that."""
    stays: tuple[str, ...] = ()
    """Ids of exercises that do not get harder by themselves; an empty one stands for all."""
    after: Annotated[str, Meta(max_length=16)] = ""
    """After what, each day, they do their routine, as one word of `skill/dialogue/habits.py`; empty: it was
    not asked yet."""

    def level(self, exercise: str) -> Level:
        return self.levels.get(exercise, Level.USUAL)

    def manner(self, times: int) -> Manner:
        """How the holds of an exercise are counted that was introduced so often."""
        known = CountStyle.EVERY_FIVE if times >= KNOWN_FROM else CountStyle.EVERY_SECOND
        return Manner(
            self.style or known,
            self.count_up,
            not self.just_count,
            max(times - 1, 0) % TURNS,
            self.ready,
            self.countdown,
        )
