"""The end of a routine: what was done, one true thing about it, goodbye. Nothing is asked."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.workout import Workout
from skill.dialogue import habits
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.remarks import remark
from skill.dialogue.turn import Turn

BOTH = 2


def done_to_the_end(workout: Workout) -> Workout:
    """The workout once all that is left of it is done."""
    while not workout.over:
        workout = workout.finished_one()
    return workout


def farewell(turn: Turn, workout: Workout | None) -> Iterator[Phrase | None]:
    """For somebody whose workout is over, if there was one. Easy movement does not count as an exercise."""
    names = workout.all if workout is not None else frozenset()
    counting = {name for name in names if not turn.is_easy_movement(name)}
    done, total = len(counting & set(workout.done if workout is not None else ())), len(counting)
    if not done:
        yield say("finish.none")
        return
    if done < total:
        yield say("finish.some", n=done, total=total)
    elif workout is not None and workout.part is not None:
        yield say("finish.both" if total == BOTH else "finish.part", n=total)
        yield remark(turn, whole=False)
    else:
        yield say("finish.all", n=total)
        yield remark(turn, whole=True)
    yield habits.again(turn, turn.person.finished + 1) or say("finish.goodbye")
