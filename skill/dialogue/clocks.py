"""The clocks by which an answer is followed: from what is likely to what is sure."""

from __future__ import annotations

from skill.coaching.pace import Pace
from skill.coaching.placing import (
    QUICKEST,
    SENT_AFTER,
    SLOWEST,
    STARTS,
    SURE,
    SURE_OF_START,
    Clock,
    PlannedClock,
    SpokenClock,
)
from skill.coaching.speech import Told
from skill.coaching.spoken import Spoken
from skill.dialogue.delivery import lasting
from skill.dialogue.explanation import Sentences
from skill.dialogue.learning import pace_of
from skill.dialogue.turn import Turn

LATE = 3.0
"""Seconds by which an answer may begin to sound later than is likely."""
SURE_OF_END = 2.5
"""Standard deviations before what is likely, from which on the question at the end can have been reached."""


def likely(turn: Turn, spoken: Spoken) -> Clock:
    """By this clock everything is over when it is likeliest to be."""
    pace = pace_of(turn.person, spoken.device)
    return _spoken(turn, pace, 0.0) if spoken.plain else _planned(turn, 1.0, pace.delay, pace)


def careful(turn: Turn, spoken: Spoken) -> Clock:
    """By this clock nothing is over before it surely is."""
    pace = pace_of(turn.person, spoken.device)
    return _spoken(turn, pace, SURE) if spoken.plain else _planned(turn, SLOWEST, _latest(pace), pace)


def late(turn: Turn, spoken: Spoken) -> Clock:
    """The careful clock of an answer that begins to sound later than is likely."""
    clock = careful(turn, spoken)
    return clock.passing(max(likely(turn, spoken).now + LATE - clock.now, 0.0), Told())


def generous(turn: Turn, spoken: Spoken) -> Clock:
    """By this clock everything is over as soon as it can be."""
    pace = pace_of(turn.person, spoken.device)
    if spoken.plain:
        return _spoken(turn, pace, -SURE_OF_END)
    return _planned(turn, QUICKEST, STARTS[0] + SENT_AFTER[0], pace)


def soonest(turn: Turn, spoken: Spoken) -> Clock:
    """By this clock everything in plain SSML is over as soon as it may be without much doubt."""
    return _spoken(turn, pace_of(turn.person, spoken.device), -SURE)


def as_planned(turn: Turn, spoken: Spoken) -> Clock:
    """By this clock a document sounds at once, and as it is planned."""
    return _planned(turn, 1.0, 0.0, pace_of(turn.person, spoken.device))


def surely_heard(sentences: Sentences, clock: Clock, elapsed: float) -> int:
    """How many of some sentences in a row were over by then, by a clock of the answer's beginning."""
    return sum(
        clock.passing(behind, sentences.told).passing(talk, Told(0.0, n, talk)).now <= elapsed
        for n, (behind, talk) in enumerate(sentences.ends, 1)
    )


def _spoken(turn: Turn, pace: Pace, doubts: float) -> Clock:
    return SpokenClock(turn.language.lengths, pace, doubts)


def _planned(turn: Turn, factor: float, begins: float, pace: Pace) -> Clock:
    lasts = lasting(plain=False, lengths=turn.language.lengths, pace=factor)
    return PlannedClock(lasts, begins, factor, pace.doubt(Told()))


def _latest(pace: Pace) -> float:
    """Seconds between a document's leaving and a request, beside what was heard of it, if they are many."""
    return max(STARTS[1] + SENT_AFTER[1], pace.delay + SURE_OF_START * pace.doubt(Told()))
