"""What the person knows better than the count: how many are done, where to start, which side it is."""

from __future__ import annotations

from collections.abc import Sequence

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.correcting import from_rep, on_side, other_side, reopened, with_reps
from skill.coaching.cue import Place
from skill.coaching.person import Person, Stint
from skill.coaching.stepping import finished
from skill.dialogue import introduction, phrases, reply, slots
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers import routine

BEHIND_A_COUNT = {Question.READY, Question.COUNT_ON, Question.FINISH}
"""What is asked at the end of an answer that counts."""


def did_reps(turn: Turn) -> Response:
    """ "I did six", "that was only three": so many are done, whatever was counted."""
    reps = slots.number(turn.intent)
    if reps is None:
        return _tell_me(turn, "correct.tell_how_many")
    return set_done(turn, reps)


def did_none(turn: Turn) -> Response:
    """ "I did none"."""
    return set_done(turn, 0)


def set_done(turn: Turn, reps: int) -> Response:
    """So many reps are done: of what is under way, or of the exercise that ended just now."""
    believed, ended = turn.person, _back_in_what_just_ended(turn)
    turn.person = ended or believed
    stint = turn.person.stint
    if stint is None:
        return routine.nothing_ahead(turn)
    place = with_reps(turn.work(stint), stint.place, reps)
    if place is None:
        turn.person = believed
        return _there_are(turn, stint)
    turn.unsure = False
    if finished(turn.work(stint), place):
        return routine.tick_off(turn, _so_many_done(turn, stint, reps))
    expected = ended is None and (turn.interrupted or stint.begun)
    turn.person = turn.person.at(place)
    return _now_believed(turn, replace(stint, place=place), named=not expected)


def start_from(turn: Turn) -> Response:
    """ "Start from four": the count begins at that rep, at once."""
    number, stint = slots.number(turn.intent), turn.person.stint
    if number is None:
        return _tell_me(turn, "correct.tell_which")
    if stint is None:
        return routine.nothing_ahead(turn)
    place = from_rep(turn.work(stint), stint.place, number)
    if place is None:
        return _there_are(turn, stint)
    turn.unsure = False
    if place == Place():
        return routine.restart_exercise(turn)
    return _count_from(turn, place)


def change_side(turn: Turn) -> Response:
    """ "Other side", "it's the left arm's turn": that side of the rep under way, at once."""
    stint = turn.person.stint
    if stint is None:
        return routine.nothing_ahead(turn)
    sides = turn.calls(stint).sides
    if not sides:
        talk = _without_sides(turn, stint)
        return reply.ask(turn, [talk, phrases.place(turn, stint)], phrases.question_of_place(turn))
    named = _side_named(sides, slots.side(turn.intent))
    place = other_side(turn.work(stint), stint.place) if named is None else on_side(stint.place, named)
    turn.unsure = False
    return _count_from(turn, place)


def _back_in_what_just_ended(turn: Turn) -> Person | None:
    """The person in the last set of what they heard counted to its end, with nothing begun since."""
    if turn.interrupted or turn.person.aside is not None:
        return None
    alone, workout = routine.just_done_alone(turn), turn.workout
    if alone is not None:
        return replace(turn.person, aside=replace(alone, place=_last_set(turn, alone)))
    if workout is None or not workout.at or workout.place != Place():
        return None
    name = workout.exercises[workout.at - 1]
    if name not in workout.done or turn.memory.introduced != name:
        return None
    return replace(turn.person, workout=reopened(workout, _last_set(turn, Stint(name))))


def _last_set(turn: Turn, stint: Stint) -> Place:
    return Place(turn.work(stint).dose.sets - 1)


def _count_from(turn: Turn, place: Place) -> Response:
    turn.person = turn.person.at(place)
    return introduction.lead(turn)


def _now_believed(turn: Turn, stint: Stint, *, named: bool) -> Response:
    """What is done by now, and how much that leaves; where it may surprise, of which exercise."""
    if not stint.begun:
        talk = [turn.say.say("correct.none_yet")]
    else:
        talk = [_name(turn, stint) if named else "", phrases.place(turn, stint), _then_more(turn, stint)]
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def _so_many_done(turn: Turn, stint: Stint, reps: int) -> str:
    return turn.say.say("place.each_side_done" if turn.work(stint).sides else "place.done", n=reps)


def _then_more(turn: Turn, stint: Stint) -> str:
    """How many are left in the set under way; with sides, what is next was said already."""
    work = turn.work(stint)
    if work.sides or not stint.place.reps:
        return ""
    return turn.say.say("correct.then_more", n=work.dose.reps - stint.place.reps)


def _there_are(turn: Turn, stint: Stint) -> Response:
    """More than there are: how many there are, and where one is as far as is known."""
    work = turn.work(stint)
    key = "correct.there_are"
    if work.sides:
        key = "correct.there_are_each_side"
    elif work.dose.sets > 1:
        key = "correct.there_are_in_a_set"
    now = turn.person.stint
    talk = [turn.say.say(key, n=work.dose.reps), phrases.place(turn, now) if now else ""]
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def _tell_me(turn: Turn, how: str) -> Response:
    """A correction without its number: how to give it."""
    if turn.person.stint is None:
        return routine.nothing_ahead(turn)
    return reply.ask(turn, [turn.say.say(how)], phrases.question_of_place(turn))


def _side_named(sides: Sequence[str], named: str) -> int | None:
    """Which of the sides goes by this name: "left" is the one whose name begins so; None: neither does."""
    if not named:
        return None
    beginning = (number for number, side in enumerate(sides) if side.startswith(named))
    containing = (number for number, side in enumerate(sides) if named in side)
    return next(beginning, next(containing, None))


def _without_sides(turn: Turn, stint: Stint) -> str:
    if not stint.exercise:
        return turn.say.say("correct.no_sides")
    return turn.say.say("correct.both_sides_at_once", name=turn.words(stint.exercise).name)


def _name(turn: Turn, stint: Stint) -> str:
    return turn.say.say("explain.name", name=turn.words(stint.exercise).name) if stint.exercise else ""
