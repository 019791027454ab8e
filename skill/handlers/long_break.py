"""Breaks that outlast a session: it ends with the place kept, and with what to say on coming back."""

from __future__ import annotations

from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish
from skill.handlers.pause import wait

LONG = 180.0
"""Seconds from which a break is no rest any more."""
AN_HOUR = 3600.0
WAITED_OUT = 90.0
"""Seconds that are waited for: as long as a pause and its reprompt are quiet."""


def long_break(turn: Turn) -> Answer:
    """ "Someone's at the door", "I'll be back in ten minutes"."""
    seconds = turn.slots.seconds
    if seconds is not None and seconds <= WAITED_OUT and turn.stint is not None:
        return wait(turn)
    return away(turn)


def away(turn: Turn) -> Answer:
    """The session ends, as the platform would end it anyway."""
    if turn.workout is not None and turn.workout.over and turn.person.aside is None:
        return finish(turn)
    return close(turn, _until_then(turn))


def break_or_time(turn: Turn, seconds: float) -> Answer:
    """ "Ten minutes", of which nobody asked: a break from what was just broken off; else a break, or the time
    there is."""
    if seconds <= AN_HOUR and (turn.interrupted or turn.memory.waits):
        return long_break(turn)
    meant = say("break.only") if seconds > AN_HOUR else say("break.or_time", n=round(seconds / 60))
    return ask(turn, [meant], question_of_place(turn))


def _until_then(turn: Turn) -> Phrase:
    """Only the place in a routine is taken up again; one exercise alone has to be asked for."""
    aside, workout = turn.person.aside, turn.workout
    if workout is not None and not workout.over:
        return say("break.place_kept", name=name_of(workout.exercises[workout.at]))
    if aside is not None and aside.exercise:
        return say("break.alone", name=name_of(aside.exercise))
    return say("break.plain")
