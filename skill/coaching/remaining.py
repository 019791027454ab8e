"""What is left of a count at a given second: of the hold, of the rest, of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.counting import HOLD_CALL
from skill.coaching.cue import Place
from skill.coaching.dose import Work
from skill.coaching.passage import Passage, Placed, of_passage
from skill.coaching.placing import Lasts, PlannedClock, reached


class Remaining(Struct, frozen=True):
    """Seconds that are left at one moment of a count."""

    place: Place
    """What was done by then."""
    total: float
    hold: float | None = None
    """Of the hold, or all of it during the lift before; None: nothing is being held."""
    rest: float | None = None
    """Until the next movement; None: this is not the time between two."""


def remaining(work: Work, count: Sequence[Placed], elapsed: float, lasts: Lasts, start: Place) -> Remaining:
    """What is left `elapsed` seconds into `count`, which counts `work` from `start`; before its end."""
    ends = list(accumulate(of_passage(placed.passage, lasts) for placed in count))
    now = next(number for number, end in enumerate(ends) if end > elapsed)
    ahead = next(number for number in range(now, len(count)) if count[number].ends is not None)
    left = Remaining(reached(count, elapsed, PlannedClock(lasts), start).place, ends[-1] - elapsed)
    movement = count[ahead].passage
    hold = _hold(movement, lasts)
    into = elapsed - (ends[ahead - 1] if ahead else 0.0)
    if hold is not None and into >= hold.ends:
        return left
    if hold is not None and into >= hold.begins:
        return replace(left, hold=hold.ends - into)
    lifted = hold.begins if hold is not None else of_passage(movement, lasts) - work.tempo.lower
    rest = lifted - max(work.tempo.lift, HOLD_CALL) - into
    if rest > 0:
        return left if left.place == start else replace(left, rest=rest)
    return left if hold is None else replace(left, hold=hold.ends - hold.begins)


class _Hold(Struct, frozen=True):
    """When a hold is held, in seconds from the beginning of its movement."""

    begins: float
    ends: float


def _hold(movement: Passage, lasts: Lasts) -> _Hold | None:
    """None: nothing is held in it."""
    ends = list(accumulate(map(lasts, movement.cues), initial=0.0))
    held = [number for number, cue in enumerate(movement.cues) if cue.place is not None]
    return _Hold(ends[held[0]], ends[held[-1] + 1]) if held else None
