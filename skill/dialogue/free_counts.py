"""The free count that somebody is in, or has just done; and what was done of one that is left."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.phrases import Length, Phrase, say
from skill.dialogue.situation import is_timer, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone


def free_count(turn: Turn) -> Stint | None:
    """The free count under way or just over."""
    stint = turn.person.aside or just_done_alone(turn)
    return stint if stint is not None and stint.dose is not None else None


def running(turn: Turn) -> bool:
    """Whether a free count has begun and is not over."""
    aside = turn.person.aside
    return aside is not None and aside.dose is not None and (turn.interrupted or aside.begun)


def with_what_was_done(turn: Turn, goodbye: Answer) -> Answer:
    """The answer to somebody who leaves, behind what was done of the free count that ran; a timer is over."""
    free = left(turn)
    if free is None:
        return goodbye
    person = replace(goodbye.person, aside=None) if is_timer(free) else goodbye.person
    return replace(goodbye, say=(*what_was_done(free), *goodbye.say), person=person)


def left(turn: Turn) -> Stint | None:
    """The free count that is broken off, as far as it was done; None where none has begun."""
    free = at_likeliest_within(turn).person.aside
    return free if turn.interrupted and running(turn) and free is not None and free.begun else None


def ended(turn: Turn, free: Stint) -> Turn:
    """The turn in which a free count is over; a timer was as long as it was held, for whoever asks later."""
    turn = turn.with_person(aside=None)
    held = free.place.seconds if is_timer(free) else 0
    if free.dose is None or held < COUNTED_HOLD:
        return turn
    return turn.with_memory(alone=Stint(dose=replace(free.dose, hold=held)))


def done_early(turn: Turn) -> Answer | None:
    """ "Done" in the middle of a timer: how long it was held; None for anything else."""
    free = left(turn)
    if free is None or not is_timer(free) or not free.place.seconds:
        return None
    told = say("done.hold", length=Length(free.place.seconds))
    return ask(ended(turn, free), [told], question_of_place(turn, aside=False))


def what_was_done(free: Stint) -> tuple[Phrase, ...]:
    """How much of a free count was done, and that it counts."""
    assert free.dose is not None, "a free count is left"
    at = free.place
    if is_timer(free):
        held = at.seconds
        return (say("done.hold", length=Length(held)), say("free.kind")) if held else (say("free.left"),)
    reps = at.sets * free.dose.reps + at.reps
    return (say("place.done", n=reps), say("free.kind")) if reps else (say("free.left"),)
