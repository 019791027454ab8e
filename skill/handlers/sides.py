"""Corrections of the side: the other one, or one that is done already."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from skill.coaching.correcting import on_side, other_side
from skill.coaching.cue import Place
from skill.coaching.stepping import after, finished
from skill.coaching.workout import Stint
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.naming import side_just_named
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.situation import place as place_of
from skill.dialogue.situation import question_of_place, side_called
from skill.dialogue.turn import Turn
from skill.dialogue.workout import nothing_ahead, tick_off


def change_side(turn: Turn) -> Answer:
    """ "Other side", "it's the left arm's turn": that side of the rep under way, at once."""
    stint = turn.stint
    if stint is None:
        return nothing_ahead(turn)
    if turn.work(stint).dose.each_side:
        return count_from(turn.but(unsure=False), Place(1 - stint.place.sets))
    sides = turn.calls(stint).sides
    if not sides:
        turn = at_likeliest(turn)
        return ask(turn, [_without_sides(stint), place_of(turn, turn.stint)], question_of_place(turn))
    if not (stint.begun or turn.under_way):
        return count(turn, say("correct.both_sides_come"))
    if turn.slots.limb:
        return _the_right_limb(turn, stint)
    did = side_named(sides, turn.slots.did)
    if did is not None:
        return _side_done(turn.but(unsure=False), stint, did)
    named = side_named(sides, turn.slots.side)
    if named is not None:
        return count_from(turn.but(unsure=False), on_side(stint.place, named))
    turn, place = _at_the_side(turn, stint)
    place = other_side(turn.work(stint), place)
    side = say("correct.side_in_doubt", side=side_called(turn, stint, place.sides))
    return count(turn.but(person=turn.person.at(place)), side if turn.in_doubt else None)


def _the_right_limb(turn: Turn, stint: Stint) -> Answer:
    """ "I've got the wrong leg up": the side that was named last is named again, and done."""
    turn, place = _at_the_side(turn, stint)
    return count(turn.but(person=turn.person.at(place.at_rest)), say("correct.no_harm"))


def side_done(turn: Turn) -> Answer:
    """ "I've already done this side": the one that was just named, or is under way."""
    stint = turn.stint
    begun = stint is not None and (stint.begun or turn.under_way)
    if stint is None or not (begun and turn.calls(stint).sides) or turn.work(stint).dose.each_side:
        return change_side(turn)
    turn, place = _at_the_side(turn, stint)
    return _count_behind(turn, stint, after(turn.work(stint), place.at_rest))


def count_from(turn: Turn, place: Place) -> Answer:
    """Count what is under way from a place in it."""
    return count(turn.but(person=turn.person.at(place)))


def so_many_done(turn: Turn, stint: Stint, reps: int) -> Phrase:
    """How many reps of a stint are done, on each side where it has sides."""
    return say("place.each_side_done" if turn.work(stint).sides else "place.done", n=reps)


def side_named(sides: Sequence[str], named: str) -> int | None:
    """Which of the sides goes by this name: "left" is the one whose name begins so; None: neither does."""
    if not named:
        return None
    beginning = (number for number, side in enumerate(sides) if side.startswith(named))
    containing = (number for number, side in enumerate(sides) if named in side)
    return next(beginning, next(containing, None))


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


def _side_done(turn: Turn, stint: Stint, did: int) -> Answer:
    """That side is done: where it was to come, what comes behind it, else the other one."""
    work, place = turn.work(stint), stint.place.at_rest
    return _count_behind(turn, stint, after(work, place) if place.sides == did else on_side(place, 1 - did))


def _count_behind(turn: Turn, stint: Stint, then: Place) -> Answer:
    """From what comes behind a side that is done."""
    work = turn.work(stint)
    if finished(work, then):
        return tick_off(turn, so_many_done(turn, stint, work.dose.reps))
    return count_from(turn, then)


def _without_sides(stint: Stint) -> Phrase:
    if not stint.exercise:
        return say("correct.no_sides")
    return say("correct.both_sides_at_once", name=name_of(stint.exercise))
