"""What is asked of a voice that is measured, and how it says that it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from skill.settings import StartError

BEAT = 1.0
"""Seconds of break between two texts of a count."""


class NotMeasuredError(StartError):
    """A voice cannot be measured, and says why in one line."""


class Voice(Protocol):
    """A voice that can be measured."""

    @property
    def name(self) -> str:
        """Engine, version, voice and pace."""

    def lengths(self, texts: Sequence[str], neighbour: str, pause: float) -> Iterator[float]:
        """For each text the seconds from its start to the start of the `neighbour` after it.

        `pause`: seconds of break between the two, which do not count; 0: the voice runs on. The same
        neighbour and a break stand before the text.
        """


def silence(seconds: float) -> str:
    """A break as SSML; where the voice runs on, a space."""
    return f'<break time="{round(seconds * 1000)}ms"/>' if seconds else " "
