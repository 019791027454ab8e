"""Leaving: the place is kept, and nothing is asked."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.dialogue import reply
from skill.dialogue.turn import Turn
from skill.handlers.routine import finish


def stop(turn: Turn) -> Response:
    """ "Stop", "cancel": goodbye, with the place kept."""
    if turn.workout is not None and turn.workout.over:
        return finish(turn)
    return reply.close(turn, _farewell(turn))


def let_go(turn: Turn) -> Response:
    """Understood nothing twice: no more guessing; the place is kept."""
    return reply.close(turn, turn.say.say("bye.let_go"))


def session_ended(turn: Turn) -> Response:
    """Alexa ended the session, and takes no answer; where the person is was noted with the turn."""
    return reply.silence(turn)


def _farewell(turn: Turn) -> str:
    if turn.workout is None or not turn.workout.begun:
        return turn.say.say("bye.plain")
    name = turn.words(turn.workout.exercises[turn.workout.at]).name
    return turn.say.say("bye.place_kept", name=name)
