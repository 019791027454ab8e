"""Stopping for a moment and going on: the place is kept."""

from __future__ import annotations

from skill.dialogue.answer import QUIET, Answer, ask
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.phrases import say
from skill.dialogue.situation import is_timer, place, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import all_done, ask_to_start
from skill.handlers.opening import launch
from skill.handlers.routine import lead_on


def wait(turn: Turn) -> Answer:
    """ "Wait a second": what is done and what comes next, a good while of quiet, then the question."""
    if turn.stint is None and turn.workout is None and turn.memory.asked is None:
        return ask_to_start(turn)
    if is_timer(turn.stint):
        turn = at_likeliest(turn)
    talk = [say("pause.paused"), place(turn, turn.stint), say("pause.take_your_time")]
    return ask(turn, talk, question_of_place(turn), quiet=QUIET)


def resume(turn: Turn) -> Answer:
    """ "Go on": from where one stands; after the aside, with the routine."""
    if turn.stint is None and turn.workout is None:
        return all_done(turn) or launch(turn)
    return lead_on(turn)
