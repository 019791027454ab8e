"""One exercise alone, with the place in the routine kept."""

from __future__ import annotations

from skill.coaching.person import Stint
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn
from skill.handlers import routine


def do_exercise(turn: Turn) -> Answer:
    """ "Do the plank": that exercise alone; then the offer to go on with the routine."""
    name = turn.slots.exercise
    if name is None:
        return ask(turn, [], Question.WHICH_TO_DO)
    if name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], Question.WHICH_TO_DO)
    return _do(turn, name)


def do_asked(turn: Turn) -> Answer:
    """Yes to "shall we do it": the exercise that the question was about."""
    return _do(turn, turn.memory.about)


def which_to_do(turn: Turn) -> Answer:
    """No to finishing: which exercise instead?"""
    return ask(turn, [], Question.WHICH_TO_DO)


def aside(turn: Turn, stint: Stint) -> Answer:
    """Do something else first; the place in the routine stays."""
    return count(turn.with_person(aside=stint).with_memory(alone=stint))


def _do(turn: Turn, name: str) -> Answer:
    """The exercise beside the routine, unless the routine is at it anyway."""
    workout = turn.workout
    if workout is not None and name in workout.left[:1]:
        return routine.lead_on(turn.with_person(aside=None))
    return aside(turn, Stint(name))
