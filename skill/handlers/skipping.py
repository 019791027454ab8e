"""Skipping what is no exercise: the talk before a count, or some seconds of it."""

from __future__ import annotations

from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.moment import moment
from skill.dialogue.phrases import say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.routine import lead_on


def skip_talk(turn: Turn) -> Answer:
    """ "Skip the explanation": the count begins at once."""
    if turn.stint is None and turn.workout is None and not workouts.everything_hurts(turn):
        turn = workouts.begun(turn)
    stint = turn.stint
    if stint is None or not stint.exercise or stint.begun:
        return lead_on(turn)
    name = stint.exercise
    turn = turn.but(person=turn.person.introduced(name))
    return count(turn.with_memory(introduced=name, body=turn.position(name)))


def skip_seconds(turn: Turn) -> Answer:
    """ "Skip ten seconds": of a rest, the rest; of a hold there are none to skip."""
    now = moment(turn)
    resting = now.rest is not None if now is not None else turn.memory.rest_ends > turn.sent.latest
    if resting:
        return lead_on(turn)
    return ask(turn, [say("skip.no_seconds")], question_of_place(turn))
