"""A routine by its name: started, or asked for first where another one would lose its place."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.content.known import GENTLE_ROUTINE, USUAL_ROUTINE
from skill.dialogue.answer import Answer, ask
from skill.dialogue.choosing import ball_unknown, chosen, size_of
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Items, RoutineName, in_breaths, say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted
from skill.handlers import opening, routine

MOST_AT_ONCE = 4
"""Routines that are listed in one sentence: their names are short."""


def start_named(turn: Turn) -> Answer:
    """ "Start my morning routine": the place in another one is not given up unasked."""
    named = turn.slots.routine
    if named is None or named not in turn.library.routines:
        return which_routines(turn, unknown=True)
    return start(turn, named)


def start(turn: Turn, named: str) -> Answer:
    """The routine of that id."""
    picks_part = asked(turn) is Question.CARRY_ON
    if turn.routine.id == named and not turn.unmet:
        return routine.restart_routine(turn) if picks_part else routine.start_routine(turn)
    if _loses_place(turn) and not picks_part:
        return ask(turn, [], Question.LEAVE_ROUTINE, about=named)
    return _begin(turn, named)


def leave_and_start(turn: Turn) -> Answer:
    """Yes: the place in the one is given up, and the other begins."""
    return _begin(turn, turn.memory.about)


def which_routines(turn: Turn, *, unknown: bool = False) -> Answer:
    """ "What routines do you have": all of them by name, and which; in mid-exercise, back to the place."""
    usual = [name for name in (USUAL_ROUTINE, GENTLE_ROUTINE) if name in turn.library.routines]
    names = [
        say("meeting.item", name=RoutineName(name))
        for name in dict.fromkeys((*usual, *turn.library.routines))
    ]
    first, others = names[:MOST_AT_ONCE], in_breaths(names[MOST_AT_ONCE:])
    told = [
        say("meeting.unknown") if unknown else None,
        say("meeting.there_are", n=len(names), names=Items(tuple(first))),
        *(say("meeting.more_names", names=breath) for breath in others),
    ]
    return ask(turn, told, Question.WHICH_ROUTINE if turn.stint is None else question_of_place(turn))


def _loses_place(turn: Turn) -> bool:
    """Whether something of a routine under way is done: a warm-up is soon done again."""
    workout = turn.workout
    if workout is None or workout.over:
        return False
    at_one = workout.place != Place() and not turn.is_easy_movement(workout.exercises[workout.at])
    return at_one or bool(counted(turn, workout.done))


def _begin(turn: Turn, name: str) -> Answer:
    welcomed = turn.memory.welcomed or asked(turn) is Question.DONE_BEFORE
    new, turn = turn.unmet and not welcomed, chosen(turn, name)
    if new:
        return opening.welcome(turn)
    named = say("meeting.named", name=RoutineName(name))
    if ball_unknown(turn):
        return ask(turn, [named], Question.HAVE_BALL)
    turn, size = size_of(turn)
    return routine.start_routine(turn, told=(named, size))
