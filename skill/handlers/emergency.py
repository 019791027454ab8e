"""An emergency is final: the number to call, what to do until help comes, and no exercise after it."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed

MOST_REPEATS = 3
"""How often the number is said before the session ends: a person who needs the phone needs quiet, too."""


def emergency(turn: Turn) -> Answer:
    """Call for help. The workout is closed, so that no later session counts on; nothing else is stored."""
    turn = closed(turn.with_person(aside=None, spoken=None))
    return _ask_for_help(turn, say("emergency.call"))


def stay(turn: Turn) -> Answer:
    """Whatever else is said after an emergency: the number again, and how to wait."""
    if turn.memory.emergency >= MOST_REPEATS:
        return leave(turn)
    return _ask_for_help(turn, say("emergency.wait"))


def help_is_coming(turn: Turn) -> Answer:
    """Yes, help is on the way."""
    return close(turn, say("emergency.until_help"))


def leave(turn: Turn) -> Answer:
    """The last word is the number."""
    return close(turn, say("emergency.goodbye"))


def _ask_for_help(turn: Turn, said: Phrase) -> Answer:
    turn = turn.but(unsure=False).with_memory(emergency=turn.memory.emergency + 1)
    return ask(turn, [said], Question.HELP_COMING)
