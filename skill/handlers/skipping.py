"""Skipping exercises by name, the talk before a count, or some seconds of it."""

from __future__ import annotations

from msgspec.structs import replace

from skill.dialogue import workout as workouts
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.listed import done_there
from skill.dialogue.memory import Question
from skill.dialogue.moment import rest_left
from skill.dialogue.phrases import name_of, names_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.routine import lead_on, skip, start_routine


def skip_named(turn: Turn) -> Answer:
    """ "Skip the plank", "not the plank and the bridge": left out today, as long as something is left."""
    names = turn.slots.exercises
    if len(names) < 2:
        return skip(turn)
    if not turn.library.exercises.keys() >= {*names}:
        return ask(turn, [say("explain.unknown")], question_of_place(turn))
    at_start = turn.workout is None and turn.stint is None
    gently = (say("fit.gently"), say("meeting.more")) if turn.unmet else ()
    turn = workouts.begun(turn)
    before = workout = turn.workout
    for name in names:
        workout = workout and workouts.without_today(turn, workout, name)
    if workout is None or not workouts.counted(turn, (*workout.left, *workout.done)):
        return ask(turn, [say("choice.nothing_left")], question_of_place(turn))
    said = say("skip.several", names=names_of(names))
    aside = turn.person.aside
    turn = workouts.left_beside(turn.with_person(workout=workout), names)
    if at_start:
        return ask(turn, [said, *gently], Question.START)
    at_one = turn.person.aside != aside or (before is not None and before.left[:1] != workout.left[:1])
    return workouts.announce(turn, said) if at_one else ask(turn, [said], question_of_place(turn))


def skip_next(turn: Turn) -> Answer:
    """ "Skip the next one": the one behind what is being done, or the one that was announced."""
    workout = turn.workout
    ahead = workout.left if workout is not None else workouts.todays(turn)
    following = next(iter(ahead[1:] if turn.under_way else ahead), None)
    if turn.person.aside is not None or following is None:
        return skip(turn)
    return skip(turn.but(slots=replace(turn.slots, exercise=following)))


def skip_to(turn: Turn) -> Answer | None:
    """ "Skip to the plank": what comes before it is passed over today; None where it does not lie ahead."""
    workout, name = turn.workout, turn.slots.exercise
    if workout is None or turn.person.aside is not None or name not in workout.left[1:]:
        return None
    at = workout.exercises.index(name, workout.at)
    return lead_on(turn.with_person(workout=workout.moved(at)))


def skip_position(turn: Turn) -> Answer:
    """ "Nothing on my stomach today": all that is left and done that way is left out today."""
    workout = turn.workout
    left = workout.left if workout is not None and not workout.over else workouts.todays(turn)
    aside = turn.person.aside.exercise if turn.person.aside is not None else ""
    ahead = dict.fromkeys((*filter(None, (aside,)), *left))
    names = done_there(turn, ahead)
    if not names:
        return ask(turn, [say("skip.not_that_way")], question_of_place(turn))
    first, *others = names
    return skip_named(turn.but(slots=replace(turn.slots, exercise=first, others=tuple(others))))


def no_must(turn: Turn) -> Answer:
    """ "Do I have to do the plank": no; how to leave it out."""
    name = turn.slots.exercise
    if name is None or name not in turn.library.exercises:
        return ask(turn, [say("skip.no_must")], question_of_place(turn))
    return ask(turn, [say("skip.no_must_of", name=name_of(name))], question_of_place(turn))


def skip_talk(turn: Turn) -> Answer:
    """ "Skip the explanation": the count begins at once."""
    if turn.stint is None and turn.workout is None and not workouts.everything_hurts(turn):
        if turn.unmet:
            return start_routine(turn)
        turn = workouts.begun(turn)
    stint = turn.stint
    if stint is None or not stint.exercise or stint.begun:
        return lead_on(turn)
    name = stint.exercise
    turn = turn.but(person=turn.person.introduced(name))
    return count(turn.with_memory(introduced=name, body=turn.position(name)))


def skip_seconds(turn: Turn) -> Answer:
    """ "Skip ten seconds": of a rest, the rest; of a hold there are none to skip."""
    if rest_left(turn):
        return lead_on(turn)
    return ask(turn, [say("skip.no_seconds")], question_of_place(turn))
