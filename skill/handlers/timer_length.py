"""A hold of one's own while it runs: made longer, or given another length."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.likeliest import at_likeliest, at_likeliest_within
from skill.dialogue.memory import NumberFor
from skill.dialogue.moment import rest_left
from skill.dialogue.phrases import Length, Phrase, say
from skill.dialogue.situation import is_timer, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone
from skill.handlers.free_counting import hold_for, hold_limits


def more_time(turn: Turn) -> Answer | None:
    """ "Another thirty seconds": of the hold that runs, or of the timer that is over; None for a rest."""
    seconds = turn.slots.length
    if seconds is None or isnan(seconds) or rest_left(turn):
        return None
    if turn.person.aside is not None:
        turn = at_likeliest(turn)
    free = turn.person.aside
    if free is None:
        return hold_for(turn) if is_timer(just_done_alone(turn)) else None
    if free.dose is None or not free.dose.hold:
        return None
    wanted, most = free.dose.hold + round(seconds), LONGEST_HOLD
    if wanted > most and is_timer(free):
        # What is left of it and the seconds on top are a count of their own.
        wanted, free = wanted - free.place.seconds, replace(free, place=Place())
    limit = say("free.most_held", length=Length(most)) if wanted > most else None
    return _counted(turn, free, min(wanted, most), limit or say("own.okay"))


def of_length(turn: Turn) -> Answer:
    """ "Make it a minute and a half": so long in all, and what was held of it stays held."""
    free, seconds = turn.person.aside, turn.slots.length
    if free is None or not is_timer(free) or seconds is None:
        return hold_for(turn)
    now = at_likeliest_within(turn)
    running = now.person.aside
    if not COUNTED_HOLD <= seconds <= LONGEST_HOLD:
        return ask(now, [*hold_limits(seconds), place(now, running)], question_of_place(now))
    if running is None or running.place.seconds >= seconds:
        return hold_for(turn)
    told = say("free.hold_for", length=Length(round(seconds))) if running.begun else None
    return _counted(now, running, round(seconds), told)


def _counted(turn: Turn, free: Stint, hold: int, told: Phrase | None) -> Answer:
    """A free count of other holds goes on where it was."""
    assert free.dose is not None
    free = replace(free, dose=replace(free.dose, hold=hold))
    turn = turn.with_person(aside=free)
    return count(turn.with_memory(alone=replace(free, place=Place()), number_for=NumberFor.HOLD), told)
