"""What is asked of a voice that is measured, and how it says that it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from skill.settings import StartError

SILENCE = 1.0
"""Seconds of the break in front of everything that is measured, as in a count."""


class NotMeasuredError(StartError):
    """A voice cannot be measured, and says why in one line."""


class Voice(Protocol):
    """A voice that can be measured."""

    @property
    def name(self) -> str:
        """Engine, version, voice and pace."""

    def lengths(self, texts: Sequence[str], follower: str, pause: float) -> Iterator[float]:
        """For each text the seconds from its start to the start of `follower`, less the break between them.

        `pause`: seconds of that break; 0: none, the voice runs on.
        """


def silence(seconds: float) -> str:
    """A break as SSML."""
    return f'<break time="{round(seconds * 1000)}ms"/>' if seconds else " "
