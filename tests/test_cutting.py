"""A timeline that does not fit is split at a natural pause, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.coaching.counting import count
from skill.coaching.cue import Cue, Place
from skill.coaching.cutting import cut
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.stepping import finished
from tests.works import PlainScript, calls, works


def seconds(cue: Cue) -> float:
    return cue.lasts or 0.0


@given(works(), st.floats(60, 600))
def test_parts_fit_the_budget_and_add_up_to_the_whole(work: Work, budget: float) -> None:
    whole = count(work, PlainScript(), calls(work))
    movements = [cue for cue in whole if cue.place and not cue.place.seconds]
    led: list[Cue] = []
    place = Place()
    while not finished(work, place):
        left = count(work, PlainScript(), calls(work), place)
        try:
            part = cut(left, map(seconds, left), budget)
        except ValueError:
            assume(False)
        assert sum(map(seconds, part)) <= budget
        led += [cue for cue in part if cue.place and not cue.place.seconds]
        assert part[-1].place is not None
        place = part[-1].place
    assert led == movements


def test_a_timeline_that_fits_is_not_split() -> None:
    work = Work(Dose(reps=2, hold=5), Tempo(2, 2, 5))
    timeline = count(work, PlainScript(), calls(work))
    assert cut(timeline, map(seconds, timeline), sum(map(seconds, timeline))) == timeline


@pytest.mark.parametrize(
    ("work", "budget", "ends"),
    [
        (Work(Dose(reps=10, sets=3, rest=30), Tempo(2, 2)), 115, Place(1)),
        (Work(Dose(reps=10, sets=3, rest=30), Tempo(2, 2)), 30, Place(0, 5)),
        (Work(Dose(reps=5, hold=15), Tempo(2, 2, 6), sides=("a", "b")), 105, Place(0, 2)),
        (Work(Dose(reps=5, hold=15), Tempo(2, 2, 6), sides=("a", "b")), 30, Place(0, 0, 1)),
    ],
)
def test_it_is_split_between_sets_or_reps_or_sides_in_that_order(
    work: Work, budget: float, ends: Place
) -> None:
    timeline = count(work, PlainScript(), calls(work))
    assert cut(timeline, map(seconds, timeline), budget)[-1].place == ends


def test_a_budget_below_one_movement_is_an_error() -> None:
    work = Work(Dose(reps=1, hold=60), Tempo(2, 2))
    timeline = count(work, PlainScript(), calls(work))
    with pytest.raises(ValueError, match="not one movement"):
        cut(timeline, map(seconds, timeline), 20)
