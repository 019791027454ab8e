"""Passages: cues that recur from rep to rep, made once, so that they are priced and written once too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from skill.coaching.cue import Cue, Place, Timeline

MOST = 1024
"""Passages that are kept, at some 3 kB each."""


class Passage(Struct, frozen=True, eq=False):
    """Timed cues that recur: the movement of a rep, a rest, a countdown.

    There is one of the same cues, whichever rep and whoever it is for, so that what is found out about it can
    be cached by the passage itself.
    """

    cues: Timeline
    """The place of a cue has only the seconds that are held by then."""


Timed: TypeAlias = tuple[str, float]
"""A text and its seconds: what a cue is made of, and quicker to look up."""


class Placed(Struct, frozen=True):
    """A passage where it stands in a count."""

    passage: Passage
    begins: Place
    ends: Place | None = None
    """The place once this movement is over; None: it is no movement, and nothing is done in it."""

    @property
    def cues(self) -> Timeline:
        """The cues with the places that they lead to from here."""
        if self.ends is None:
            return self.passage.cues
        *cues, last = self.passage.cues
        placed = (
            Cue(cue.text, cue.lasts, self.begins._replace(seconds=cue.place.seconds)) if cue.place else cue
            for cue in cues
        )
        return (*placed, Cue(last.text, last.lasts, self.ends))


Played: TypeAlias = tuple[Cue | Passage, ...]
"""A timeline in which passages stand for their cues."""
Price: TypeAlias = Callable[[Cue], float]
"""What a cue takes: seconds, or room in an answer."""


def cues(played: Iterable[Cue | Passage]) -> Iterator[Cue]:
    """The timeline with nothing but cues."""
    for each in played:
        if isinstance(each, Passage):
            yield from each.cues
        else:
            yield each


def total(played: Iterable[Cue | Passage], price: Price) -> float:
    """What all of it takes."""
    return sum([of_passage(each, price) if isinstance(each, Passage) else price(each) for each in played])


@lru_cache(maxsize=8 * MOST)
def of_passage(passage: Passage, price: Price) -> float:
    """What its cues take."""
    return sum(map(price, passage.cues))


@lru_cache(maxsize=MOST)
def passage(*timed: Timed) -> Passage:
    """The one passage of these cues."""
    return Passage(tuple(Cue(text, seconds) for text, seconds in timed))


@lru_cache(maxsize=MOST)
def movement(lift: tuple[Timed, ...], hold: Passage, lower: tuple[Timed, ...]) -> Passage:
    """The one passage of this movement."""
    return Passage((*passage(*lift).cues, *hold.cues, *passage(*lower).cues))


@lru_cache(maxsize=MOST)
def hold(words: tuple[str, ...], begun: int = 0) -> Passage:
    """The one passage of a hold that was broken off after `begun` seconds.

    `words` has what is said as each of its seconds begins; a cue lasts until the next one that is not silent.
    """
    starts = (second for second in range(begun, len(words)) if words[second] or second == begun)
    return Passage(
        tuple(
            Cue(words[start], float(end - start), Place(seconds=end))
            for start, end in pairwise((*starts, len(words)))
        )
    )
