"""What was being counted when the person spoke, and how much of it was left: a best guess, to the second.

The progress estimate credits what was surely heard. Somebody who asks how long is left wants the likeliest
second instead.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.counting import passages
from skill.coaching.cue import Cue, Place
from skill.coaching.pace import Pace
from skill.coaching.passage import Placed, total
from skill.coaching.person import Person
from skill.coaching.placing import STARTS_USUALLY, Lasts
from skill.coaching.remaining import Remaining, remaining
from skill.coaching.speech import SpeechLengths
from skill.coaching.workout import Stint
from skill.dialogue.delivery import lasting
from skill.dialogue.learning import pace_of
from skill.dialogue.progress_estimate import up_to
from skill.dialogue.turn import Turn


class Moment(Struct, frozen=True):
    """One moment of an answer that counts."""

    stint: Stint
    """What was counted, at the place reached; in a rest after it, what comes next, if anything does."""
    left: Remaining | None = None
    """None: the count was over."""
    rest: float | None = None
    """Seconds left of the rest between two movements, two sets or two exercises."""
    introduced: bool = False
    """The count had not begun: it was still being told how it is done."""

    @property
    def holds(self) -> bool:
        """Whether a hold was under way."""
        return self.left is not None and self.left.hold is not None and not self.introduced


@lru_cache(maxsize=2)
def moment(turn: Turn) -> Moment | None:
    """The moment of the last answer at which the person spoke; None where nothing was going on.

    Kept for the turn under way, and for what the handler made of it: the rest that goes on behind the answer
    is found by it, too.
    """
    person = turn.before
    if person is None or person.spoken is None:
        return None
    spoken = person.spoken
    pace, lengths = pace_of(person, spoken.device), turn.language.lengths
    lasts = _likely(lengths, pace) if spoken.plain else lasting(plain=False, lengths=lengths, pace=1.0)
    elapsed = (turn.sent.earliest + turn.sent.latest) / 2 - spoken.answered - STARTS_USUALLY
    for number, leg in enumerate(spoken.legs):
        lead = leg.lead + (pace.seconds(leg.told) - leg.words if spoken.plain else 0.0)
        stint, elapsed = person.stint, elapsed - lead
        if stint is None or (elapsed < 0 and number):
            return None
        if number and not stint.begun:
            person = person.introduced(stint.exercise)
        count = _count(turn, person, stint)
        counted = total((placed.passage for placed in up_to(leg.until, count)), lasts)
        if elapsed < counted:
            left = remaining(turn.work(stint), count, max(elapsed, 0.0), lasts, stint.place)
            return Moment(replace(stint, place=left.place), left, left.rest, introduced=elapsed < 0)
        elapsed -= counted
        person = person.stint_done() if leg.until is None else person.at(leg.until)
        if person.stint is None:
            return Moment(replace(stint, place=Place(turn.work(stint).dose.sets)))
        if elapsed < leg.rest or leg is spoken.legs[-1]:
            return Moment(person.stint, rest=max(leg.rest - elapsed, 0.0) or None)
    return None


def broken_off(turn: Turn) -> Moment | None:
    """The moment at which a count was broken off; None where none was."""
    return moment(turn) if turn.interrupted else None


def rest_left(turn: Turn) -> float:
    """Seconds left of the rest that is under way; none for nothing."""
    now = moment(turn)
    if now is not None:
        return now.rest or 0.0
    return max(turn.memory.rest_ends - turn.sent.latest, 0.0)


@lru_cache(maxsize=64)
def _likely(lengths: SpeechLengths, pace: Pace) -> Lasts:
    """How long a cue is likely to last in the device's own voice."""

    def lasts(cue: Cue) -> float:
        if not cue.text:
            return lengths.of_cue(cue)
        return lengths.of_cue(cue) - lengths.of(cue.text) + pace.seconds(lengths.told(cue.text))

    return lasts


def _count(turn: Turn, person: Person, stint: Stint) -> tuple[Placed, ...]:
    """All of a count, even where it was cut."""
    manner = person.manner(stint)
    return tuple(passages(turn.work(stint), turn.script, turn.calls(stint), stint.place, manner))
