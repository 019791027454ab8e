"""Where somebody is who asks: the likeliest place of a count that they broke off, which counts from then on.

It is reckoned at the moment of the request. On an Echo that is two or three seconds after the last word that
was heard, and who asks "how many left" in the middle of a rep goes on moving.
"""

from __future__ import annotations

from math import floor

from msgspec.structs import replace

from skill.coaching.correcting import once_more
from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.stepping import credited, finished
from skill.coaching.workout import Stint
from skill.dialogue import moving
from skill.dialogue.logbook import with_corrected
from skill.dialogue.moment import Moment, moment
from skill.dialogue.turn import Turn

SPEAKS = 2
"""Seconds of a hold that pass while somebody says "again" behind the wake word."""


def at_likeliest(turn: Turn) -> Turn:
    """The turn at the likeliest second of a count that was broken off: what was before it counts as done.

    For whoever asks where they are: they hear what is taken as done, and can put it right. Where the side is
    in doubt, or the routine may be over, the place stays what is sure.
    """
    stint, now = turn.stint, moment(turn)
    if stint is None or now is None or not turn.interrupted or turn.in_doubt or turn.bystander:
        return turn
    work, over = turn.work(stint), replace(now.stint, place=stint.place) != stint
    place = Place(work.dose.sets) if over else credited(work, _to_the_second(work, now))
    if place <= stint.place:
        return turn
    if not finished(work, place):
        return with_corrected(turn, stint, place).but(person=turn.person.at(place))
    following, alone = turn.person.stint_done().stint, turn.person.aside is not None
    if following is None and not alone:
        return turn
    turn = with_corrected(turn, stint, place)
    if following is not None and not alone:
        body = moving.in_the_rest(turn, stint.exercise, following.exercise, moved=False)
        turn = turn.with_memory(body=body)
    return turn.but(person=turn.person.stint_done(), interrupted=False)


def at_likeliest_within(turn: Turn) -> Turn:
    """The same for whoever means what they are at, even where all of it may be over."""
    stint, likely = turn.stint, at_likeliest(turn)
    if stint is None or likely.stint is None:
        return turn
    return likely if replace(likely.stint, place=stint.place) == stint else turn


def movement_again(turn: Turn, stint: Stint) -> Turn:
    """The turn at the start of the movement under way, or of the one before if none was."""
    work, now = turn.work(stint), moment(turn)
    here = now.stint.place if now is not None else None
    if here is not None and here.seconds > SPEAKS and here.at_rest == stint.place:
        # Most likely it was being held when they began to speak, though not surely enough to count any of it.
        return turn
    if not work.dose.hold:  # the number that was heard last is meant
        turn = at_likeliest_within(turn)
        stint = turn.stint or stint
    return turn.but(person=turn.person.at(once_more(work, stint.place)))


def perhaps_more(turn: Turn) -> bool:
    """Whether more movements were likely done than those that surely were."""
    return _movements(turn.stint) != _movements(at_likeliest(turn).stint)


def _movements(stint: Stint | None) -> Stint | None:
    return stint and replace(stint, place=stint.place.at_rest)


def _to_the_second(work: Work, now: Moment) -> Place:
    """The place reached; in a hold that is counted in longer steps, the second."""
    place, hold = now.stint.place, now.left.hold if now.left is not None else None
    if hold is None or hold >= work.dose.hold:
        return place
    return place._replace(seconds=max(place.seconds, floor(work.dose.hold - hold)))
