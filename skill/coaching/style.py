"""How a person likes to be coached: how much is counted, and how fast they move."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.dose import Tempo, Work

LONGEST_SILENCE = 5
"""Seconds that a hold may go without a word: Amazon's advice for a skill that stays in session."""
LAST_SECONDS = 3
"""Seconds at the end of a hold that are always counted."""
KNOWN_FROM = 3
"""Introductions from which an exercise is known: fewer of its seconds are counted, unless somebody asked."""


MOST_EXTRA = 10
"""Seconds by which a pause for getting ready or changing sides may be longer than usual."""
COUNTDOWN = 3
"""Seconds counted down before a start (interval-timer users ask for three)."""
COUNTDOWNS = (2, COUNTDOWN, 5)
"""Those that somebody may choose: a start never comes without one."""


class CountStyle(StrEnum):
    """How many of a hold's seconds are said."""

    EVERY_SECOND = "every_second"
    EVERY_FIVE = "every_five"
    REPS_ONLY = "reps_only"

    @property
    def less(self) -> CountStyle:
        """The next style that counts less; the last one stays."""
        styles = list(CountStyle)
        return styles[min(styles.index(self) + 1, len(styles) - 1)]


class Manner(Struct, frozen=True):
    """How the seconds of a hold are counted."""

    style: CountStyle = CountStyle.EVERY_SECOND
    up: bool = False
    """To the end, instead of down to it."""
    cues: bool = True
    """With a word about breath or form in place of a number now and then."""
    turn: int = 0
    """With which of them to begin."""
    ready: int = 0
    """Seconds more than usual to get ready."""
    countdown: int = COUNTDOWN
    """Seconds counted down before a start."""
    halfway: bool = True
    """With the middle called."""

    @property
    def open_ended(self) -> Manner:
        """The same for a hold that ends when somebody has had enough: each second is told, and no middle."""
        return replace(self, style=CountStyle.EVERY_SECOND, up=True, halfway=False)


TURNS = 6
"""Days after which an exercise begins with the same cue again."""


PACES = {-1: 0.8, 0: 1.0, 1: 1.25, 2: 1.5}
"""Steps slower (or, below zero, faster) → what the tempo is multiplied by. Two seconds up become three at the
slowest, the upper end of what NASM and ACSM give beginners, and no less than a second and a half."""
SHORTEST_PHASE = 1.0
"""Seconds that a movement takes at the least, however fast."""


def paced(work: Work, step: int) -> Work:
    """The same work, slower or faster: the movement and the time between are scaled, never a hold."""
    if not step:
        return work
    factor, tempo = PACES[step], work.tempo
    scaled = Tempo(
        lift=max(tempo.lift * factor, min(tempo.lift, SHORTEST_PHASE)),
        lower=max(tempo.lower * factor, SHORTEST_PHASE),
        between=tempo.between * max(factor, 1.0),
        recover=tempo.recover * max(factor, 1.0),
    )
    return replace(work, tempo=scaled)
