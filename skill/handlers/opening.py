"""The skill is opened: a welcome to somebody new, straight on with anybody else."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.coaching.person import Workout
from skill.dialogue import duration, phrases, reply
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers.routine import ROUTINE, start_routine, todays


def launch(turn: Turn) -> Response:
    """ "Alexa, start my back routine": a welcome the first time, later straight on."""
    if not turn.person.met and turn.workout is None:
        return _welcome(turn)
    return start_routine(turn)


def _welcome(turn: Turn) -> Response:
    say = turn.say.say
    exercises = todays(turn)
    minutes = duration.minutes(turn, Workout(ROUTINE, exercises))
    needs = [item for name in exercises for item in turn.exercise(name).needs]
    return reply.ask(
        turn,
        [
            say("welcome.hello"),
            say("welcome.size", n=len(exercises), minutes=minutes),
            say("welcome.needs", things=phrases.equipment(turn, needs)) if needs else "",
            say("welcome.safety"),
        ],
        Question.START,
    )
