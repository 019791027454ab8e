"""One exercise alone, and counting of one's own: reps or a hold."""

from __future__ import annotations

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD, MOST_REPS, Dose
from skill.coaching.person import Stint
from skill.dialogue import introduction, phrases, reply, slots
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers import routine


def do_exercise(turn: Turn) -> Response:
    """ "Do the plank": that exercise alone; then the offer to go on with the routine."""
    name = slots.exercise(turn.intent)
    if name is None:
        return reply.ask(turn, [], Question.WHICH_TO_DO)
    if name not in turn.library.exercises:
        return reply.ask(turn, [turn.say.say("explain.unknown")], Question.WHICH_TO_DO)
    return do_alone(turn, name)


def do_alone(turn: Turn, name: str) -> Response:
    """The exercise beside the routine, unless the routine is at it anyway."""
    workout = turn.workout
    if workout is not None and name in workout.left[:1]:
        turn.person = replace(turn.person, aside=None)
        return routine.lead_on(turn)
    return _aside(turn, Stint(name))


def count_reps(turn: Turn) -> Response:
    """ "Count ten reps"."""
    reps = slots.whole_number(turn.intent)
    if reps is None:
        return reply.ask(turn, [], Question.HOW_MANY)
    if not 1 <= reps <= MOST_REPS:
        return reply.ask(turn, [turn.say.say("free.reps_range", least=1, most=MOST_REPS)], Question.HOW_MANY)
    return _aside(turn, Stint(dose=Dose(reps=int(reps))))


def hold_for(turn: Turn) -> Response:
    """ "Hold for twenty seconds"."""
    seconds = slots.seconds(turn.intent)
    if seconds is None:
        seconds = slots.whole_number(turn.intent)
    if seconds is None:
        return reply.ask(turn, [], Question.HOW_LONG)
    if not COUNTED_HOLD <= seconds <= LONGEST_HOLD:
        least, most = phrases.length(turn, COUNTED_HOLD), phrases.length(turn, LONGEST_HOLD)
        return reply.ask(turn, [turn.say.say("free.hold_range", least=least, most=most)], Question.HOW_LONG)
    return _aside(turn, Stint(dose=Dose(reps=1, hold=round(seconds))))


def _aside(turn: Turn, stint: Stint) -> Response:
    """Do something else first; one's place in the routine stays."""
    turn.person = replace(turn.person, aside=stint)
    turn.memory.alone = stint
    return introduction.lead(turn)
