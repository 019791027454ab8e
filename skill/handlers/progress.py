"""Where one is, how much is left, how long it still takes."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.coaching.person import Stint
from skill.handlers import duration, phrases, reply
from skill.handlers.routine import nothing_ahead
from skill.handlers.turn import Turn


def where_am_i(turn: Turn) -> Response:
    """The exercise, its number in the routine, the reps done, the side that is next."""
    stint = turn.person.stint
    if stint is None:
        return nothing_ahead(turn)
    if stint.dose is not None:
        return reply.ask(turn, [phrases.place(turn, stint)], phrases.question_of_place(turn))
    name = turn.words(stint.exercise).name
    if turn.person.aside is not None or turn.workout is None:
        talk = turn.say.say("where.alone", name=name)
    else:
        at, total = turn.say.ordinal(turn.workout.at + 1), len(turn.workout.exercises)
        talk = turn.say.say("where.exercise", name=name, nth=at, total=total)
    return reply.ask(turn, [talk, phrases.place(turn, stint)], phrases.question_of_place(turn))


def how_many_left(turn: Turn) -> Response:
    """Reps left in this exercise, exercises left after it."""
    stint = turn.person.stint
    if stint is None:
        return nothing_ahead(turn)
    talk = [_reps_left(turn, stint)]
    if turn.person.aside is None and turn.workout is not None:
        after = len(turn.workout.left) - 1
        talk.append(turn.say.say("left.exercises", n=after) if after else turn.say.say("left.is_last"))
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def how_long_left(turn: Turn) -> Response:
    """Minutes to the end of the routine, or of what is done beside it."""
    if turn.workout is None or turn.workout.over:
        return nothing_ahead(turn)
    left = turn.say.say("left.minutes", n=duration.minutes(turn, turn.workout))
    return reply.ask(turn, [left], phrases.question_of_place(turn))


def _reps_left(turn: Turn, stint: Stint) -> str:
    dose = turn.work(stint).dose
    sets, reps = dose.sets - stint.place.sets, dose.reps - stint.place.reps
    if sets > 1:
        return turn.say.say("left.sets", n=sets)
    key = "left.each_side" if turn.work(stint).sides else "left.reps"
    return turn.say.say(key, n=reps)
