"""A dose becomes a timeline: get ready, three-two-one, every phase, every second, every rep, every rest."""

from __future__ import annotations

from collections.abc import Iterator

from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Dose, Work
from skill.coaching.script import Calls, Script

GET_READY = 5.0
"""Seconds between the instructions and the countdown; with it, the eight that people need at most."""
COUNTDOWN = 3
"""Seconds counted down before a start (interval-timer users ask for three)."""
HOLD_CALL = 0.6
"""Seconds for the word that ends the lift: the hold itself is counted from the number that follows it."""
HALFWAY_FROM = 20
"""Seconds from which a hold has its middle called."""
REST_WARNING = 5
"""Seconds before the end of a rest at which it is announced."""


def count(work: Work, script: Script, calls: Calls, start: Place = Place()) -> Timeline:  # noqa: B008
    """The timeline that leads through `work` from `start` to its end, the closing praise not included.

    A hold that was broken off begins anew: `start.seconds` is not taken up.
    """
    return tuple(_Count(work, script, calls).cues(start.at_rest))


def finished(work: Work, place: Place) -> bool:
    return place.sets >= work.dose.sets


class _Count:
    """One dose and the words to lead through it with."""

    def __init__(self, work: Work, script: Script, calls: Calls) -> None:
        self.work, self.dose, self.tempo = work, work.dose, work.tempo
        self.script, self.calls = script, calls

    def cues(self, start: Place) -> Iterator[Cue]:
        if finished(self.work, start):
            return
        yield Cue(self._ready(start), GET_READY)
        yield from self._countdown()
        place, counted_in = start, True
        while True:
            yield from self._movement(place, counted_in)
            place = after(self.work, place)
            if finished(self.work, place):
                return
            counted_in = place.between_sets
            yield from self._rest(place) if counted_in else self._between(place)

    def _ready(self, start: Place) -> str:
        if start == Place() and not self._called_before:
            first = self._side(start, "count.side_first")
            return " ".join(filter(None, (self.script.say("count.get_set"), first)))
        return self._upcoming(start)

    def _upcoming(self, place: Place) -> str:
        """Which rep comes now, told to somebody who had left off: "second set, third one, left arm"."""
        parts = []
        if self.dose.sets > 1:
            parts.append(self.script.say("count.nth_set", nth=self.script.ordinal(place.sets + 1)))
        parts.append(self.script.say("count.nth_rep", nth=self.script.ordinal(place.reps + 1)))
        parts.append(self._side(place, "count.side"))
        return " ".join(filter(None, parts))

    @property
    def _called_before(self) -> bool:
        """The movement is the work, yet its hold is counted: the rep is named first, as an ordinal."""
        return self.work.moving and self.dose.hold >= COUNTED_HOLD

    def _side(self, place: Place, key: str) -> str:
        return self.script.say(key, side=self.calls.sides[place.sides]) if self.calls.sides else ""

    def _countdown(self) -> Iterator[Cue]:
        for number in range(COUNTDOWN, 0, -1):
            yield Cue(self.script.number(number), 1.0)

    def _movement(self, place: Place, counted_in: bool) -> Iterator[Cue]:
        """Lift, hold, lower from `place`."""
        yield from self._lift(place, counted_in)
        yield from self._held_seconds(place)
        yield Cue(self.calls.lower, self.tempo.lower, after(self.work, place))

    def _lift(self, place: Place, counted_in: bool) -> Iterator[Cue]:
        effort = self._effort(place, counted_in)
        if self.dose.hold < COUNTED_HOLD:
            yield Cue(effort, self.tempo.lift)
            if self.dose.hold:
                yield Cue(self.calls.hold, float(self.dose.hold), place._replace(seconds=self.dose.hold))
            return
        if self.tempo.lift > HOLD_CALL:
            yield Cue(effort, self.tempo.lift - HOLD_CALL)
        yield Cue(self.calls.hold, HOLD_CALL)

    def _effort(self, place: Place, counted_in: bool) -> str:
        """The word for the effort: for a moving rep its number, told apart from a countdown before it."""
        if self._called_before or not self.work.moving:
            return self.calls.lift
        number = self.script.number(place.reps + 1)
        return (
            self.script.say("count.first_effort", lift=self.calls.lift, number=number)
            if counted_in
            else number
        )

    def _held_seconds(self, place: Place) -> Iterator[Cue]:
        if self.dose.hold < COUNTED_HOLD:
            return
        for second in range(1, self.dose.hold + 1):
            word = self.script.number(second)
            if self.dose.hold >= HALFWAY_FROM and second == self.dose.hold // 2:
                word = self.script.say("count.halfway", number=word)
            yield Cue(word, 1.0, place._replace(seconds=second))

    def _between(self, place: Place) -> Iterator[Cue]:
        """From one movement to the next; a countdown where there is time for one."""
        if self.tempo.between:
            called = self.tempo.between >= COUNTDOWN + 2
            yield Cue(self._between_words(place), self.tempo.between - (COUNTDOWN if called else 0))
            if called:
                yield from self._countdown()

    def _between_words(self, place: Place) -> str:
        if self._called_before:
            return self._upcoming(place)
        if place.sides:
            return self._side(place, "count.side")
        key = "count.done_each_side" if self.calls.sides else "count.done"
        done = "" if self.work.moving else self.script.say(key, n=place.reps)
        return " ".join(filter(None, (done, self._side(place, "count.side"))))

    def _rest(self, place: Place) -> Iterator[Cue]:
        text = self.script.say(
            "count.rest",
            n=self.dose.reps,
            seconds=self.dose.rest,
            nth=self.script.ordinal(place.sets + 1),
        )
        yield Cue(text, float(self.dose.rest - REST_WARNING))
        yield Cue(self.script.say("count.rest_ends", seconds=REST_WARNING), float(REST_WARNING - COUNTDOWN))
        yield from self._countdown()


def after(work: Work, place: Place) -> Place:
    """The place once the movement that begins at `place` is over."""
    dose: Dose = work.dose
    if place.sides + 1 < work.turns:
        return Place(place.sets, place.reps, place.sides + 1)
    if place.reps + 1 < dose.reps:
        return Place(place.sets, place.reps + 1)
    return Place(place.sets + 1)
