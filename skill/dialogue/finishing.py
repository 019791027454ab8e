"""The end of a routine: what was done, one true thing about it, goodbye. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.person import Workout
from skill.dialogue.phrases import Ordinal, Phrase, say
from skill.dialogue.turn import Turn

BOTH = 2
MOST_TIMES = 100
"""Whole routines up to which it is told which one it was: beyond, there is no ordinal."""


def done_to_the_end(workout: Workout) -> Workout:
    """The workout once all that is left of it is done."""
    while not workout.over:
        workout = workout.finished_one()
    return workout


def farewell(turn: Turn, workout: Workout | None) -> Iterator[Phrase]:
    """For somebody whose workout is over, if there was one. Easy movement does not count as an exercise."""
    names = workout.all if workout is not None else frozenset()
    counting = {name for name in names if not turn.eases(name)}
    done, total = len(counting & set(workout.done if workout is not None else ())), len(counting)
    if not done:
        yield say("finish.none")
        return
    if done < total:
        yield say("finish.some", n=done, total=total)
    elif workout is not None and workout.part is not None:
        yield say("finish.both" if total == BOTH else "finish.part", n=total)
    else:
        yield say("finish.all", n=total)
        yield from _remark(turn.person.finished + 1)
    yield say("finish.goodbye")


def _remark(times: int) -> Iterator[Phrase]:
    """How often the whole routine was done by now."""
    if times == 1:
        yield say("finish.first_time")
    elif times <= MOST_TIMES:
        yield say("finish.nth_time", nth=Ordinal(times))
