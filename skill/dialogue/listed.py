"""The exercises as they are listed, and one of them named by its place in the list."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.dialogue.answer import Answer, ask
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.slots import LYING, UNKNOWN
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, todays


def listed(turn: Turn) -> tuple[str, ...]:
    """Today's exercises, those that are done too; where all else hurts, easy movement is what is left."""
    workout = turn.workout
    if workout is None or workout.over:
        every = tuple(dict.fromkeys(todays(turn)))
    else:
        every = tuple(dict.fromkeys((*workout.done, *workout.exercises)))
    return counted(turn, every) or every


def beyond_the_list(turn: Turn) -> Answer | None:
    """How many there are, for a place in the list that is behind its last one; None for any other."""
    many = len(listed(turn))
    if turn.slots.exercise is not None or turn.slots.nth is None or turn.slots.nth <= many:
        return None
    return ask(turn, [say("list.only", n=many)], question_of_place(turn))


def done_there(turn: Turn, names: Iterable[str]) -> tuple[str, ...]:
    """Those that are done in the position that was named, or with the ball."""
    wanted = turn.slots.position
    if wanted == Equipment.BALL:
        return tuple(name for name in names if Equipment.BALL in turn.exercise(name).needs)
    positions = turn.library.lying if wanted == LYING else {wanted}
    return tuple(name for name in names if turn.position(name) in positions)


def named_by_place(turn: Turn) -> Turn:
    """ "The third one" as if its name had been said."""
    nth = turn.slots.nth
    if nth is None or turn.slots.exercise is not None:
        return turn
    names = listed(turn)
    name = names[nth - 1] if nth <= len(names) else UNKNOWN
    return turn.but(slots=replace(turn.slots, exercise=name))
