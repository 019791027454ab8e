"""Leaving: the place is kept, and nothing is asked."""

from __future__ import annotations

from skill.dialogue import moving
from skill.dialogue.answer import Answer, close, silence
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed, finish, just_done_alone
from skill.handlers.document_errors import without_lost_count


def stop(turn: Turn) -> Answer:
    """ "Stop", "cancel": goodbye, with the place kept; behind one exercise alone, how to get up from it."""
    if turn.workout is not None and turn.workout.over:
        return finish(turn)
    return close(turn, _getting_up(turn), _farewell(turn))


def let_go(turn: Turn) -> Answer:
    """Understood nothing several times: no more guessing; the place is kept."""
    return close(turn, say("bye.let_go"))


def session_ended(turn: Turn) -> Answer:
    """Alexa ended the session, and takes no answer.

    Behind the last exercise, the workout is closed; so it is where nobody told whether a pain has settled.
    """
    unsettled = turn.memory.may_hurt
    turn = without_lost_count(turn)
    if unsettled or (turn.workout is not None and turn.workout.over):
        turn = closed(turn)
    return silence(turn)


def _getting_up(turn: Turn) -> Phrase | None:
    """How to get up; nothing to somebody who breaks off, and wants to hear no more."""
    alone = just_done_alone(turn)
    if alone is None or turn.interrupted:
        return None
    first = turn.person.met.get(alone.exercise, 0) <= moving.FULL_STEPS_TIMES
    return moving.up(turn, turn.memory.body, first=first)


def _farewell(turn: Turn) -> Phrase:
    if turn.workout is None or not turn.workout.begun:
        return say("bye.plain")
    return say("bye.place_kept", name=name_of(turn.workout.exercises[turn.workout.at]))
