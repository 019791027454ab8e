"""A request that came twice: the first has acted, so the second only says where the person is."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, count, silence
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn


def answer_again(turn: Turn) -> Answer:
    """The count that the first one began, from where it began, or else the place."""
    if turn.speaking and turn.stint is not None:
        return count(turn.with_person(spoken=None))
    return ask(turn, [place(turn, turn.stint)], question_of_place(turn))


def stay_silent(turn: Turn) -> Answer:
    """For a request that takes no answer."""
    return silence(turn)
