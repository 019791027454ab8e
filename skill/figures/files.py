"""Reads the pictures of an exercise from its data file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import toml

from skill.figures.pose import Poses, Way

HERE = Path(__file__).parent / "poses"
WAYS = {-1: "easier", 0: "usual", 1: "harder"}
"""Levels of difficulty as the files name them."""


def drawn() -> tuple[str, ...]:
    """Ids of the exercises that there are pictures of."""
    return tuple(sorted(file.stem for file in HERE.glob("*.toml")))


@cache
def poses(exercise: str) -> Poses | None:
    """The pictures of an exercise; None where nobody has drawn it."""
    file = HERE / f"{exercise}.toml"
    return toml.decode(file.read_bytes(), type=Poses) if file.is_file() else None


def way(found: Poses, level: int) -> Way:
    """Start and end of the exercise at a level."""
    return getattr(found, WAYS[level]) or found.usual


def drawn_way(exercise: str, level: int) -> str:
    """Which way's picture there is for an exercise at a level; empty where nobody has drawn the exercise."""
    found = poses(exercise)
    if found is None:
        return ""
    return WAYS[level] if getattr(found, WAYS[level]) else WAYS[0]
