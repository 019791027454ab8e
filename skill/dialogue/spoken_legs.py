"""What an answer counts, kept with the person: from it the next turn tells where they are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from skill.coaching.cue import Cue, Timeline
from skill.coaching.spoken import Leg, Spoken
from skill.dialogue.delivery import Delivery
from skill.dialogue.extent import extent_of, leg
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
    behind = Spoken(turn.now, counted, delivery.plain, turn.device, turn.session)
    if not first.asks:
        return replace(behind, closes=True)
    return replace(behind, extent=extent_of(turn, (*first.played, *first.asks), delivery))


def legs(turn: Turn, before: Timeline, pieces: Sequence[Piece], delivery: Delivery) -> tuple[Leg, ...]:
    """The counts of a stretch that begins behind `before`."""
    befores = (before, *(piece.behind for piece in pieces))
    return tuple(
        leg(turn, (*said, *piece.lead_in), piece.until, piece.behind, delivery)
        for said, piece in zip(befores, pieces, strict=False)
    )
