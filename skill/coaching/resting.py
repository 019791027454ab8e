"""The rest from one set to the next, in words and seconds."""

from __future__ import annotations

from skill.coaching.cue import Place
from skill.coaching.dose import Dose
from skill.coaching.passage import Timed
from skill.coaching.script import Script
from skill.coaching.style import COUNTDOWN

REST_WARNING = 5
"""Seconds before the end of a rest at which it is announced."""


def rest(dose: Dose, script: Script, place: Place, countdown: int = COUNTDOWN) -> tuple[Timed, ...]:
    """The rest behind the set that ends at `place`, but for the countdown that belongs to it.

    A countdown as long as the warning of its end is one by itself.
    """
    if dose.each_side:
        text = script.say("count.change_sides", seconds=dose.rest)
    else:
        nth = script.ordinal(place.sets + 1)
        text = script.say("count.rest", n=dose.reps, seconds=dose.rest, nth=nth)
    if countdown >= REST_WARNING:
        return ((text, float(dose.rest - countdown)),)
    ends = script.say("count.rest_ends", seconds=REST_WARNING)
    return (text, float(dose.rest - REST_WARNING)), (ends, float(REST_WARNING - countdown))
