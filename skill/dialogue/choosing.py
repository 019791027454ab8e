"""Which routine somebody does: chosen once, it is theirs until they choose another."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.coaching.household import last_other
from skill.dialogue import duration
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, fresh


def chosen(turn: Turn, routine: str) -> Turn:
    """With this routine from now on, and nothing under way."""
    preferences = replace(turn.person.preferences, routine=routine)
    return turn.with_person(preferences=preferences, workout=None, aside=None)


def ball_unknown(turn: Turn) -> bool:
    """Whether the routine needs a ball, and nobody knows whether they have one.

    Somebody who was led through an exercise with it once has one.
    """
    if Equipment.BALL in turn.person.preferences.without:
        return False
    exercises = turn.library.exercises
    with_ball = {name for name, exercise in exercises.items() if Equipment.BALL in exercise.needs}
    return not with_ball.isdisjoint(turn.routine.order) and with_ball.isdisjoint(turn.person.met)


def first_question(turn: Turn) -> Answer:
    """A welcome to somebody new, what to be careful about, and the question that tells what suits them.

    The question alone, once the welcome was said.
    """
    if turn.memory.welcomed:
        return ask(turn, [], Question.DONE_BEFORE)
    maybe_known = say("who.maybe_known") if last_other(turn.person) is not None else None
    talk = [say("welcome.hello"), say("meeting.coach"), say("welcome.safety"), maybe_known]
    return ask(turn.with_memory(welcomed=True), talk, Question.DONE_BEFORE)


def size_of(turn: Turn) -> tuple[Turn, Phrase]:
    """How many exercises their routine has and how long it takes; and the turn in which they know."""
    workout = fresh(turn)
    number, minutes = len(counted(turn, workout.exercises)), duration.minutes(turn, workout)
    return turn.with_person(minutes=minutes), say("meeting.size", n=number, minutes=minutes)


def sized(turn: Turn, before: Phrase, behind: Phrase | None = None) -> Answer:
    """`before`, how many exercises and how long they take, `behind`; and whether to start.

    What an exercise needs is told when it comes: the first time must be short.
    """
    turn, size = size_of(turn)
    return ask(turn, [before, size, behind], Question.START)
