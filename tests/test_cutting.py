"""A count that does not fit is split at a natural pause, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skill.coaching.counting import passages
from skill.coaching.cue import Cue, Place
from skill.coaching.cutting import cut
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.passage import Placed, total
from skill.coaching.stepping import finished
from tests.works import PlainScript, calls, works


def seconds(cue: Cue) -> float:
    return cue.lasts or 0.0


def counted(work: Work, place: Place = Place()) -> Iterator[Placed]:  # noqa: B008
    return passages(work, PlainScript(), calls(work), place)


@given(works(), st.floats(60, 600))
def test_parts_fit_the_budget_and_add_up_to_the_whole(work: Work, budget: float) -> None:
    movements = [(placed.begins, placed.ends) for placed in counted(work) if placed.ends]
    led: list[tuple[Place, Place | None]] = []
    place = Place()
    while not finished(work, place):
        try:
            part = cut(counted(work, place), seconds, budget)
        except ValueError:
            assume(False)
        assert total((placed.passage for placed in part), seconds) <= budget
        led += [(placed.begins, placed.ends) for placed in part if placed.ends]
        assert part[-1].ends is not None
        place = part[-1].ends
    assert led == movements


def test_a_count_that_fits_is_not_split() -> None:
    work = Work(Dose(reps=2, hold=5), Tempo(2, 2, 5))
    whole = total((placed.passage for placed in counted(work)), seconds)
    assert cut(counted(work), seconds, whole) == tuple(counted(work))


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
    assert cut(counted(work), seconds, budget)[-1].ends == ends


def test_a_budget_below_one_movement_is_an_error() -> None:
    work = Work(Dose(reps=1, hold=60), Tempo(2, 2))
    with pytest.raises(ValueError, match="not one movement"):
        cut(counted(work), seconds, 20)
