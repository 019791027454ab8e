"""The ball or the feet move: down safely first, and nothing is counted before the person says so."""

from __future__ import annotations

from skill.coaching.exercise import Equipment
from skill.dialogue import moving
from skill.dialogue.answer import Answer, ask
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn

STEADYING = 20.0
"""Seconds to come down, and to move the ball or the mat."""


def slipping(turn: Turn) -> Answer:
    """ "The ball is slipping", "my feet are sliding", "I'm sliding off"."""
    stint = turn.stint
    needs = turn.exercise(stint.exercise).needs if stint is not None and stint.exercise else ()
    lies_on_it = Equipment.BALL in needs and not moving.leans_on_ball(turn)
    advice = say("slip.ball" if lies_on_it else "slip.feet")
    if not turn.under_way:
        return ask(turn, [say("pain.rest"), advice], question_of_place(turn), quiet=STEADYING)
    down, turn = moving.at_rest(turn), moving.rested(turn).with_memory(ball_away=moving.leans_on_ball(turn))
    return ask(turn, [say("pain.stop"), down, advice], question_of_place(turn), quiet=STEADYING)
