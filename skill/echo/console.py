"""The console: words go out in their time while keys come in."""

from __future__ import annotations

import os
import select
import shutil
import sys
import textwrap
from contextlib import suppress

from skill.echo.transcript import SHORTEST_LINE

with suppress(ImportError):
    import readline  # noqa: F401 - gives input() its line editing

MARGIN = "     "
WIDEST = 100
NARROWEST = 16


class Console:
    """A terminal that somebody sits at."""

    def __init__(self) -> None:
        self._width = min(shutil.get_terminal_size().columns, WIDEST)
        self._column = 0
        self._typed = ""

    def ask(self, prompt: str) -> str:
        """The line that is entered, or was while words went out; EOFError when there will be no more."""
        self._end_line()
        typed, self._typed = self._typed, ""
        if typed:
            print(f"{prompt}{typed}", flush=True)  # it was echoed among the words of the answer
        return typed or input(prompt).strip()

    def entered(self, within: float) -> bool:
        """Whether Enter is pressed within so many seconds."""
        ready, _, _ = select.select([sys.stdin], [], [], max(0.0, within))
        if not ready:
            return False
        line = os.read(sys.stdin.fileno(), 4096)  # past Python's buffer, which select cannot look into
        if not line:
            raise EOFError
        self._typed = line.decode(errors="replace").strip()
        self._column = 0
        return True

    def write(self, text: str, *, fresh: bool) -> None:
        """Let a text flow on behind the last one; `fresh`: it may as well begin a line."""
        if fresh and self._column > SHORTEST_LINE:
            self._end_line()
        for word in text.split():
            if self._column + len(word) >= self._width:
                self._end_line()
            piece = f"{word} " if self._column else f"{MARGIN}{word} "
            print(piece, end="", flush=True)
            self._column += len(piece)

    def note(self, text: str) -> None:
        """A text on lines of its own, wrapped where the terminal is narrow."""
        self._end_line()
        for line in text.splitlines() or [""]:
            print(textwrap.fill(line, max(self._width - 1, NARROWEST)), flush=True)

    def _end_line(self) -> None:
        if self._column:
            print(flush=True)
        self._column = 0
