"""A count of one's own while it runs: another number for it, or given up."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import MOST_REPS
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.free_counts import ended, free_count, running, what_was_done
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.memory import NumberFor
from skill.dialogue.phrases import Length, say
from skill.dialogue.situation import is_timer, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import tick_off
from skill.handlers.free_counting import count_each_side, count_reps, count_sets
from skill.handlers.timer_length import of_length


def of_other_number(turn: Turn) -> Answer:
    """ "Let's make it fifteen", "just the ten": so many of the count under way, as far on as it is."""
    free = turn.person.aside
    assert free is not None, "a free count is changed"
    assert free.dose is not None, "a free count is changed"
    seconds = turn.slots.length
    if is_timer(free):
        return _held_enough(turn, seconds) or of_length(turn)
    if free.dose.sets > 1 or free.dose.hold:
        return in_other_sets(turn)
    return _enough_done(turn) or of_so_many(turn)


def of_so_many(turn: Turn) -> Answer:
    """Of a count under way so many in all, as far on as it is; one that has more already begins again."""
    likely, reps = at_likeliest_within(turn), turn.slots.number
    free = free_count(likely)
    if free is None or free.dose is None or reps is None or reps < 1:
        return count_reps(turn)
    if reps > MOST_REPS and free.begun:
        range_told = say("free.reps_range", least=1, most=MOST_REPS)
        return ask(likely, [range_told, place(likely, free)], question_of_place(likely))
    if not free.place.reps < reps <= MOST_REPS:
        return count_reps(turn)
    now = replace(free, dose=replace(free.dose, reps=reps))
    turn = likely.with_person(aside=now).with_memory(
        alone=replace(now, place=Place()), number_for=NumberFor.REPS
    )
    return count(turn, say("dose.reps", n=reps) if now.begun else None)


def downwards(turn: Turn) -> Answer | None:
    """ "Count down instead": what is left of the timer; None where none runs that can be counted so."""
    if not running(turn):
        return None
    turn = at_likeliest_within(turn)
    free = turn.person.aside
    if free is None or free.dose is None or not is_timer(free) or free.dose.hold > MOST_REPS:
        return None
    now = replace(free, dose=replace(free.dose, down=True))
    return count(turn.with_person(aside=now).with_memory(alone=replace(now, place=Place())))


def in_other_sets(turn: Turn) -> Answer:
    """ "Three sets of thirteen", then "no, thirty not thirteen": the number that was wrong, else the reps."""
    free, said, wrong = free_count(turn), turn.slots.count, turn.slots.wrong
    dose = free.dose if free is not None else None
    assert dose is not None, "a free count is corrected"
    sets, reps, hold = float(dose.sets), float(dose.reps), float(dose.hold) or None
    if turn.slots.seconds is not None or (said is not None and wrong is not None and wrong == hold):
        hold = turn.slots.length
    elif said is not None and wrong == sets and not dose.each_side:
        sets = said
    elif said is not None:
        reps = said
    other = turn.but(slots=replace(turn.slots, sets=sets, count=reps, seconds=hold))
    return as_far_on(turn, count_each_side(other) if dose.each_side else count_sets(other))


def as_far_on(turn: Turn, answer: Answer) -> Answer:
    """The count of an answer, as far on as the one that it takes the place of, where it has room for that."""
    before, now = at_likeliest_within(turn).person.aside, answer.count
    if before is None or now is None or now.dose is None or not before.begun:
        return answer
    at = before.place.at_rest
    if at.sets >= now.dose.sets or at.reps >= now.dose.reps:
        return answer
    now = replace(now, place=at)
    return replace(answer, person=replace(answer.person, aside=now), count=now)


def given_up(turn: Turn) -> Answer | None:
    """ "I can't hold it any longer", "too hard": what was done; None where no free count runs.

    A timer is over with it. Reps are only broken off: it may be a rest that is needed.
    """
    if not running(turn):
        return None
    turn = at_likeliest_within(turn)
    free = turn.person.aside
    assert free is not None, "a free count runs"
    if not is_timer(free):
        return ask(turn, what_was_done(free), question_of_place(turn))
    talk = [say("level.come_down"), *what_was_done(free)]
    return ask(ended(turn, free), talk, question_of_place(turn, aside=False))


def _enough_done(turn: Turn) -> Answer | None:
    """So many or more are done already: that was it."""
    likely, reps = at_likeliest_within(turn), turn.slots.number
    free = likely.person.aside
    if free is None or not reps or free.place.reps < reps:
        return None
    return tick_off(likely, say("place.done", n=free.place.reps))


def _held_enough(turn: Turn, seconds: float | None) -> Answer | None:
    """So long or longer is held already: that was it."""
    likely = at_likeliest_within(turn)
    free = likely.person.aside
    if free is None or not seconds or not free.place.seconds or not free.place.seconds >= seconds:
        return None
    return tick_off(likely, say("done.hold", length=Length(free.place.seconds)))
