"""What was heard, written down: with its times, or to be read like a play."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from skill.echo.player import Played, Spoken

UNBROKEN = "\N{NO-BREAK SPACE}"
WORTH_A_NOTE = 2.5
"""Seconds from which a reader wants to know of a pause; shorter ones are the rhythm of every movement."""
NEW_LINE = 1.25
"""Seconds of pause from which what follows begins a line: a movement is over then, not only begun."""
SHORTEST_LINE = 40
"""Characters below which a line goes on all the same."""
BEAT = (0.75, 1.25)
"""Seconds between two numbers that are counted on the second."""
SHOWN = 2
"""Numbers that stay at either end of a long count."""


class Pause(NamedTuple):
    """A silence, in seconds from the start of the answer."""

    begins: float
    ends: float

    @property
    def text(self) -> str:
        return f"[{self.ends - self.begins:.0f}{UNBROKEN}s]"


def timed(played: Played) -> list[str]:
    """A line for everything that is said: `0:03.6  Hold.`"""
    return [f"{clock_face(spoken.begins)}  {spoken.text}" for spoken in played.spoken]


def clock_face(seconds: float) -> str:
    """Minutes, seconds and tenths."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def readable(played: Played, *, numbers: Sequence[str] = (), indent: int = 3, width: int = 100) -> str:
    """Flowing text with its longer pauses; long counts show how they begin and end.

    `numbers` are the words of counting, zero first. Lines after the first are indented.
    """
    margin = " " * indent
    lines = _lines(list(noted(played)), [number.casefold() for number in numbers])
    filled = [
        textwrap.fill(line, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)
        for line in lines
    ]
    return "\n".join(filled).replace(UNBROKEN, " ").lstrip()


def noted(played: Played) -> Iterator[Spoken | Pause]:
    """All that is said, and between it the pauses worth a note."""
    beginnings = [spoken.begins for spoken in played.spoken[1:]]
    for spoken, until in zip(played.spoken, [*beginnings, played.lasts], strict=False):
        yield spoken
        if until - spoken.ends >= WORTH_A_NOTE:
            yield Pause(spoken.ends, until)


def as_sentence(text: str) -> str:
    """A count is said without a full stop, but reads better with one."""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!…]" else ".")


def _lines(heard: list[Spoken | Pause], numbers: Sequence[str]) -> Iterator[str]:
    line = ""
    while heard:
        run = _count(heard, numbers)
        line = " ".join([line, *_abridged([as_sentence(piece.text) for piece in heard[:run]])]).strip()
        last = heard[run - 1]
        del heard[:run]
        if len(line) > SHORTEST_LINE and heard and breathing(last, heard[0]):
            yield line
            line = ""
    if line:
        yield line


def breathing(last: Spoken | Pause, following: Spoken | Pause) -> bool:
    """Whether there is a pause between the two; one that is noted ends the line it is noted on."""
    return isinstance(last, Pause) or following.begins - last.ends >= NEW_LINE


def _abridged(texts: list[str]) -> list[str]:
    return texts if len(texts) <= 2 * SHOWN + 1 else [*texts[:SHOWN], "…", *texts[-SHOWN:]]


def _count(heard: Sequence[Spoken | Pause], numbers: Sequence[str]) -> int:
    """How many of the first are one number after the other, up or down, each on its second; one at least."""
    return max(_run(heard, numbers, step) for step in (1, -1))


def _run(heard: Sequence[Spoken | Pause], numbers: Sequence[str], step: int) -> int:
    run = 1
    while run < len(heard) and _counts_on(heard[run - 1], heard[run], numbers, step):
        run += 1
    return run


def _counts_on(earlier: Spoken | Pause, later: Spoken | Pause, numbers: Sequence[str], step: int) -> bool:
    number = _number(earlier, numbers)
    on_the_beat = BEAT[0] <= later.begins - earlier.begins <= BEAT[1]
    return on_the_beat and number is not None and _number(later, numbers) == number + step


def _number(piece: Spoken | Pause, numbers: Sequence[str]) -> int | None:
    word = piece.text.rstrip(".,!").casefold()
    return numbers.index(word) if word in numbers else None
