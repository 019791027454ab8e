"""Difficulty: the current exercise an easier or a harder way, remembered until it is changed."""

from __future__ import annotations

from skill.coaching.exercise import Level
from skill.coaching.stepping import finished
from skill.dialogue import variants
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import tick_off
from skill.handlers.own_dose import as_prescribed

NOW = {Level.EASIER: "level.easier", Level.USUAL: "level.usual", Level.HARDER: "level.harder"}


def easier(turn: Turn) -> Answer:
    """ "That's too hard"."""
    return _one_on(turn, -1, "level.easiest")


def harder(turn: Turn) -> Answer:
    """ "That's too easy"."""
    return _one_on(turn, 1, "level.hardest")


def usual(turn: Turn) -> Answer:
    """ "The usual way again"."""
    turn, stint = as_prescribed(turn), turn.stint
    if stint is None or not stint.exercise:
        return _one_on(turn, 0, "")
    if finished(turn.work(stint), stint.place):
        return tick_off(turn, say("level.usual"))
    level = turn.level(stint.exercise)
    return tell(turn, say("level.usual")) if level is Level.USUAL else _one_on(turn, -level, "")


def _one_on(turn: Turn, by: int, at_the_end: str) -> Answer:
    """The current exercise one level easier or harder; the place is kept."""
    if turn.stint is None:
        return tell(turn, say("level.in_each"))
    name = turn.stint.exercise
    if not name:
        return tell(turn, say("level.free"))
    level = turn.level(name) + by
    if level not in NOW:
        return tell(turn, say(at_the_end))
    turn, told = variants.changed(turn, name, Level(level))
    return ask(turn, [say(NOW[Level(level)]), *told], question_of_place(turn))
