"""The user's own dose: how often and how long the current exercise is done, until they change it."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD
from skill.coaching.own_dose import Bounds, OwnDose, bounds
from skill.coaching.person import Stint
from skill.coaching.prescription import in_dose
from skill.coaching.stepping import RESUMED_FROM, after, finished
from skill.dialogue import introduction
from skill.dialogue.answer import Answer, ask, count, tell
from skill.dialogue.moment import moment
from skill.dialogue.phrases import Length, Phrase, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done, just_done_alone, tick_off
from skill.handlers.free_counting import count_reps, hold_for
from skill.handlers.single_exercise import aside, do_exercise

FEW_REPS, FEW_SECONDS = 2, 5
"""By how much "more", "fewer", "longer" and "shorter" change a dose where no number is said."""


def own_dose(turn: Turn) -> Answer:
    """ "Ten seconds each", "only three": so long or so many from now on."""
    reps, seconds = turn.slots.count, turn.slots.seconds
    if _counts_freely(turn) and (reps is not None or seconds is not None):
        return count_reps(turn) if seconds is None else hold_for(turn)
    if seconds is not None and not isnan(seconds):
        return _changed(turn, OwnDose(hold=_whole(seconds)))
    if reps is not None and not isnan(reps):
        return _changed(turn, OwnDose(reps=_whole(reps)))
    return tell(turn, say("own.how"))


def own_sets(turn: Turn) -> Answer:
    """ "Two sets"."""
    sets = turn.slots.sets
    return (
        tell(turn, say("own.how"))
        if sets is None or isnan(sets)
        else _changed(turn, OwnDose(sets=_whole(sets)))
    )


def do_in_dose(turn: Turn) -> Answer:
    """ "Three sets of ten superman": that exercise, so much of it from now on."""
    name, stint = turn.slots.exercise, turn.stint
    assert name is not None
    wanted = OwnDose(_said(turn.slots.count), _said(turn.slots.seconds), _said(turn.slots.sets))
    if stint is not None and stint.exercise == name:
        return _changed(turn, wanted)
    turn, limit = _in_dose(turn, name, wanted)
    answer = do_exercise(turn.but(slots=replace(turn.slots, count=None)))
    return replace(answer, say=(limit, *answer.say))


def more(turn: Turn) -> Answer:
    """ "Two more", "ten more seconds", "more reps": of what is under way; else a free count of so many."""
    last, reps = just_done(turn), turn.slots.count
    if last is not None and reps is not None and not isnan(reps):
        allowed = bounds(turn.exercise(last), turn.level(last)).reps
        return aside(turn, Stint(last, reps=allowed.nearest(_whole(reps))))
    if reps is not None and not turn.under_way and _exercise(turn) is None:
        return count_reps(turn)
    return _by(turn, 1)


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
    return _changed(turn, OwnDose(hold=turn.work(stint).dose.hold + _whole(seconds)))


def fewer(turn: Turn) -> Answer:
    """ "Two fewer", "five seconds less", "fewer reps"."""
    return _by(turn, -1)


def longer(turn: Turn) -> Answer:
    """ "Make it longer": each hold; where nothing is held, more reps."""
    return _longer_by(turn, 1)


def shorter(turn: Turn) -> Answer:
    """ "Make it shorter"."""
    return _longer_by(turn, -1)


def as_prescribed(turn: Turn, name: str) -> Turn:
    """An exercise in its usual dose again."""
    if name not in turn.person.preferences.doses:
        return turn
    return turn.but(person=in_dose(turn.person, turn.exercise(name), OwnDose()))


def usual_dose(turn: Turn, name: str) -> Answer:
    """ "The usual": the dose that the exercise has for everybody."""
    return _told(as_prescribed(turn, name).but(unsure=False), name, say("own.usual"))


def _by(turn: Turn, sign: int) -> Answer:
    name, seconds, reps = _exercise(turn), turn.slots.seconds, turn.slots.count
    if name is None:
        return _no_exercise(turn)
    dose = turn.work(turn.today(name)).dose
    if seconds is not None and not isnan(seconds):
        return _changed(turn, OwnDose(hold=dose.hold + sign * _whole(seconds)))
    by = FEW_REPS if reps is None or isnan(reps) else _whole(reps)
    return _changed(turn, OwnDose(reps=dose.reps + sign * by))


def _longer_by(turn: Turn, sign: int) -> Answer:
    name, free = _exercise(turn), turn.person.aside
    if free is not None and free.dose is not None and free.dose.hold:
        hold = min(max(free.dose.hold + sign * FEW_SECONDS, COUNTED_HOLD), LONGEST_HOLD)
        free = replace(free, dose=replace(free.dose, hold=hold))
        return count(turn.with_person(aside=free), say("own.okay"))
    if name is None:
        return _no_exercise(turn)
    exercise, dose = turn.exercise(name), turn.work(turn.today(name)).dose
    least, most = bounds(exercise, turn.level(name)).hold
    if least == most:
        return _by(turn, sign)
    return _changed(turn, OwnDose(hold=dose.hold + sign * min(FEW_SECONDS, max(1, dose.hold // 2))))


def _changed(turn: Turn, wanted: OwnDose) -> Answer:
    """Say the dose back, and go on with what is left of it."""
    name = _exercise(turn)
    if name is None:
        return _no_exercise(turn)
    before = turn.work(turn.today(name)).dose.hold
    turn, limit = _in_dose(turn, name, wanted)
    if turn.interrupted and turn.work(turn.today(name)).dose.hold < before:
        turn = _held_enough(turn, name)
    return _told(turn, name, limit or say("own.okay"))


def _held_enough(turn: Turn, name: str) -> Turn:
    """A short hold that is broken off begins again; half over, now that it is shorter, it is done."""
    stint = turn.stint
    if stint is None or stint.exercise != name:
        return turn
    work, held = turn.work(stint), stint.place.seconds
    if not held or work.dose.hold > RESUMED_FROM or 2 * held < work.dose.hold:
        return turn
    return turn.but(person=turn.person.at(after(work, stint.place)))


def _told(turn: Turn, name: str, okay: Phrase) -> Answer:
    """Say the dose that an exercise has now, and go on with what is left of it."""
    told = (okay, introduction.dose(turn.work(turn.today(name))))
    stint = turn.stint
    if stint is None or stint.exercise != name:
        return ask(turn, told, question_of_place(turn))
    if finished(turn.work(stint), stint.place):
        return tick_off(turn, say("done.well"))
    if not turn.interrupted:
        return ask(turn, told, question_of_place(turn))
    # An introduction tells the dose by itself.
    return count(turn, *(told if introduction.is_known(turn, stint) else (okay,)))


def _in_dose(turn: Turn, name: str, wanted: OwnDose) -> tuple[Turn, Phrase | None]:
    """With the exercise in its new dose, as far as it may be; and which limit was in the way."""
    exercise, before = turn.exercise(name), turn.person.preferences.doses.get(name, OwnDose())
    allowed = bounds(exercise, turn.level(name))
    own = _joined(before, wanted, allowed)
    return turn.but(person=in_dose(turn.person, exercise, own), unsure=False), _limit(wanted, allowed)


def _joined(before: OwnDose, wanted: OwnDose, allowed: Bounds) -> OwnDose:
    """What was changed before and what is wanted now, within the bounds."""
    return OwnDose(
        reps=before.reps if wanted.reps is None else allowed.reps.nearest(wanted.reps),
        hold=before.hold if wanted.hold is None else allowed.hold.nearest(wanted.hold),
        sets=before.sets if wanted.sets is None else allowed.sets.nearest(wanted.sets),
    )


def _limit(wanted: OwnDose, allowed: Bounds) -> Phrase | None:
    """Which limit was in the way; None where none was."""
    if wanted.hold is not None and allowed.hold.least == allowed.hold.most != wanted.hold:
        return say("own.fixed_hold")
    if wanted.hold is not None and wanted.hold > allowed.hold.most:
        return say("own.most_held", length=Length(allowed.hold.most))
    if wanted.hold is not None and wanted.hold < allowed.hold.least:
        return say("own.least_held", length=Length(allowed.hold.least))
    if wanted.reps is not None and wanted.reps > allowed.reps.most:
        return say("own.most_reps", n=allowed.reps.most)
    if wanted.reps is not None and wanted.reps < allowed.reps.least:
        return say("own.least_reps")
    if wanted.sets is not None and wanted.sets > allowed.sets.most:
        return say("own.most_sets", n=allowed.sets.most)
    return None


def _exercise(turn: Turn) -> str | None:
    """The exercise that was named, the one that the person is at, or the one that was just done alone."""
    named, stint = turn.slots.exercise, turn.stint
    if named in turn.library.exercises:
        return named
    if stint is None:
        alone = just_done_alone(turn)
        return alone.exercise or None if alone is not None else None
    return stint.exercise or None


def _counts_freely(turn: Turn) -> bool:
    aside = turn.person.aside
    return aside is not None and aside.dose is not None


def _no_exercise(turn: Turn) -> Answer:
    return tell(turn, say("level.free" if _counts_freely(turn) else "own.which"))


def _said(number: float | None) -> int | None:
    return None if number is None or isnan(number) else _whole(number)


def _whole(number: float) -> int:
    return round(min(number, 10_000))
