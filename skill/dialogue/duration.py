"""How long a workout still takes."""

from __future__ import annotations

from skill.coaching import counting
from skill.coaching.person import Stint, Workout
from skill.dialogue.turn import Turn

TALK = 20
"""Seconds that introducing an exercise and answering a question take, about."""
NEARLY_A_MINUTE = 55
"""Seconds from which a length is told in whole minutes; a shorter one in tens of seconds."""


def seconds(turn: Turn, workout: Workout) -> float:
    """From where the workout stands to its end, rests and introductions included."""
    rest = turn.library.routines[workout.routine].rest
    here, *others = (turn.work(Stint(name)) for name in workout.left)
    counted = counting.seconds(here, workout.place) + sum(map(counting.seconds, others))
    return counted + len(workout.left) * TALK + len(others) * rest


def minutes(turn: Turn, workout: Workout) -> int:
    """The same in whole minutes, to the nearest five where it is more than ten."""
    exact = seconds(turn, workout) / 60
    return 5 * round(exact / 5) if exact > 10 else max(1, round(exact))


def of_stint(turn: Turn, stint: Stint) -> int:
    """Seconds to the end of one exercise or count, as people tell them."""
    return rounded(counting.seconds(turn.work(stint), stint.place))


def rounded(seconds: float) -> int:
    """To whole minutes, or where it is less than one, to ten seconds."""
    unit = 60 if seconds >= NEARLY_A_MINUTE else 10
    return unit * max(1, round(seconds / unit))
