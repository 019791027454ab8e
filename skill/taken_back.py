"""The answer to a first question, taken back: the other one was meant, or the question is asked again."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue.answer import Answer, ask
from skill.dialogue.choosing import ball_unknown, chosen
from skill.dialogue.memory import Question
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.handlers.equipment import have_ball
from skill.handlers.meeting import done_before, has_no_ball, never_done
from skill.misheard import thats_wrong
from skill.questions import say_no, say_yes


def say_meant_yes(turn: Turn) -> Answer:
    """ "Sorry, I meant yes": of the first questions the one before, else the one that is asked."""
    if _just_answered(turn) and turn.routine.id == GENTLE_ROUTINE:
        return done_before(turn)
    if _just_answered(turn) and Equipment.BALL in turn.person.preferences.without:
        return have_ball(turn)
    return say_yes(turn)


def say_meant_no(turn: Turn) -> Answer:
    """ "Sorry, I meant no"."""
    if asked(turn) is Question.HAVE_BALL:
        return never_done(turn)
    return has_no_ball(turn) if _just_answered(turn) and ball_unknown(turn) else say_no(turn)


def say_thats_wrong(turn: Turn) -> Answer:
    """ "I answered that wrong": the first question before is asked again, else what was misheard."""
    if asked(turn) is Question.HAVE_BALL or (_just_answered(turn) and turn.routine.id == GENTLE_ROUTINE):
        return ask(chosen(turn, ""), [], Question.DONE_BEFORE)
    if _just_answered(turn):
        preferences = replace(turn.person.preferences, without=())
        return ask(turn.with_person(preferences=preferences), [], Question.HAVE_BALL)
    return thats_wrong(turn)


def _just_answered(turn: Turn) -> bool:
    """Whether the last of the first questions has just been answered."""
    return asked(turn) is Question.START and turn.workout is None and turn.memory.welcomed
