"""An operator sees what becomes of requests: in the log, at Prometheus' address, in CloudWatch's lines."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.client import HTTPConnection
from typing import Any, NamedTuple

import pytest
from prometheus_client.parser import text_string_to_metric_families

from skill import aws_lambda, log
from skill.application import create_skill
from skill.log import EmbeddedMetrics, Outcome
from skill.settings import LambdaSettings, ServerSettings, Settings, SettingsError
from skill.skill import INTENTS, REQUESTS
from skill.web.metrics import Meter
from tests.alexa_requests import SKILL_ID, Json, as_body, envelope, intent, launch
from tests.forgeries import genuine
from tests.service import WITHIN, Service, serving, wait_until
from tests.stores import BrokenStore, ForgetfulStore, OneStore


class Faulty(OneStore):
    """A store with a fault of its own."""

    def get_attributes(self, request_envelope: object) -> dict[str, Any]:
        raise ZeroDivisionError


@pytest.fixture
def _told() -> None:
    log.configure("INFO")


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize(
    ("store", "request_", "outcome"),
    [
        (ForgetfulStore(), launch(), Outcome.ASKED),
        (ForgetfulStore(), intent("AMAZON.StopIntent"), Outcome.ENDED),
        (ForgetfulStore(), launch() | {"type": "SessionEndedRequest"}, Outcome.ANSWERED),
        (BrokenStore(), intent("AMAZON.StopIntent"), Outcome.STORE_LOST),
        (Faulty(), launch(), Outcome.FAULT),
    ],
)
def test_a_turn_tells_what_became_of_it(
    store: ForgetfulStore, request_: Json, outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    create_skill(store).answer(as_body(envelope(request_)))
    turn = lines(capsys)[-1]
    assert (turn["event"], turn["outcome"]) == ("turn", outcome)


@pytest.mark.usefixtures("_told")
def test_trouble_is_not_carried_over_to_the_next_turn(capsys: pytest.CaptureFixture[str]) -> None:
    for store in (Faulty(), ForgetfulStore()):
        create_skill(store).answer(as_body(envelope(launch())))
    assert [line["outcome"] for line in lines(capsys) if line["event"] == "turn"] == ["fault", "asked"]


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize("request_", [intent("Moo"), launch() | {"type": "Alexa.Mat.Unrolled"}])
def test_names_that_the_skill_does_not_know_are_told_as_one(
    request_: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    create_skill(ForgetfulStore()).answer(as_body(envelope(request_)))
    assert lines(capsys)[-1]["intent"] == log.OTHER


class Sample(NamedTuple):
    intent: str
    outcome: str


class Metered(NamedTuple):
    """A service that counts."""

    service: Service
    port: int

    def counts(self) -> dict[Sample, float]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return {
            Sample(**sample.labels): sample.value
            for sample in samples
            if sample.name == "back_routine_requests_total"
        }


@contextmanager
def kept_free() -> Iterator[int]:
    """A port that nobody else is given until somebody listens there."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        yield keeper.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def metered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Metered]:
    folder = tmp_path_factory.mktemp("service")
    with kept_free() as port, kept_free() as counters:
        addresses = {"SKILL_BIND": f"127.0.0.1:{port}", "SKILL_METRICS": f"127.0.0.1:{counters}"}
        with serving(folder, **addresses) as service:
            wait_until(lambda: listens(port) and listens(counters), "gunicorn at both ports")
            yield Metered(dataclasses.replace(service, port=port), counters)


def test_prometheus_finds_what_all_workers_have_counted_those_too_that_have_ended(metered: Metered) -> None:
    service = metered.service
    for _ in range(8):
        service.ask(as_body(envelope(launch())))
    (victim, *_) = service.workers()
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: len(service.workers()) == 2 and victim not in service.workers(), "a new worker")
    for _ in range(8):
        service.ask(as_body(envelope(intent("AMAZON.StopIntent"))))
    service.call("POST", "/alexa", b"{}", genuine(Signature_256="YWJj").headers)
    assert metered.counts() == {
        Sample("LaunchRequest", "asked"): 8,
        Sample("AMAZON.StopIntent", "ended"): 8,
        Sample("refused", "forged"): 1,
    }


def test_who_comes_by_the_front_door_finds_no_counters(metered: Metered) -> None:
    answer = metered.service.call("GET", "/metrics", headers={"Host": f"127.0.0.1:{metered.port}"})
    assert answer.status == 404
    assert answer.tells_nothing


def test_what_cannot_be_counted_is_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Meter, event: str, fields: dict[str, Any]) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(Meter, "_count", full)
    log.configure("ERROR", listeners=[Meter()])
    assert b"<speak>" in create_skill(ForgetfulStore()).answer(as_body(envelope(launch())))
    assert "no memory" in capsys.readouterr().err


def test_what_is_not_written_is_counted() -> None:
    counted: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            counted.append(record.getMessage())

    log.configure("ERROR", listeners=[Listener()])
    create_skill(ForgetfulStore()).answer(as_body(envelope(launch())))
    assert counted == ["turn"]


def embedded(capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last line, and what it tells CloudWatch about itself."""
    line = lines(capsys)[-1]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    return line, directive


def test_lambda_tells_cloudwatch_of_every_request(capsys: pytest.CaptureFixture[str]) -> None:
    settings = LambdaSettings(skill_id=SKILL_ID, table="people")
    handler = aws_lambda.create_handler(settings, skill=create_skill(ForgetfulStore()))
    handler(envelope(launch()), None)
    line, directive = embedded(capsys)
    assert directive == {
        "Namespace": "BackRoutine",
        "Dimensions": [["outcome"], ["intent"]],
        "Metrics": [
            {"Name": "requests", "Unit": "Count"},
            {"Name": "milliseconds", "Unit": "Milliseconds"},
        ],
    }
    assert (line["outcome"], line["intent"], line["requests"]) == ("asked", "LaunchRequest", 1)
    assert 0 < line["milliseconds"] < 8000
    moment = datetime.fromisoformat(line["time"]).timestamp()
    assert line["_aws"]["Timestamp"] == pytest.approx(1000 * moment, abs=1)


def test_every_figure_and_dimension_of_a_line_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", EmbeddedMetrics())
    log.refusal("skill-id-wrong")
    line, directive = embedded(capsys)
    named = [metric["Name"] for metric in directive["Metrics"]]
    assert set(named + [name for names in directive["Dimensions"] for name in names]) <= set(line)
    assert directive["Dimensions"] == [["outcome"]]


def test_a_line_that_counts_nothing_is_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", EmbeddedMetrics())
    log.recovery()
    (line,) = lines(capsys)
    assert "_aws" not in line


def test_labels_are_few() -> None:
    assert len(INTENTS) + len(REQUESTS) < 100
    assert len(Outcome) == 6


@pytest.mark.parametrize("address", ["9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536"])
def test_an_address_that_is_none_is_named_with_what_to_set(address: str) -> None:
    environment = {"SKILL_ID": SKILL_ID, "SKILL_METRICS": address}
    for settings in (Settings, ServerSettings):
        with pytest.raises(SettingsError) as refusal:
            settings.from_environment(environment)
        assert str(refusal.value).startswith(f"SKILL_METRICS is {address!r}: set it to ")


def test_without_an_address_nothing_is_counted() -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID}).metrics == ""
    assert ServerSettings.from_environment({}).metrics == ""
