"""The movement under way, taken as done for somebody who wants more of it, or another pace of the next."""

from __future__ import annotations

from skill.coaching import counting
from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.remaining import Remaining
from skill.coaching.stepping import after, finished
from skill.coaching.style import COUNTDOWN
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.moment import broken_off
from skill.dialogue.turn import Turn

TOLD_FROM = 5
"""Seconds from which a hold is one that somebody may come down from."""


def with_this_one_done(turn: Turn) -> Turn:
    """Somebody who asks for more in a movement ends it first, unless it is a long hold."""
    now, turn = broken_off(turn), at_likeliest(turn)
    stint = turn.stint
    if now is None or now.rest is not None or now.introduced or stint is None or not turn.interrupted:
        return turn
    work = turn.work(stint)
    if now.left is None or work.dose.hold >= TOLD_FROM or not _moving(work, now.stint.place, now.left):
        return turn
    place = after(work, stint.place)
    if finished(work, place):
        return turn.but(person=turn.person.stint_done(), interrupted=False)
    return turn.but(person=turn.person.at(place))


def _moving(work: Work, place: Place, left: Remaining) -> bool:
    """Whether the movement at `place` has begun, and they do not only get ready for it."""
    return left.total < counting.seconds(work, place) - counting.GET_READY - COUNTDOWN * work.counted_in
