"""Requests are read as by the SDK, and as far as possible where the SDK fails."""

import copy
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_model.interfaces.alexa.presentation.apla import RenderDocumentDirective
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from skill import envelope
from tests.envelopes import ENVELOPES

Path = list[str | int]


def by_the_sdk(body: bytes) -> RequestEnvelope:
    read: RequestEnvelope = DefaultSerializer().deserialize(body.decode(), RequestEnvelope)
    return read


def body_of(name: str, *changes: tuple[Path, Any]) -> bytes:
    """A named envelope with the values at some paths changed."""
    changed = copy.deepcopy(ENVELOPES[name])
    for (*parents, last), value in changes:
        place = changed
        for step in parents:
            place = place[step]
        place[last] = value
    return json.dumps(changed).encode()


def read(name: str, *changes: tuple[Path, Any]) -> Any:
    """The changed envelope after reading, untyped because the SDK declares every member optional."""
    return envelope.read(body_of(name, *changes))


@pytest.mark.parametrize("name", ENVELOPES)
def test_a_known_request_is_read_as_by_the_sdk(name: str) -> None:
    body = body_of(name)
    ours, theirs = envelope.read(body), by_the_sdk(body)
    assert ours == theirs
    assert type(ours.request) is type(theirs.request)
    assert ours.to_dict() == theirs.to_dict()


def test_two_readings_share_nothing() -> None:
    first, second = read("intent"), read("intent")
    first.session.attributes["person"] = "changed"
    first.request.intent.slots.clear()
    assert second == read("intent")


def test_a_request_without_a_session_has_none() -> None:
    assert read("skill_disabled").session is None


def test_a_skill_disabled_event_says_whether_to_delete_the_data() -> None:
    assert read("skill_disabled").request.body == {"userInformationPersistenceStatus": "NOT_PERSISTED"}


def test_a_new_request_type_is_dispatched_by_name() -> None:
    new: Any = (["request", "type"], "Alexa.Mat.Unrolled"), (["request", "mat"], {"rolls": 2})
    unknown, known = read("launch", *new), read("launch")
    assert is_request_type("Alexa.Mat.Unrolled")(HandlerInput(unknown))
    assert unknown.request.mat == {"rolls": 2}
    assert unknown.request.request_id == known.request.request_id
    assert unknown.request.timestamp == known.request.timestamp
    assert unknown.request.locale == known.request.locale
    assert unknown.session == known.session


NEW_WORDS: list[tuple[str, Path, str, str]] = [
    ("intent", ["request", "dialogState"], "PONDERING", "request.dialog_state"),
    ("intent", ["request", "intent", "confirmationStatus"], "MAYBE", "request.intent.confirmation_status"),
    ("intent", ["context", "Viewport", "shape"], "HEXAGON", "context.viewport.shape"),
    ("launch", ["context", "AudioPlayer", "playerActivity"], "MUTED", "context.audio_player.player_activity"),
    ("session_ended", ["request", "reason"], "DEVICE_UNPLUGGED", "request.reason"),
    ("session_ended", ["request", "error", "type"], "COSMIC_RAY", "request.error.object_type"),
    ("session_resumed", ["request", "cause", "type"], "Whim", "request.cause"),
]


@pytest.mark.parametrize(("name", "path", "word", "attribute"), NEW_WORDS)
def test_a_new_enum_value_loses_only_itself(name: str, path: Path, word: str, attribute: str) -> None:
    body = body_of(name, (path, word))
    with pytest.raises(SerializationException):
        by_the_sdk(body)
    assert envelope.read(body) == without(attribute, name)


def without(attribute: str, name: str) -> Any:
    """A named envelope after reading, with one attribute set to None."""
    whole = holder = read(name)
    *parents, last = attribute.split(".")
    for parent in parents:
        holder = getattr(holder, parent)
    setattr(holder, last, None)
    return whole


def test_a_new_viewport_type_keeps_the_others() -> None:
    viewports = read("intent_list_slot", (["context", "Viewports", 1, "type"], "HOLOGRAM")).context.viewports
    assert [viewport.id for viewport in viewports] == ["main", "clock"]


@pytest.mark.parametrize("kind", ["Composite", ["Simple"], None])
def test_a_new_slot_value_type_keeps_what_was_said(kind: object) -> None:
    path: Path = ["request", "intent", "slots", "exercise", "slotValue", "type"]
    slot = read("intent", (path, kind)).request.intent.slots["exercise"]
    assert slot.slot_value is None
    assert slot.value == "bird dogs"


