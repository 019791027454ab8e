"""One exercise alone, with the place in the routine kept."""

from __future__ import annotations

from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask
from skill.dialogue.listed import done_there, listed
from skill.dialogue.memory import NumberFor, Question
from skill.dialogue.phrases import MOST_IN_A_ROW, Phrase, names_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import aside
from skill.handlers import leaving_out, routine

MOST_OF_ONE = 20
"""Reps of one exercise: no source that the exercises come from goes further."""


def do_exercise(turn: Turn) -> Answer:
    """ "Do the plank", "do five bird dogs": that exercise alone; then the offer to go on with the routine.

    "Warm-up again" brings back what was left out for good.
    """
    name = turn.slots.exercise
    if name is None and turn.slots.position is not None:
        return _do_the_one_there(turn)
    if name is None:
        return ask(turn, [], Question.WHICH_TO_DO)
    if name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], Question.WHICH_TO_DO)
    if name in turn.person.preferences.never and turn.is_easy_movement(name):
        return leaving_out.back(turn)
    reps = turn.slots.count
    if reps is None:
        return _do(turn, name)
    if not 1 <= reps <= MOST_OF_ONE:
        return ask(turn, [say("free.reps_range", least=1, most=MOST_OF_ONE)], question_of_place(turn))
    return _do_so_many(turn, name, int(reps))


def _do_the_one_there(turn: Turn) -> Answer:
    """ "The one on the ball": where several are done that way, which one."""
    names = done_there(turn, listed(turn)) or done_there(turn, turn.library.exercises)
    if len(names) == 1:
        return _do(turn, names[0])
    told = say("list.all", n=len(names), names=names_of(names[:MOST_IN_A_ROW])) if names else None
    return ask(turn, [told or say("skip.not_that_way")], Question.WHICH_TO_DO)


def do_asked(turn: Turn) -> Answer:
    """Yes to "shall we do it": the exercise that the question was about."""
    return _do(turn, turn.memory.about)


def which_to_do(turn: Turn) -> Answer:
    """No to finishing: which exercise instead?"""
    return ask(turn, [], Question.WHICH_TO_DO)


def _do(turn: Turn, name: str) -> Answer:
    """The exercise beside the routine, unless the routine is at it anyway."""
    workout, beside = turn.workout, turn.person.aside
    put_off = beside is not None and beside.begun and not turn.interrupted
    if beside is not None and put_off and beside == Stint(name, place=beside.place):
        return routine.lead_on(turn)
    if workout is not None and name in workout.left[:1]:
        return routine.lead_on(turn.with_person(aside=None))
    return aside(turn, Stint(name), _gently(turn, name))


def _gently(turn: Turn, name: str) -> Phrase | None:
    """To somebody new: that it is less than usual, and how to have more; once for each exercise."""
    less = turn.exercise(name).work.dose != turn.library.exercises[name].work.dose
    chose = name in turn.person.met or name in turn.person.preferences.doses
    return say("meeting.one_gently") if turn.unmet and less and not chose else None


def _do_so_many(turn: Turn, name: str, reps: int) -> Answer:
    """So many of an exercise; where that is all of its dose anyway, the exercise."""
    turn, dose = turn.with_memory(number_for=NumberFor.OWN_REPS), turn.work(Stint(name)).dose
    if dose.sets == 1 and dose.reps == reps:
        return _do(turn, name)
    return aside(turn, Stint(name, reps=reps))
