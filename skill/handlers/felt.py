"""How the routine was: easy, right or hard. Only the step that it causes is kept."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.exercise import Exercise
from skill.coaching.log import Done, noted
from skill.coaching.progression import stays, stepped_back
from skill.coaching.steps import forward, standing
from skill.dialogue.answer import Answer, tell
from skill.dialogue.habits import asked_once
from skill.dialogue.logbook import day_of
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish, just_done
from skill.handlers import difficulty

CALLED_EASY, CALLED_HARD = 2, -1
"""What is noted for the log: it may go on sooner, or not before it went well again."""


def easy(turn: Turn) -> Answer:
    """ "Easy": a step on next time; said of an exercise, a step on now."""
    if asked(turn) is not Question.EFFORT:
        return difficulty.harder(turn)
    rule, preferences = turn.library.progression, turn.person.preferences
    growing = [each for each in _done(turn) if forward(each, standing(each, preferences), rule) is not None]
    if not growing:
        return right(turn)
    return _finished(_noted(turn, growing, CALLED_EASY), say("felt.easy"))


def right(turn: Turn) -> Answer:
    """ "Just right"."""
    said = say("felt.right")
    return _finished(turn, said) if asked(turn) is Question.EFFORT else tell(turn, said)


def hard(turn: Turn) -> Answer:
    """ "Hard": a step back next time; said of an exercise, a step back now."""
    if asked(turn) is not Question.EFFORT:
        return difficulty.easier(turn)
    done, before = [*_done(turn)], turn.person.preferences
    person = stepped_back(turn.person, done, turn.library.progression)
    turn = _noted(turn.but(person=person), done, CALLED_HARD)
    return _finished(turn, say("felt.hard" if person.preferences != before else "felt.lowest"))


def was_easy(turn: Turn) -> Answer:
    """ "That was too easy", "the plank was too easy": of the exercise that is over, or was named."""
    name = _meant(turn)
    return easy(turn) if name is None else difficulty.harder(turn, name)


def was_hard(turn: Turn) -> Answer | None:
    """ "That was too hard", "the plank was too hard"; None where no exercise can be meant."""
    name = _meant(turn)
    return None if name is None else difficulty.easier(turn, name)


def _meant(turn: Turn) -> str | None:
    """The exercise that was named, or the one that was done last, while the next has not begun."""
    named = turn.slots.exercise
    return named if named in turn.library.exercises else just_done(turn)


def _finished(turn: Turn, said: Phrase) -> Answer:
    """Goodbye; but once, while somebody talks anyway, after what they do it each day."""
    return asked_once(turn, said) or finish(turn, said)


def _done(turn: Turn) -> Iterator[Exercise]:
    """The exercises of the routine that were done, without those that are to stay as they are."""
    for name in turn.workout.done if turn.workout is not None else ():
        exercise = turn.exercises.get(name)
        if exercise is not None and not exercise.work.breaths and not stays(turn.person.preferences, name):
            yield exercise


def _noted(turn: Turn, exercises: list[Exercise], called: int) -> Turn:
    unlogged, day = turn.person.unlogged, day_of(turn, turn.now)
    for exercise in exercises:
        unlogged = noted(unlogged, Done(day, exercise.id, full=called))
    return turn.with_person(unlogged=unlogged)
