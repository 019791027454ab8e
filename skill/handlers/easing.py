"""Warm-up, relief and cool-down: left out from now on, and back in."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.plan import left_out
from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, tell
from skill.dialogue.phrases import name_of, say
from skill.dialogue.turn import Turn
from skill.handlers.routine import skip


def never(turn: Turn) -> Answer:
    """ "No warm-up any more": left out from now on. An exercise is left out today only."""
    name = turn.slots.exercise
    if name is None or not turn.eases(name):
        return skip(turn)
    others = tuple(other for other in turn.person.preferences.never if other != name)
    turn, said = _without(turn, *others, name), say("easing.left_out", name=name_of(name))
    workout = turn.workout
    if workout is None or name not in workout.left:
        return tell(turn, said)
    at_it = turn.person.aside is None and workout.left[0] == name
    turn = turn.with_person(workout=left_out(workout, name))
    return workouts.announce(turn, said) if at_it else tell(turn, said)


def back(turn: Turn) -> Answer:
    """ "Put the warm-up back in": from the next routine on, or in this one if nothing of it is done."""
    name = turn.slots.exercise
    if name is None or not turn.eases(name):
        return tell(turn, say("easing.all_in"))
    turn = _without(turn, *(other for other in turn.person.preferences.never if other != name))
    if turn.workout is not None and not turn.workout.begun:
        turn = turn.with_person(workout=None)
    return tell(turn, say("easing.back", name=name_of(name)))


def _without(turn: Turn, *never: str) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, never=never))
