"""Leaving: the place is kept, and nothing is asked."""

from __future__ import annotations

from skill.dialogue.answer import Answer, close, silence
from skill.dialogue.memory import HAS_SETTLED
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed, finish
from skill.handlers.document_errors import without_lost_count


def stop(turn: Turn) -> Answer:
    """ "Stop", "cancel": goodbye, with the place kept."""
    if turn.workout is not None and turn.workout.over:
        return finish(turn)
    return close(turn, _farewell(turn))


def let_go(turn: Turn) -> Answer:
    """Understood nothing several times: no more guessing; the place is kept."""
    return close(turn, say("bye.let_go"))


def session_ended(turn: Turn) -> Answer:
    """Alexa ended the session, and takes no answer.

    Behind the last exercise, the workout is closed; so it is where nobody told whether a pain has settled.
    """
    unsettled = turn.memory.asked in HAS_SETTLED
    turn = without_lost_count(turn)
    if unsettled or (turn.workout is not None and turn.workout.over):
        turn = closed(turn)
    return silence(turn)


def _farewell(turn: Turn) -> Phrase:
    if turn.workout is None or not turn.workout.begun:
        return say("bye.plain")
    return say("bye.place_kept", name=name_of(turn.workout.exercises[turn.workout.at]))
