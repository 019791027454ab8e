"""What an Echo plays: an answer's SSML as a timeline of what is heard when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias
from xml.etree import ElementTree
from xml.sax.saxutils import escape

Lengths: TypeAlias = Callable[[str], float]
"""Seconds that a voice takes to say a text, the pause at its end included."""

LONGEST_BREAK = 10.0
"""Seconds a break may ask for (Amazon: SSML reference, break)."""
BREAK = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


class InvalidResponseError(ValueError):
    """An answer that Alexa refuses: she says that something went wrong, and closes the skill."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence or count, in seconds from the start of the answer."""

    begins: float
    text: str
    ends: float


@dataclass(frozen=True, slots=True)
class Played:
    """All that is heard of an answer."""

    spoken: tuple[Spoken, ...] = ()
    lasts: float = 0.0
    """Seconds from the first word to the end of the last pause."""

    def later(self, seconds: float) -> Played:
        """The same, where it begins so many seconds later."""
        spoken = (Spoken(seconds + one.begins, one.text, seconds + one.ends) for one in self.spoken)
        return Played(tuple(spoken), seconds + self.lasts)

    def until(self, end: float) -> Played:
        """What is heard of it when it is broken off at this second."""
        heard = (one for one in self.spoken if one.begins < end)
        return Played(
            tuple(Spoken(one.begins, one.text, min(one.ends, end)) for one in heard), min(self.lasts, end)
        )


NOTHING = Played()

Speak: TypeAlias = Callable[[str], Played]
"""What is heard of a `<speak>` document; `play` in a voice of its own."""


def play(ssml: str, lengths: Lengths) -> Played:
    """What is heard of a `<speak>` document, in a voice with these lengths."""
    now = 0.0
    spoken = []
    for part in _parts(ssml):
        if isinstance(part, float):
            now += part
            continue
        for sentence in _sentences(part):
            spoken.append(Spoken(now, sentence, now + lengths(sentence)))
            now = spoken[-1].ends
    return Played(tuple(spoken), now)


def in_turn(parts: Iterable[Played]) -> Played:
    """One after the other."""
    whole = NOTHING
    for part in parts:
        following = part.later(whole.lasts)
        whole = Played(whole.spoken + following.spoken, following.lasts)
    return whole


def together(parts: Iterable[Played], lasts: float) -> Played:
    """All at once, and until `lasts` whatever happens."""
    spoken = (one for part in parts for one in part.until(lasts).spoken)
    return Played(tuple(sorted(spoken, key=lambda one: one.begins)), lasts)


def as_ssml(text: str) -> str:
    """A text without markup as a `<speak>` document."""
    return f"<speak>{escape(text)}</speak>"


def _parts(ssml: str) -> Iterator[str | float]:
    """Texts and pauses in turn; a text that markup takes apart is heard in one piece."""
    for is_pause, parts in groupby(_walk(_tree(ssml)), key=lambda part: isinstance(part, float)):
        if is_pause:
            yield from parts
        else:
            yield "".join(map(str, parts))


def _tree(ssml: str) -> ElementTree.Element:
    try:
        tree = ElementTree.fromstring(ssml)  # noqa: S314 - the skill's own answer
    except ElementTree.ParseError as fault:
        raise InvalidResponseError(f"the SSML is no XML: {fault}") from None
    if tree.tag != "speak" or tree.attrib:
        raise InvalidResponseError("SSML begins with <speak>, without attributes")
    return tree


def _walk(element: ElementTree.Element) -> Iterator[str | float]:
    if element.tag == "break":
        yield _seconds(element.get("time", ""))
    yield element.text or ""
    for child in element:
        yield from _walk(child)
        yield child.tail or ""
    if element.tag in ("p", "s"):
        yield 0.0


def _seconds(time: str) -> float:
    match = BREAK.fullmatch(time)
    if match is None:
        raise InvalidResponseError(f"a break lasts so many ms or s, not {time!r}")
    seconds = float(match[1]) / (1000 if match[2] == "ms" else 1)
    if seconds > LONGEST_BREAK:
        raise InvalidResponseError(f"a break lasts {LONGEST_BREAK:g} s at most, not {time}")
    return seconds


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in END_OF_SENTENCE.split(" ".join(text.split())) if sentence]
