"""What people worry about on the mat: whether to stop, what clicks, how it will feel tomorrow."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn


def should_i_stop(turn: Turn) -> Answer:
    """Yes, when in doubt."""
    return ask(turn.but(unsure=False), [say("worry.should_i_stop")], Question.STOP_HERE)


def clicking(turn: Turn) -> Answer:
    """ "My neck is cracking": harmless without pain."""
    return ask(turn, [say("worry.clicking")], question_of_place(turn))


def sore_tomorrow(turn: Turn) -> Answer:
    """ "Will my back hurt tomorrow?": which soreness is normal."""
    return ask(turn, [say("worry.sore_tomorrow")], question_of_place(turn))
