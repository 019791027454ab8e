"""The first time: has somebody done the exercises before, and is there a ball? Both may be skipped."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.content.known import GENTLE_ROUTINE, USUAL_ROUTINE
from skill.dialogue.answer import Answer, ask
from skill.dialogue.choosing import ball_unknown, chosen, size_of, sized
from skill.dialogue.memory import Question
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn
from skill.handlers import people, routine


def done_before(turn: Turn) -> Answer:
    """Yes: the whole programme. Whether there is a ball decides how much that is, so it is asked first."""
    turn = chosen(turn, USUAL_ROUTINE)
    if ball_unknown(turn):
        return ask(turn, [say("meeting.whole")], Question.HAVE_BALL)
    return sized(turn, say("meeting.whole"))


def never_done(turn: Turn) -> Answer:
    """No, or nobody knows: a gentle start. Too little on the first day does no harm."""
    return sized(chosen(turn, GENTLE_ROUTINE), say("meeting.gentle"), say("meeting.more"))


def start_gently(turn: Turn) -> Answer:
    """ "Start", "skip": no answer, but a wish to begin."""
    turn, size = size_of(chosen(turn, GENTLE_ROUTINE))
    answer = routine.start_routine(turn)
    if answer.count is None and answer.ask is None:
        return answer  # there is nothing to start with today
    return replace(answer, say=(*answer.say, say("meeting.gentle"), size))


def first_time(turn: Turn) -> Answer:
    """ "I've never done this before": somebody new, who need not be asked."""
    welcomed = people.new_here(turn)
    new = turn.but(person=welcomed.person, memory=welcomed.memory, unsure=False)
    if not new.unmet:
        return welcomed
    gently = never_done(new)
    return replace(gently, say=(*welcomed.say, *gently.say))


def has_ball(turn: Turn) -> Answer:
    return sized(turn, say("meeting.ball"))


def has_no_ball(turn: Turn) -> Answer:
    """Without it from now on, until they say that they have one."""
    preferences = replace(turn.person.preferences, without=(Equipment.BALL,))
    return sized(turn.with_person(preferences=preferences), say("meeting.no_ball"))
