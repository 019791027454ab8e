"""Rest: more of it, or none."""

from __future__ import annotations

from skill.coaching.workout import Stint
from skill.dialogue import situation
from skill.dialogue.answer import REPROMPT_QUIET, Answer, ask
from skill.dialogue.following import REST_IN_STEPS_OF
from skill.dialogue.memory import NumberFor
from skill.dialogue.moment import rest_left
from skill.dialogue.phrases import Ordinal, Phrase, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import ask_to_start, nothing_ahead
from skill.handlers.long_break import LONG, away
from skill.handlers.routine import lead_on

USUAL_REST = 30
"""Seconds, when nobody says how many."""
LEAST_REST, MOST_REST = 5, 90
"""Seconds (NASM: up to 90 between sets). Of a longer one only so much is waited for."""


def more_rest(turn: Turn) -> Answer:
    """ "Rest for a minute"; "more rest" adds to what is left of one."""
    wanted = turn.slots.length
    return longer_rest(turn) if wanted is None else _rest(turn, wanted)


def longer_rest(turn: Turn) -> Answer:
    """ "Ten more seconds" of rest."""
    wanted = turn.slots.length
    more = USUAL_REST if wanted is None else wanted
    left = rest_left(turn)
    if left and more > 0:
        more = round((left + more) / REST_IN_STEPS_OF) * REST_IN_STEPS_OF
    return _rest(turn, more)


def _rest(turn: Turn, seconds: float) -> Answer:
    """A rest here and now, what comes after it, and the question of the place."""
    if turn.stint is None and turn.workout is None:
        return nothing_ahead(turn)
    turn = turn.with_memory(number_for=NumberFor.REST)
    if seconds > LONG:
        return away(turn)
    if not seconds >= LEAST_REST:
        return ask(turn, [say("rest.range", least=LEAST_REST, most=MOST_REST)], question_of_place(turn))
    length, after = min(round(seconds), MOST_REST), _after(turn, turn.stint)
    too_long = seconds > MOST_REST
    begins = say("rest.most", most=MOST_REST) if too_long else say("rest.begins", seconds=length)
    quiet = REPROMPT_QUIET if too_long else 0.0
    return ask(turn, [begins, after], question_of_place(turn), rest=length, repeat=(after,), quiet=quiet)


def skip_rest(turn: Turn) -> Answer:
    """ "I don't need a rest": straight to the count of what is next."""
    if turn.stint is None and turn.workout is None:
        return ask_to_start(turn)
    return lead_on(turn.with_memory(rested_by=0.0))


def _after(turn: Turn, stint: Stint | None) -> Phrase | None:
    """What comes after the rest, in a few words; None where there is nothing left to do."""
    if stint is None:
        return None
    if not stint.begun:
        return say("rest.then_exercise", name=name_of(stint.exercise)) if stint.exercise else None
    place = stint.place
    if place.between_sets:
        if turn.work(stint).dose.each_side:
            return say("rest.then_other_side")
        return say("rest.then_set", nth=Ordinal(place.sets + 1))
    nth = Ordinal(place.reps + 1)
    if turn.calls(stint).sides:
        side = situation.side_called(turn, stint, place.sides)
        return say("rest.then_second_side" if place.sides else "rest.then_side", nth=nth, side=side)
    return say("rest.then_rep", nth=nth)
