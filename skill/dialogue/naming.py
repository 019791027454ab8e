"""Which side had just been named when somebody spoke: "other side" then means the one that was not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.placing import SURE, Clock
from skill.coaching.spoken import Spoken
from skill.dialogue.clocks import likely
from skill.dialogue.progress_estimate import counting
from skill.dialogue.turn import Turn

SOON = 3.0
"""Seconds after its naming within which a side is objected to."""
RULED_OUT = 2.0
"""Standard deviations from which on a naming cannot have been the one that was objected to."""


class Named(Struct, frozen=True):
    """A side that was named, and the movement that it was named for."""

    person: Person
    """The person as they were by then."""
    place: Place
    at: float
    """When a request can have been sent by somebody who had just heard it, in seconds from the answer."""
    doubt: float
    """The standard deviation of that."""
    in_doubt: bool = False
    """The other side may as well have been the one that was named last."""

    def fits(self, objected: float, doubts: float) -> bool:
        """Whether an objection can have been to it, which is off by at most so many standard deviations."""
        return abs(self.at - objected) <= SOON / 2 + doubts * self.doubt


def side_just_named(turn: Turn) -> Named | None:
    """The naming that came up to three seconds before somebody spoke, as far as can be told."""
    person = turn.before
    if person is None or person.spoken is None or turn.bystander:
        return None
    objected = turn.sent.earliest - person.spoken.answered - SOON / 2
    named = tuple(_named(turn, person, person.spoken, likely(turn, person.spoken)))
    nearest = min(named, key=lambda one: abs(one.at - objected), default=None)
    if nearest is None or not nearest.fits(objected, SURE):
        return None
    others = (one for one in named if one.place.sides != nearest.place.sides)
    return replace(nearest, in_doubt=any(one.fits(objected, RULED_OUT) for one in others))


def _named(turn: Turn, person: Person, spoken: Spoken, clock: Clock) -> Iterator[Named]:
    """Every naming of a side in an answer."""
    for number, leg in enumerate(spoken.legs):
        stint = person.stint
        if stint is None:
            return
        if number and not stint.begun:
            person = person.introduced(stint.exercise)
        clock = clock.passing(leg.lead, leg.told)
        sides, place = turn.calls(stint).sides, stint.place.at_rest
        for cue in chain.from_iterable(placed.cues for placed in counting(turn, person, stint, leg.until)):
            if any(side in cue.text.lower() for side in sides):
                said = clock.now + turn.language.lengths.of(cue.text)
                yield Named(person.at(place), place, said, clock.doubt)
            clock, place = clock.then(cue), cue.place or place
        person = person.stint_done() if leg.until is None else person.at(leg.until)
