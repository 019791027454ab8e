"""Where one is, how much is left, how long it still takes, what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from ask_sdk_model import Response

from skill.coaching.person import Stint, Workout
from skill.dialogue import duration, phrases, reply
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers.routine import nothing_ahead, todays


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
    """How long what one is in the middle of still takes, then minutes to the end of the routine."""
    stint = turn.person.stint
    if stint is None:
        return nothing_ahead(turn)
    talk = [_time_of_stint(turn, stint)] if turn.under_way or turn.person.aside else []
    talk += _time_of_routine(turn, turn.workout, first=not talk) if turn.workout else []
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def whats_next(turn: Turn) -> Response:
    """ "What comes next": the side, the exercise; it only asks, so one stays where one is."""
    stint = turn.person.stint
    if stint is None:
        return nothing_ahead(turn) if turn.workout is not None else _first_of_all(turn)
    return reply.ask(turn, _next(turn, stint), phrases.question_of_place(turn))


def _next(turn: Turn, stint: Stint) -> Iterator[str]:
    if stint.begun and (sides := turn.calls(stint).sides):
        yield turn.say.say("place.side_next", side=sides[stint.place.sides])
    here, following = _names_ahead(turn)
    if turn.person.aside is not None:
        yield turn.say.say("next.routine", name=here) if here else turn.say.say("next.nothing")
    elif not turn.under_way:
        yield turn.say.say("next.announced", name=here)
        yield turn.say.say("next.after_it", name=following) if following else turn.say.say("left.is_last")
    else:
        yield turn.say.say("next.after_this", name=following) if following else turn.say.say("left.is_last")


def _names_ahead(turn: Turn) -> tuple[str, str]:
    """The exercise the routine is at, and the one behind it; empty where there is none."""
    left = turn.workout.left[:2] if turn.workout is not None else ()
    here, following, *_ = *(turn.words(name).name for name in left), "", ""
    return here, following


def _first_of_all(turn: Turn) -> Response:
    """Nothing is under way: what the routine begins with."""
    first = turn.words(todays(turn)[0]).name
    return reply.ask(turn, [turn.say.say("next.first", name=first)], Question.START)


def _reps_left(turn: Turn, stint: Stint) -> str:
    dose = turn.work(stint).dose
    sets, reps = dose.sets - stint.place.sets, dose.reps - stint.place.reps
    if sets > 1:
        return turn.say.say("left.sets", n=sets)
    key = "left.each_side" if turn.work(stint).sides else "left.reps"
    return turn.say.say(key, n=reps)


def _time_of_stint(turn: Turn, stint: Stint) -> str:
    length = phrases.length(turn, duration.of_stint(turn, stint))
    if not stint.exercise:
        return turn.say.say("left.of_count", length=length)
    return turn.say.say("left.of_exercise", length=length, name=turn.words(stint.exercise).name)


def _time_of_routine(turn: Turn, workout: Workout, *, first: bool) -> list[str]:
    """Minutes to its end; `first`: nothing was said yet of what one is doing."""
    if workout.over:
        return []
    if first:
        return [turn.say.say("left.minutes", n=duration.minutes(turn, workout))]
    if turn.person.aside is None and len(workout.left) == 1:
        return [turn.say.say("left.is_last")]
    key = "left.routine" if turn.person.aside else "left.in_all"
    return [turn.say.say(key, n=duration.minutes(turn, workout))]
