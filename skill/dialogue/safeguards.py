"""What is never counted by itself: anything while a pain may be there, and a second routine on one day."""

from __future__ import annotations

from skill.coaching.person import Stint
from skill.dialogue import introduction, wording
from skill.dialogue.answer import Answer, ask, greeted
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.sparing import what_is_next
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed_today

NOT_THROUGH = (say("pain.not_through"),)


def guarded(turn: Turn, answer: Answer) -> Answer:
    """The answer to `turn`, or a question in its place where it would count too soon."""
    if answer.count is None:
        return answer
    if answer.memory.may_hurt:
        if answer.memory.asked is not Question.STILL_THERE:
            return ask(turn, [], Question.STILL_THERE)
        return what_is_next(turn.with_memory(asked=None, unsettled=False), [say("pain.good")])
    if _pushes_through(turn, answer):
        return ask(turn, NOT_THROUGH, Question.EASIER)
    counting = turn.but(person=answer.person, memory=answer.memory)
    if (caution := introduction.caution(counting, answer.count)) is not None:
        return ask(_without(counting, answer.count), [caution], Question.DO_IT, about=answer.count.exercise)
    aside = answer.person.aside
    if turn.elsewhere or not turn.new_session or not closed_today(turn):
        return answer
    if aside is not None and aside.dose is not None:  # a free count is no exercise
        return answer
    turn, hello = greeted(turn.but(person=answer.person), say("greet.same_day"))
    if aside is None:
        return ask(turn, hello, Question.START)
    return ask(turn, hello, Question.READY, about=aside.exercise)


def _pushes_through(turn: Turn, answer: Answer) -> bool:
    """Whether what hurt would be counted as it was, though an easier way of it was offered just now.

    Somebody who says so twice decides for themselves.
    """
    offered = turn.memory.asked is Question.EASIER and not turn.interrupted
    name = answer.count.exercise if answer.count is not None else ""
    hurts = offered and name == turn.memory.about and name in answer.memory.hurts
    return hurts and not wording.was_said(turn, NOT_THROUGH)


def _without(turn: Turn, stint: Stint) -> Turn:
    """The turn in which nothing is done beside the routine, where that was to be this."""
    return turn.with_person(aside=None) if turn.person.aside == stint else turn
