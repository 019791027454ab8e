"""Half an answer to a question about a pain: "a bit better", "only a little", "maybe"."""

from __future__ import annotations

from skill.dialogue.answer import Answer
from skill.dialogue.memory import HAS_SETTLED, Question
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.handlers.conditions import leave_out
from skill.handlers.felt import right
from skill.handlers.help import back_to_place
from skill.handlers.pain import accept_easier
from skill.handlers.resting_first import settles


def half_an_answer(turn: Turn) -> Answer | None:
    """Its cautious side: easier, or more rest. None where no such question is open and nothing hurts."""
    question, memory = asked(turn), turn.memory
    if question in HAS_SETTLED:
        return settles(turn)
    if question is Question.EASIER:
        return accept_easier(turn)
    if question is Question.LEAVE_OUT:
        return leave_out(turn)
    if question is Question.EFFORT:
        return right(turn)
    hurt = memory.hurts or memory.sore or memory.unwell or question is Question.STOP_HERE
    return back_to_place(turn) if hurt else None
