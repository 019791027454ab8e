"""Every class of the SDK's models is read as by the SDK, and unexpected data does no harm."""

import copy
import json
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from pkgutil import resolve_name
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope, ResponseEnvelope
from hypothesis import given, settings
from hypothesis import strategies as st

from skill import envelope
from tests.envelopes import ENVELOPES

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
MOMENTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9, minutes=-30))]),
)
PLAIN: dict[str, tuple[st.SearchStrategy[Any], type]] = {
    "object": (ANYTHING, object),
    "str": (st.text(), str),
    "bool": (st.booleans(), bool),
    "int": (st.integers(), int),
    "float": (st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False), float),
    "datetime": (MOMENTS.map(datetime.isoformat), datetime),
}
REQUEST_TYPES: dict[str, str] = Request.discriminator_value_class_map
HOSTILE_NAMES = ["__class__", "__dict__", "to_dict", "object_type", "deserialized_types", ""]
DEPTH = 8
"""Nesting depth: enough to reach everything in context.System.device.supportedInterfaces."""


@cache
def payloads(declared: str, depth: int = DEPTH) -> st.SearchStrategy[Any]:
    """JSON of the type that a model declares; null beyond the depth."""
    if declared in PLAIN:
        return PLAIN[declared][0]
    if declared.startswith("list["):
        return st.lists(payloads(declared[5:-1], depth), max_size=2)
    if declared.startswith("dict("):
        return st.dictionaries(st.text(max_size=3), payloads(declared[10:-1], depth), max_size=2)
    if depth == 0:
        return st.none()
    model = loaded(declared)
    if issubclass(model, Enum):
        return st.sampled_from([member.value for member in model])
    kinds = getattr(model, "discriminator_value_class_map", None)
    if kinds is None:
        return model_payloads(declared, depth)
    return st.sampled_from(sorted(kinds)).flatmap(
        lambda kind: model_payloads(kinds[kind], depth, **{model.json_discriminator_key: kind})
    )


@cache
def model_payloads(qualified: str, depth: int = DEPTH, **fixed: str) -> st.SearchStrategy[Any]:
    model = loaded(qualified)
    members: dict[str, st.SearchStrategy[Any]] = {"unheardOf": ANYTHING}
    for attribute, declared in model.deserialized_types.items():
        members[model.attribute_map[attribute]] = st.none() | payloads(declared, depth - 1)
    return st.fixed_dictionaries(
        {name: st.just(value) for name, value in fixed.items()},
        optional={name: strategy for name, strategy in members.items() if name not in fixed},
    )


def loaded(qualified: str) -> Any:
    module, _, name = qualified.rpartition(".")
    return resolve_name(f"{module}:{name}")


def is_sound(value: Any, declared: str) -> bool:
    """Whether the value has the declared type at every level, or is None."""
    if value is None:
        return True
    if declared in PLAIN:
        return isinstance(value, PLAIN[declared][1])
    if declared.startswith("list["):
        return isinstance(value, list) and all(is_sound(one, declared[5:-1]) for one in value)
    if declared.startswith("dict("):
        return isinstance(value, dict) and all(is_sound(one, declared[10:-1]) for one in value.values())
    members = getattr(value, "deserialized_types", {})
    return isinstance(value, loaded(declared)) and all(
        is_sound(getattr(value, attribute), members[attribute]) for attribute in members
    )


def assert_read_as_by_the_sdk(payload: dict[str, Any]) -> None:
    body = json.dumps(payload)
    read = envelope.read(body.encode())
    expected: RequestEnvelope = DefaultSerializer().deserialize(body, RequestEnvelope)
    assert read == expected
    assert read.to_dict() == expected.to_dict()


@pytest.mark.parametrize("kind", sorted(REQUEST_TYPES))
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_requests_of_every_type_are_read_as_by_the_sdk(kind: str, data: st.DataObject) -> None:
    request = data.draw(model_payloads(REQUEST_TYPES[kind], type=kind))
    assert_read_as_by_the_sdk({"version": "1.0", "request": request})


@given(
    payloads("ask_sdk_model.context.Context"),
    payloads("ask_sdk_model.session.Session"),
)
@settings(deadline=None)
def test_contexts_and_sessions_are_read_as_by_the_sdk(context: Any, session: Any) -> None:
    request = {"type": "LaunchRequest"}
    assert_read_as_by_the_sdk({"context": context, "session": session, "request": request})


@given(payloads("ask_sdk_model.response.Response"), st.dictionaries(st.text(), ANYTHING))
@settings(deadline=None)
def test_responses_are_written_as_by_the_sdk(response: Any, session_attributes: dict[str, Any]) -> None:
    sdk = DefaultSerializer()
    body = json.dumps({"version": "1.0", "response": response, "sessionAttributes": session_attributes})
    made: ResponseEnvelope = sdk.deserialize(body, ResponseEnvelope)
    assert json.loads(envelope.write(made)) == sdk.serialize(made)


def objects_and_arrays(value: Any) -> list[Any]:
    """The value and everything inside it that can contain something."""
    if not isinstance(value, dict | list):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(found for one in inner for found in objects_and_arrays(one))]


@st.composite
def damaged_envelopes(draw: st.DrawFn) -> Any:
    damaged = copy.deepcopy(draw(st.sampled_from(list(ENVELOPES.values()))))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(objects_and_arrays(damaged)))
        names = [*place, *HOSTILE_NAMES] if isinstance(place, dict) else list(range(len(place)))
        if names:
            place[draw(st.sampled_from(names))] = draw(ANYTHING)
    return damaged


@given(damaged_envelopes())
@settings(max_examples=200, deadline=None)
def test_damaged_values_have_the_declared_type_or_are_none(damaged: Any) -> None:
    body = json.dumps(damaged).encode()
    request = damaged.get("request")
    if isinstance(request, dict) and isinstance(request.get("type"), str):
        assert is_sound(envelope.read(body), "ask_sdk_model.request_envelope.RequestEnvelope")
    else:
        with pytest.raises(envelope.MalformedRequestError):
            envelope.read(body)


@given(st.sampled_from(list(ENVELOPES.values())), st.data())
@settings(deadline=None)
def test_a_truncated_body_is_refused(whole: Any, data: st.DataObject) -> None:
    body = json.dumps(whole).encode()
    with pytest.raises(envelope.MalformedRequestError):
        envelope.read(body[: data.draw(st.integers(0, len(body) - 1))])


@given(st.binary())
def test_random_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(envelope.MalformedRequestError):
        envelope.read(body)
