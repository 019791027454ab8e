"""The parts of an answer that counts: an exercise, what is said before it, and what follows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from skill.coaching.person import Stint
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, Talk


class Timed(NamedTuple):
    """Something said, and the seconds it takes up; None: as long as saying it takes."""

    phrase: Phrase | None
    lasts: float | None = None


class Ending(NamedTuple):
    """What is said when a count is over, and what is asked."""

    outros: Callable[[], Iterable[Sequence[Timed]]]
    """The one that is wanted, then those to make do with in less room; each is made when it is tried."""
    question: Question
    about: str = ""


class Part(NamedTuple):
    """One exercise within an answer."""

    stint: Stint
    talk: Talk
    ending: Ending
