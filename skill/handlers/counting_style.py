"""How holds are counted: down to the end or up to it, with cues or without. It is remembered."""

from __future__ import annotations

from msgspec.structs import replace

from skill.dialogue.answer import Answer, tell
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn
from skill.handlers import free_counting, running_count


def count_up(turn: Turn) -> Answer:
    """ "Count up": every hold up to its end."""
    return tell(_preferring(turn, count_up=True), say("style.up"))


def end_counted_down(turn: Turn) -> Answer:
    """ "Count down at the end": as it is unless somebody asks for something else."""
    return tell(_preferring(turn, count_up=False), say("style.down"))


def count_down(turn: Turn) -> Answer:
    """ "Count down": without a number, in an exercise, its holds; otherwise a countdown."""
    numbered = turn.slots.count is not None or turn.slots.seconds is not None
    if not numbered and (downwards := running_count.downwards(turn)) is not None:
        return downwards
    return free_counting.count_down(turn) if numbered or not _at_exercise(turn) else end_counted_down(turn)


def just_count(turn: Turn) -> Answer:
    """ "Just count": in an exercise without cues; anywhere else, a free count."""
    if not _at_exercise(turn):
        return free_counting.count_reps(turn)
    return tell(_preferring(turn, just_count=True), say("style.just_count"))


def give_cues(turn: Turn) -> Answer:
    """ "Give me cues": a word about breath and form in the long holds."""
    return tell(_preferring(turn, just_count=False), say("style.cues"))


def explain_everything(turn: Turn) -> Answer:
    """ "Explain everything": all the steps of every exercise, however well it is known."""
    return tell(_preferring(turn, explain=True, brief=False), say("style.explain"))


def _at_exercise(turn: Turn) -> bool:
    return turn.stint is not None and bool(turn.stint.exercise)


def _preferring(turn: Turn, **preferences: bool) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, **preferences))
