"""Where somebody was when they interrupted, as far as it is certain.

Nobody tells how much of an answer was heard. What is known: when it left, when the next request was sent,
and what was being said at every second. Between them lie a start of playing that takes a while, a voice of
unknown pace, and the time from the moment playing stops for "Alexa" until what follows has been said and
sent. Each of them is reckoned with at its longest, so that nothing counts that was not done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from skill.coaching.cue import Cue, Place
from skill.coaching.passage import Placed, total

STARTS = (0.2, 1.5)
"""Seconds, at least and at most, from an answer's leaving until it sounds."""
STARTS_USUALLY = 0.5
"""Seconds of them that are the likeliest."""
SENT_AFTER = (0.3, 1.5)
"""Seconds from the moment playing stops, or has ended, until a request is sent: a "yes" at the least, at the
most "wait a second, please" and the quiet by which Alexa knows that somebody has finished."""
QUICKEST, SLOWEST = 0.8, 1.25
"""How long a voice may take to say something, as factors of the table's estimate."""

Lasts = Callable[[Cue], float]
"""Seconds that a cue takes up when it is played."""


class Heard(NamedTuple):
    """Seconds of an answer that were heard."""

    at_least: float
    at_most: float


def heard(earliest: float, latest: float) -> Heard:
    """What was heard of an answer when the next request was sent between these seconds after it left."""
    return Heard(earliest - STARTS[1] - SENT_AFTER[1], latest - STARTS[0] - SENT_AFTER[0])


class Reached(NamedTuple):
    """How far a count was heard."""

    place: Place
    left: float
    """Seconds left over once its last cue was heard; below zero: it was not heard to its end."""


def reached(count: Iterable[Placed], elapsed: float, lasts: Lasts, start: Place) -> Reached:
    """The place of the last cue that was over `elapsed` seconds into the count; `start` before any."""
    place, left = start, elapsed
    for placed in count:
        behind = left - total((placed.passage,), lasts)
        if behind < 0:
            return _within(placed, left, lasts, place)
        place, left = placed.ends or place, behind
    return Reached(place, left)


def _within(placed: Placed, left: float, lasts: Lasts, place: Place) -> Reached:
    """The same in a passage that was not heard to its end."""
    for cue in placed.cues:
        left -= lasts(cue)
        if left < 0:
            break
        place = cue.place or place
    return Reached(place, left)
