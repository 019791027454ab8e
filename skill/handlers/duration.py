"""How long a workout still takes."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.person import Stint, Workout
from skill.handlers.turn import Turn

TALK = 20
"""Seconds that introducing an exercise and answering a question take, about."""


def seconds(turn: Turn, workout: Workout) -> float:
    """From where the workout stands to its end, rests and introductions included."""
    rest = turn.library.routines[workout.routine].rest
    places = [workout.place, *[Place()] * len(workout.left)]
    stints = [Stint(name, None, place) for name, place in zip(workout.left, places, strict=False)]
    counted = sum(turn.language.lengths.of_timeline(turn.count(stint)) for stint in stints)
    return counted + len(stints) * TALK + max(0, len(stints) - 1) * rest


def minutes(turn: Turn, workout: Workout) -> int:
    """The same in whole minutes, to the nearest five where it is more than ten."""
    exact = seconds(turn, workout) / 60
    return 5 * round(exact / 5) if exact > 10 else max(1, round(exact))
