"""Where somebody was when they interrupted, as far as it is certain.

Nobody tells how much of an answer was heard. What is known: when it left, when the next request was sent,
and what was being said at every second. Between them lie a start of playing that takes a while, a voice of
unknown pace, and the time from the moment playing stops for "Alexa" until what follows has been said and
sent. A clock adds them up along a timeline: a careful one so that nothing counts that was not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from skill.coaching.cue import Cue, Place
from skill.coaching.pace import Pace
from skill.coaching.speech import SpeechLengths, Told

STARTS = (0.2, 1.5)
"""Seconds, usually at least and at most, from an answer's leaving until it sounds."""
STARTS_USUALLY = 0.5
"""Seconds of them that are the likeliest."""
SENT_AFTER = (0.3, 1.5)
"""Seconds, usually, from the moment playing stops, or has ended, until a request is sent: a "yes" at the
least, at the most "wait a second, please" and the quiet by which Alexa knows that somebody has finished."""
QUICKEST, SLOWEST = 0.8, 1.25
"""How long a voice may take to say something, as factors of the table's estimate."""
SURE = 1.6
"""Standard deviations behind what is likely, from which on something counts as done. More would let fewer
holds count before they are over, but a side that was named already would come again more often."""

Lasts = Callable[[Cue], float]
"""Seconds that a cue takes up when it is played."""


class Heard(NamedTuple):
    """Seconds of an answer that were heard."""

    at_least: float
    at_most: float


def heard(earliest: float, latest: float) -> Heard:
    """What was heard of an answer when the next request was sent between these seconds after it left."""
    return Heard(earliest - STARTS[1] - SENT_AFTER[1], latest - STARTS[0] - SENT_AFTER[0])


class Clock(Protocol):
    """Seconds from an answer's leaving, as its cues are played one after the other."""

    @property
    def now(self) -> float:
        """When a request may be sent by somebody who has heard all that was played."""

    @property
    def doubt(self) -> float:
        """The standard deviation of that."""

    def play(self, cue: Cue) -> None: ...

    def pass_by(self, seconds: float, told: Told) -> None:
        """Play something that takes so long in the table's voice, of which it says `told`."""


class PlannedClock:
    """Every cue takes a time that is known: a document's."""

    def __init__(self, lasts: Lasts, begins: float = 0.0, pace: float = 1.0, doubt: float = 0.0) -> None:
        self._lasts, self.now, self._pace, self.doubt = lasts, begins, pace, doubt

    def play(self, cue: Cue) -> None:
        self.now += self._lasts(cue)

    def pass_by(self, seconds: float, told: Told) -> None:
        self.now += seconds + (told.words + told.talk) * (self._pace - 1)


class SpokenClock:
    """Only the silences are known; words take a voice's time, and the doubt about it grows with them."""

    def __init__(self, lengths: SpeechLengths, pace: Pace, doubts: float) -> None:
        """`doubts`: how many standard deviations later than likely it is."""
        self._lengths, self._pace, self._doubts = lengths, pace, doubts
        self._silence, self._told = 0.0, Told()

    @property
    def now(self) -> float:
        likely = self._silence + self._pace.delay + self._pace.seconds(self._told)
        return likely + self._doubts * self.doubt

    @property
    def doubt(self) -> float:
        return self._pace.doubt(self._told)

    def play(self, cue: Cue) -> None:
        self._silence += self._lengths.of_cue(cue)
        if cue.text:
            self._silence -= self._lengths.of(cue.text)
            self._told = self._told.and_then(self._lengths.told(cue.text))

    def pass_by(self, seconds: float, told: Told) -> None:
        self._silence += seconds - told.words - told.talk
        self._told = self._told.and_then(told)


class Reached(NamedTuple):
    """How far a timeline was heard."""

    place: Place
    left: float
    """Seconds left over once its last cue was heard; below zero: it was not heard to its end."""


def reached(timeline: Iterable[Cue], elapsed: float, clock: Clock, start: Place) -> Reached:
    """The place of the last cue that was over at `elapsed` on the clock; `start` before any."""
    place = start
    for cue in timeline:
        clock.play(cue)
        if elapsed < clock.now:
            break
        place = cue.place or place
    return Reached(place, elapsed - clock.now)
