"""What the page draws of an answer: everything that is heard, what it is, and the count second by second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from skill.echo.player import Played, Spoken
from skill.echo.transcript import WORTH_A_NOTE

Kind: TypeAlias = Literal["speech", "call", "count", "question"]

CALL = 3
"""Words of a call at the most: "Reach.", "And down."."""
ON_TIME = 0.35
"""Seconds that a number may be away from its second and still continue the count before it."""


class Piece(Struct, frozen=True, omit_defaults=True):
    """Something that is said."""

    begins: float
    ends: float
    text: str
    kind: Kind
    figure: int | None = None
    """The number that is said, where it is one."""


class Second(NamedTuple):
    """From this moment on, the count stands at this number."""

    at: float
    figure: int


class Pause(NamedTuple):
    """Nothing is said or counted from one moment to another."""

    begins: float
    ends: float


class Timeline(Struct, frozen=True):
    """An answer as the page draws it, in seconds from its beginning."""

    lasts: float
    pieces: tuple[Piece, ...]
    count: tuple[Second, ...]
    """Also the seconds of a hold that nobody says aloud."""
    pauses: tuple[Pause, ...]


def drawn(played: Played, numbers: Sequence[str]) -> Timeline:
    """The timeline of what is heard; `numbers` are the words of counting, zero first."""
    figures = {number.casefold(): figure for figure, number in enumerate(numbers)}
    pieces = tuple(_piece(spoken, figures) for spoken in played.spoken)
    count = tuple(_seconds(pieces))
    return Timeline(played.lasts, pieces, count, tuple(_pauses(pieces, count, played.lasts)))


def _piece(spoken: Spoken, figures: dict[str, int]) -> Piece:
    figure = figures.get(spoken.text.strip(".,!… ").casefold())
    return Piece(spoken.begins, spoken.ends, spoken.text, _kind(spoken.text, figure), figure)


def _kind(text: str, figure: int | None) -> Kind:
    if figure is not None:
        return "count"
    if text.endswith("?"):
        return "question"
    return "call" if len(text.split()) <= CALL else "speech"


def _seconds(pieces: Sequence[Piece]) -> Iterator[Second]:
    """Every number when it is said, and between two that continue a count, the seconds nobody says."""
    last: Piece | None = None
    for before, piece in pairwise((None, *pieces)):
        if piece is None or piece.figure is None:
            continue
        if last is not None and last.figure is not None and _continues(last, piece):
            step = 1 if piece.figure > last.figure else -1
            for passed in range(1, abs(piece.figure - last.figure)):
                yield Second(last.begins + passed, last.figure + step * passed)
        elif before is not None and before.figure is None:
            yield from _unsaid(before, piece)
        yield Second(piece.begins, piece.figure)
        last = piece


def _continues(last: Piece, piece: Piece) -> bool:
    assert last.figure is not None
    assert piece.figure is not None
    return abs(piece.begins - last.begins - abs(piece.figure - last.figure)) <= ON_TIME


def _unsaid(before: Piece, piece: Piece) -> Iterator[Second]:
    """The seconds of a hold before the first number of it that is said: "Hold. … Five.\""""
    assert piece.figure is not None
    first = piece.begins - (piece.figure - 1)
    if before.kind == "call" and piece.figure > 1 and abs(first - before.ends) <= 1:
        for passed in range(piece.figure - 1):
            yield Second(first + passed, passed + 1)


def _pauses(pieces: Sequence[Piece], count: Sequence[Second], lasts: float) -> Iterator[Pause]:
    """Where nothing is said for a while, other than between two seconds of a count."""
    begin = [piece.begins for piece in pieces[1:]]
    for piece, until in zip(pieces, [*begin, lasts], strict=True):
        counted = any(piece.ends <= second.at < until for second in count)
        if until - piece.ends >= WORTH_A_NOTE and not counted:
            yield Pause(piece.ends, until)
