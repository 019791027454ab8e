"""The user's own dose: how often and how long the current exercise is done, until they change it."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.own_dose import Bounds, OwnDose, bounds
from skill.coaching.prescription import in_dose, kept_in
from skill.coaching.stepping import RESUMED_FROM, after, finished
from skill.coaching.workout import Stint
from skill.dialogue import introduction
from skill.dialogue.answer import Answer, ask, count, tell
from skill.dialogue.likeliest import at_likeliest_within
from skill.dialogue.memory import NumberFor, Question
from skill.dialogue.moment import broken_off
from skill.dialogue.phrases import Length, Phrase, say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.unfinished_rest import rests
from skill.dialogue.workout import just_done_alone, tick_off
from skill.handlers.running_count import of_other_number
from skill.handlers.single_exercise import MOST_OF_ONE, do_exercise


def own_dose(turn: Turn) -> Answer:
    """ "Ten seconds each", "only three": so long or so many from now on."""
    reps, seconds = turn.slots.count, turn.slots.seconds
    if _counts_freely(turn) and (reps is not None or seconds is not None):
        return of_other_number(turn)
    if seconds is not None and not isnan(seconds):
        return own_hold(turn)
    if reps is not None and not isnan(reps):
        return own_reps(turn)
    return tell(turn, say("own.how"))


def own_reps(turn: Turn) -> Answer:
    """So many reps of the exercise from now on."""
    turn = turn.with_memory(number_for=NumberFor.OWN_REPS)
    return changed(turn, OwnDose(reps=whole(turn.slots.count or 0)))


def own_hold(turn: Turn) -> Answer:
    """Each hold of the exercise so long from now on; a bare number is seconds."""
    seconds = turn.slots.length
    turn = turn.with_memory(number_for=NumberFor.OWN_HOLD)
    return changed(turn, OwnDose(hold=whole(seconds or 0)))


def own_sets(turn: Turn) -> Answer:
    """ "Two sets"."""
    sets, turn = turn.slots.sets, turn.with_memory(number_for=NumberFor.OWN_SETS)
    return (
        tell(turn, say("own.how"))
        if sets is None or isnan(sets)
        else changed(turn, OwnDose(sets=whole(sets)))
    )


def do_in_dose(turn: Turn) -> Answer:
    """ "Three sets of ten superman": that exercise, so much of it from now on."""
    name, stint = turn.slots.exercise, turn.stint
    assert name is not None
    wanted = OwnDose(_said(turn.slots.count), _said(turn.slots.seconds), _said(turn.slots.sets))
    if stint is not None and stint.exercise == name:
        return changed(turn, wanted)
    turn, limit = _in_dose(turn, name, wanted)
    answer = do_exercise(turn.but(slots=replace(turn.slots, count=None)))
    return replace(answer, say=(limit, *answer.say))


def as_prescribed(turn: Turn, name: str) -> Turn:
    """An exercise in its usual dose again."""
    if name not in turn.person.preferences.doses:
        return turn
    return turn.but(person=in_dose(turn.person, turn.exercise(name), OwnDose()))


def usual_dose(turn: Turn, name: str) -> Answer:
    """ "The usual": the dose that the exercise has for everybody, also for somebody new."""
    if turn.unmet:
        dose = turn.library.exercises[name].work_at(turn.level(name)).dose
        turn = turn.but(slots=replace(turn.slots, exercise=name))
        return changed(turn, OwnDose(dose.reps, dose.hold, dose.sets))
    return _told(as_prescribed(turn, name).but(unsure=False), name, say("own.usual"))


def changed(turn: Turn, wanted: OwnDose, *, at_once: bool = False) -> Answer:
    """Say the dose back, and ask to go on with what is left of it; `at_once`: it goes on unasked."""
    name = exercise_meant(turn)
    if name is None:
        return no_exercise(turn)
    turn = at_likeliest_within(turn)
    alone = turn.person.aside
    if alone is not None and alone.reps is not None and wanted.reps is not None:
        return _so_many_alone(turn, alone, wanted.reps, at_once=at_once)
    before = work_now(turn, name).dose.hold
    turn, limit = _in_dose(turn, name, wanted)
    if turn.interrupted and work_now(turn, name).dose.hold < before:
        turn = _held_enough(turn, name)
    return _told(turn, name, limit or say("own.okay"), at_once=at_once)


def _so_many_alone(turn: Turn, alone: Stint, reps: int, *, at_once: bool) -> Answer:
    """ "Do ten bridges", then "only five": of this one count."""
    now = replace(alone, reps=min(max(reps, 1), MOST_OF_ONE))
    turn = turn.with_memory(alone=replace(now, place=Place()))
    turn = turn.with_person(aside=replace(now, place=kept_in(now.place, turn.work(now))))
    limit = say("own.most_reps", n=MOST_OF_ONE) if reps > MOST_OF_ONE else None
    return _told(turn, now.exercise, limit or say("own.okay"), at_once=at_once)


def _held_enough(turn: Turn, name: str) -> Turn:
    """A short hold that is broken off begins again; half over, now that it is shorter, it is done."""
    stint = turn.stint
    if stint is None or stint.exercise != name:
        return turn
    work, held = turn.work(stint), stint.place.seconds
    if not held or work.dose.hold > RESUMED_FROM or 2 * held < work.dose.hold:
        return turn
    return turn.but(person=turn.person.at(after(work, stint.place)))


def _told(turn: Turn, name: str, okay: Phrase, *, at_once: bool = False) -> Answer:
    """Say the dose that an exercise has now, and what comes next of it.

    Whoever broke a count off has come down, and is asked before it goes on; a hold that is made longer is
    still being held, and whoever was being told how it is done waits for it.
    """
    stint, told = turn.stint, (okay, introduction.dose(work_now(turn, name)))
    if stint is None or stint.exercise != name:
        return ask(turn, told, question_of_place(turn))
    if finished(turn.work(stint), stint.place):
        return tick_off(turn, say("done.well"))
    now = broken_off(turn)
    if now is not None and now.introduced:
        # An introduction tells the dose by itself.
        return count(turn, *(told if introduction.is_known(turn, stint) else (okay,)))
    if at_once:
        return count(turn, *told)
    question = question_of_place(turn)
    if not turn.interrupted or (rests(turn) and stint.begun):
        return ask(turn, told, question)
    going_on = Question.RESUME if question is Question.READY else question
    return ask(turn, [*told, place(turn, stint)], going_on)


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


def exercise_meant(turn: Turn) -> str | None:
    """The exercise that was named, the one that the person is at, or the one that was just done alone."""
    named, stint = turn.slots.exercise, turn.stint
    if named in turn.library.exercises:
        return named
    if stint is None:
        alone = just_done_alone(turn)
        return alone.exercise or None if alone is not None else None
    return stint.exercise or None


def work_now(turn: Turn, name: str) -> Work:
    """The exercise as it is done now: in the count under way, else today."""
    stint = turn.stint
    return turn.work(stint if stint is not None and stint.exercise == name else turn.today(name))


def _counts_freely(turn: Turn) -> bool:
    aside = turn.person.aside
    return aside is not None and aside.dose is not None


def no_exercise(turn: Turn) -> Answer:
    return tell(turn, say("level.free" if _counts_freely(turn) else "own.which"))


def _said(number: float | None) -> int | None:
    return None if number is None or isnan(number) else whole(number)


def whole(number: float) -> int:
    return round(min(number, 10_000))
