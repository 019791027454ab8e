"""Operators can follow requests in the log, in Prometheus, and in CloudWatch."""

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

from skill import __version__, aws_lambda, log
from skill.application import create_skill
from skill.log import EmbeddedMetrics, Outcome
from skill.settings import LambdaSettings, ServerSettings, Settings, SettingsError
from skill.skill import INTENTS, REQUESTS
from skill.store_url import DynamoDbUrl
from skill.web.metrics import Meter
from tests.alexa_requests import SKILL_ID, Json, as_body, envelope, intent, launch
from tests.forgeries import genuine
from tests.service import WITHIN, Service, serving, wait_until
from tests.stores import BrokenStore, ForgetfulStore, OneStore


class Faulty(OneStore):
    """A store with an internal error."""

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
def test_a_turn_logs_its_outcome(
    store: ForgetfulStore, request_: Json, outcome: Outcome, capsys: pytest.CaptureFixture[str]
) -> None:
    create_skill(store).answer(as_body(envelope(request_)))
    turn = lines(capsys)[-1]
    assert (turn["event"], turn["outcome"]) == ("turn", outcome)


@pytest.mark.usefixtures("_told")
def test_a_problem_does_not_affect_the_next_turns_log(capsys: pytest.CaptureFixture[str]) -> None:
    for store in (Faulty(), ForgetfulStore()):
        create_skill(store).answer(as_body(envelope(launch())))
    assert [line["outcome"] for line in lines(capsys) if line["event"] == "turn"] == ["fault", "asked"]


@pytest.mark.usefixtures("_told")
@pytest.mark.parametrize("request_", [intent("Moo"), launch() | {"type": "Alexa.Mat.Unrolled"}])
def test_unknown_names_are_logged_as_other(request_: Json, capsys: pytest.CaptureFixture[str]) -> None:
    create_skill(ForgetfulStore()).answer(as_body(envelope(request_)))
    assert lines(capsys)[-1]["intent"] == log.OTHER


class Sample(NamedTuple):
    intent: str
    outcome: str


class Metered(NamedTuple):
    """A service with metrics."""

    service: Service
    port: int

    def counts(self) -> dict[Sample, float]:
        return {Sample(**labels): value for labels, value in self.samples("back_routine_requests_total")}

    def samples(self, name: str) -> list[tuple[dict[str, str], float]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return [(sample.labels, sample.value) for sample in samples if sample.name == name]


@contextmanager
def kept_free() -> Iterator[int]:
    """A port that is reserved until something listens there."""
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


def test_prometheus_gets_the_version(metered: Metered) -> None:
    assert metered.samples("back_routine_info") == [({"version": __version__}, 1)]


def test_prometheus_gets_the_counts_of_all_workers_including_past_ones(metered: Metered) -> None:
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


def test_prometheus_gets_the_errors_that_alexa_reports(metered: Metered) -> None:
    error = {"type": "INVALID_RESPONSE", "message": "something that was said"}
    ended = {**launch(), "type": "SessionEndedRequest", "reason": "ERROR", "error": error}
    assert metered.service.ask(as_body(envelope(ended)))
    assert metered.samples("back_routine_alexa_errors_total") == [({"error": "INVALID_RESPONSE"}, 1)]
    assert metered.counts()[Sample("SessionEndedRequest", "alexa_error")] == 1


def test_metrics_are_not_served_with_the_skill(metered: Metered) -> None:
    answer = metered.service.call("GET", "/metrics", headers={"Host": f"127.0.0.1:{metered.port}"})
    assert answer.status == 404
    assert answer.tells_nothing


def test_requests_are_answered_if_counting_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(self: Meter, event: str, fields: dict[str, Any]) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(Meter, "_count", full)
    log.configure("ERROR", listeners=[Meter()])
    assert b"<speak>" in create_skill(ForgetfulStore()).answer(as_body(envelope(launch())))
    assert "no memory" in capsys.readouterr().err


def test_requests_below_the_log_level_are_counted() -> None:
    counted: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            counted.append(record.getMessage())

    log.configure("ERROR", listeners=[Listener()])
    create_skill(ForgetfulStore()).answer(as_body(envelope(launch())))
    assert counted == ["turn"]


def embedded(capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The last log line, and its metadata for CloudWatch."""
    line = lines(capsys)[-1]
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    return line, directive


def test_lambda_reports_every_request_to_cloudwatch(capsys: pytest.CaptureFixture[str]) -> None:
    settings = LambdaSettings(skill_id=SKILL_ID, store=DynamoDbUrl("people"))
    handler = aws_lambda.create_handler(settings, skill=create_skill(ForgetfulStore()))
    handler(envelope(launch()), None)
    line, directive = embedded(capsys)
    assert directive == {
        "Namespace": "BackRoutine",
        "Dimensions": [["outcome"]],
        "Metrics": [{"Name": "requests", "Unit": "Count"}],
    }
    assert (line["outcome"], line["intent"], line["requests"]) == ("asked", "LaunchRequest", 1)
    assert 0 < line["milliseconds"] < 8000
    moment = datetime.fromisoformat(line["time"]).timestamp()
    assert line["_aws"]["Timestamp"] == pytest.approx(1000 * moment, abs=1)


def test_a_line_contains_the_metrics_and_dimensions_that_it_declares(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.configure("INFO", EmbeddedMetrics())
    log.refusal("skill-id-wrong")
    line, directive = embedded(capsys)
    named = [metric["Name"] for metric in directive["Metrics"]]
    assert set(named + [name for names in directive["Dimensions"] for name in names]) <= set(line)
    assert directive["Dimensions"] == [["outcome"]]


def test_cloudwatch_is_paid_for_few_metrics(capsys: pytest.CaptureFixture[str]) -> None:
    """Each costs 0.30 dollars a month, however seldom it is counted (CloudWatch, "Pricing")."""
    store = ForgetfulStore()
    handler = aws_lambda.create_handler(
        LambdaSettings(skill_id=SKILL_ID, store=DynamoDbUrl("people")), skill=create_skill(store)
    )
    for request_ in (launch(), *map(intent, INTENTS)):
        handler(envelope(request_), None)
    paid = {
        (metric["Name"], *(f"{name}={line[name]}" for name in names))
        for line in lines(capsys)
        if "_aws" in line
        for directive in line["_aws"]["CloudWatchMetrics"]
        for metric in directive["Metrics"]
        for names in directive["Dimensions"]
    }
    assert len(paid) > 1
    assert paid <= {("requests", f"outcome={outcome}") for outcome in Outcome}


def test_a_line_without_metrics_is_unchanged(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO", EmbeddedMetrics())
    log.recovery()
    (line,) = lines(capsys)
    assert "_aws" not in line


def test_the_number_of_labels_is_limited() -> None:
    assert len(INTENTS) + len(REQUESTS) <= 260
    assert len(Outcome) == 8


@pytest.mark.parametrize("address", ["9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536"])
def test_an_invalid_address_is_reported(address: str) -> None:
    environment = {"SKILL_ID": SKILL_ID, "SKILL_METRICS": address}
    for settings in (Settings, ServerSettings):
        with pytest.raises(SettingsError) as refusal:
            settings.from_environment(environment)
        assert str(refusal.value).startswith(f"SKILL_METRICS is {address!r}: set it to ")


def test_without_an_address_there_are_no_metrics() -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID}).metrics == ""
    assert ServerSettings.from_environment({}).metrics == ""
