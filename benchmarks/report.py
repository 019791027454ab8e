"""A report: one set of measurements as a Markdown table, as docs/benchmarks.md shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


class NotMeasuredError(RuntimeError):
    """A report cannot be made; the message says why in one line and, where possible, what to do."""


@dataclass(frozen=True, slots=True)
class Report:
    """A caption and a table: names in the first column, figures in the others."""

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
