"""Alexa has done something for the skill and comes back: which function answers."""

from __future__ import annotations

from skill.dialogue.answer import Answer
from skill.dialogue.turn import Turn
from skill.handlers import alexa_routines, coming_back, reminders


def resumed(turn: Turn) -> Answer:
    """The answer to a permission or to a routine that was offered, else back to the place."""
    token = turn.resumed.token if turn.resumed is not None else ""
    if turn.memory.emergency:
        return coming_back.come_back(turn)
    if token.startswith(reminders.ABOUT):
        return reminders.permission_answered(turn)
    return alexa_routines.answered(turn) if token == alexa_routines.ABOUT else coming_back.come_back(turn)
