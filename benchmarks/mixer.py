"""Plays APL for Audio: turns a document and a voice into sound, following Amazon's reference."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from benchmarks.sound import LOUDEST, Samples, Sound, silence

Speak: TypeAlias = Callable[[str], Sound]
"""Turns a `<speak>` document into sound."""
Component: TypeAlias = dict[str, Any]


class UnplayableError(ValueError):
    """The document would cause a DOCUMENT_ERROR, or has a component that this player does not support."""


def play(document: Component, rate: int, speak: Speak) -> Sound:
    """The sound of `document`, spoken by `speak` at `rate` samples per second."""
    if document["type"] != "APLA":
        raise UnplayableError(f"no APL for Audio: {document['type']!r}")
    return _play(document["mainTemplate"]["item"], rate, speak)


def _play(component: Component, rate: int, speak: Speak) -> Sound:
    match component["type"]:
        case "Silence":
            return silence(rate, component["duration"] / 1000)
        case "Speech":
            return speak(_ssml(component))
        case "Sequencer":
            return _in_turn(rate, [_play(item, rate, speak) for item in component["items"]])
        case "Mixer":
            return _at_once(
                rate, component["items"], [_play(item, rate, speak) for item in component["items"]]
            )
        case unknown:
            raise UnplayableError(f"{unknown!r} is not played here")


def _ssml(speech: Component) -> str:
    content: str = speech["content"]
    if speech.get("contentType", "PlainText") == "SSML":
        return content
    return f"<speak>{escape(content)}</speak>"


def _in_turn(rate: int, sounds: Sequence[Sound]) -> Sound:
    whole = silence(rate, 0)
    for sound in sounds:
        whole.samples.extend(sound.samples)
    return whole


def _at_once(rate: int, items: Sequence[Component], sounds: Sequence[Sound]) -> Sound:
    """All of them mixed, as long as the longest that is not trimmed."""
    untrimmed = [
        sound.seconds
        for item, sound in zip(items, sounds, strict=True)
        if item.get("duration") != "trimToParent"
    ]
    mixed = silence(rate, max(untrimmed, default=0.0))
    for sound in sounds:
        if any(sound.samples):
            _add(mixed.samples, sound.samples)
    return mixed


def _add(mixed: Samples, samples: Samples) -> None:
    """Adds two samples and clips the result."""
    both = zip(mixed, samples, strict=False)
    louder = array("h", [max(-LOUDEST, min(LOUDEST, one + other)) for one, other in both])
    mixed[: len(louder)] = louder
