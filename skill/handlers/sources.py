"""Who says so: the source of what was just said, else of an exercise, else of the whole routine."""

from __future__ import annotations

from skill.dialogue import wording
from skill.dialogue.answer import Answer, tell
from skill.dialogue.phrases import ExerciseText, say
from skill.dialogue.turn import Turn
from skill.handlers import explain

SOURCES = {
    "moment.breathe": "source.breathe",
    "moment.get_down": "source.get_up",
    "moment.get_up": "source.get_up",
    "moment.how_often": "source.how_often",
    "moment.warm_up": "source.warm_up",
    "pain.signs": "source.signs",
    "why.routine": "source.studies",
}
"""Prompts about more than one exercise, and the prompt that names the source of each."""


def who_says_so(turn: Turn) -> Answer:
    """ "Who says so"."""
    if turn.slots.exercise is None:
        for said, source in SOURCES.items():
            if wording.text(turn, [say(said)]) in turn.memory.said:
                return tell(turn, say(source))
        if explain.subject(turn) is None:
            return tell(turn, say("source.article"))
    return explain.about_one(turn, _source, follow_up=True)


def _source(turn: Turn, name: str) -> Answer:
    return explain.back_to_place(turn, [ExerciseText(name, "source", turn.level(name))], name)
