"""More, fewer, longer, shorter: the dose of the current exercise by how it is now."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD, MOST_REPS
from skill.coaching.own_dose import OwnDose, bounds
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.ending_this_one import TOLD_FROM, with_this_one_done
from skill.dialogue.free_counts import free_count
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.moment import moment
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import aside, just_done, just_done_alone
from skill.handlers.free_counting import count_reps
from skill.handlers.own_dose import changed, exercise_meant, no_exercise, whole, work_now

FEW_REPS, FEW_SECONDS = 2, 5
"""By how much "more", "fewer", "longer" and "shorter" change a dose where no number is said."""


def more(turn: Turn) -> Answer:
    """ "Two more", "ten more seconds", "more reps": of what is under way; else a free count of so many."""
    reps = turn.slots.number
    if reps is None and free_count(turn) is not None:
        reps = FEW_REPS
    if reps is None:
        return _by(turn, 1)
    now = with_this_one_done(turn)
    last, alone, free = just_done(now), just_done_alone(now), now.person.aside
    if last is not None:
        allowed = bounds(turn.exercise(last), turn.level(last)).reps
        return aside(now, Stint(last, reps=allowed.nearest(whole(reps))))
    if alone is not None and alone.dose is not None:
        return _so_many_more(now, _last_set_done(alone), reps)
    if free is not None and free.dose is not None:
        return _so_many_more(now, free, reps)
    if not turn.under_way and exercise_meant(turn) is None:
        return count_reps(turn)
    return (_one_more(now) if reps == 1 else None) or _by(turn, 1)


def _last_set_done(alone: Stint) -> Stint:
    """A free count that is over, as it stood behind its last rep."""
    assert alone.dose is not None
    return replace(alone, place=Place(alone.dose.sets - 1, alone.dose.reps))


def _so_many_more(turn: Turn, free: Stint, reps: int) -> Answer:
    """A free count with so many reps on top goes on behind the last one."""
    assert free.dose is not None
    more = min(free.dose.reps + reps, MOST_REPS)
    if more == free.dose.reps:
        return ask(turn, [say("own.most_reps", n=MOST_REPS)], question_of_place(turn))
    free = replace(free, dose=replace(free.dose, reps=more))
    turn = turn.with_person(aside=free).with_memory(alone=replace(free, place=Place()))
    return count(turn, say("own.okay"))


def _one_more(turn: Turn) -> Answer | None:
    """One on top of the exercise under way, this once; None where that would be one too many."""
    stint = turn.stint
    if stint is None or not turn.under_way:
        return None
    dose = turn.work(stint).dose
    most = bounds(turn.exercise(stint.exercise), turn.level(stint.exercise)).reps.most
    if dose.sets > 1 or dose.reps >= most:
        return None
    return count(turn.but(person=turn.person.doing(dose.reps + 1)), say("own.okay"))


def more_and_no_more(turn: Turn) -> Answer:
    """ "Two more and then I'm done": of what is under way so many more, this once."""
    reps, now = turn.slots.number, with_this_one_done(turn)
    if now.stint is None or not reps or turn.interrupted != now.interrupted:
        return more(turn)
    turn, stint = now, now.stint
    wanted = min(stint.place.reps + reps, MOST_REPS)
    if stint.dose is not None:
        free = replace(stint, dose=replace(stint.dose, reps=wanted, sets=stint.place.sets + 1))
        return count(turn.with_person(aside=free), say("own.okay"))
    wanted = bounds(turn.exercise(stint.exercise), turn.level(stint.exercise)).reps.nearest(wanted)
    return count(turn.but(person=turn.person.doing(max(wanted, stint.place.reps + 1))), say("own.okay"))


def hold_longer(turn: Turn) -> Answer | None:
    """ "Ten more seconds" in an exercise whose hold may be longer; None anywhere else."""
    stint, seconds = turn.stint, turn.slots.length
    if stint is None or not stint.exercise or not turn.interrupted or seconds is None or isnan(seconds):
        return None
    now, hold = moment(turn), turn.work(stint).dose.hold
    if stint.begun and stint.place.between_sets and now is not None and now.rest is not None:
        return None  # in the rest between two sets it is the rest that is to be longer
    held = now is not None and now.holds
    least, most = bounds(turn.exercise(stint.exercise), turn.level(stint.exercise)).hold
    if least == most and not (held and hold >= TOLD_FROM):
        return None
    return changed(turn, OwnDose(hold=hold + whole(seconds)), at_once=held)


def fewer(turn: Turn) -> Answer:
    """ "Two fewer", "five seconds less", "fewer reps"."""
    return _by(turn, -1)


def longer(turn: Turn) -> Answer:
    """ "Make it longer": each hold; where nothing is held, more reps."""
    return _longer_by(turn, 1)


def shorter(turn: Turn) -> Answer:
    """ "Make it shorter"."""
    return _longer_by(turn, -1)


def _by(turn: Turn, sign: int) -> Answer:
    name, seconds, reps = exercise_meant(turn), turn.slots.seconds, turn.slots.count
    if name is None:
        return no_exercise(turn)
    dose = work_now(turn, name).dose
    if seconds is not None and not isnan(seconds):
        return changed(turn, OwnDose(hold=dose.hold + sign * whole(seconds)))
    by = min(FEW_REPS, max(1, dose.reps // 2)) if reps is None or isnan(reps) else whole(reps)
    return changed(turn, OwnDose(reps=dose.reps + sign * by))


def _longer_by(turn: Turn, sign: int) -> Answer:
    name, free = exercise_meant(turn), turn.person.aside
    if free is not None and free.dose is not None and free.dose.hold:
        turn, dose = at_likeliest_within(turn), free.dose
        free = turn.person.aside or free
        least = max(COUNTED_HOLD, free.place.seconds + 1)
        hold = min(max(dose.hold + sign * FEW_SECONDS, least), LONGEST_HOLD)
        free = replace(free, dose=replace(dose, hold=hold))
        return count(turn.with_person(aside=free), say("own.okay"))
    if name is None:
        return no_exercise(turn)
    exercise, dose = turn.exercise(name), work_now(turn, name).dose
    least, most = bounds(exercise, turn.level(name)).hold
    if least == most:
        return _by(turn, sign)
    return changed(turn, OwnDose(hold=dose.hold + sign * min(FEW_SECONDS, max(1, dose.hold // 2))))
