"""Alexa did something in between, such as asking for a permission: back to where the person was."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, greeted
from skill.dialogue.phrases import say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn
from skill.handlers import emergency
from skill.handlers.opening import launch


def come_back(turn: Turn) -> Answer:
    """The place and its question, whatever came of it: nobody is left in silence, and nothing is counted."""
    if turn.memory.emergency:
        return emergency.stay(turn)
    if not turn.person.met and turn.stint is None and turn.workout is None:
        return launch(turn)
    turn, hello = greeted(turn, say("greet.back_again"))
    return ask(turn, [*hello, place(turn, turn.stint)], question_of_place(turn))
