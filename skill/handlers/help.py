"""Help, and what was not understood, by what was asked last."""

from __future__ import annotations

from msgspec.structs import replace

from skill.dialogue import situation
from skill.dialogue.answer import QUIET, Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, Verbatim, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.leaving import let_go
from skill.handlers.routine import lead_on

MISSES_BEFORE_OFFERING = 2
"""Misses in a row after which two things to say are offered."""
MISSES_BEFORE_WAITING = 3
"""Misses in a row after which there is quiet; where nothing has begun, the session ends."""
ASKS_WHAT = {Question.WHICH_TO_DO, Question.WHICH_TO_EXPLAIN, Question.HOW_MANY, Question.HOW_LONG}
"""Questions that "go" is no answer to."""


def help(turn: Turn) -> Answer:
    """What can be said now; then the question again."""
    return _ask_again(turn, "help")


def ask_again(turn: Turn) -> Answer:
    """Not an answer to the question: say what would be one, and ask again; but not for ever."""
    misses = turn.memory.misses + 1
    if misses >= MISSES_BEFORE_WAITING:
        return back_to_place(turn)
    return _missed(_ask_again(turn, "missed"), misses)


def not_understood(turn: Turn) -> Answer:
    """Once: say it again. Twice in a row: one of two things. From the third time on: quiet, until "go"."""
    misses = turn.memory.misses + 1
    if misses >= MISSES_BEFORE_WAITING:
        return let_go(turn) if turn.stint is None else _missed(_wait(turn), misses)
    if misses >= MISSES_BEFORE_OFFERING:
        return _missed(_ask_again(turn, "missed"), misses)
    question = _question(turn)
    or_go = say("trouble.or_go") if question in situation.LEADS_ON else None
    talk = [say("trouble.say_again"), or_go, _where(turn, question)]
    return _missed(ask(turn, talk, question, about=_about(turn)), misses)


def back_to_place(turn: Turn) -> Answer:
    """No to something that was offered: back to where they were."""
    return ask(turn, [say("pause.fine")], question_of_place(turn.with_memory(asked=None)))


def take_up(turn: Turn) -> Answer:
    """The place again, whatever was asked; where there is none, what would be an answer."""
    return lead_on(turn) if turn.stint is not None else ask_again(turn)


def _wait(turn: Turn) -> Answer:
    """As much quiet as there may be, with the place kept and the question still open."""
    question, about = _question(turn), _about(turn)
    if question in ASKS_WHAT:
        question, about = question_of_place(turn), ""
    return ask(turn, [say("trouble.waiting")], question, about=about, quiet=QUIET)


def _missed(answer: Answer, misses: int) -> Answer:
    """An answer to what was not understood; "again" means what was said before it."""
    said = answer.memory.said
    before = (Verbatim(said),) if said else ()
    return replace(answer, memory=replace(answer.memory, misses=misses), repeat=before)


def _ask_again(turn: Turn, form: str) -> Answer:
    question, about = _question(turn), _about(turn)
    return ask(turn, [situation.question(turn, question, about, form)], question, about=about)


def _question(turn: Turn) -> Question:
    return situation.asked(turn) or question_of_place(turn)


def _about(turn: Turn) -> str:
    """The exercise that the question is about; none where it was not heard."""
    return "" if turn.interrupted else turn.memory.about


def _where(turn: Turn, question: Question) -> Phrase | None:
    """For somebody who is asked whether to go on: from where."""
    return situation.place(turn, turn.stint) if question is Question.RESUME else None
