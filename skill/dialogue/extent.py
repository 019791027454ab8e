"""How long what is played takes: what is known of it, and what depends on the voice."""

from __future__ import annotations

from skill.coaching.counting import GET_READY
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.pace import Extent
from skill.coaching.passage import Played
from skill.coaching.speech import Told, told_in
from skill.coaching.spoken import Leg
from skill.dialogue.delivery import Delivery
from skill.dialogue.turn import Turn


def leg(turn: Turn, before: Timeline, until: Place | None, behind: Timeline, delivery: Delivery) -> Leg:
    """A count, how long what is said `before` it takes, and how long the rest `behind` it."""
    lengths = turn.language.lengths
    # The last cue before it is the count's own first one, which lasts as long as there is to get ready.
    told = _told(turn, before[:-1] if delivery.plain else before, delivery)
    rest = lengths.of_timeline(behind) if any(cue.lasts for cue in behind) else 0.0
    lead = lengths.of_timeline(before) - GET_READY - turn.person.preferences.ready
    return Leg(lead, told.words + told.talk, until, rest, told.pieces, told.talk)


def extent_of(turn: Turn, timeline: Played, delivery: Delivery) -> Extent:
    """How long an answer takes that is sent this way."""
    told = _told(turn, timeline, delivery)
    silence = turn.language.lengths.of_timeline(timeline) - told.words - told.talk
    return Extent(round(silence, 1), round(told.words, 1), told.pieces, round(told.talk, 1))


def _told(turn: Turn, timeline: Played, delivery: Delivery) -> Told:
    """What is said at the voice's own pace: all of SSML, and of a document what is not timed."""
    if not delivery.plain:
        timeline = tuple([each for each in timeline if isinstance(each, Cue) and each.lasts is None])
    return told_in(timeline, turn.language.lengths)
