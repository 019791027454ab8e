""" "No idea" to a question for a number: a number that will do, and it goes on."""

from __future__ import annotations

from msgspec.structs import replace

from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.wording import was_said
from skill.handlers.free_counting import count_reps, hold_for
from skill.handlers.help import help

USUAL_REPS, USUAL_SECONDS = 10, 30
"""What is counted for somebody who has no number in mind."""


def default_number(turn: Turn) -> Answer | None:
    """What is taken instead of the number that was asked for; None where none was."""
    question, free = asked(turn), turn.person.aside
    if question is Question.WHAT_TIME:
        return help(turn)
    told_how = any(was_said(turn, [say(how)]) for how in ("correct.tell_how_many", "correct.tell_which"))
    misheard = question in {Question.HOW_MANY, Question.HOW_LONG} and free is not None
    if told_how or misheard:
        talk = [say("correct.my_count"), place(turn, turn.stint)]
        return ask(turn, talk, question_of_place(turn))
    if question is Question.HOW_MANY:
        return count_reps(turn.but(slots=replace(turn.slots, count=float(USUAL_REPS))))
    if question is Question.HOW_LONG:
        return hold_for(turn.but(slots=replace(turn.slots, seconds=float(USUAL_SECONDS))))
    return None
