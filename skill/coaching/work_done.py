"""How much was done of an exercise between two places in it: reps, seconds held, seconds in all."""

from __future__ import annotations

from skill.coaching.counting import HOLD_CALL
from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.log import Done
from skill.coaching.stepping import finished


def done_between(work: Work, exercise: str, start: Place, end: Place | None, day: int) -> Done:
    """What was done from one place to another, or to the end; below zero where the second lies before."""
    end = Place(work.dose.sets) if end is None else end
    reps = 0 if work.breaths else _reps(work, end) - _reps(work, start)
    held = work.dose.hold if reps > 0 else end.seconds
    seconds = round(_seconds(work, end)) - round(_seconds(work, start))
    full = int(finished(work, end) and start != end)
    return Done(day, exercise, reps, 0 if work.breaths else held, seconds, full)


def _reps(work: Work, place: Place) -> int:
    """Whole reps of all sets; with sides, on each side."""
    return place.sets * work.dose.reps + place.reps


def _seconds(work: Work, place: Place) -> float:
    """How long it takes to get to a place, with the pauses on the way, and without what is said before."""
    dose, tempo = work.dose, work.tempo
    lift = 0.0 if dose.down else max(tempo.lift, HOLD_CALL)
    movements = _reps(work, place) * work.turns + place.sides
    pauses = (movements - place.sets) * tempo.between + min(place.sets, dose.sets - 1) * dose.rest
    return movements * (lift + dose.hold + tempo.lower) + pauses + place.seconds
