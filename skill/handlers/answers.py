"""Yes, no, help, and what fits nothing: each by what was asked last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ask_sdk_model import Response

from skill.dialogue import phrases, reply
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers import leaving, opening, pause, routine, safety, single_exercise

MISSES_BEFORE_OFFERING = 2
"""Utterances in a row that fit nothing: then there is no more guessing, but two things that one can say."""
MISSES_BEFORE_LETTING_GO = 3
"""Then the place is kept and the person left in peace."""


def yes(turn: Turn) -> Response:
    question = asked(turn)
    return _YES[question](turn) if question else opening.launch(turn)


def no(turn: Turn) -> Response:
    question = asked(turn)
    return _NO[question](turn) if question else leaving.stop(turn)


def help(turn: Turn) -> Response:
    """What one can say at this moment; then the question again."""
    question = _question(turn)
    talk = [reply.question_text(turn, question, _about(turn), room="help")]
    return reply.ask(turn, talk, question, about=_about(turn))


def not_understood(turn: Turn) -> Response:
    """Once: say it again. Twice in a row: one of two things. A third time: the place is kept."""
    misses = turn.memory.misses + 1
    if misses >= MISSES_BEFORE_LETTING_GO:
        return leaving.let_go(turn)
    question, about = _question(turn), _about(turn)
    talk = [turn.say.say("trouble.say_again"), _where(turn, question)]
    if misses >= MISSES_BEFORE_OFFERING:
        talk = [reply.question_text(turn, question, about, room="missed")]
    response = reply.ask(turn, talk, question, about=about)
    turn.memory.misses = misses
    return response


def asked(turn: Turn) -> Question | None:
    """What was asked last; somebody who broke a count off has not heard it, but means their place."""
    return phrases.question_of_place(turn) if turn.interrupted else turn.memory.asked


def _question(turn: Turn) -> Question:
    return asked(turn) or phrases.question_of_place(turn)


def _about(turn: Turn) -> str:
    """The exercise that the question is about; none where it was not heard."""
    return "" if turn.interrupted else turn.memory.about


def _where(turn: Turn, question: Question) -> str:
    """For somebody who is asked whether to go on: from where."""
    stint = turn.person.stint
    return phrases.place(turn, stint) if stint is not None and question is Question.RESUME else ""


def do_it(turn: Turn) -> Response:
    return single_exercise.do_alone(turn, turn.memory.about)


def ask_again(turn: Turn) -> Response:
    """That was no answer to what was asked: what would be one, and the question again."""
    question = _question(turn)
    talk = [reply.question_text(turn, question, _about(turn), room="missed")]
    return reply.ask(turn, talk, question, about=_about(turn))


def back_to_place(turn: Turn) -> Response:
    return reply.ask(turn, [turn.say.say("pause.fine")], phrases.question_of_place(turn))


def _which_then(turn: Turn) -> Response:
    return reply.ask(turn, [], Question.WHICH_TO_DO)


_YES: Mapping[Question, Callable[[Turn], Response]] = {
    Question.START: routine.start_routine,
    Question.READY: routine.lead_on,
    Question.RESUME: routine.lead_on,
    Question.COUNT_ON: routine.lead_on,
    Question.GO_ON: routine.lead_on,
    Question.EASIER: safety.do_easier,
    Question.INSTEAD: safety.do_instead,
    Question.FINISH: routine.finish,
    Question.FROM_START: routine.restart_routine,
    Question.DO_IT: do_it,
    Question.STOP_HERE: safety.stop_here,
    Question.WHICH_TO_DO: ask_again,
    Question.WHICH_TO_EXPLAIN: ask_again,
    Question.HOW_MANY: ask_again,
    Question.HOW_LONG: ask_again,
}
_NO: Mapping[Question, Callable[[Turn], Response]] = {
    Question.START: leaving.stop,
    Question.READY: pause.wait,
    Question.RESUME: pause.wait,
    Question.COUNT_ON: pause.wait,
    Question.GO_ON: leaving.stop,
    Question.EASIER: safety.leave,
    Question.INSTEAD: safety.move_on,
    Question.FINISH: _which_then,
    Question.FROM_START: routine.restart_exercise,
    Question.DO_IT: leaving.stop,
    Question.STOP_HERE: back_to_place,
    Question.WHICH_TO_DO: back_to_place,
    Question.WHICH_TO_EXPLAIN: back_to_place,
    Question.HOW_MANY: back_to_place,
    Question.HOW_LONG: back_to_place,
}
