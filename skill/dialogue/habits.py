"""After what, each day, somebody does their routine: asked once, said back, and said again now and then.

A plan of this kind helps people to keep at it (Belanger-Gravel 2013: if-then plans, effect 0.31).
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.turn import Turn

NOT_SAID = "not_said"
"""They were asked, and are not asked again."""
OTHER = "other"
"""Something of their own: it is kept that there is, but not what, for it may be about their health."""
EVERY = 3
"""It is said again at the end of every third routine."""

HABITS: Mapping[str, str] = {
    "getting_up": "habit.getting_up",
    "coffee": "habit.coffee",
    "tea": "habit.tea",
    "breakfast": "habit.breakfast",
    "teeth": "habit.teeth",
    "shower": "habit.shower",
    "lunch": "habit.lunch",
    "walk": "habit.walk",
    "work": "habit.work",
    "dinner": "habit.dinner",
}
"""What people do each day: the ids of the type HABIT in the interaction model, and what each is called."""


def asked_once(turn: Turn, *before: Phrase | None) -> Answer | None:
    """`before`, and the question; None for somebody who has been asked."""
    if turn.person.preferences.after:
        return None
    return ask(named(turn, NOT_SAID), before, Question.HABIT)


def named(turn: Turn, habit: str) -> Turn:
    """With it remembered."""
    return turn.with_person(preferences=replace(turn.person.preferences, after=habit))


def again(turn: Turn, times: int) -> Phrase | None:
    """ "See you tomorrow, right after breakfast", at the end of so many routines; None: not this time."""
    key = HABITS.get(turn.person.preferences.after)
    return say("finish.after", habit=say(key)) if key is not None and times % EVERY == 0 else None
