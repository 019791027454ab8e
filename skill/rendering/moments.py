"""What a screen shows at every moment of an answer: the same timeline that is spoken, from its beginning.

A moment is as long as one thing is shown: a hold, a rest, what is said before a count. Within it the screen
tells the second from the time that has passed; nothing is sent for each second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import dropwhile, takewhile

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.counting import GET_READY
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.passage import Placed
from skill.coaching.script import Script
from skill.rendering.captions import Pace

SHORTEST_REST = 10.0
"""Seconds from which what is behind a count is shown as a rest, and not as something said."""
SHORTEST = 500.0
"""Milliseconds that a text has to be seen, or it is not shown."""


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
    """Something said, as it is said."""
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
    goodbye: Timeline = ()
    """The end of the routine."""
    week: int | None = None
    """The scene that shows the last days in place of it, if any does."""


def moments(
    countings: Iterable[Counting],
    asks: Timeline,
    pace: Pace,
    script: Script,
    *,
    scene: int = 0,
    now: float = 0.0,
) -> tuple[Moment, ...]:
    """Everything that is shown from second `now` of the document on, one behind the other, and the question.

    The countings have scenes of their own, from number `scene` on.
    """
    found: list[Moment] = []
    for number, counting in enumerate(countings, scene):
        for each in _Moments(counting, number, pace, script).all(now):
            found.append(each)
            now = (each.at + each.lasts) / 1000
    picture = found[-1].picture if found else ""
    found += spoken(pace, asks, Shows.QUESTION, found[-1].scene if found else scene, picture, now)
    return tuple(found)


def spoken(
    pace: Pace, cues: Iterable[Cue], shows: Shows, scene: int, picture: str, now: float = 0.0
) -> Iterator[Moment]:
    """What is only said, piece by piece."""
    for cue in cues:
        for text, seconds in pace.captions(cue):
            at, now = round(1000 * now), now + seconds
            yield Moment(at, round(1000 * now) - at, shows, scene, text=text, picture=picture)


class _Moments:
    """The moments of one exercise."""

    def __init__(self, counting: Counting, number: int, pace: Pace, script: Script) -> None:
        self.counting, self.work, self.number = counting, counting.work, number
        self.pace, self.script = pace, script
        self.now = 0.0

    def all(self, first: float) -> Iterator[Moment]:
        self.now = first
        counted = list(self.counting.counted)
        begins = counted[0].begins if counted else Place()
        ready: Timeline = (Cue(lasts=min(GET_READY, self.pace.seconds(self.counting.lead_in))),)
        if counted and counted[0].ends is None and self.work.counted_in:
            ready = (*ready, *counted.pop(0).passage.cues)
        yield from self._lead_in(begins, ready)
        for placed in counted:
            yield from self._between(placed) if placed.ends is None else self._movement(placed)
        rested = False
        for cue in self.counting.behind:
            yield from self._behind(cue, rested=rested)
            rested = rested or self._is_rest(cue)
        yield from self._goodbye()

    def _lead_in(self, begins: Place, ready: Timeline) -> Iterator[Moment]:
        """What is said before the count, and the last seconds of it, in which one gets ready."""
        over = self.now + self.pace.seconds(self.counting.lead_in)
        if self.work.breaths:
            ready = ()
        else:
            over -= ready[0].lasts or 0
        how = self.counting.scene.how or self._picture(begins)
        said = [cue for cue in self.counting.lead_in if cue.text]
        shown = [each for each in self._captioned(said, how) if each.at < 1000 * over - SHORTEST]
        yield from shown[:-1]
        if shown:
            yield replace(shown[-1], lasts=round(1000 * over) - shown[-1].at)
        self.now = over
        if ready:
            text = self.script.say("screen.ready")
            yield self._moment(self.pace.seconds(ready), Shows.LEFT, begins, text=text)

    def _between(self, placed: Placed) -> Iterator[Moment]:
        """A rest between two movements or two sets."""
        key = "screen.rest" if placed.begins.between_sets or not self.counting.scene.sides else "screen.ready"
        seconds = self.pace.seconds(placed.passage.cues)
        yield self._moment(seconds, Shows.LEFT, placed.begins, text=self.script.say(key))

    def _movement(self, placed: Placed) -> Iterator[Moment]:
        """One movement: a count begins before one and ends behind one, even if it resumes within a hold."""
        cues, begins = placed.passage.cues, placed.begins
        if self.work.breaths:
            for cue in cues:
                yield self._moment(self.pace.lasts(cue), Shows.WORD, begins, text=cue.text)
            return
        lift = tuple(takewhile(lambda cue: cue.place is None, cues))
        held = tuple(cue for cue in cues if cue.place is not None)
        lower = tuple(dropwhile(lambda cue: cue.place is not None, cues[len(lift) :]))
        hold = self.work.dose.hold
        if hold < COUNTED_HOLD:
            yield self._moment(self.pace.seconds(cues), Shows.NUMBER, begins, n=begins.reps + 1)
            return
        counts = {"n": hold, "up": self.counting.up, "begun": begins.seconds}
        yield self._moment(self.pace.seconds(lift), Shows.WORD, begins, text=lift[0].text)
        yield self._moment(self.pace.seconds(held), Shows.SECOND, begins, **counts)
        yield self._moment(self.pace.seconds(lower), Shows.WORD, begins, text=lower[0].text)

    def _is_rest(self, cue: Cue) -> bool:
        return bool(self.counting.scene.follows) and self.pace.lasts(cue) >= SHORTEST_REST

    def _behind(self, cue: Cue, *, rested: bool) -> Iterator[Moment]:
        """What is said behind the count; a rest, and the way after it, show what comes next."""
        scene, seconds = self.counting.scene, self.pace.lasts(cue)
        if rested:
            yield from self._captioned((cue,), scene.follows_picture)
            return
        if not self._is_rest(cue):
            yield from self._captioned((cue,), self._picture(Place()))
            return
        rest = self.script.say("screen.rest")
        yield self._moment(seconds, Shows.LEFT, None, text=rest, picture=scene.follows_picture)

    def _goodbye(self) -> Iterator[Moment]:
        """The last days, if there is anything to show of them: goodbye is heard."""
        counting = self.counting
        if counting.week is None:
            yield from self._captioned(counting.goodbye, self._picture(Place()))
            return
        week = self._moment(self.pace.seconds(counting.goodbye), Shows.WEEK, None)
        yield replace(week, scene=counting.week, text=self.script.say("screen.week"))

    def _captioned(self, cues: Iterable[Cue], picture: str) -> Iterator[Moment]:
        for each in spoken(self.pace, cues, Shows.TEXT, self.number, picture, self.now):
            self.now = (each.at + each.lasts) / 1000
            yield each

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
