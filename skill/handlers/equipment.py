"""The equipment at home, and the floor, decide which exercises there are."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.coaching.preferences import Preferences
from skill.coaching.workout import Workout
from skill.content.known import BED_ROUTINE, SEATED_ROUTINE
from skill.dialogue import moving
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Items, Phrase, names_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, instead_of, left_beside, planned, possible_for, todays
from skill.handlers.choose_routine import start
from skill.handlers.padding import tried_padded

NAMED_AT_MOST = 3
"""Exercises that are named in one sentence."""


def no_ball(turn: Turn) -> Answer:
    """ "I don't have a ball": the exercises with it are left out, from now on."""
    return _gone(turn, Equipment.BALL, "ball.left_out")


def have_ball(turn: Turn) -> Answer:
    """ "I have a ball": the exercises with it are back, where they were out."""
    return _there_again(turn, Equipment.BALL, "ball.put_back")


def no_chair(turn: Turn) -> Answer:
    """ "I don't have a chair"."""
    return _gone(turn, Equipment.CHAIR, "need.left")


def no_wall(turn: Turn) -> Answer:
    """ "There's no wall"."""
    return _gone(turn, Equipment.WALL, "need.left")


def have_chair(turn: Turn) -> Answer:
    """ "I have a chair"."""
    return _there_again(turn, Equipment.CHAIR)


def have_wall(turn: Turn) -> Answer:
    """ "There's a wall now"."""
    return _there_again(turn, Equipment.WALL)


def no_mat(turn: Turn) -> Answer:
    """ "I don't have a mat", "can I use a pillow": something soft is enough."""
    return tell(turn, say("need.soft"))


def pillow(turn: Turn) -> Answer:
    """ "Can I put a pillow under my head"; for what hurt on the floor, it is tried with one."""
    return tried_padded(turn) or tell(turn, say("need.pillow"))


def no_floor(turn: Turn) -> Answer:
    """ "I can't get down on the floor": only what is done standing, from now on."""
    preferences = replace(turn.person.preferences, standing=True)
    standing = turn.with_person(preferences=preferences)
    names = counted(turn, planned(standing))
    if not names:
        return tell(_left(turn, preferences), say("need.floor"))
    if names == counted(turn, planned(turn)):
        return tell(_left(standing, preferences), say("need.off_floor"))
    then = _sitting_or_lying(turn)
    if len(names) > NAMED_AT_MOST:
        return _replanned(standing, "need.on_feet", then)
    return _replanned(standing, "need.standing", then, names=names_of(names))


def seated(turn: Turn) -> Answer:
    """ "Can I do this in a chair", "I'm in a wheelchair": the routine for a chair."""
    return _start_or_tell(turn, SEATED_ROUTINE, "need.seated")


def in_bed(turn: Turn) -> Answer:
    """ "Can I do this in bed", "I'm still in bed": the routine for a bed."""
    return _start_or_tell(turn, BED_ROUTINE, "need.bed")


def have_floor(turn: Turn) -> Answer:
    """ "I can get down to the floor again"."""
    if not turn.person.preferences.standing:
        return tell(turn, say("need.planned"))
    preferences = replace(turn.person.preferences, standing=False)
    return _replanned(turn.with_person(preferences=preferences), "need.on_floor")


def _sitting_or_lying(turn: Turn) -> Phrase | None:
    """The routines for those who would rather not stand, either."""
    return say("need.or_routines") if {SEATED_ROUTINE, BED_ROUTINE} <= turn.library.routines.keys() else None


def _start_or_tell(turn: Turn, routine: str, without: str) -> Answer:
    """Start the routine of that id; where there is none, say what can be done instead.

    Who is in another one may only want to know, and is asked first.
    """
    if routine not in turn.library.routines:
        return tell(turn, say(without))
    if turn.under_way and turn.routine.id != routine:
        return ask(turn, [], Question.LEAVE_ROUTINE, about=routine)
    return start(turn, routine)


def _with(turn: Turn, item: Equipment, *, there: bool) -> Turn:
    without = tuple(other for other in turn.person.preferences.without if other is not item)
    preferences = replace(turn.person.preferences, without=without if there else (*without, item))
    if not counted(turn, planned(turn.with_person(preferences=preferences))):
        return _left(turn, preferences)
    return turn.with_person(preferences=preferences)


def _left(turn: Turn, preferences: Preferences) -> Turn:
    """The turn in which nothing is done beside the routine that cannot be done with these preferences."""
    return left_beside(
        turn, turn.library.exercises.keys() - possible_for(turn.with_person(preferences=preferences))
    )


def _there_again(turn: Turn, item: Equipment, key: str = "need.put_back") -> Answer:
    if item not in turn.person.preferences.without:
        return tell(turn, say("need.planned"))
    return _replanned(_with(turn, item, there=True), key)


def _gone(turn: Turn, item: Equipment, key: str) -> Answer:
    """Without a thing from now on; in one exercise alone that needs it, another one is offered for it."""
    alone, without = turn.person.aside, _with(turn, item, there=False)
    if alone is None or not alone.exercise or item not in turn.exercise(alone.exercise).needs:
        return _replanned(without, key)
    turn = _planned_anew(without)
    instead = instead_of(turn, alone.exercise, ())
    talk = [say("need.gone")]
    if instead is not None:
        return ask(turn, talk, Question.INSTEAD, about=instead)
    return ask(turn, talk, Question.GO_ON if turn.workout is not None else Question.START)


def _planned_anew(turn: Turn) -> Turn:
    """The turn with the exercises that are possible now, in the workout and beside it."""
    exercises, turn = todays(turn), _left(turn, turn.person.preferences)
    if turn.workout is None:
        return turn
    return turn.with_person(workout=_moved_over(turn, turn.workout, exercises))


def _replanned(turn: Turn, key: str, then: Phrase | None = None, **values: Items) -> Answer:
    exercises, before = todays(turn), turn.stint
    turn = _planned_anew(turn)
    talk: list[Phrase | None] = [say(key, n=len(counted(turn, exercises)), **values), then]
    talk += [*_put_back(turn, exercises)]
    now = turn.stint
    if before != now and now is not None and now.exercise:
        talk.append(moving.told(turn, turn.memory.body, now.exercise))
        turn = turn.with_memory(body=turn.position(now.exercise))
    return ask(turn, talk, question_of_place(turn))


def _put_back(turn: Turn, exercises: tuple[str, ...]) -> list[Phrase]:
    """What the person never wanted and is there again, because nothing else is left."""
    never = turn.person.preferences.never
    names = tuple(name for name in counted(turn, exercises) if name in never)
    return [say("choice.but_back", names=names_of(names[:NAMED_AT_MOST]))] if names else []


def _moved_over(turn: Turn, workout: Workout, exercises: tuple[str, ...]) -> Workout:
    """The workout with other exercises, at the same one or the first remaining one after it."""
    if workout.over:
        return replace(workout, exercises=exercises, at=len(exercises))
    order = turn.routine.order
    if workout.part or tuple(filter(set(workout.exercises).__contains__, order)) != workout.exercises:
        return _reduced(workout, exercises)
    behind = order[order.index(workout.exercises[workout.at]) :]
    at = next((exercises.index(name) for name in behind if name in exercises), len(exercises))
    same = at < len(exercises) and exercises[at] == behind[0]
    moved = replace(workout, exercises=exercises, at=at)
    return moved if same else moved.moved(at)


def _reduced(workout: Workout, exercises: tuple[str, ...]) -> Workout:
    """A workout in an order of its own without what cannot be done now; all of it, where nothing would be."""
    left = tuple(name for name in workout.left if name in exercises)
    if not left:
        left = tuple(name for name in exercises if name not in workout.done) or exercises
    before = workout.exercises[: workout.at]
    moved = replace(
        workout, exercises=(*before, *(name for name in left if name not in before)), at=len(before)
    )
    if moved.over:
        return moved.moved(moved.at)
    return moved if left[0] == workout.left[0] else moved.moved(moved.at)
