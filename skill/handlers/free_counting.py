"""Free counting: reps or a hold of anything."""

from __future__ import annotations

from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD, MOST_REPS, Dose
from skill.coaching.person import Stint
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Length, say
from skill.dialogue.turn import Turn
from skill.handlers.single_exercise import aside


def count_reps(turn: Turn) -> Answer:
    """ "Count ten reps"."""
    reps = turn.slots.count
    if reps is None:
        return ask(turn, [], Question.HOW_MANY)
    if not 1 <= reps <= MOST_REPS:
        return ask(turn, [say("free.reps_range", least=1, most=MOST_REPS)], Question.HOW_MANY)
    return aside(turn, Stint(dose=Dose(reps=int(reps))))


def hold_for(turn: Turn) -> Answer:
    """ "Hold for twenty seconds"."""
    seconds = turn.slots.seconds
    if seconds is None:
        seconds = turn.slots.count
    if seconds is None:
        return ask(turn, [], Question.HOW_LONG)
    if not COUNTED_HOLD <= seconds <= LONGEST_HOLD:
        least, most = Length(COUNTED_HOLD), Length(LONGEST_HOLD)
        return ask(turn, [say("free.hold_range", least=least, most=most)], Question.HOW_LONG)
    return aside(turn, Stint(dose=Dose(reps=1, hold=round(seconds))))