WRONG_TYPES: list[tuple[Path, Any, str]] = [
    (["session"], "none", "session"),
    (["session", "attributes"], [], "session.attributes"),
    (["session", "new"], "false", "session.new"),
    (["session", "user"], 7, "session.user"),
    (["context"], [[]], "context"),
    (["context", "System", "device"], None, "context.system.device"),
    (["context", "Viewports"], {}, "context.viewports"),
    (["context", "Viewport", "dpi"], "160", "context.viewport.dpi"),
    (["context", "Viewport", "dpi"], 10**400, "context.viewport.dpi"),
    (["context", "AudioPlayer", "offsetInMilliseconds"], True, "context.audio_player.offset_in_milliseconds"),
    (["request", "locale"], 49, "request.locale"),
    (["request", "intent"], "StopIntent", "request.intent"),
    (["request", "intent", "slots"], ["exercise"], "request.intent.slots"),
    (["request", "dialogState"], {}, "request.dialog_state"),
]


@pytest.mark.parametrize(("path", "value", "attribute"), WRONG_TYPES)
def test_a_value_of_the_wrong_type_counts_as_absent(path: Path, value: Any, attribute: str) -> None:
    assert read("intent", (path, value)) == without(attribute, "intent")


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22T07:00:00Z",
        "2026-11-22T08:00:00.000+01:00",
        "2026-11-22T07:00:00",
        1795330800,
        1795330800e3,
    ],
)
def test_all_timestamp_formats_give_the_same_moment(written: object) -> None:
    moment = read("launch", (["request", "timestamp"], written)).request.timestamp
    assert moment == datetime(2026, 11, 22, 7, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "yesterday", "1795330800", True, {}, 1e300, -(10**400)])
def test_an_invalid_timestamp_counts_as_absent(written: object) -> None:
    assert read("launch", (["request", "timestamp"], written)).request.timestamp is None


def test_an_unknown_member_is_kept_without_overwriting_others() -> None:
    hostile = {"__class__": "Evil", "__dict__": {}, "to_dict": 1, "object_type": "Evil", "shoeSize": 43}
    changed = read("launch", (["request"], {**ENVELOPES["launch"]["request"], **hostile})).request
    expected = read("launch").request
    expected.shoeSize = 43
    assert changed == expected
    assert changed.to_dict() == expected.to_dict()


def test_the_last_of_duplicate_members_counts() -> None:
    twice = envelope.read(b'{"request": {"type": "IntentRequest", "type": "LaunchRequest"}}')
    assert twice == envelope.read(b'{"request": {"type": "LaunchRequest"}}')


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"count my planks",
        b"null",
        b"[]",
        b"{}",
        b'"request"',
        b"\xff\xfe",
        b'{"request": {"type": "LaunchRequest"}',
        b'{"request": null}',
        b'{"request": ["type"]}',
        b'{"request": {"requestId": "1"}}',
        b'{"request": {"type": 5}}',
        b'{"request": {"type": ["LaunchRequest"]}}',
        b'{"request": {"type": "LaunchRequest", "locale": "\xc3("}}',
        b'{"request": {"type": "LaunchRequest", "locale": "\\ud800"}}',
        b'{"request": {"type": "LaunchRequest", "timestamp": NaN}}',
        b'{"request": {"type": "LaunchRequest", "timestamp": 1e999}}',
        b"[" * 100_000,
        b'{"request": {"type": "LaunchRequest", "mat": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    ],
)
def test_a_body_that_is_no_alexa_request_is_refused(body: bytes) -> None:
    with pytest.raises(envelope.MalformedRequestError):
        envelope.read(body)


def test_endlessly_nested_slot_values_are_refused() -> None:
    value: dict[str, Any] = {"type": "Simple"}
    for _ in range(350):
        value = {"type": "List", "values": [value]}
    with pytest.raises(envelope.MalformedRequestError):
        read("intent", (["request", "intent", "slots", "exercise", "slotValue"], value))


def test_a_response_is_written_as_by_the_sdk() -> None:
    speech = SsmlOutputSpeech(ssml='<speak>Hold.<break time="800ms"/> Schön — «fünf».</speak>')
    count = RenderDocumentDirective(token="count", document={"type": "APLA", "items": [1.5, None, True]})
    response = ResponseEnvelope(
        version="1.0",
        session_attributes={"person": {"version": 3, "paused": None, "places": []}},
        response=Response(
            output_speech=speech,
            reprompt=Reprompt(output_speech=speech, directives=[count]),
            directives=[count],
            should_end_session=False,
        ),
    )
    written = json.loads(envelope.write(response))
    assert written == DefaultSerializer().serialize(response)
    assert written["sessionAttributes"]["person"]["paused"] is None
    assert "card" not in written["response"]
