"""What is left out from now on, an exercise or the easy movement around them, and what is back in."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.plan import left_out, put_back
from skill.coaching.workout import Workout
from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, ask, count, tell
from skill.dialogue.phrases import MOST_IN_A_ROW, Phrase, name_of, names_of, say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.slots import UNKNOWN
from skill.dialogue.sparing import taken_up_again
from skill.dialogue.turn import Turn
from skill.handlers.routine import skip


def never(turn: Turn) -> Answer:
    """ "No warm-up any more", "never the superman again": left out from now on."""
    if turn.slots.exercise == UNKNOWN:
        return tell(turn, say("explain.unknown"))
    here = turn.stint.exercise if turn.stint is not None else ""
    names = turn.slots.exercises or (here,)
    if not turn.library.exercises.keys() >= {*names}:
        return skip(turn)
    others = tuple(other for other in turn.person.preferences.never if other not in names)
    without = _without(turn, *others, *names)
    kept = next((name for name in names if name in workouts.planned(without)), None)
    if kept is not None:
        return tell(turn, say("choice.last_of_all", name=name_of(kept)))
    turn, said = workouts.left_beside(without, names), _no_more(turn, names)
    workout = turn.workout
    if workout is None or not {*names} & {*workout.left}:
        left_aside = turn.person.aside is not without.person.aside
        return ask(turn, [said], question_of_place(turn, aside=not left_aside))
    at_it = turn.person.aside is None and workout.left[0] in names
    for name in names:
        workout = left_out(workout, name)
    turn = turn.with_person(workout=workout)
    return workouts.announce(turn, said) if at_it else tell(turn, said)


def _no_more(turn: Turn, names: tuple[str, ...]) -> Phrase:
    if len(names) > 1:
        return say("choice.never_these", names=names_of(names))
    return say(
        "easing.left_out" if turn.is_easy_movement(names[0]) else "choice.never", name=name_of(names[0])
    )


def warmed_up(turn: Turn) -> Answer:
    """ "I already warmed up": the warm-up is skipped for today, if it is still to come."""
    warm_up = turn.routine.warm_up
    planned = workouts.planned(turn) if turn.workout is None else turn.workout.left
    if warm_up not in planned:
        return tell(turn, say("pause.fine"))
    return skip(turn.but(slots=replace(turn.slots, exercise=warm_up)))


def everything(turn: Turn) -> Answer:
    """ "Leave out everything": then nothing is left."""
    return tell(turn, say("choice.nothing_left"))


def back(turn: Turn) -> Answer:
    """ "Put the warm-up back in", "bring it back": in this routine, if it is still to come in it.

    Where none is named, it is the one that was left out last; what was skipped just now begins at once.
    """
    never, name = turn.person.preferences.never, turn.slots.exercise
    left = turn.memory.left
    if left is not None and name in {None, left.exercise} and left.exercise not in turn.memory.hurts:
        return count(taken_up_again(turn) or turn)
    if name is None and not never:
        return _todays_back(turn)
    name = name if name is not None else never[-1]
    if name not in turn.library.exercises:
        return tell(turn, say("explain.unknown"))
    workout = turn.workout
    if name not in never and (workout is None or name in workout.exercises or name in workout.done):
        return tell(turn, say("easing.all_in"))
    turn = _without(turn, *(other for other in never if other != name))
    said = say("easing.back" if turn.is_easy_movement(name) else "choice.back", name=name_of(name))
    if workout is not None and not workout.begun and workout.part is None and _in_order(turn, workout):
        return tell(turn.with_person(workout=None), said)
    if workout is not None and not workout.over:
        order = turn.routine.order
        turn = turn.with_person(workout=put_back(workout, name, order))
    return tell(turn, said)


def better_again(turn: Turn) -> Answer:
    """ "My knee is better": how to have back what was left out for it.

    "I'm fine", in a count in which nobody spoke of a pain, may be said of one that was not heard.
    """
    if turn.interrupted and not (turn.memory.sore or turn.memory.pains):
        return ask(turn, [say("pain.if_any"), place(turn, turn.stint)], question_of_place(turn))
    left_out_today = _missing(turn) if turn.memory.sore else ()
    told = [say("pain.good"), say("choice.how_back")] if left_out_today else [say("pause.fine")]
    return ask(turn, [*told, place(turn, turn.stint)], question_of_place(turn))


def _todays_back(turn: Turn) -> Answer:
    """ "Put them back": all that was left out today, where it is still to come."""
    workout, names = turn.workout, _missing(turn)
    if workout is None or not names:
        return tell(turn, say("choice.none_out"))
    for name in names:
        workout = put_back(workout, name, turn.routine.order)
    back = workouts.counted(turn, (name for name in names if name in workout.exercises))
    if not back:
        return tell(turn, say("choice.none_out"))
    many = len(back) > MOST_IN_A_ROW
    said = say("choice.back_many", n=len(back)) if many else say("choice.back_these", names=names_of(back))
    return tell(turn.with_memory(hurts=()).with_person(workout=workout), said)


def _missing(turn: Turn) -> tuple[str, ...]:
    """What the routine has for this person, and today's has not."""
    workout = turn.workout
    if workout is None or workout.over:
        return ()
    return tuple(name for name in workouts.planned(turn) if name not in {*workout.exercises, *workout.done})


def _in_order(turn: Turn, workout: Workout) -> bool:
    """Whether nothing was put off, or put first."""
    return [*workout.exercises] == [name for name in turn.routine.order if name in workout.exercises]


def _without(turn: Turn, *never: str) -> Turn:
    return turn.with_person(preferences=replace(turn.person.preferences, never=never))
