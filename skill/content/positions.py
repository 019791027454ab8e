"""The positions of the body: which ways lead into and out of each, and the words for exactly these."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from skill.coaching.exercise import STANDING, Moves, Position
from skill.content.reading import Faults

Text = Annotated[str, Meta(min_length=1)]

WAYS = ("from_floor", "leave", "to_floor")
KINDS = {(), ("from_floor", "leave"), ("leave", "to_floor")}
"""Ways that a position has besides the one from standing: standing up, on the floor, or above it."""
EXPECTED = (
    "from_floor and leave (on the floor), leave and to_floor (above it, as on a ball), or none (standing)"
)


class MoveWords(Struct, frozen=True, forbid_unknown_fields=True):
    """How to get from one position into another."""

    first: Text
    """The first times: every step of it."""
    known: Text
    """In short."""


Move: TypeAlias = Text | MoveWords
"""One text says it at any time."""


class PositionWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A position, and how to get into it and out of it; `Moves` tells what each is."""

    there: Text
    stay: Text
    rest: Text
    """How to let go of what is done in it, and rest."""
    from_up: Move
    from_floor: Move | None = None
    leave: Move | None = None
    to_floor: Move | None = None
    needs: Text | None = None
    """Said where nothing is to be fetched for what is done in it; None: only the floor."""


def check_moves(path: Path, moves: Mapping[Position, Moves], faults: Faults) -> None:
    """Every way that somebody may have to take has its seconds."""
    if STANDING not in moves:
        faults.add(path, f"{STANDING}: is missing; expected its seconds")
    for position, each in moves.items():
        ways = tuple(way for way in WAYS if getattr(each, way) is not None)
        if ways not in KINDS or (position == STANDING and ways):
            faults.add(path, f"{position}: expected {EXPECTED}, not {' and '.join(ways)}")
        if each.rests is not None and each.rests not in moves:
            faults.add(path, f"{position}.rests: expected one of {', '.join(moves)}, not {each.rests!r}")


def check_words(
    path: Path, words: Mapping[Position, PositionWords], moves: Mapping[Position, Moves], faults: Faults
) -> None:
    """Every way that has its seconds has its words, and no other has."""
    for position in words.keys() & moves.keys():
        for way in ("from_up", *WAYS):
            timed, worded = (getattr(table[position], way) is not None for table in (moves, words))
            if timed and not worded:
                faults.add(path, f"{position}.{way}: is missing; expected a text")
            if worded and not timed:
                faults.add(path, f"{position}.{way}: there is no such way in positions.toml")
