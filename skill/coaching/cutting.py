"""A count too long for one response is cut where a person would pause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from skill.coaching.passage import Placed, Price, of_passage


def fitting(count: Iterable[Placed], price: Price, budget: float) -> Iterator[Placed]:
    """The first passages of `count`, as many as `budget` pays for; of those behind them, one is made."""
    spent = 0.0
    for placed in count:
        spent += of_passage(placed.passage, price)
        if spent > budget:
            return
        yield placed


def cut(count: Iterable[Placed], price: Price, budget: float) -> tuple[Placed, ...]:
    """The longest beginning of `count` that costs at most `budget` and ends at a good place to pause.

    Between sets if it can, else between reps, else between sides. The rest is not lost: it is what the
    person's place still leaves to do.

    Raises:
        ValueError: not even one side of one rep fits.
    """
    led = tuple(fitting(count, price, budget))
    pauses = [(number, placed.ends) for number, placed in enumerate(led, 1) if placed.ends is not None]
    for wanted in (lambda place: place.between_sets, lambda place: place.between_reps, lambda _: True):
        good = [number for number, place in pauses if wanted(place)]
        if good:
            return led[: good[-1]]
    raise ValueError("not one movement of the count fits the budget")
