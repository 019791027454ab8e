"""What an answer counts, kept with the person: from it the next turn tells where they are."""

from __future__ import annotations

from collections.abc import Sequence

from skill.coaching.counting import GET_READY
from skill.coaching.cue import Cue, Timeline
from skill.coaching.person import Leg, Spoken
from skill.dialogue.delivery import Delivery
from skill.dialogue.parts import Piece, Stretch
from skill.dialogue.turn import Turn

LISTENS = 8.0
"""Seconds that Alexa listens before the reprompt (Amazon staff, developer forums)."""


def spoken(turn: Turn, first: Stretch, further: Stretch | None, delivery: Delivery) -> Spoken:
    """The counts of an answer; `further` is behind a question that nobody answers."""
    counted = legs(turn, (), first.pieces, delivery)
    if further is not None:
        unasked = (*first.asks, Cue(lasts=LISTENS), Cue(turn.speaker.say("flow.on")))
        counted += legs(turn, (*first.pieces[-1].behind, *unasked), further.pieces, delivery)
    closes = first.pieces[-1].question is None
    return Spoken(turn.now, counted, delivery.plain, turn.device, turn.session, closes=closes)


def legs(turn: Turn, before: Timeline, pieces: Sequence[Piece], delivery: Delivery) -> tuple[Leg, ...]:
    """The counts of a stretch that begins behind `before`."""
    befores = (before, *(piece.behind for piece in pieces))
    return tuple(
        _leg(turn, (*said, *piece.lead_in), piece, delivery)
        for said, piece in zip(befores, pieces, strict=False)
    )


def _leg(turn: Turn, before: Timeline, piece: Piece, delivery: Delivery) -> Leg:
    """A count, how long what is said before it takes, and how long the rest after it."""
    lengths = turn.language.lengths
    by_voice = (cue.text for cue in before if cue.text and (delivery.plain or cue.lasts is None))
    resting = any(cue.lasts for cue in piece.behind)
    rest = lengths.of_timeline(piece.behind) if resting else 0.0
    return Leg(lengths.of_timeline(before) - GET_READY, sum(map(lengths.of, by_voice)), piece.until, rest)
