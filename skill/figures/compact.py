"""Paths as short as they can be written: a document has to hold many, and may not be large."""

from __future__ import annotations

import re
from collections.abc import Iterator

TENTHS = 10
"""Paths are written in tenths, which are whole numbers."""
NUMBERS = {"m": 2, "l": 2, "q": 4, "a": 7, "h": 1, "v": 1, "z": 0}
"""How many each command has."""
TOKEN = re.compile(r"[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)")


def compact(path: str) -> str:
    """The same path in tenths, each point told from the last one."""
    written, last = "", ""
    for command, numbers in _relative(path):
        written += "" if command == last and command != "m" else command
        for index, number in enumerate(numbers):
            apart = number >= 0 and (index or command == last)
            written += f" {number}" if apart else f"{number}"
        last = command
    return written


def _relative(path: str) -> Iterator[tuple[str, list[int]]]:
    """Commands with whole numbers; roundings do not add up."""
    x = y = first_x = first_y = 0
    for command, numbers in _commands(path):
        kind = command.lower()
        if kind == "z":
            x, y = first_x, first_y
            yield kind, []
            continue
        from_x, from_y = (x, y) if command.islower() else (0, 0)
        across = [round(TENTHS * each) + from_x - x for each in _across(kind, numbers)]
        down = [round(TENTHS * each) + from_y - y for each in _down(kind, numbers)]
        arc = [round(TENTHS * each) for each in numbers[:2]] + [int(each) for each in numbers[2:5]]
        yield _shortest(kind, arc, across, down)
        x, y = x + (across[-1] if across else 0), y + (down[-1] if down else 0)
        if kind == "m":
            first_x, first_y = x, y


def _shortest(kind: str, arc: list[int], across: list[int], down: list[int]) -> tuple[str, list[int]]:
    """A line straight across or down needs one number."""
    if kind == "l" and down == [0]:
        return "h", across
    if kind == "l" and across == [0]:
        return "v", down
    return kind, [*(arc if kind == "a" else []), *_mixed(across, down)]


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    tokens = iter(TOKEN.findall(path))
    for command in tokens:
        yield command, [float(next(tokens)) for _ in range(NUMBERS[command.lower()])]


def _across(kind: str, numbers: list[float]) -> list[float]:
    return [] if kind == "v" else numbers[5:6] if kind == "a" else numbers[::2]


def _down(kind: str, numbers: list[float]) -> list[float]:
    return [] if kind == "h" else numbers[6:7] if kind == "a" else numbers if kind == "v" else numbers[1::2]


def _mixed(across: list[int], down: list[int]) -> list[int]:
    """Both in turn, or the only one that there is."""
    if not across or not down:
        return across or down
    return [number for point in zip(across, down, strict=True) for number in point]
