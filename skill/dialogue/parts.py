"""The parts of an answer that counts: an exercise, what is said before it, and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from skill.coaching.cue import Place, Timeline
from skill.coaching.passage import Placed, Played
from skill.coaching.workout import Stint
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, Talk


class Timed(NamedTuple):
    """Something said, and the seconds it takes up; None: as long as saying it takes."""

    phrase: Phrase | None
    lasts: float | None = None


class Ending(Struct, frozen=True):
    """What is said when a count is over, and what is asked."""

    said: Sequence[Timed]
    question: Question | None
    """None: nothing, as the session ends with it."""
    about: str = ""
    resting: Sequence[Timed] | None = None
    """The same with the rest in it, wherever there is room; None: there is no rest."""
    rest: float = 0.0
    """Seconds of it."""
    goodbye: int = 0
    """How many of the last things said are the end of the routine."""


class Part(Struct, frozen=True):
    """One exercise within an answer."""

    stint: Stint
    talk: Talk
    ending: Ending
    replies: int = 0
    """How many phrases of the talk answer what was said: what is left of a rest comes behind them."""

    @property
    def closes(self) -> bool:
        """The session ends with it."""
        return self.ending.question is None


class Piece(Struct, frozen=True):
    """A part as it is played."""

    lead_in: Timeline
    counted: Sequence[Placed]
    behind: Timeline
    question: Question | None
    asks: Timeline = ()
    about: str = ""
    until: Place | None = None
    """Where it was cut."""
    owes: float = 0.0
    """Seconds of rest behind it for which there was no room."""
    stint: Stint | None = None
    """What is counted, from where it stood."""
    goodbye: int = 0
    """How many of the cues behind it are the end of the routine."""

    @property
    def played(self) -> Played:
        return (*self.lead_in, *[placed.passage for placed in self.counted], *self.behind)


class Stretch(Struct, frozen=True):
    """What is played before the microphone opens."""

    pieces: Sequence[Piece]
    left: Part | None
    """What there was no room for, of the last part or of the one behind it."""

    @property
    def played(self) -> Played:
        return tuple([each for piece in self.pieces for each in piece.played])

    @property
    def asks(self) -> Timeline:
        """The question at its end; nothing where the session ends with it."""
        return self.pieces[-1].asks
