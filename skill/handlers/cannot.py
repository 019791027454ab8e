"""What this skill cannot do: named as such, with the nearest thing that it or Alexa can."""

from __future__ import annotations

from collections.abc import Mapping

from skill.dialogue.answer import Answer
from skill.dialogue.slots import UNKNOWN
from skill.dialogue.turn import Turn
from skill.handlers import help, small_talk

SAID_OF: Mapping[str, str] = {
    "music": "cannot.music",
    "news": "cannot.news",
    "fun": "cannot.fun",
    "call": "cannot.call",
    "house": "cannot.house",
    "note": "cannot.note",
    "alarm": "cannot.alarm",
    "kitchen": "cannot.kitchen",
    "measure": "cannot.measure",
    "picture": "cannot.picture",
    "language": "cannot.language",
    "voice": "cannot.voice",
    "seat": "cannot.seat",
    "beep": "cannot.beep",
    "exercises": "cannot.exercises",
}
"""The ids of the type CANNOT in the interaction model, and what is said of each."""


def cannot(turn: Turn) -> Answer:
    """ "Play some music". What nobody knows may be a wish that can be met, so it is asked for again."""
    if turn.slots.thing == UNKNOWN:
        return help.not_understood(turn)
    return small_talk.then_the_question(turn, SAID_OF.get(turn.slots.thing or "", "cannot.other"))
