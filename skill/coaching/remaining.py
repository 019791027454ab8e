"""What is left of a count at a given second: of the hold, of the rest, of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from skill.coaching.counting import HOLD_CALL
from skill.coaching.cue import Cue, Place
from skill.coaching.dose import Work
from skill.coaching.placing import Lasts


class Remaining(NamedTuple):
    """Seconds that are left at one moment of a count."""

    place: Place
    """What was done by then."""
    total: float
    hold: float | None = None
    """Of the hold, or all of it during the lift before; None: nothing is being held."""
    rest: float | None = None
    """Until the next movement; None: this is not the time between two."""


def remaining(work: Work, timeline: Sequence[Cue], elapsed: float, lasts: Lasts, start: Place) -> Remaining:
    """What is left `elapsed` seconds into `timeline`, which counts `work` from `start`; before its end."""
    ends = list(accumulate(map(lasts, timeline)))
    now = next(number for number, end in enumerate(ends) if end > elapsed)
    passed = [cue.place for cue in timeline[:now] if cue.place is not None]
    left = Remaining(passed[-1] if passed else start, ends[-1] - elapsed)
    ahead = next(number for number in range(now, len(timeline)) if timeline[number].place is not None)
    if not _holds(timeline[ahead]):
        return left
    hold_ends = _hold_ends(work, timeline, ends, ahead)
    if ahead == now:
        return left._replace(hold=hold_ends - elapsed)
    hold_begins = ends[ahead - 1]
    rest = hold_begins - max(work.tempo.lift, HOLD_CALL) - elapsed
    if rest <= 0:
        return left._replace(hold=hold_ends - hold_begins)
    return left._replace(rest=rest) if passed else left


def _holds(cue: Cue) -> bool:
    """Whether the cue counts seconds of a hold."""
    return cue.place is not None and cue.place.seconds > 0


def _hold_ends(work: Work, timeline: Sequence[Cue], ends: Sequence[float], now: int) -> float:
    """When the hold ends that is being held at cue `now`."""
    held = (number for number in range(now, len(timeline)) if _holds(timeline[number]))
    return next(ends[number] for number in held if _seconds(timeline[number]) == work.dose.hold)


def _seconds(cue: Cue) -> int:
    return cue.place.seconds if cue.place is not None else 0
