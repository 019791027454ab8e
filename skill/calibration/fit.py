"""Least squares: the rate and the pauses that explain best how long sentences took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from skill.coaching.speech import STOPS


class Pace(NamedTuple):
    """How fast sentences are read."""

    rate: float
    """Characters a second."""
    comma: float
    """Seconds."""
    stop: float
    """Seconds."""


def fit(lengths: Mapping[str, float]) -> Pace:
    """The pace that comes nearest to the measured seconds of these texts."""
    columns = list(zip(*map(_counts, lengths), strict=True))
    normal = [
        [*(_product(one, other) for other in columns), _product(one, lengths.values())] for one in columns
    ]
    character, comma, stop = _solved(normal)
    return Pace(1 / character, comma, stop)


def _counts(text: str) -> tuple[int, int, int]:
    """Characters, commas and stops."""
    return len(text), text.count(","), sum(map(text.count, STOPS))


def _product(one: Iterable[float], other: Iterable[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _solved(equations: list[list[float]]) -> list[float]:
    """Linear equations, each its coefficients and its value, solved by elimination.

    The rows need no sorting: normal equations have their largest weight on the diagonal.
    """
    for at in range(len(equations)):
        pivot = [value / equations[at][at] for value in equations[at]]
        equations = [
            pivot if row is equations[at] else [a - row[at] * b for a, b in zip(row, pivot, strict=True)]
            for row in equations
        ]
    return [row[-1] for row in equations]
