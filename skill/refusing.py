"""No to going on: the ways that there are, and the second time a way out."""

from __future__ import annotations

from msgspec.structs import replace

from skill.dialogue.answer import QUIET, Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn
from skill.handlers import leaving, resting_first
from skill.handlers.help import back_to_place, take_up
from skill.handlers.pause import wait
from skill.handlers.routine import skip


def not_now(turn: Turn) -> Answer:
    """ "No thanks": time, and what else can be said.

    The second time, easy movement is skipped; of anything else, it is asked whether to stop.
    """
    stint = turn.stint
    if stint is None:
        return wait(turn)
    if turn.memory.refused:
        return skip(turn) if turn.is_easy_movement(stint.exercise) else _ask_to_stop(turn)
    question = question_of_place(turn)
    ways = say("pause.or_skip" if question is Question.READY else "pause.or_next")
    return _refused(ask(turn, [say("pause.fine"), place(turn, stint), ways], question, quiet=QUIET))


def not_that_one(turn: Turn) -> Answer:
    """No to doing an exercise: the next one is skipped; after any other, back to the place."""
    if turn.workout is not None and turn.memory.about in turn.workout.left[:1]:
        return skip(turn)
    return leaving.stop(turn) if turn.stint is None else back_to_place(turn)


def stop_here(turn: Turn) -> Answer:
    """Yes to stopping: for today, where something hurt; after no to going on, the place is kept."""
    return leaving.stop(turn) if turn.memory.refused else resting_first.agree_to_stop(turn)


def ask_first(turn: Turn) -> Answer:
    """ "Go" to stopping for today: where something went wrong, nothing is counted at once."""
    return take_up(turn) if turn.memory.refused else back_to_place(turn)


def _ask_to_stop(turn: Turn) -> Answer:
    return _refused(ask(turn, [], Question.STOP_HERE))


def _refused(answer: Answer) -> Answer:
    return replace(answer, memory=replace(answer.memory, refused=True))
