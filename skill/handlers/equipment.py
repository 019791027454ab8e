"""What one has at home decides which exercises there are."""

from __future__ import annotations

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.coaching.person import Workout
from skill.dialogue import phrases, reply
from skill.dialogue.turn import Turn
from skill.handlers.routine import ROUTINE, todays


def no_ball(turn: Turn) -> Response:
    """ "I don't have a ball": the exercises with it are left out, from now on."""
    _without(turn, Equipment.BALL)
    return _replanned(turn, "ball.left_out")


def have_ball(turn: Turn) -> Response:
    """ "I have a ball": the exercises with it are back."""
    _without(turn)
    return _replanned(turn, "ball.put_back")


def _without(turn: Turn, *equipment: Equipment) -> None:
    turn.person = replace(turn.person, preferences=replace(turn.person.preferences, without=equipment))


def _replanned(turn: Turn, key: str) -> Response:
    exercises = todays(turn)
    before = turn.person.stint
    if turn.workout is not None:
        turn.person = replace(turn.person, workout=_moved_over(turn, turn.workout, exercises))
    talk = [turn.say.say(key, n=len(exercises))]
    now = turn.person.stint
    if before != now and now is not None and now.exercise:
        position = turn.position(now.exercise)
        talk.append(phrases.transition(turn, turn.memory.body, position))
        turn.memory.body = position
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def _moved_over(turn: Turn, workout: Workout, exercises: tuple[str, ...]) -> Workout:
    """The same workout with other exercises: at the same one, or the first that is left behind it."""
    if workout.over:
        return replace(workout, exercises=exercises, at=len(exercises))
    order = turn.library.routines[ROUTINE].exercises
    behind = order[order.index(workout.exercises[workout.at]) :]
    at = next((exercises.index(name) for name in behind if name in exercises), len(exercises))
    same = at < len(exercises) and exercises[at] == behind[0]
    moved = replace(workout, exercises=exercises, at=at)
    return moved if same else moved.moved(at)
