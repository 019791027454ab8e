"""A path that is written shorter still draws the same, and pictures stay small enough for a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from skill.figures import avg
from skill.figures.compact import TENTHS, compact
from skill.figures.figure import figure
from skill.figures.files import drawn, poses

HELD, TOLD = 4_500, 6_200
"""Bytes of an exercise as it is held, and of its start and end."""
STEP = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
MANY = {"m": 2, "l": 2, "q": 4, "a": 7, "h": 1, "v": 1}


def points(path: str) -> Iterator[tuple[float, float]]:
    """Where a pen is after each command."""
    x = y = 0.0
    start = (x, y)
    for command, text in STEP.findall(path):
        kind = command.lower()
        if kind == "z":
            x, y = start
            continue
        numbers = [float(number) for number in NUMBER.findall(text)]
        assert numbers
        assert len(numbers) % MANY[kind] == 0
        for first in range(0, len(numbers), MANY[kind]):
            *_, across, down = (0.0, *numbers[first : first + MANY[kind]])
            from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
            x = from_x + (down if kind == "h" else across) if kind != "v" else x
            y = from_y + down if kind != "h" else y
            start = (x, y) if kind == "m" else start
            yield x, y


@pytest.mark.parametrize("exercise", drawn())
def test_a_short_path_goes_where_the_long_one_goes(exercise: str) -> None:
    found = poses(exercise)
    assert found is not None
    shapes = figure(found.usual.end).shapes
    assert sum(len(compact(shape.path)) for shape in shapes) < 0.9 * sum(len(shape.path) for shape in shapes)
    for shape in shapes:
        short = compact(shape.path)
        assert not set(short) & set("MLAQHVZ.")
        for (x, y), (long_x, long_y) in zip(points(short), points(shape.path), strict=True):
            assert (x / TENTHS, y / TENTHS) == pytest.approx((long_x, long_y), abs=0.06)


def test_a_path_is_in_tenths_from_point_to_point() -> None:
    assert compact("M1 -2.5L3 -2.5L3 4A1.2 1.2 0 0 1 0 4zM0 0Q1 1 2 0z") == (
        "m10-25h20v65a12 12 0 0 1-30 0zm-10 25q10 10 20 0z"
    )


@pytest.mark.parametrize("exercise", drawn())
@pytest.mark.parametrize("level", [-1, 0, 1])
def test_a_graphic_is_small(exercise: str, level: int) -> None:
    found, told = avg.end(exercise, level), avg.both(exercise, level)
    assert found
    assert told
    assert len(bytes(found)) < HELD
    assert len(bytes(told)) < TOLD
