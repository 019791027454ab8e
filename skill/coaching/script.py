"""What the core needs from a language: the core says what is meant, the language has the words."""

from __future__ import annotations

from typing import Annotated, Protocol

from msgspec import Meta, Struct


class Script(Protocol):
    """Every text that is said in one language."""

    def __hash__(self) -> int:
        """What is said with it is cached by it."""

    def say(self, key: str, **values: str | int) -> str:
        """The text of the prompt `key`, whole numbers in it written as words."""

    def number(self, number: int) -> str:
        """The cardinal as a word: what a count is made of."""

    def beat(self, number: int) -> str:
        """The number of a second, short enough to be said within it."""

    def ordinal(self, number: int) -> str:
        """The ordinal as a word: how a rep is told apart from the seconds of its hold."""


Words = Annotated[str, Meta(min_length=1)]


class Calls(Struct, frozen=True, forbid_unknown_fields=True):
    """The words an exercise is led with; each must fit its phase, so they are short."""

    lift: Words
    hold: Words
    lower: Words
    sides: tuple[Words, ...] = ()
    """What each side is called, in the order of the work's sides."""
    breath: tuple[str, ...] = ()
    """What is said about the breath as a second of a long hold begins, in place of its number."""
    form: tuple[str, ...] = ()
    """The same about the body."""
