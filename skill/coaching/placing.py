"""Where somebody was when they interrupted, as far as it is certain.

Nobody tells how much of an answer was heard. What is known: when it left, when the next request was sent,
and what was being said at every second. Between them lie a start of playing that takes a while, a voice of
unknown pace, and the time from the moment playing stops for "Alexa" until what follows has been said and
sent. A clock adds them up along a timeline: a careful one so that nothing counts that was not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.cue import Cue, Place
from skill.coaching.pace import Pace
from skill.coaching.passage import Passage, Placed, total
from skill.coaching.speech import SpeechLengths, Told, told_in

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
"""Standard deviations behind what is likely, from which on something counts as done in plain SSML. With more,
fewer holds would count before they are over, but a side that was named would come again more often."""
SURE_OF_START = 2.0
"""The same for documents, where the doubt is only about when they start: more costs little."""

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
    """Seconds from an answer's leaving, as it is played."""

    @property
    def now(self) -> float:
        """When a request may be sent by somebody who has heard all that was played."""

    @property
    def doubt(self) -> float:
        """The standard deviation of that."""

    def then(self, each: Cue | Passage) -> Clock:
        """The clock once this was played, too."""

    def passing(self, seconds: float, told: Told) -> Clock:
        """The same for something that takes so long in the table's voice, of which it says `told`."""


class PlannedClock(Struct, frozen=True):
    """Every cue takes a time that is known: a document's."""

    lasts: Lasts
    now: float = 0.0
    pace: float = 1.0
    doubt: float = 0.0

    def then(self, each: Cue | Passage) -> PlannedClock:
        return replace(self, now=self.now + total((each,), self.lasts))

    def passing(self, seconds: float, told: Told) -> PlannedClock:
        return replace(self, now=self.now + seconds + (told.words + told.talk) * (self.pace - 1))


class SpokenClock(Struct, frozen=True):
    """Only the silences are known; words take a voice's time, and the doubt about it grows with them."""

    lengths: SpeechLengths
    pace: Pace
    doubts: float
    """How many standard deviations later than likely it is."""
    silence: float = 0.0
    told: Told = Told()

    @property
    def now(self) -> float:
        likely = self.silence + self.pace.delay + self.pace.seconds(self.told)
        return likely + self.doubts * self.doubt

    @property
    def doubt(self) -> float:
        return self.pace.doubt(self.told)

    def then(self, each: Cue | Passage) -> SpokenClock:
        return self.passing(self.lengths.of_timeline((each,)), told_in((each,), self.lengths))

    def passing(self, seconds: float, told: Told) -> SpokenClock:
        silence = self.silence + seconds - told.words - told.talk
        return replace(self, silence=silence, told=self.told.and_then(told))


class Reached(NamedTuple):
    """How far a count was heard."""

    place: Place
    clock: Clock
    """Once the last cue that was begun is over."""


def reached(count: Iterable[Placed], elapsed: float, clock: Clock, start: Place) -> Reached:
    """The place of the last cue that was over at `elapsed` on the clock; `start` before any."""
    place = start
    for placed in count:
        behind = clock.then(placed.passage)
        if elapsed < behind.now:
            return _within(placed, elapsed, clock, place)
        place, clock = placed.ends or place, behind
    return Reached(place, clock)


def _within(placed: Placed, elapsed: float, clock: Clock, place: Place) -> Reached:
    """The same in a passage that was not heard to its end."""
    clocks = tuple(accumulate(placed.cues, lambda before, cue: before.then(cue), initial=clock))[1:]
    over = min(sum(each.now <= elapsed for each in clocks), len(clocks) - 1)
    places = [cue.place for cue in placed.cues[:over] if cue.place]
    return Reached(places[-1] if places else place, clocks[over])
