"""Corrections: how many reps are done, where to start, which side is next."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from msgspec.structs import replace

from skill.coaching.correcting import from_rep, on_side, other_side, reopened, with_reps
from skill.coaching.cue import Place
from skill.coaching.person import Person, Stint
from skill.coaching.stepping import after, finished
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.logbook import with_corrected
from skill.dialogue.memory import NumberFor
from skill.dialogue.naming import side_just_named
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.situation import place as place_of
from skill.dialogue.situation import question_of_place, side_called
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone, nothing_ahead, tick_off
from skill.handlers.routine import restart_exercise


def did_reps(turn: Turn) -> Answer:
    """ "I did six", "that was only three": so many are done, whatever was counted."""
    reps = turn.slots.number
    if reps is None:
        return _tell_me(turn, "correct.tell_how_many")
    return set_done(turn.with_memory(number_for=NumberFor.DONE), reps)


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
    named, other = _side_named(sides, turn.slots.side), _side_named(sides, turn.slots.did)
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
    return restart_exercise(turn) if place == Place() else _count_from(turn, place)


def change_side(turn: Turn) -> Answer:
    """ "Other side", "it's the left arm's turn": that side of the rep under way, at once."""
    stint = turn.stint
    if stint is None:
        return nothing_ahead(turn)
    if turn.work(stint).dose.each_side:
        return _count_from(turn.but(unsure=False), Place(1 - stint.place.sets))
    sides = turn.calls(stint).sides
    if not sides:
        turn = at_likeliest(turn)
        return ask(turn, [_without_sides(stint), place_of(turn, turn.stint)], question_of_place(turn))
    if not (stint.begun or turn.under_way):
        return count(turn, say("correct.both_sides_come"))
    did = _side_named(sides, turn.slots.did)
    if did is not None:
        return _side_done(turn.but(unsure=False), stint, did)
    named = _side_named(sides, turn.slots.side)
    if named is not None:
        return _count_from(turn.but(unsure=False), on_side(stint.place, named))
    turn, place = _at_the_side(turn, stint)
    place = other_side(turn.work(stint), place)
    side = say("correct.side_in_doubt", side=side_called(turn, stint, place.sides))
    return count(turn.but(person=turn.person.at(place)), side if turn.in_doubt else None)


def side_done(turn: Turn) -> Answer:
    """ "I've already done this side": the one that was just named, or is under way."""
    stint = turn.stint
    begun = stint is not None and (stint.begun or turn.under_way)
    if stint is None or not (begun and turn.calls(stint).sides) or turn.work(stint).dose.each_side:
        return change_side(turn)
    turn, place = _at_the_side(turn, stint)
    return _count_behind(turn, stint, after(turn.work(stint), place.at_rest))


def _at_the_side(turn: Turn, stint: Stint) -> tuple[Turn, Place]:
    """The place at which the side came that somebody speaks of, and the turn of somebody who is there."""
    turn, just_named = turn.but(unsure=False), side_just_named(turn)
    if just_named is not None:
        # Whatever surely counts: they heard which side comes.
        person = replace(just_named.person, spoken=None, devices=turn.person.devices)
        return turn.but(person=person, in_doubt=just_named.in_doubt), just_named.place
    likely = at_likeliest(turn).stint
    at_it = likely is not None and replace(likely, place=stint.place) == stint
    return turn, likely.place if likely is not None and at_it else stint.place


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


def _side_done(turn: Turn, stint: Stint, did: int) -> Answer:
    """That side is done: where it was to come, what comes behind it, else the other one."""
    work, place = turn.work(stint), stint.place.at_rest
    return _count_behind(turn, stint, after(work, place) if place.sides == did else on_side(place, 1 - did))


def _count_behind(turn: Turn, stint: Stint, then: Place) -> Answer:
    """From what comes behind a side that is done."""
    work = turn.work(stint)
    if finished(work, then):
        return tick_off(turn, _so_many_done(turn, stint, work.dose.reps))
    return _count_from(turn, then)


def _count_from(turn: Turn, place: Place) -> Answer:
    return count(turn.but(person=turn.person.at(place)))


def _taken_as_done(turn: Turn, stint: Stint, place: Place, *, named: bool = False) -> Answer:
    """All before `place` is done, where `stint` stood elsewhere; the log is put right, too."""
    turn = with_corrected(turn.but(unsure=False, in_doubt=False, before=None), stint, place)
    work = turn.work(stint)
    if finished(work, place):
        return tick_off(turn, _so_many_done(turn, stint, work.dose.reps))
    turn = turn.but(person=turn.person.at(place))
    return _now_believed(turn, replace(stint, place=place), named=named)


def _now_believed(turn: Turn, stint: Stint, *, named: bool) -> Answer:
    """What is done by now, and how much that leaves; where it may surprise, of which exercise."""
    if not stint.begun:
        talk: list[Phrase | None] = [say("correct.none_yet")]
    else:
        talk = [_name(stint) if named else None, place_of(turn, stint, of_all=False), _then_more(turn, stint)]
    return ask(turn, talk, question_of_place(turn))


def _so_many_done(turn: Turn, stint: Stint, reps: int) -> Phrase:
    return say("place.each_side_done" if turn.work(stint).sides else "place.done", n=reps)


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
    return ask(turn, [say(how)], question_of_place(turn))


def _side_named(sides: Sequence[str], named: str) -> int | None:
    """Which of the sides goes by this name: "left" is the one whose name begins so; None: neither does."""
    if not named:
        return None
    beginning = (number for number, side in enumerate(sides) if side.startswith(named))
    containing = (number for number, side in enumerate(sides) if named in side)
    return next(beginning, next(containing, None))


def _without_sides(stint: Stint) -> Phrase:
    if not stint.exercise:
        return say("correct.no_sides")
    return say("correct.both_sides_at_once", name=name_of(stint.exercise))


def _name(stint: Stint) -> Phrase | None:
    return say("explain.name", name=name_of(stint.exercise)) if stint.exercise else None
