"""What a screen shows at every moment of an answer: the same timeline that is spoken, from its beginning.

A moment is as long as one thing is shown: a hold, a rest, what is said before a count. Within it the screen
tells the second from the time that has passed; nothing is sent for each second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import dropwhile, takewhile

from msgspec import Struct

from skill.coaching.counting import GET_READY
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.passage import Placed
from skill.coaching.script import Script

Lasts = Callable[[Cue], float]
SHORTEST_REST = 10.0
"""Seconds from which what is behind a count is shown as a rest, and not as something said."""


class Shows(StrEnum):
    """What is the largest thing on the screen."""

    SECOND = "second"
    """The second of a hold, as it is counted."""
    LEFT = "left"
    """How many seconds are left."""
    NUMBER = "number"
    """The rep."""
    WORD = "word"
    """What to do."""
    TEXT = "text"
    """Something said; with nothing to say, how the exercise is done."""
    QUESTION = "question"
    WEEK = "week"
    """How long was exercised on each of the last days."""


class Scene(Struct, frozen=True):
    """What does not change during one exercise, as texts and names of graphics."""

    title: str = ""
    pictures: tuple[str, ...] = ()
    """One for each side, or one."""
    how: str = ""
    """Start and end in one picture."""
    sides: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    follows: str = ""
    """What comes next, and its picture."""
    follows_picture: str = ""


class Moment(Struct, frozen=True, omit_defaults=True, rename={"begun": "from"}):
    """Times are milliseconds."""

    at: int
    lasts: int
    shows: Shows
    scene: int
    n: int = 0
    """Seconds of the hold, or which rep."""
    up: int = 0
    """Seconds of the hold that are counted up; the others are counted down."""
    begun: int = 0
    """Seconds of the hold that were done before."""
    text: str = ""
    label: str = ""
    side: str = ""
    picture: str = ""


class Counting(Struct, frozen=True):
    """One exercise in an answer that counts."""

    scene: Scene
    work: Work
    up: int
    lead_in: Timeline
    counted: Sequence[Placed]
    behind: Timeline


def moments(
    countings: Iterable[Counting], question: str, lasts: Lasts, script: Script, first: float = 0.0
) -> tuple[Moment, ...]:
    """Everything that is shown from second `first` of the document on, one behind the other."""
    found: list[Moment] = []
    for number, counting in enumerate(countings):
        for each in _Moments(counting, number, lasts, script).all(first):
            found.append(each)
            first = (each.at + each.lasts) / 1000
    if question:
        scene, picture = (found[-1].scene, found[-1].picture) if found else (0, "")
        found.append(Moment(round(1000 * first), 0, Shows.QUESTION, scene, text=question, picture=picture))
    return tuple(found)


class _Moments:
    """The moments of one exercise."""

    def __init__(self, counting: Counting, number: int, lasts: Lasts, script: Script) -> None:
        self.counting, self.work, self.number = counting, counting.work, number
        self.lasts, self.script = lasts, script
        self.now = 0.0

    def all(self, first: float) -> Iterator[Moment]:
        self.now = first
        counted = list(self.counting.counted)
        begins = counted[0].begins if counted else Place()
        ready: Timeline = (Cue(lasts=min(GET_READY, self._seconds(self.counting.lead_in))),)
        if counted and counted[0].ends is None and self.work.counted_in:
            ready = (*ready, *counted.pop(0).passage.cues)
        yield from self._lead_in(begins, ready)
        for placed in counted:
            yield from self._between(placed) if placed.ends is None else self._movement(placed)
        rested = False
        for cue in self.counting.behind:
            moment = self._said(cue, rested=rested)
            rested = rested or moment.shows is Shows.LEFT
            yield moment

    def _lead_in(self, begins: Place, ready: Timeline) -> Iterator[Moment]:
        """What is said before the count, and the last seconds of it, in which one gets ready."""
        talks = self._seconds(self.counting.lead_in) - (ready[0].lasts or 0)
        how = self.counting.scene.how or self._picture(begins)
        if self.work.breaths:
            talks, ready = talks + (ready[0].lasts or 0), ()
        if talks > 0:
            yield self._moment(talks, Shows.TEXT, begins, picture=how)
        if ready:
            text = self.script.say("screen.ready")
            yield self._moment(self._seconds(ready), Shows.LEFT, begins, text=text)

    def _between(self, placed: Placed) -> Iterator[Moment]:
        """A rest between two movements or two sets."""
        key = "screen.rest" if placed.begins.between_sets or not self.counting.scene.sides else "screen.ready"
        seconds = sum(map(self.lasts, placed.passage.cues))
        yield self._moment(seconds, Shows.LEFT, placed.begins, text=self.script.say(key))

    def _movement(self, placed: Placed) -> Iterator[Moment]:
        """One movement: a count begins before one and ends behind one, even if it resumes within a hold."""
        cues, begins = placed.passage.cues, placed.begins
        if self.work.breaths:
            for cue in cues:
                yield self._moment(self.lasts(cue), Shows.WORD, begins, text=cue.text)
            return
        lift = tuple(takewhile(lambda cue: cue.place is None, cues))
        held = tuple(cue for cue in cues if cue.place is not None)
        lower = tuple(dropwhile(lambda cue: cue.place is not None, cues[len(lift) :]))
        hold = self.work.dose.hold
        if hold < COUNTED_HOLD:
            yield self._moment(self._seconds(cues), Shows.NUMBER, begins, n=begins.reps + 1)
            return
        counts = {"n": hold, "up": self.counting.up, "begun": begins.seconds}
        yield self._moment(self._seconds(lift), Shows.WORD, begins, text=lift[0].text)
        yield self._moment(self._seconds(held), Shows.SECOND, begins, **counts)
        yield self._moment(self._seconds(lower), Shows.WORD, begins, text=lower[0].text)

    def _said(self, cue: Cue, *, rested: bool) -> Moment:
        """What is said behind the count; a rest, and the way after it, show what comes next."""
        scene, seconds = self.counting.scene, self.lasts(cue)
        if rested:
            return self._moment(seconds, Shows.TEXT, None, text=cue.text, picture=scene.follows_picture)
        if seconds < SHORTEST_REST or not scene.follows:
            return self._moment(seconds, Shows.TEXT, None, text=cue.text, picture=self._picture(Place()))
        rest = self.script.say("screen.rest")
        return self._moment(seconds, Shows.LEFT, None, text=rest, picture=scene.follows_picture)

    def _moment(self, seconds: float, shows: Shows, place: Place | None, **shown: str | int) -> Moment:
        at, self.now = self.now, self.now + seconds
        if place is not None:
            seen = {"label": self._label(place), "picture": self._picture(place), "side": self._side(place)}
            shown = {**seen, **shown}
        began = round(1000 * at)
        return Moment(began, round(1000 * self.now) - began, shows, self.number, **shown)  # type: ignore[arg-type]

    def _label(self, place: Place) -> str:
        dose, say = self.work.dose, self.script.say
        rep, reps = str(place.reps + 1), str(dose.reps)
        if self.work.breaths:
            return say("screen.breath", n=rep, total=reps)
        if dose.sets > 1 and not dose.each_side:
            set_, sets = str(place.sets + 1), str(dose.sets)
            return say("screen.set_rep", set=set_, sets=sets, n=rep, total=reps)
        return say("screen.rep", n=rep, total=reps) if dose.reps > 1 else ""

    def _side(self, place: Place) -> str:
        sides = self.counting.scene.sides
        return sides[min(place.sides, len(sides) - 1)] if sides else ""

    def _picture(self, place: Place) -> str:
        pictures = self.counting.scene.pictures
        return pictures[min(place.sides, len(pictures) - 1)] if pictures else ""

    def _seconds(self, cues: Timeline) -> float:
        return sum(map(self.lasts, cues))
