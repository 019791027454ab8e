"""A report: what was measured, as a table that the README can show as it was printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


class NotMeasuredError(RuntimeError):
    """A report could not be made; says why in one line, and where it can what to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """A caption and a table; the first column names, the others are figures."""

    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def markdown(self) -> str:
        return "\n".join((self.caption, "", *self._lines()))

    def _lines(self) -> Iterator[str]:
        yield _line(self.columns)
        yield _line(("---", *["--:"] * (len(self.columns) - 1)))
        yield from map(_line, self.rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
