"""The cost of reading a request and writing a response, compared with the SDK's DefaultSerializer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from timeit import timeit

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, Response, ResponseEnvelope
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from benchmarks.report import Report
from skill import envelope
from tests.envelopes import ENVELOPES

ROUNDS = 25
"""Each round times both in turn, so that a slow moment of the machine affects both."""
CALLS = 40
"""Calls of each in a round."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The medians over all rounds."""

    ours: float
    """µs a call"""
    sdk: float
    """µs a call"""
    ratio: float
    """time relative to the SDK"""


def report() -> Report:
    return Report(
        f"Microseconds to read and write an envelope, medians of {ROUNDS} rounds",
        ("operation", "SDK", "this skill", "ratio"),
        [
            _row("read an intent from a device with a screen", reading()),
            _row("write a counted answer", writing()),
        ],
    )


def reading() -> Comparison:
    """A typical IntentRequest: a device with a screen, an open session, and one resolved slot."""
    body = json.dumps(ENVELOPES["intent"], separators=(",", ":")).encode()
    serializer = DefaultSerializer()
    return _compare(
        lambda: envelope.read(body), lambda: serializer.deserialize(body.decode(), RequestEnvelope)
    )


def writing() -> Comparison:
    """A typical response: speech, a reprompt, and state in the session attributes."""
    held = "Hold." + '<break time="800ms"/> One.' * 40
    answer = ResponseEnvelope(
        version="1.0",
        session_attributes=ENVELOPES["intent"]["session"]["attributes"],
        response=Response(
            output_speech=SsmlOutputSpeech(ssml=f"<speak>{held}</speak>"),
            reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml="<speak>Ready to go on?</speak>")),
            should_end_session=False,
        ),
    )
    serializer = DefaultSerializer()
    return _compare(lambda: envelope.write(answer), lambda: json.dumps(serializer.serialize(answer)))


def _compare(ours: Callable[[], object], sdk: Callable[[], object]) -> Comparison:
    ours(), sdk()  # the first call imports and compiles
    rounds = [(_microseconds(ours), _microseconds(sdk)) for _ in range(ROUNDS)]
    return Comparison(
        ours=median(own for own, _ in rounds),
        sdk=median(other for _, other in rounds),
        ratio=median(own / other for own, other in rounds),
    )


def _microseconds(call: Callable[[], object]) -> float:
    return timeit(call, number=CALLS) / CALLS * 1e6


def _row(name: str, compared: Comparison) -> tuple[str, ...]:
    return (name, f"{compared.sdk:.0f}", f"{compared.ours:.0f}", f"{compared.ratio:.2f}")
