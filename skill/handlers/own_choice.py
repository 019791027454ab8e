"""Your exercises: just these, only so many, this one first, that one later."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching import plan
from skill.coaching.cue import Place
from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, ask, count, tell
from skill.dialogue.following import not_ahead
from skill.dialogue.listed import done_there
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, name_of, names_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.leaving import stop
from skill.handlers.routine import skip

NAMED_AT_MOST = 3
"""Exercises that are named in one sentence."""


def just_these(turn: Turn) -> Answer:
    """ "Just the plank and the bridge": these today, in this order, and what was done stays done."""
    names = tuple(name for name in turn.slots.exercises if name in turn.library.exercises)
    if not names:
        return ask(turn, [say("explain.unknown")], question_of_place(turn))
    turn = _under_way(turn)
    workout = turn.workout
    assert workout is not None
    if turn.under_way and workout.left[0] in names:
        names = tuple(dict.fromkeys((workout.left[0], *names)))
    turn = turn.with_person(workout=plan.chosen(workout, names))
    told = say("choice.just_one", name=name_of(names[0]))
    if len(names) > 1:
        told = say("choice.just", names=names_of(names))
    return _led(turn, told)


def only_position(turn: Turn) -> Answer:
    """ "Only the ones on my back", "only the lying down ones": these today."""
    workout = turn.workout
    left = workout.left if workout is not None and not workout.over else workouts.todays(turn)
    names = done_there(turn, workouts.counted(turn, left))
    if not names:
        return tell(turn, say("skip.not_that_way"))
    first, *others = names
    return just_these(turn.but(slots=replace(turn.slots, exercise=first, others=tuple(others))))


def so_many(turn: Turn) -> Answer:
    """ "Only three exercises today": so many of those that are left, in their order."""
    asked, turn, wanted = turn, _under_way(turn), turn.slots.number
    assert turn.workout is not None
    left = turn.workout.left
    there_are = workouts.counted(turn, left)
    if wanted is None or wanted < 1:
        return tell(asked, say("choice.how_many", n=len(there_are)))
    if wanted >= len(there_are):
        return _led(turn, say("choice.no_more", n=len(there_are)))
    out = there_are[wanted:]
    relief = {turn.routine.relief_after.get(name) for name in out}
    names = tuple(name for name in left if name not in (*out, *relief))
    turn = turn.with_person(workout=plan.chosen(turn.workout, names))
    if wanted > NAMED_AT_MOST:
        return _led(turn, say("choice.so_many", n=wanted, name=name_of(there_are[0])))
    kept = there_are[:wanted]
    one = say("choice.just_one", name=name_of(kept[0]))
    return _led(turn, one if wanted == 1 else say("choice.just", names=names_of(kept)))


def how_to_pick(turn: Turn) -> Answer:
    """ "Can I choose my own exercises": how to name them."""
    return tell(turn, say("choice.pick"))


def order(turn: Turn) -> Answer:
    """ "Swap the order": how to say which one."""
    return tell(turn, say("choice.order"))


def this_first(turn: Turn) -> Answer:
    """ "The plank first": before all that is left, behind a warm-up that has not begun.

    "Skip the warm-up and do the plank first" leaves out what else is named.
    """
    name = turn.slots.exercise
    if name is None or name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], question_of_place(turn))
    turn = _under_way(turn)
    assert turn.workout is not None
    workout = turn.workout
    for other in turn.slots.others:
        if other != name:
            workout = workouts.without_today(turn, workout, other)
    warm_up = (*workout.left, name)[0]
    turn = turn.with_person(workout=plan.first(workout, name))
    if turn.is_easy_movement(warm_up) and workout.place == Place() and not workout.at and warm_up != name:
        turn = turn.with_person(workout=plan.first(plan.first(workout, name), warm_up))
    return _led(turn, say("choice.first", name=name_of(name)))


def after_this(turn: Turn) -> Answer:
    """ "And the bridge after this": right behind what is being done."""
    name, workout = turn.slots.exercise, turn.workout
    if name is None or name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], question_of_place(turn))
    if turn.person.aside is not None:
        return tell(turn, say("choice.ask_again_then", name=name_of(name)))
    if workout is None or workout.over or workout.left[0] == name:
        return this_first(turn)
    turn = turn.with_person(workout=plan.second(workout, name))
    return tell(turn, say("choice.after_this", name=name_of(name)))


def later(turn: Turn) -> Answer:
    """ "Do this one later": behind all others that are left."""
    named, workout = turn.slots.exercise, turn.workout
    if turn.person.aside is not None and named is None:
        return skip(turn)
    if named is None and (workout is None or workout.over):
        return stop(turn)
    turn = _under_way(turn)
    assert turn.workout is not None
    name = named if named is not None else turn.workout.left[0]
    if name not in turn.library.exercises:
        return tell(turn, say("explain.unknown"))
    if name not in turn.workout.left:
        return tell(turn, not_ahead(turn, name))
    if not any(not turn.is_easy_movement(other) for other in turn.workout.left if other != name):
        return tell(turn, say("choice.is_last", name=name_of(name)))
    at_it = name == turn.workout.left[0]
    turn = turn.with_person(workout=plan.later(turn.workout, name, turn.routine.easy_movement))
    told = say("choice.later", name=name_of(name))
    return _announced(turn, told) if at_it else tell(turn, told)


def _under_way(turn: Turn) -> Turn:
    """With a workout, and nothing beside it."""
    return workouts.begun(turn).with_person(aside=None)


def _led(turn: Turn, told: Phrase) -> Answer:
    """Go on with what is now first: at once where it was being done, or where the skill was opened."""
    workout = turn.workout
    assert workout is not None
    if turn.new_session or (turn.interrupted and workout.place != Place()):
        return count(turn.but(unsure=False), told)
    return _announced(turn, told)


def _announced(turn: Turn, told: Phrase) -> Answer:
    """Name what is next; before the beginning, ask whether to start."""
    workout = turn.workout
    if workout is not None and not workout.begun and not turn.under_way and not workout.done:
        return ask(turn, [told], Question.START)
    return workouts.announce(turn, told)
