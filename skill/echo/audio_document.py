"""How an Echo plays an APL for Audio document: what is heard of it when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from skill.echo.player import InvalidResponseError, Played, Speak, as_ssml, in_turn, together
from skill.echo.request import Json

DIRECTIVE = "Alexa.Presentation.APLA.RenderDocument"
LONGEST = 240.0
"""Seconds of sound that a document may render to (Amazon: what's new in APL for Audio 0.91)."""
BINDING = "${"
"""Begins an expression that Alexa evaluates (Amazon: data-binding syntax, APL for Audio)."""

Duration: TypeAlias = Literal["auto", "trimToParent"]


class Silence(Struct, tag=True, forbid_unknown_fields=True):
    """Nothing, for so many milliseconds."""

    duration: Annotated[float, Meta(ge=0)]


class Speech(Struct, tag=True, forbid_unknown_fields=True, rename="camel"):
    """A text or a `<speak>` document, in Alexa's voice."""

    content: Annotated[str, Meta(min_length=1)]
    content_type: Literal["PlainText", "SSML"] = "PlainText"
    duration: Duration = "auto"


class Sequencer(Struct, tag=True, forbid_unknown_fields=True):
    """One after the other."""

    items: tuple[Component, ...]
    duration: Duration = "auto"


class Mixer(Struct, tag=True, forbid_unknown_fields=True):
    """All at once, for as long as the longest that is not to be trimmed."""

    items: tuple[Component, ...]
    duration: Duration = "auto"


Component: TypeAlias = Silence | Speech | Sequencer | Mixer
"""What this Echo plays: of all that Amazon documents, what is said and what is timed."""


class Composition(Struct, forbid_unknown_fields=True):
    item: Component
    parameters: tuple[str, ...] = ("payload",)


class Document(Struct, forbid_unknown_fields=True, rename="camel"):
    type: Literal["APLA"]
    version: Literal["0.91"]
    main_template: Composition


class RenderDocument(Struct, tag=DIRECTIVE, forbid_unknown_fields=True):
    """The directive (Amazon: Alexa.Presentation.APLA interface reference)."""

    document: Document
    token: str = ""
    datasources: dict[str, Json] = {}


def read(directive: Json) -> RenderDocument:
    """The directive; InvalidResponseError where a device would report a DOCUMENT_ERROR."""
    try:
        return msgspec.convert(directive, RenderDocument)
    except msgspec.ValidationError as fault:
        raise InvalidResponseError(f"no audio document: {fault}") from None


def play(document: Document, speak: Speak) -> Played:
    """What is heard of a document whose every `Speech` is heard as `speak` says."""
    played = _play(document.main_template.item, speak)
    if not played.spoken:
        raise InvalidResponseError("an audio document plays something beside silence")
    if played.lasts > LONGEST:
        raise InvalidResponseError(f"an audio document lasts {LONGEST:g} s at most, not {played.lasts:.1f}")
    return played


def _play(component: Component, speak: Speak) -> Played:
    match component:
        case Silence():
            return Played(lasts=component.duration / 1000)
        case Speech():
            return speak(_ssml(component))
        case Sequencer():
            return in_turn(_play(item, speak) for item in component.items)
        case Mixer():
            return _mix(component.items, speak)


def _mix(items: Sequence[Component], speak: Speak) -> Played:
    played = [_play(item, speak) for item in items]
    untrimmed = (
        one.lasts for item, one in zip(items, played, strict=True) if item.duration != "trimToParent"
    )
    return together(played, max(untrimmed, default=0.0))


def _ssml(speech: Speech) -> str:
    if BINDING in speech.content:
        raise InvalidResponseError(f"an expression in what is said, for Alexa to evaluate: {speech.content}")
    return speech.content if speech.content_type == "SSML" else as_ssml(speech.content)
