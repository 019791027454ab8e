"""Effort is not pain: what is normal, and when to stop."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask
from skill.dialogue.phrases import say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn


def effort(turn: Turn) -> Answer:
    """ "My thighs are burning", "I'm shaking", "is that normal?"."""
    return ask(turn, [say("effort.normal"), place(turn, turn.stint)], question_of_place(turn))
