"""Yes, no, help, and what fits nothing: each by what was asked last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ask_sdk_model import Response

from skill.handlers import alone, ending, pause, phrases, reply, routine
from skill.handlers.memory import Question
from skill.handlers.turn import Turn

MISSES_BEFORE_LETTING_GO = 2
"""Utterances in a row that fit nothing: then the place is kept and the person left in peace."""


def yes(turn: Turn) -> Response:
    return _YES[turn.memory.asked](turn) if turn.memory.asked else routine.launch(turn)


def no(turn: Turn) -> Response:
    return _NO[turn.memory.asked](turn) if turn.memory.asked else ending.stop(turn)


def help(turn: Turn) -> Response:
    """What one can say at this moment; then the question again."""
    question = _question(turn)
    talk = [reply.question_text(turn, question, turn.memory.about, room="help")]
    return reply.ask(turn, talk, question, about=turn.memory.about)


def not_understood(turn: Turn) -> Response:
    """The two likeliest things one can say; the second time in a row, the place is kept."""
    misses = turn.memory.misses + 1
    if misses >= MISSES_BEFORE_LETTING_GO:
        return ending.let_go(turn)
    question = _question(turn)
    talk = [reply.question_text(turn, question, turn.memory.about, room="missed")]
    response = reply.ask(turn, talk, question, about=turn.memory.about)
    turn.memory.misses = misses
    return response


def _question(turn: Turn) -> Question:
    """What was asked last, unless the person is in the middle of something."""
    if turn.interrupted or turn.memory.asked is None:
        return phrases.question_of_place(turn)
    return turn.memory.asked


def _do_it(turn: Turn) -> Response:
    return alone.do_alone(turn, turn.memory.about)


def _ask_again(turn: Turn) -> Response:
    """Yes or no to a question that wants a name or a number."""
    assert turn.memory.asked is not None
    return reply.ask(turn, [], turn.memory.asked)


def _back_to_place(turn: Turn) -> Response:
    return reply.ask(turn, [turn.say.say("pause.fine")], phrases.question_of_place(turn))


def _easier_way(turn: Turn) -> Response:
    """It hurt, and yet the exercise is not to be skipped: an easier way, and the question whether to stop."""
    stint = turn.person.stint
    words = turn.words(stint.exercise) if stint and stint.exercise else None
    easier = turn.say.say("pain.easier", easier=words.easier) if words else ""
    return reply.ask(turn, [turn.say.say("pause.fine"), easier], Question.STOP_HERE)


def _which_then(turn: Turn) -> Response:
    return reply.ask(turn, [], Question.WHICH_TO_DO)


_YES: Mapping[Question, Callable[[Turn], Response]] = {
    Question.START: routine.start_routine,
    Question.READY: routine.lead_on,
    Question.RESUME: routine.lead_on,
    Question.COUNT_ON: routine.lead_on,
    Question.GO_ON: routine.lead_on,
    Question.SKIP: routine.skip,
    Question.FINISH: routine.finish,
    Question.FROM_START: routine.restart_routine,
    Question.DO_IT: _do_it,
    Question.STOP_HERE: ending.stop,
    Question.WHICH_TO_DO: _ask_again,
    Question.WHICH_TO_EXPLAIN: _ask_again,
    Question.HOW_MANY: _ask_again,
    Question.HOW_LONG: _ask_again,
}
_NO: Mapping[Question, Callable[[Turn], Response]] = {
    Question.START: ending.stop,
    Question.READY: pause.wait,
    Question.RESUME: pause.wait,
    Question.COUNT_ON: pause.wait,
    Question.GO_ON: ending.stop,
    Question.SKIP: _easier_way,
    Question.FINISH: _which_then,
    Question.FROM_START: routine.restart_exercise,
    Question.DO_IT: ending.stop,
    Question.STOP_HERE: _back_to_place,
    Question.WHICH_TO_DO: _back_to_place,
    Question.WHICH_TO_EXPLAIN: _back_to_place,
    Question.HOW_MANY: _back_to_place,
    Question.HOW_LONG: _back_to_place,
}
