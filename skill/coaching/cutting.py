"""A timeline too long for one response is cut where a person would pause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from skill.coaching.cue import Place, Timeline


def cut(timeline: Timeline, costs: Iterable[float], budget: float) -> Timeline:
    """The longest beginning of `timeline` that costs at most `budget` and ends at a good place to pause.

    Between sets if it can, else between reps, else between sides. The rest is not lost: it is what the
    person's place still leaves to do. `costs` has one for each cue.

    Raises:
        ValueError: not even one side of one rep fits.
    """
    affordable = bisect_right(list(accumulate(costs)), budget)
    if affordable == len(timeline):
        return timeline
    ends = [(end, place) for end, place in _pauses(timeline) if end <= affordable]
    for wanted in (lambda place: place.between_sets, lambda place: place.between_reps, lambda _: True):
        good = [end for end, place in ends if wanted(place)]
        if good:
            return timeline[: good[-1]]
    raise ValueError("not one movement of the timeline fits the budget")


def _pauses(timeline: Timeline) -> Iterator[tuple[int, Place]]:
    """Where a movement is over: the index behind its last cue, and the place reached."""
    for number, cue in enumerate(timeline, 1):
        if cue.place is not None and cue.place.seconds == 0:
            yield number, cue.place
