"""Corrections: how many reps are done, and where to start."""

from __future__ import annotations

from math import isnan

from msgspec.structs import replace

from skill.coaching.correcting import from_rep, reopened, with_reps
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.stepping import finished
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask
from skill.dialogue.likeliest import at_likeliest, at_likeliest_within
from skill.dialogue.logbook import with_corrected
from skill.dialogue.memory import NumberFor
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.situation import place as place_of
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone, nothing_ahead, tick_off
from skill.handlers.routine import restart_exercise
from skill.handlers.sides import count_from, side_named, so_many_done

MANY = 20
"""Reps that somebody may have done whatever was asked for; of more, the number was rather misheard."""


def did_reps(turn: Turn) -> Answer:
    """ "I did six", "that was only three": so many are done, whatever was counted."""
    reps = turn.slots.number
    if reps is None:
        return _tell_me(turn, "correct.tell_how_many")
    turn = turn.with_memory(number_for=NumberFor.DONE)
    return _all_of_them(turn, reps) or set_done(turn, reps)


def _all_of_them(turn: Turn, reps: int) -> Answer | None:
    """Of more than there are, all are done; None for a number that there is, or that nobody does."""
    stint = turn.stint
    if stint is None or not (turn.under_way or stint.begun):
        return None
    work = turn.work(stint)
    least, most = work.dose.reps * work.turns, max(MANY, 2 * work.dose.reps)
    if work.dose.sets > 1 or reps == work.dose.reps or not least <= reps <= most:
        return None
    only = say("correct.there_are_each_side" if work.sides else "correct.there_are", n=work.dose.reps)
    answer = set_done(turn, work.dose.reps)
    return replace(answer, say=(only, *answer.say))


def missed_reps(turn: Turn) -> Answer:
    """ "I missed two": so many fewer are done than were counted."""
    missed, stint = turn.slots.number, at_likeliest(turn).stint
    if missed is None or stint is None:
        return _tell_me(turn, "correct.tell_how_many")
    # A rep of which one side is done was heard, too.
    heard = stint.place.reps + bool(stint.place.sides)
    return set_done(turn, max(heard - missed, 0))


def did_sets(turn: Turn) -> Answer:
    """ "I did two sets": so many are done."""
    sets, stint = turn.slots.number, turn.stint
    if sets is None or stint is None:
        return _tell_me(turn, "correct.tell_how_many")
    work = turn.work(stint)
    if work.dose.sets == 1 or sets > work.dose.sets:
        return ask(turn, [say("correct.there_are_sets", n=work.dose.sets)], question_of_place(turn))
    return _taken_as_done(turn, stint, Place(sets))


def set_done(turn: Turn, reps: int) -> Answer:
    """So many reps are done: of what is under way, or of the exercise that ended just now."""
    ended = _back_in_what_just_ended(turn)
    back = turn.but(person=ended or turn.person)
    stint = back.stint
    if stint is None:
        return nothing_ahead(turn)
    place = with_reps(back.work(stint), stint.place, reps)
    if place is None:
        return _there_are(turn, stint)
    expected = ended is None and (turn.interrupted or stint.begun)
    believed = stint if ended is None else replace(stint, place=Place(back.work(stint).dose.sets))
    return _taken_as_done(back, believed, place, named=not expected)


def set_done_unevenly(turn: Turn) -> Answer:
    """ "Three on the right and two on the left": the side that is behind is next."""
    stint, first, second = turn.stint, turn.slots.number, turn.slots.sets
    sides = turn.calls(stint).sides if stint is not None else ()
    named, other = side_named(sides, turn.slots.side), side_named(sides, turn.slots.did)
    if stint is None or first is None or second is None or isnan(second) or {named, other} != {0, 1}:
        return set_done(turn, first or 0)
    done = {named: first, other: int(second)}
    reps = min(done.values())
    if reps >= turn.work(stint).dose.reps:
        return set_done(turn, reps)
    return _taken_as_done(turn, stint, Place(stint.place.sets, reps, int(done[0] > done[1])))


def start_from(turn: Turn) -> Answer:
    """ "Start from four": the count begins at that rep, at once."""
    turn, number, stint = turn.with_memory(number_for=NumberFor.FROM), turn.slots.number, turn.stint
    if number is None:
        return _tell_me(turn, "correct.tell_which")
    if stint is None:
        return nothing_ahead(turn)
    place = from_rep(turn.work(stint), stint.place, number)
    if place is None:
        return _there_are(turn, stint)
    turn = turn.but(unsure=False)
    return restart_exercise(turn) if place == Place() else count_from(turn, place)


def _back_in_what_just_ended(turn: Turn) -> Person | None:
    """The person in the last set of what they heard counted to its end, with nothing begun since."""
    if turn.interrupted or turn.person.aside is not None:
        return None
    alone, workout = just_done_alone(turn), turn.workout
    if alone is not None:
        return replace(turn.person, aside=replace(alone, place=_last_set(turn, alone)))
    if workout is None or not workout.at or workout.place != Place():
        return None
    name = workout.exercises[workout.at - 1]
    if name not in workout.done or turn.memory.introduced != name:
        return None
    return replace(turn.person, workout=reopened(workout, _last_set(turn, turn.today(name))))


def _last_set(turn: Turn, stint: Stint) -> Place:
    return Place(turn.work(stint).dose.sets - 1)


def _taken_as_done(turn: Turn, stint: Stint, place: Place, *, named: bool = False) -> Answer:
    """All before `place` is done, where `stint` stood elsewhere; the log is put right, too."""
    turn = with_corrected(turn.but(unsure=False, in_doubt=False, before=None), stint, place)
    work = turn.work(stint)
    if finished(work, place):
        return tick_off(turn, so_many_done(turn, stint, work.dose.reps))
    turn = turn.but(person=turn.person.at(place))
    return _now_believed(turn, replace(stint, place=place), named=named)


def _now_believed(turn: Turn, stint: Stint, *, named: bool) -> Answer:
    """What is done by now, and how much that leaves; where it may surprise, of which exercise."""
    if not stint.begun:
        more = turn.work(stint).dose.reps
        left = say("correct.then_more", n=more) if turn.under_way and not turn.work(stint).sides else None
        talk: list[Phrase | None] = [say("correct.none_yet"), left]
    else:
        talk = [_name(stint) if named else None, place_of(turn, stint, of_all=False), _then_more(turn, stint)]
    return ask(turn, talk, question_of_place(turn))


def _then_more(turn: Turn, stint: Stint) -> Phrase | None:
    """How many are left in the set under way; with sides, what is next was said already."""
    work = turn.work(stint)
    if work.sides or not stint.place.reps:
        return None
    return say("correct.then_more", n=work.dose.reps - stint.place.reps)


def _there_are(turn: Turn, stint: Stint) -> Answer:
    """More reps than there are: how many there are, and the place."""
    turn, work = at_likeliest(turn), turn.work(stint)
    key = "correct.there_are"
    if work.sides or work.dose.each_side:
        key = "correct.there_are_each_side"
    elif work.dose.sets > 1:
        key = "correct.there_are_in_a_set"
    return ask(
        turn, [say(key, n=work.dose.reps), place_of(turn, turn.stint, of_all=False)], question_of_place(turn)
    )


def _tell_me(turn: Turn, how: str) -> Answer:
    """A correction without its number: how to give it."""
    if turn.stint is None:
        return nothing_ahead(turn)
    turn = at_likeliest_within(turn)
    return ask(turn, [say(how)], question_of_place(turn))


def _name(stint: Stint) -> Phrase | None:
    return say("explain.name", name=name_of(stint.exercise)) if stint.exercise else None
