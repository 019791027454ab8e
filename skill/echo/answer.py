"""An answer as Alexa takes it: what is played, and what becomes of the session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from skill.echo import audio_document
from skill.echo.audio_document import RenderDocument
from skill.echo.handing_over import Asking, asking
from skill.echo.player import NOTHING, InvalidResponseError, Played, Speak, as_ssml, in_turn
from skill.echo.request import Json

LONGEST_SPEECH = 8_000
"""Characters of `outputSpeech`, its markup counted (Amazon: best practices for text response)."""
LARGEST_RESPONSE = 120 * 1024
"""Bytes of the whole answer (Amazon: request and response JSON reference)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, taken apart."""

    envelope: Json = field(default_factory=dict)
    played: Played = NOTHING
    reprompt: Played = NOTHING
    """What is played when nobody answers; nothing where the microphone stays closed."""
    ends: bool | None = None
    """True: the session is over; False: the microphone opens; None: left to the device."""
    unplayed: RenderDocument | None = None
    """The audio document in the answer, where the device plays none."""
    asks: Asking | None = None
    """What Alexa asks behind it by herself."""

    @property
    def attributes(self) -> Json:
        """The session attributes, for the next request to bring back."""
        return dict(self.envelope.get("sessionAttributes") or {})


def read(body: bytes, speak: Speak, *, plays_documents: bool = True) -> Answer:
    """The answer to a request that may be answered; InvalidResponseError for one that Alexa refuses."""
    envelope = _envelope(body)
    response, ends = envelope["response"], envelope["response"].get("shouldEndSession")
    parts = _parts(response, speak)
    asks = asking(response)
    if asks is None and not any(part.spoken for part in parts):
        raise InvalidResponseError("an answer says something, or plays an audio document")
    reprompt = _parts(response.get("reprompt") or {}, speak) if ends is False else []
    heard = slice(2 if plays_documents else 1)
    unplayed = None if plays_documents else _directive(response)
    if asks is not None:
        parts = [*parts[heard], speak(as_ssml(asks.question))]
        return Answer(envelope, in_turn(parts), speak(as_ssml(asks.again)), False, unplayed, asks)
    return Answer(envelope, in_turn(parts[heard]), in_turn(reprompt[heard]), ends, unplayed)


def is_silent(body: bytes) -> bool:
    """Whether an answer neither says nor shows anything, which a touch may be answered with."""
    response = _envelope(body)["response"]
    return not (response.get("outputSpeech") or response.get("directives"))


def read_silence(body: bytes, request_type: str) -> Answer:
    """The answer to a request that nobody hears an answer to: a session has ended, a document has failed."""
    envelope = _envelope(body)
    for member in ("outputSpeech", "reprompt", "card", "directives"):
        if envelope["response"].get(member):
            raise InvalidResponseError(f"{request_type} is answered with {member}: nobody hears it")
    return Answer(envelope, ends=True)


def _envelope(body: bytes) -> Json:
    if len(body) > LARGEST_RESPONSE:
        raise InvalidResponseError(f"a response has {LARGEST_RESPONSE} bytes at most, not {len(body)}")
    try:
        envelope = json.loads(body)
    except ValueError as fault:
        raise InvalidResponseError(f"a response is JSON: {fault}") from None
    if not isinstance(envelope, dict) or not isinstance(envelope.get("response"), dict):
        raise InvalidResponseError("a response envelope holds a response")
    return envelope


def _parts(said: Json, speak: Speak) -> list[Played]:
    """Of a response or a reprompt: first its output speech, then its audio document."""
    directive = _directive(said)
    sound = audio_document.play(directive.document, speak) if directive else NOTHING
    return [_speech(said, speak), sound]


def _speech(said: Json, speak: Speak) -> Played:
    output_speech: Mapping[str, str] | None = said.get("outputSpeech")
    if not output_speech:
        return NOTHING
    ssml = output_speech.get("ssml") or as_ssml(output_speech["text"])
    if len(ssml) >= LONGEST_SPEECH:
        raise InvalidResponseError(f"speech has less than {LONGEST_SPEECH} characters, not {len(ssml)}")
    return speak(ssml)


def _directive(said: Json) -> RenderDocument | None:
    directives = said.get("directives") or []
    documents = [one for one in directives if one.get("type") == audio_document.DIRECTIVE]
    if len(documents) > 1:
        raise InvalidResponseError(f"an answer plays one audio document, not {len(documents)}")
    return audio_document.read(documents[0]) if documents else None
