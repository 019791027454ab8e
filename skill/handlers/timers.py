"""A free count by the name of timer: stopped."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.free_counts import ended, left, what_was_done
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.leaving import stop
from skill.handlers.pause import wait


def stop_timer(turn: Turn) -> Answer:
    """ "Stop the timer": the free count ends; a routine that waits for it is offered. An exercise waits."""
    aside, workout = turn.person.aside, turn.workout
    if turn.stint is not None and turn.stint.exercise and turn.under_way:
        return wait(turn)
    if aside is None:
        return stop(turn)
    free = left(turn)
    turn = ended(turn, free or aside)
    told = what_was_done(free) if free is not None else ()
    if workout is None or workout.over:
        return close(turn, *told, say("bye.plain"))
    return ask(turn, told or [say("skip.aside")], question_of_place(turn, aside=False))
