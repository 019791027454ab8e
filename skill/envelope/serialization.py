"""Reads Alexa's JSON into the SDK's envelopes and writes it back.

The SDK's own DefaultSerializer looks its models up again in every request, and refuses the whole of it over
one word that Alexa has learnt since 2023. A request of members as the models declare them comes out equal to
that one's reading; any other is read as far as it goes, as `model_reader` tells.
"""

from typing import Any

import msgspec
from ask_sdk_model import Intent, IntentRequest, Request, RequestEnvelope, ResponseEnvelope

from skill.envelope.model_reader import model_reader, reader

_ANY_REQUEST = msgspec.json.encode(
    {
        "request": {"type": "IntentRequest", "intent": {"slots": {"exercise": {}}}},
        "session": {"user": {}, "application": {}},
        "context": {
            "System": {"user": {}, "application": {}, "device": {"supportedInterfaces": {}}},
            "AudioPlayer": {},
            "Viewports": [],
        },
    }
)
"""The members that every request has."""


class MalformedRequestError(ValueError):
    """The body is not an Alexa request: not JSON, or no object with a `request` that has a `type`.

    JSON is taken as RFC 7493 narrows it: half a surrogate pair or 1e999 is none.
    """


class UnknownRequest(Request):
    """A request of a type that the SDK's models do not know; `object_type` names it."""


def get_ready() -> None:
    """Do at the start what takes long in the first request: the SDK imports its models, and their readers are
    made. Workers share that, and a snapshot carries it."""
    read(_ANY_REQUEST)


def read(body: bytes) -> RequestEnvelope:
    """The envelope in the body; what is not in it, a session say, is None. Raises MalformedRequestError."""
    try:
        return _read_envelope(msgspec.json.decode(body))
    except RecursionError as error:
        raise MalformedRequestError("nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedRequestError(f"not JSON: {error}") from error


def request_of(envelope: RequestEnvelope) -> Request:
    """The request in an envelope that `read` gave; there is one, though the SDK's types leave it open."""
    assert envelope.request is not None, "an envelope without a request is malformed"
    return envelope.request


def intent_of(envelope: RequestEnvelope) -> Intent | None:
    """The intent of an intent request; a member of that name in another request is none."""
    request = envelope.request
    return request.intent if isinstance(request, IntentRequest) else None


def write(envelope: ResponseEnvelope) -> bytes:
    """The envelope as the JSON that the SDK's serializer makes of it."""
    return _ENCODER.encode(envelope)


def plain(model: object) -> Any:
    """One of the SDK's models as plain values: what is set, by the names in JSON."""
    return msgspec.to_builtins(model, enc_hook=_members_set)


def _read_envelope(decoded: Any) -> RequestEnvelope:
    request = decoded.get("request") if isinstance(decoded, dict) else None
    if not isinstance(request, dict) or not isinstance(request.get("type"), str):
        raise MalformedRequestError("no request with a type")
    envelope: RequestEnvelope = reader("ask_sdk_model.request_envelope.RequestEnvelope")(decoded)
    envelope.request = envelope.request or model_reader(f"{__name__}.UnknownRequest")(request)
    return envelope


def _members_set(model: Any) -> dict[str, Any]:
    """What msgspec writes in the place of a model: the members that are set, by their names in JSON."""
    names = model.attribute_map
    return {
        names[attribute]: value
        for attribute in model.deserialized_types
        if (value := getattr(model, attribute)) is not None
    }


_ENCODER = msgspec.json.Encoder(enc_hook=_members_set, decimal_format="number")
