"""Stopping for a moment and going on: the place is kept."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.dialogue import phrases, reply
from skill.dialogue.turn import Turn
from skill.handlers.opening import launch
from skill.handlers.routine import ask_to_start, lead_on

QUIET = 60.0
"""Seconds of silence that a pause gives before it asks; with the reprompt's, a minute and a half in all."""


def wait(turn: Turn) -> Response:
    """ "Wait a second": what is done and what comes next, a good while of quiet, then the question."""
    stint = turn.person.stint
    if stint is None and turn.workout is None:
        return ask_to_start(turn)
    where = phrases.place(turn, stint) if stint is not None else ""
    talk = [turn.say.say("pause.paused"), where, turn.say.say("pause.take_your_time")]
    return reply.ask(turn, talk, phrases.question_of_place(turn), quiet=QUIET)


def resume(turn: Turn) -> Response:
    """ "Go on": from where one stands; after the aside, with the routine."""
    if turn.person.stint is None and turn.workout is None:
        return launch(turn)
    return lead_on(turn)
