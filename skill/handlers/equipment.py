"""The equipment at home decides which exercises there are."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import STANDING, Equipment
from skill.coaching.person import Workout
from skill.dialogue import moving
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.phrases import Items, Phrase, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, todays


def no_ball(turn: Turn) -> Answer:
    """ "I don't have a ball": the exercises with it are left out, from now on."""
    return _replanned(_without(turn, Equipment.BALL), "ball.left_out")


def have_ball(turn: Turn) -> Answer:
    """ "I have a ball": the exercises with it are back."""
    return _replanned(_without(turn), "ball.put_back")


def no_mat(turn: Turn) -> Answer:
    """ "I don't have a mat", "can I use a pillow": something soft is enough."""
    return tell(turn, say("need.soft"))


def no_floor(turn: Turn) -> Answer:
    """ "I can't get down on the floor": what can be done standing."""
    standing = [name for name in counted(turn, todays(turn)) if turn.position(name) == STANDING]
    if not standing:
        return tell(turn, say("need.floor"))
    names = Items([say("list.item", name=name_of(name)) for name in standing])
    return tell(turn, say("need.standing", names=names))


def _without(turn: Turn, *equipment: Equipment) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, without=equipment))


def _replanned(turn: Turn, key: str) -> Answer:
    exercises, before = todays(turn), turn.stint
    if turn.workout is not None:
        turn = turn.with_person(workout=_moved_over(turn, turn.workout, exercises))
    talk: list[Phrase | None] = [say(key, n=len(counted(turn, exercises)))]
    now = turn.stint
    if before != now and now is not None and now.exercise:
        talk.append(moving.told(turn, turn.memory.body, now.exercise))
        turn = turn.with_memory(body=turn.position(now.exercise))
    return ask(turn, talk, question_of_place(turn))


def _moved_over(turn: Turn, workout: Workout, exercises: tuple[str, ...]) -> Workout:
    """The workout with other exercises, at the same one or the first remaining one after it."""
    if workout.over:
        return replace(workout, exercises=exercises, at=len(exercises))
    order = turn.routine.order
    behind = order[order.index(workout.exercises[workout.at]) :]
    at = next((exercises.index(name) for name in behind if name in exercises), len(exercises))
    same = at < len(exercises) and exercises[at] == behind[0]
    moved = replace(workout, exercises=exercises, at=at)
    return moved if same else moved.moved(at)
