"""What time it is where the stand-in Echo stands: a clock that is turned, so that nobody need wait."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

AHEAD = "ahead"
"""The file in the run folder that tells how far the house is ahead of real time."""


class HouseClock:
    """A clock of the house's own, in epoch seconds.

    It goes by what was spoken, not by how long somebody types or a program computes.
    """

    def __init__(self, runs: Callable[[], float] = time.time) -> None:
        self._runs = runs
        self._ahead = 0.0

    @classmethod
    def standing_at(cls, moment: float) -> HouseClock:
        """A clock that goes on only when it is turned."""
        return cls(lambda: moment)

    def now(self) -> float:
        return self._runs() + self._ahead

    def wait(self, seconds: float) -> None:
        self.turn_to(self.now() + seconds)

    def turn_to(self, moment: float) -> None:
        self._ahead += moment - self.now()


class SharedClock(HouseClock):
    """A house clock that another process reads in the run folder (`clock_of`).

    Alexa's requests are believed for 150 s only. Where a conversation is played without waiting, the house
    is soon minutes ahead, and the local server has to live in the same house.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = folder / AHEAD
        self.turn_to(self.now())

    def turn_to(self, moment: float) -> None:
        super().turn_to(moment)
        written = self._file.with_suffix(".new")
        written.write_text(repr(self._ahead))
        os.replace(written, self._file)  # readers see the old file or the new one, never half a number


def clock_of(folder: Path) -> Callable[[], float]:
    """The time in the house whose `SharedClock` keeps its file in `folder`."""
    return lambda: time.time() + float((folder / AHEAD).read_text())
