"""Pain: what to do with the body first, then the signs, then a question. Nothing of it is stored."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.handlers import reply
from skill.handlers.memory import Question
from skill.handlers.turn import Turn


def pain(turn: Turn) -> Response:
    """ "That hurts": stop, when to leave it, when to call for help; then whether to skip the exercise."""
    say = turn.say.say
    talk = [say("pain.stop"), say("pain.leave"), say("pain.emergency")]
    in_routine = turn.person.stint is not None and turn.person.aside is None
    return reply.ask(turn, talk, Question.SKIP if in_routine else Question.STOP_HERE)
