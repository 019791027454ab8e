"""More, fewer, longer, shorter: the dose of the current exercise by how it is now."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD, MOST_REPS
from skill.coaching.own_dose import OwnDose, bounds
from skill.coaching.person import Stint
from skill.dialogue.answer import Answer, count
from skill.dialogue.moment import moment
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import aside, just_done
from skill.handlers.free_counting import count_reps
from skill.handlers.own_dose import changed, exercise_meant, no_exercise, whole, work_now

FEW_REPS, FEW_SECONDS = 2, 5
"""By how much "more", "fewer", "longer" and "shorter" change a dose where no number is said."""


def more(turn: Turn) -> Answer:
    """ "Two more", "ten more seconds", "more reps": of what is under way; else a free count of so many."""
    last, reps = just_done(turn), turn.slots.count
    if last is not None and reps is not None and not isnan(reps):
        allowed = bounds(turn.exercise(last), turn.level(last)).reps
        return aside(turn, Stint(last, reps=allowed.nearest(whole(reps))))
    if reps is not None and not turn.under_way and exercise_meant(turn) is None:
        return count_reps(turn)
    return _by(turn, 1)


def more_and_no_more(turn: Turn) -> Answer:
    """ "Two more and then I'm done": of what is under way so many more, this once."""
    stint, reps = turn.stint, turn.slots.number
    if stint is None or not reps:
        return more(turn)
    wanted = min(stint.place.reps + reps, MOST_REPS)
    if stint.dose is not None:
        free = replace(stint, dose=replace(stint.dose, reps=wanted, sets=stint.place.sets + 1))
        return count(turn.with_person(aside=free), say("own.okay"))
    wanted = bounds(turn.exercise(stint.exercise), turn.level(stint.exercise)).reps.nearest(wanted)
    return count(turn.but(person=turn.person.doing(max(wanted, stint.place.reps + 1))), say("own.okay"))


def hold_longer(turn: Turn) -> Answer | None:
    """ "Ten more seconds" in an exercise whose hold may be longer; None anywhere else."""
    stint, seconds = turn.stint, turn.slots.count if turn.slots.seconds is None else turn.slots.seconds
    if stint is None or not stint.exercise or not turn.interrupted or seconds is None or isnan(seconds):
        return None
    now = moment(turn)
    if stint.begun and stint.place.between_sets and now is not None and now.rest is not None:
        return None  # in the rest between two sets it is the rest that is to be longer
    least, most = bounds(turn.exercise(stint.exercise), turn.level(stint.exercise)).hold
    if least == most:
        return None
    return changed(turn, OwnDose(hold=turn.work(stint).dose.hold + whole(seconds)))


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
        hold = min(max(free.dose.hold + sign * FEW_SECONDS, COUNTED_HOLD), LONGEST_HOLD)
        free = replace(free, dose=replace(free.dose, hold=hold))
        return count(turn.with_person(aside=free), say("own.okay"))
    if name is None:
        return no_exercise(turn)
    exercise, dose = turn.exercise(name), work_now(turn, name).dose
    least, most = bounds(exercise, turn.level(name)).hold
    if least == most:
        return _by(turn, sign)
    return changed(turn, OwnDose(hold=dose.hold + sign * min(FEW_SECONDS, max(1, dose.hold // 2))))
