"""The user's own pauses from now on: rests, the time to get ready and to change sides, the countdown."""

from __future__ import annotations

from math import isnan
from typing import Any

from msgspec.structs import replace

from skill.coaching.counting import GET_READY
from skill.coaching.dose import LONGEST_REST, SHORTEST_REST
from skill.coaching.style import COUNTDOWN, COUNTDOWNS, MOST_EXTRA
from skill.dialogue.answer import Answer, ask, count
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.unfinished_rest import rests
from skill.handlers.pause import wait
from skill.handlers.time_left import how_long_left, is_resting

REST_STEP, EXTRA_STEP = 10, 5
"""Seconds by which "longer" and "shorter" change a rest, or another pause."""


def rest_from_now(turn: Turn) -> Answer:
    """ "Twenty seconds of rest from now on"; without a length, "how long is the rest"."""
    seconds = turn.slots.seconds if turn.slots.seconds is not None else turn.slots.count
    if seconds is None:
        return _how_long(turn)
    if isnan(seconds):
        return ask(turn, [_range()], question_of_place(turn))
    return _resting(turn, round(min(seconds, 10_000)))


def _how_long(turn: Turn) -> Answer:
    """What is left of a rest, else how long one is where the person is."""
    if is_resting(turn):
        return how_long_left(turn)
    return ask(turn, [say("pauses.usual_rest", seconds=_usual_rest(turn))], question_of_place(turn))


def longer_rests(turn: Turn) -> Answer:
    return _resting(turn, _usual_rest(turn) + REST_STEP)


def shorter_rests(turn: Turn) -> Answer:
    return _resting(turn, _usual_rest(turn) - REST_STEP)


def no_rests(turn: Turn) -> Answer:
    """ "No rests at all": the shortest there are."""
    return _preferring(turn, say("pauses.shortest", seconds=SHORTEST_REST), rest=SHORTEST_REST)


def more_time_to_get_ready(turn: Turn) -> Answer:
    """ "More time to get ready", "ten seconds to get ready"; more than that is meant for once."""
    seconds = turn.slots.seconds
    if seconds is None or isnan(seconds):
        return _getting_ready(turn, EXTRA_STEP)
    if seconds > GET_READY + MOST_EXTRA:
        return wait(turn)
    wanted = round(min(seconds, 10_000)) - round(GET_READY)
    return _getting_ready(turn, wanted - turn.person.preferences.ready)


def less_time_to_get_ready(turn: Turn) -> Answer:
    """ "I don't need this long": in a rest, of that one, and how to have shorter ones."""
    if rests(turn):
        return count(turn.with_memory(rested_by=0.0), say("pauses.how_shorter"))
    return _getting_ready(turn, -EXTRA_STEP)


def more_time_for_sides(turn: Turn) -> Answer:
    return _changing_sides(turn, EXTRA_STEP)


def less_time_for_sides(turn: Turn) -> Answer:
    return _changing_sides(turn, -EXTRA_STEP)


def longer_countdown(turn: Turn) -> Answer:
    """ "A longer countdown", "count me in from five"."""
    wanted = turn.slots.count
    if wanted is None or isnan(wanted):
        return _counting_in(turn, 1)
    nearest = min(COUNTDOWNS, key=lambda seconds: abs(seconds - wanted))
    return _counting_in(turn, COUNTDOWNS.index(nearest) - COUNTDOWNS.index(turn.person.preferences.countdown))


def shorter_countdown(turn: Turn) -> Answer:
    return _counting_in(turn, -1)


def usual_pauses(turn: Turn) -> Answer:
    """ "The usual rests": all pauses as they are for somebody who changed none."""
    usual = replace(turn.person.preferences, rest=0, ready=0, sides=0, countdown=COUNTDOWN)
    return _go_on(turn.with_person(preferences=usual), say("pauses.usual"), resting=rests(turn))


def _resting(turn: Turn, wanted: int) -> Answer:
    seconds = min(max(wanted, SHORTEST_REST), LONGEST_REST)
    told = [say("pauses.rest", seconds=seconds)]
    return _preferring(turn, *(told if seconds == wanted else [_range(), *told]), rest=seconds)


def _range() -> Phrase:
    return say("pauses.rest_range", least=SHORTEST_REST, most=LONGEST_REST)


def _usual_rest(turn: Turn) -> int:
    """Seconds of the rest that the person has now where they are."""
    stint, workout, chosen = turn.stint, turn.workout, turn.person.preferences.rest
    if chosen:
        return chosen
    if stint is not None and (stint.begun or not is_resting(turn)):
        work = turn.work(stint)
        if work.dose.sets > 1:
            return work.dose.rest
        if work.tempo.recover:
            return round(work.between)
    routine = workout.routine if workout is not None else next(iter(turn.library.routines))
    return turn.library.routines[routine].rest


def _getting_ready(turn: Turn, by: int) -> Answer:
    extra = _extra(turn.person.preferences.ready, by)
    return _preferring(turn, say("pauses.ready", seconds=round(GET_READY) + extra), ready=extra)


def _changing_sides(turn: Turn, by: int) -> Answer:
    before = turn.person.preferences.sides
    extra = _extra(before, by)
    key = (
        "pauses.sides_more"
        if extra > before
        else "pauses.sides_less"
        if extra < before
        else "pauses.sides_limit"
    )
    return _preferring(turn, say(key), sides=extra)


def _extra(before: int, by: int) -> int:
    return min(max(before + by, 0), MOST_EXTRA)


def _counting_in(turn: Turn, by: int) -> Answer:
    at = COUNTDOWNS.index(turn.person.preferences.countdown) + by
    seconds = COUNTDOWNS[min(max(at, 0), len(COUNTDOWNS) - 1)]
    return _preferring(turn, say("pauses.countdown", n=seconds), countdown=seconds)


def _preferring(turn: Turn, *told: Phrase, **changes: Any) -> Answer:
    """Say it back, and how to undo it."""
    resting = rests(turn)
    turn = turn.with_person(preferences=replace(turn.person.preferences, **changes))
    return _go_on(turn, *told, say("pauses.undo"), resting=resting)


def _go_on(turn: Turn, *told: Phrase, resting: bool) -> Answer:
    """Somebody who was working works on, and somebody who rests goes on resting."""
    if turn.interrupted and turn.stint is not None and not resting:
        return count(turn, *told)
    return ask(turn, told, question_of_place(turn))
