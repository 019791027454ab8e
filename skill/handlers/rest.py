"""Rest: more of it, or none."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.coaching.counting import REST_WARNING
from skill.coaching.cue import Cue, Timeline
from skill.coaching.dose import SHORTEST_REST
from skill.dialogue import phrases, reply, slots
from skill.dialogue.turn import Turn
from skill.handlers import routine

USUAL_REST = 30
"""Seconds, when nobody says how many."""
LEAST_REST, MOST_REST = 5, 90
"""Seconds (NASM: up to 90 between sets)."""


def more_rest(turn: Turn) -> Response:
    """ "Thirty more seconds": a rest here and now, what comes after it, and the question of the place."""
    if turn.person.stint is None and turn.workout is None:
        return routine.ask_to_start(turn)
    seconds = _wanted(turn)
    if not LEAST_REST <= seconds <= MOST_REST:
        talk = turn.say.say("rest.range", least=LEAST_REST, most=MOST_REST)
        return reply.ask(turn, [talk], phrases.question_of_place(turn))
    after = _after(turn)
    response = reply.ask_after(turn, _rest(turn, round(seconds), after), phrases.question_of_place(turn))
    turn.memory.said = after
    return response


def skip_rest(turn: Turn) -> Response:
    """ "I don't need a rest": straight to the count of what is next."""
    if turn.person.stint is None and turn.workout is None:
        return routine.ask_to_start(turn)
    return routine.lead_on(turn)


def _wanted(turn: Turn) -> float:
    """Seconds asked for; not-a-number for a length that was not understood."""
    seconds = slots.seconds(turn.intent)
    if seconds is None:
        seconds = slots.whole_number(turn.intent)
    return USUAL_REST if seconds is None else seconds


def _rest(turn: Turn, seconds: int, after: str) -> Timeline:
    """A rest as it is said anywhere: how long it is and what follows, and when it is nearly over."""
    begins = " ".join(filter(None, (reply.unsure(turn), turn.say.say("rest.begins", seconds=seconds), after)))
    if seconds < SHORTEST_REST:
        return (Cue(begins, float(seconds)),)
    ends = turn.say.say("count.rest_ends", seconds=REST_WARNING)
    return Cue(begins, float(seconds - REST_WARNING)), Cue(ends, float(REST_WARNING))


def _after(turn: Turn) -> str:
    """What comes after the rest, in a few words; nothing where there is nothing left to do."""
    stint = turn.person.stint
    if stint is None:
        return ""
    if not stint.begun:
        name = turn.words(stint.exercise).name if stint.exercise else ""
        return turn.say.say("rest.then_exercise", name=name) if name else ""
    place = stint.place
    if place.between_sets:
        return turn.say.say("rest.then_set", nth=turn.say.ordinal(place.sets + 1))
    nth, sides = turn.say.ordinal(place.reps + 1), turn.calls(stint).sides
    if sides:
        return turn.say.say("rest.then_side", nth=nth, side=sides[place.sides])
    return turn.say.say("rest.then_rep", nth=nth)
