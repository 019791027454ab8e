"""What the page draws of an answer: everything that is heard, what it is, and the count second by second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from skill.echo.player import Played, Spoken
from skill.echo.transcript import WORTH_A_NOTE
from skill.page.movements import Movement

Kind: TypeAlias = Literal["speech", "call", "count", "question"]

CALL = 3
"""Words of a call at the most: "Reach.", "And down."."""


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
    places: tuple[tuple[float, str], ...] = ()
    """When each movement begins, and which it is."""


def drawn(played: Played, numbers: Sequence[str], moves: Sequence[Movement] = ()) -> Timeline:
    """The timeline of what is heard; `numbers` are the words of counting, zero first."""
    figures = {number.casefold(): figure for figure, number in enumerate(numbers)}
    pieces = tuple(_piece(spoken, figures) for spoken in played.spoken)
    count = tuple(sorted(_seconds(pieces, moves)))
    places = tuple((move.begins, move.where) for move in moves)
    return Timeline(played.lasts, pieces, count, tuple(_pauses(pieces, count, played.lasts)), places)


def _piece(spoken: Spoken, figures: dict[str, int]) -> Piece:
    figure = figures.get(spoken.text.strip(".,!… ").casefold())
    return Piece(spoken.begins, spoken.ends, spoken.text, _kind(spoken.text, figure), figure)


def _kind(text: str, figure: int | None) -> Kind:
    if figure is not None:
        return "count"
    if text.endswith("?"):
        return "question"
    return "call" if len(text.split()) <= CALL else "speech"


def _seconds(pieces: Sequence[Piece], moves: Sequence[Movement]) -> Iterator[Second]:
    """In a hold every second, elsewhere every number that is said."""
    for move in moves:
        yield from (Second(at, figure) for at, figure in move.seconds)
    holds = [(move.seconds[0][0], move.ends) for move in moves if move.seconds]
    for piece in pieces:
        held = any(begins - 0.01 <= piece.begins < ends - 0.01 for begins, ends in holds)
        if piece.figure is not None and not held:
            yield Second(piece.begins, piece.figure)


def _pauses(pieces: Sequence[Piece], count: Sequence[Second], lasts: float) -> Iterator[Pause]:
    """Where nothing is said for a while, other than between two seconds of a count."""
    begin = [*(piece.begins for piece in pieces[1:]), lasts]
    for piece, until in zip(pieces, begin, strict=False):
        counted = any(piece.ends <= second.at < until for second in count)
        if until - piece.ends >= WORTH_A_NOTE and not counted:
            yield Pause(piece.ends, until)
