"""A dose becomes a timeline: get ready, three-two-one, every phase, every second, every rep, every rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Dose, Work
from skill.coaching.script import Calls, Script
from skill.coaching.stepping import after, finished, taken_up
from skill.coaching.style import LONGEST_SILENCE, CountStyle

GET_READY = 5.0
"""Seconds between the instructions and the countdown; with it, the eight that people need at most."""
COUNTDOWN = 3
"""Seconds counted down before a start (interval-timer users ask for three)."""
HOLD_CALL = 0.6
"""Seconds for the word that ends the lift: the hold itself is counted from the number that follows it."""
HALFWAY_FROM = 20
"""Seconds from which a hold has its middle called."""
EACH_FROM = 30
"""Seconds before the end of a count down from which each one is said: longer numbers do not fit a second."""
BREATH_EVERY = 4
"""Moving reps from one reminder to breathe out to the next."""
REST_WARNING = 5
"""Seconds before the end of a rest at which it is announced."""


def count(
    work: Work,
    script: Script,
    calls: Calls,
    start: Place = Place(),  # noqa: B008
    style: CountStyle = CountStyle.EVERY_SECOND,
) -> Timeline:
    """The timeline that leads through `work` from `start` to its end, the closing praise not included.

    A hold that was broken off is taken up as `taken_up` tells.
    """
    return tuple(cues(work, script, calls, start, style))


def cues(
    work: Work,
    script: Script,
    calls: Calls,
    start: Place = Place(),  # noqa: B008
    style: CountStyle = CountStyle.EVERY_SECOND,
) -> Iterator[Cue]:
    """The cues of that timeline, made one by one for callers that need only the first ones."""
    return _Count(work, script, calls, style).cues(taken_up(work, start))


def seconds(work: Work, start: Place = Place()) -> float:  # noqa: B008
    """How long that timeline takes, not counting words that run over their time."""
    if finished(work, start):
        return 0.0
    start = taken_up(work, start)
    dose, tempo = work.dose, work.tempo
    rests = dose.sets - start.sets - 1
    movements = ((rests + 1) * dose.reps - start.reps) * work.turns - start.sides
    movement = dose.hold + tempo.lower + (0.0 if dose.down else max(tempo.lift, HOLD_CALL))
    pauses = (movements - 1 - rests) * tempo.between + rests * dose.rest
    countdown = COUNTDOWN if work.counted_in else 0
    return GET_READY + countdown + movements * movement + pauses - start.seconds


class _Count:
    """One dose and the words that lead through it."""

    def __init__(self, work: Work, script: Script, calls: Calls, style: CountStyle) -> None:
        self.work, self.dose, self.tempo = work, work.dose, work.tempo
        self.script, self.calls, self.style = script, calls, style

    def cues(self, start: Place) -> Iterator[Cue]:
        if finished(self.work, start):
            return
        yield Cue(self._ready(start), GET_READY)
        if self.work.counted_in:
            yield from self._countdown()
        place, counted_in = start, True
        while True:
            yield from self._movement(place, counted_in)
            place = after(self.work, place)
            if finished(self.work, place):
                return
            counted_in = place.between_sets
            if counted_in:
                yield from rest(self.dose, self.script, place)
                yield from self._countdown()
            else:
                yield from self._between(place)

    def _ready(self, start: Place) -> str:
        if self.work.breaths:
            return self.script.say("count.ease_in")
        if start == Place() and not self._called_before:
            first = self._side(start, "count.side_first")
            return " ".join(filter(None, (self.script.say("count.get_set"), first)))
        return self._upcoming(start)

    def _upcoming(self, place: Place) -> str:
        """Which rep is next, for somebody who is resuming: "second set, third one, left arm"."""
        if self.dose.down:
            return self.script.say("count.from_second", n=self.dose.hold - place.seconds)
        if self.dose.each_side:
            side = self.script.say("count.set_side", n=place.sets + 1)
            return f"{side} {self._nth_rep(place)}".strip()
        if self.dose.sets == 1:
            return self._nth_rep(place)
        nth_set = self.script.say("count.nth_set", nth=self.script.ordinal(place.sets + 1))
        return f"{nth_set} {self._nth_rep(place)}"

    def _nth_rep(self, place: Place) -> str:
        second = self.script.say("count.from_second", n=place.seconds) if place.seconds else ""
        only_one = self.dose.reps == 1 and (self.dose.each_side or (self.dose.sets == 1 and second))
        nth = "" if only_one else self.script.say("count.nth_rep", nth=self.script.ordinal(place.reps + 1))
        return " ".join(filter(None, (nth, self._side(place, "count.side"), second)))

    @property
    def _called_before(self) -> bool:
        """The movement is the work, and there is time between two: the rep is named first, as an ordinal."""
        return self.work.moving and self.tempo.between > 0

    def _side(self, place: Place, key: str) -> str:
        return self.script.say(key, side=self.calls.sides[place.sides]) if self.calls.sides else ""

    def _countdown(self) -> Iterator[Cue]:
        for number in range(COUNTDOWN, 0, -1):
            yield Cue(self.script.number(number), 1.0)

    def _movement(self, place: Place, counted_in: bool) -> Iterator[Cue]:
        """Lift, hold, lower from `place`."""
        yield from self._lift(place, counted_in)
        yield from self._held_seconds(place)
        *lowering, last = self._phase(self.calls.lower, self.tempo.lower)
        yield from lowering
        yield Cue(last.text, last.lasts, after(self.work, place))

    def _lift(self, place: Place, counted_in: bool) -> Iterator[Cue]:
        if self.dose.down:
            return
        effort = self._effort(place, counted_in)
        if self.dose.hold < COUNTED_HOLD:
            yield from self._led_lift(effort, place)
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

    def _led_lift(self, effort: str, place: Place) -> Iterator[Cue]:
        """The effort of a moving rep, with a reminder to breathe out every few reps."""
        if self._called_before and place.reps % BREATH_EVERY == 1:
            yield Cue(self.script.say("count.breathe_out", lift=effort), self.tempo.lift)
        else:
            yield from self._phase(effort, self.tempo.lift)

    def _phase(self, word: str, seconds: float) -> Iterator[Cue]:
        """A phase of the movement; in a moving rep every second is called: "up, two"."""
        led_by_second = self._called_before and self.dose.hold < COUNTED_HOLD
        beats = max(1, round(seconds)) if led_by_second else 1
        yield Cue(word, seconds / beats)
        for beat in range(2, beats + 1):
            yield Cue(self.script.beat(beat), seconds / beats)

    def _held_seconds(self, place: Place) -> Iterator[Cue]:
        """Every second of the hold, as cues that each last until the next word."""
        sets, reps, sides, begun = place
        for word, lasts, held in self._seconds_from(begun) if begun else self._hold:
            yield Cue(word, lasts, Place(sets, reps, sides, held))

    @cached_property
    def _hold(self) -> list[tuple[str, float, int]]:
        """What is said in every hold that starts at its first second."""
        return self._seconds_from(0) if self.dose.hold >= COUNTED_HOLD else []

    def _seconds_from(self, begun: int) -> list[tuple[str, float, int]]:
        """Of a hold after so many seconds: the word, the seconds until the next, the seconds held by then."""
        first = begun + 1
        said = [(second, word) for second in range(first, self.dose.hold + 1) if (word := self._held(second))]
        if said[0][0] > first:
            said.insert(0, (first, ""))
        ends = [*(second - 1 for second, _ in said[1:]), self.dose.hold]
        return [(word, end - second + 1.0, end) for (second, word), end in zip(said, ends, strict=True)]

    def _held(self, second: int) -> str:
        """What is said as `second` of a hold begins; nothing where the style is silent.

        The second that begins in the middle is called "halfway" instead: with its number before it, it would
        not fit.
        """
        hold = self.dose.hold
        if self.dose.down:
            left = hold + 1 - second
            return self.script.number(left) if left <= EACH_FROM or left % LONGEST_SILENCE == 0 else ""
        if hold >= HALFWAY_FROM and second == hold // 2 + 1:
            return self.script.say("count.halfway")
        number = self.style.number(second, hold)
        if number is not None:
            return self.script.beat(number)
        return self.script.say("count.stay", n=second) if second % LONGEST_SILENCE == 0 else ""

    def _between(self, place: Place) -> Iterator[Cue]:
        """From one movement to the next; a countdown where there is time for one."""
        if self.tempo.between:
            called = self.tempo.between >= COUNTDOWN + 2
            yield Cue(self._between_words(place), self.tempo.between - (COUNTDOWN if called else 0))
            if called:
                yield from self._countdown()

    def _between_words(self, place: Place) -> str:
        if self._called_before:
            return self._nth_rep(place)
        if place.sides:
            return self._side(place, "count.side")
        key = "count.done_each_side" if self.calls.sides else "count.done"
        done = "" if self.work.moving else self.script.say(key, n=place.reps)
        return " ".join(filter(None, (done, self._side(place, "count.side"))))


def rest(dose: Dose, script: Script, place: Place) -> Iterator[Cue]:
    """The rest behind the set that ends at `place`, but for the countdown that belongs to it."""
    if dose.each_side:
        text = script.say("count.change_sides", seconds=dose.rest)
    else:
        nth = script.ordinal(place.sets + 1)
        text = script.say("count.rest", n=dose.reps, seconds=dose.rest, nth=nth)
    yield Cue(text, float(dose.rest - REST_WARNING))
    yield Cue(script.say("count.rest_ends", seconds=REST_WARNING), float(REST_WARNING - COUNTDOWN))
