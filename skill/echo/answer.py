"""An answer as Alexa takes it: what is played, and what becomes of the session."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from skill.echo.player import NOTHING, InvalidResponseError, Lengths, Played, play

Json: TypeAlias = dict[str, Any]

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

    @property
    def attributes(self) -> Json:
        """The session attributes, for the next request to bring back."""
        return dict(self.envelope.get("sessionAttributes") or {})


def read(body: bytes, lengths: Lengths) -> Answer:
    """The answer to a request that may be answered; InvalidResponseError for one that Alexa refuses."""
    envelope = _envelope(body)
    response, ends = envelope["response"], envelope["response"].get("shouldEndSession")
    played = _played(response.get("outputSpeech"), lengths)
    reprompt = _played((response.get("reprompt") or {}).get("outputSpeech"), lengths)
    return Answer(envelope, played, reprompt if ends is False else NOTHING, ends)


def read_farewell(body: bytes) -> Answer:
    """The answer to a SessionEndedRequest: there is nobody left to hear one."""
    envelope = _envelope(body)
    for member in ("outputSpeech", "reprompt", "card", "directives"):
        if envelope["response"].get(member):
            raise InvalidResponseError(f"a SessionEndedRequest is answered with {member}: nobody hears it")
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


def _played(output_speech: Mapping[str, str] | None, lengths: Lengths) -> Played:
    if not output_speech:
        return NOTHING
    text = output_speech.get("ssml") or f"<speak>{escape(output_speech['text'])}</speak>"
    if len(text) >= LONGEST_SPEECH:
        raise InvalidResponseError(f"speech has less than {LONGEST_SPEECH} characters, not {len(text)}")
    return play(text, lengths)
