"""What does not fit one response is cut where a person would pause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from skill.coaching.cue import Cue, Place, Timeline


def cut(timeline: Timeline, costs: Callable[[Cue], float], budget: float) -> Timeline:
    """The longest beginning of `timeline` that costs at most `budget` and ends at a good place to pause.

    Between sets if it can, else between reps, else between sides. The rest is not lost: it is what the
    person's place still leaves to do.

    Raises:
        ValueError: not even one side of one rep fits.
    """
    affordable = _affordable(timeline, costs, budget)
    if affordable == len(timeline):
        return timeline
    ends = [(end, place) for end, place in _pauses(timeline) if end <= affordable]
    for wanted in (lambda place: place.between_sets, lambda place: place.between_reps, lambda _: True):
        good = [end for end, place in ends if wanted(place)]
        if good:
            return timeline[: good[-1]]
    raise ValueError("not one movement of the timeline fits the budget")


def _affordable(timeline: Timeline, costs: Callable[[Cue], float], budget: float) -> int:
    """How many cues from the start the budget pays for."""
    spent = 0.0
    for number, cue in enumerate(timeline):
        spent += costs(cue)
        if spent > budget:
            return number
    return len(timeline)


def _pauses(timeline: Timeline) -> Iterator[tuple[int, Place]]:
    """Where a movement is over: the index behind its last cue, and the place reached."""
    for number, cue in enumerate(timeline, 1):
        if cue.place is not None and cue.place.seconds == 0:
            yield number, cue.place
