"""A dose becomes a timeline: get ready, three-two-one, every phase, every second, every rep, every rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import ceil

from skill.coaching.cue import Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.holding import counted_up, words
from skill.coaching.passage import Passage, Placed, Timed, hold, movement, passage
from skill.coaching.resting import rest
from skill.coaching.script import Calls, Script
from skill.coaching.stepping import after, finished, taken_up
from skill.coaching.style import COUNTDOWN, LONGEST_SILENCE, Manner

GET_READY = 5.0
"""Seconds between the instructions and the countdown; with it, the eight that people need at most."""
BEFORE_A_SIDE, NAMED = 1.0, 2.0
"""Seconds of quiet before the other side is named, and at least so many from there to its movement. By then
it is sure that the side before is done, so an interruption does not go back to it."""
COUNTED_IN = 8
"""Seconds between two movements from which the next one is counted in; in the flow of a set a word does."""
RESTS_FROM = 12
"""Seconds between two movements from which they are called a rest: who hears nothing for so long wonders."""
READY = 2.0
"""Seconds for that word, and to take the breath that the effort begins with."""
HOLD_CALL = 0.6
"""Seconds for the word that ends the lift: the hold itself is counted from the number that follows it."""
EACH_FROM = 30
"""Seconds before the end of a count down from which each one is said: longer numbers do not fit a second."""
BREATH_EVERY = 4
"""Moving reps from one reminder to breathe out to the next."""
STRETCH = 120.0
"""Seconds of a count that are made at once: an answer has room for twice as many."""
MOST = 512
"""Stretches that are kept, at some 2 kB each."""


def count(
    work: Work,
    script: Script,
    calls: Calls,
    start: Place = Place(),  # noqa: B008
    manner: Manner = Manner(),  # noqa: B008
) -> Timeline:
    """The timeline that leads through `work` from `start` to its end, the closing praise not included.

    A hold that was broken off is taken up as `taken_up` tells.
    """
    return tuple(cue for placed in passages(work, script, calls, start, manner) for cue in placed.cues)


def passages(
    work: Work,
    script: Script,
    calls: Calls,
    start: Place = Place(),  # noqa: B008
    manner: Manner = Manner(),  # noqa: B008
) -> Iterator[Placed]:
    """The same in passages, made a stretch at a time for callers that need only the first ones.

    The first has one cue, for getting ready. A movement is a passage by itself.
    """
    place, opened = taken_up(work, start), False
    while not finished(work, place):
        stretch = _stretch(work, script, calls, manner, place, opened)
        yield from stretch
        place, opened = stretch[-1].ends or stretch[-1].begins, True


@lru_cache(maxsize=MOST)
def _stretch(
    work: Work, script: Script, calls: Calls, manner: Manner, start: Place, opened: bool
) -> tuple[Placed, ...]:
    """The passages from `start` on: the same for everybody who does this work in this manner."""
    return tuple(_Count(work, script, calls, manner).stretch(start, opened=opened))


def seconds(work: Work, start: Place = Place()) -> float:  # noqa: B008
    """How long that timeline takes, not counting words that run over their time."""
    if finished(work, start):
        return 0.0
    start = taken_up(work, start)
    dose, tempo = work.dose, work.tempo
    rests = dose.sets - start.sets - 1
    movements = ((rests + 1) * dose.reps - start.reps) * work.turns - start.sides
    movement = dose.hold + tempo.lower + (0.0 if dose.down else max(tempo.lift, HOLD_CALL))
    pauses = (movements - 1 - rests) * work.between + rests * dose.rest
    countdown = COUNTDOWN if work.counted_in else 0
    return GET_READY + countdown + movements * movement + pauses - start.seconds


class _Count:
    """One dose and the words that lead through it.

    What does not change from rep to rep is worded once.
    """

    def __init__(self, work: Work, script: Script, calls: Calls, manner: Manner) -> None:
        self.work, self.dose, self.tempo = work, work.dose, work.tempo
        self.between = work.between
        self.script, self.calls, self.manner = script, calls, manner
        self.holds: dict[int, tuple[str, ...]] = {}

    def stretch(self, start: Place, *, opened: bool) -> Iterator[Placed]:
        """As many movements as last for STRETCH seconds; before the very first, what opens the count."""
        if not opened:
            yield Placed(passage((self._ready(start), GET_READY + self.manner.ready)), start)
            if self.work.counted_in:
                yield Placed(passage(*self._countdown), start)
        place, counted_in = start, not opened or start.between_sets
        each = self.tempo.lift + self.dose.hold + self.tempo.lower + self.between
        for _ in range(ceil(STRETCH / each)):
            begins, place = place, after(self.work, place)
            yield Placed(self._movement(begins, counted_in), begins, place)
            if finished(self.work, place):
                return
            counted_in = place.between_sets
            if between := self._rest(place) if counted_in else self._between(place):
                yield Placed(passage(*between), place)

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
        second = self._from_second(place.seconds) if place.seconds else ""
        only_one = self.dose.reps == 1 and (self.dose.each_side or (self.dose.sets == 1 and second))
        nth = "" if only_one else self.script.say("count.nth_rep", nth=self.script.ordinal(place.reps + 1))
        return " ".join(filter(None, (nth, self._side(place, "count.side"), second)))

    def _from_second(self, seconds: int) -> str:
        """Where a hold is taken up, told in the direction in which it is counted there."""
        if seconds < counted_up(self.dose.hold, self.manner):
            return self.script.say("count.from_second", n=seconds)
        return self.script.say("count.last_seconds", n=self.dose.hold - seconds)

    @property
    def _called_before(self) -> bool:
        """The movement is the work, and there is time between two: the rep is named first, as an ordinal."""
        return self.work.moving and self.between > 0

    def _side(self, place: Place, key: str) -> str:
        return self.script.say(key, side=self.calls.sides[place.sides]) if self.calls.sides else ""

    @cached_property
    def _countdown(self) -> tuple[Timed, ...]:
        return tuple((self.script.number(number), 1.0) for number in range(self.manner.countdown, 0, -1))

    def _movement(self, place: Place, counted_in: bool) -> Passage:
        """Lift, hold, lower from `place`."""
        held = hold(self._words(place), place.seconds)
        return movement(self._lift(place, counted_in), held, self._lower)

    def _lift(self, place: Place, counted_in: bool) -> tuple[Timed, ...]:
        if self.dose.down:
            return ()
        effort = self._effort(place, counted_in)
        if self.dose.hold < COUNTED_HOLD:
            return self._led_lift(effort, place)
        call = (self.calls.hold, HOLD_CALL)
        return ((effort, self.tempo.lift - HOLD_CALL), call) if self.tempo.lift > HOLD_CALL else (call,)

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

    def _led_lift(self, effort: str, place: Place) -> tuple[Timed, ...]:
        """The effort of a moving rep, with a reminder to breathe out every few reps."""
        if self._called_before and place.reps % BREATH_EVERY == 1:
            return ((self.script.say("count.breathe_out", lift=effort), self.tempo.lift),)
        return ((effort, self.tempo.lift),)

    @cached_property
    def _lower(self) -> tuple[Timed, ...]:
        return ((self.calls.lower, self.tempo.lower),)

    def _words(self, place: Place) -> tuple[str, ...]:
        """What is said as each second of a hold begins; in one of a second, the word that calls it."""
        if self.dose.hold < COUNTED_HOLD:
            return (self.calls.hold,) * self.dose.hold
        if self.dose.down:
            return self._countdown_of_all
        rep = place.sets * self.dose.reps + place.reps
        if rep not in self.holds:
            self.holds[rep] = words(self.dose.hold, self.script, self.calls, self.manner, rep)
        return self.holds[rep]

    @cached_property
    def _countdown_of_all(self) -> tuple[str, ...]:
        """The seconds of a count that somebody asked to have counted down."""
        return tuple(
            self.script.number(left) if left <= EACH_FROM or left % LONGEST_SILENCE == 0 else ""
            for left in range(self.dose.hold, 0, -1)
        )

    def _rest(self, place: Place) -> tuple[Timed, ...]:
        """From one set to the next."""
        return (*rest(self.dose, self.script, place, self.manner.countdown), *self._countdown)

    def _between(self, place: Place) -> tuple[Timed, ...]:
        """From one movement to the next, with a warning at its end where there is time for one."""
        if not self.between:
            return ()
        words = self._between_words(place)
        waits = max(0.0, min(BEFORE_A_SIDE, self.between - NAMED)) if place.sides else 0.0
        quiet, left = ((("", waits),) if waits else ()), self.between - waits
        if self.between < READY + 3:
            return (*quiet, (words, left))
        if self.between < COUNTED_IN:
            return (*quiet, (words, left - READY), (self.script.say("count.ready"), READY))
        return (*quiet, (words, left - self.manner.countdown), *self._countdown)

    def _between_words(self, place: Place) -> str:
        if place.sides:
            return self._side(place, "count.side")
        if self._called_before:
            return self._nth_rep(place)
        key = "count.done_each_side" if self.calls.sides else "count.done"
        if self.between >= RESTS_FROM and not self.calls.sides:
            key = "count.done_and_rest"
        done = "" if self.work.moving else self.script.say(key, n=place.reps)
        return " ".join(filter(None, (done, self._side(place, "count.side"))))
