"""Several machines behind one proxy and over one table, one of which fails; and a table that fails."""

from __future__ import annotations

import json
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from skill.storage.dynamodb_items import text_of
from tests import dynalite
from tests.alexa_requests import Json
from tests.dynamodb_server import TABLE, Forward, between, items, refused
from tests.dynamodb_server import serving as serving_table
from tests.forgeries import genuine
from tests.proxy import ROOT, SITE, Proxy, in_front_of
from tests.service import SILENT_SECONDS, WITHIN, Answer, Service, serving, wait_until
from tests.test_faults import (
    Regular,
    assert_goes_on_without_the_store,
    await_answers,
    events,
    healthy,
    kill,
    recovered,
    version,
)

pytestmark = pytest.mark.slow

APP = "create_shared_app"
STORE = f"dynamodb://{TABLE}?region=us-east-1"


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """botocore's client of a DynamoDB server that is a process of its own."""
    with serving_table(dynalite.serving) as client:
        yield client


def kept(client: Any) -> dict[str, Json]:
    """What the table remembers of everybody."""
    now = [item for item in items(client) if item["kept"]["S"] == "now"]
    return {item["person"]["S"]: json.loads(text_of(item)) for item in now}


class Front(NamedTuple):
    """The proxy, as Alexa sees it."""

    proxy: Proxy

    def ask(self, body: bytes) -> Answer:
        status, answer = self.proxy.exchange("POST", "/alexa", body, **genuine(body).headers)
        return Answer(status, {}, answer)


class Stubborn(Regular):
    """Somebody who speaks again when Alexa says that the skill does not answer."""

    unanswered = 0

    def speak_until(self, enough: threading.Event) -> None:
        while not enough.is_set():
            try:
                self.speak()
            except (AssertionError, OSError, HTTPException):
                self.unanswered += 1


def site(ports: list[int]) -> str:
    """The site with several replicas, as docs/deploy.md changes it."""
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    [upstream] = re.findall(r"^upstream back_routine \{$.*?^\}$", guide, re.MULTILINE | re.DOTALL)
    servers = re.findall(r"server (\S+:8000)", upstream)
    for server, port in zip(servers, ports, strict=True):
        upstream = upstream.replace(server, f"127.0.0.1:{port}")
    address = "http://127.0.0.1:8000"
    text = SITE.read_text("utf-8")
    assert address in text
    return f"{upstream}\n# {address}\n" + text.replace(address, "http://back_routine")


def test_when_one_of_two_replicas_dies_under_load_no_turn_that_was_told_is_lost(
    client: Any, tmp_path: Path
) -> None:
    with ExitStack() as running:
        folders = [tmp_path / name for name in ("one", "two", "proxy")]
        for folder in folders:
            folder.mkdir()
        replicas = [running.enter_context(serving(folder, APP, SKILL_STORE=STORE)) for folder in folders[:2]]
        ports = [replica.port for replica in replicas]
        for replica in replicas:
            wait_until(lambda replica=replica: healthy(replica), "both answer")  # type: ignore[misc]
        proxy = running.enter_context(in_front_of(0, folders[2], site=site(ports)))
        people = [Stubborn(Front(proxy), f"replicated {number}") for number in range(6)]
        enough = threading.Event()
        threads = [threading.Thread(target=person.speak_until, args=[enough]) for person in people]
        for thread in threads:
            thread.start()
        try:
            await_answers([*people], 60)
            assert all(events(replica, "turn") for replica in replicas)
            lose(replicas[0])
            await_answers([*people], 60)
        finally:
            enough.set()
            for thread in threads:
                thread.join(WITHIN)
        remembered = kept(client)
        assert {event["outcome"] for replica in replicas for event in events(replica, "turn")} == {"asked"}
        assert healthy(replicas[1])
    for person in people:
        versions = [version(told) for told in person.told]
        assert versions == sorted(versions), "each turn built on the one before"
        assert len(person.told) > 10
        # The last turn of each was answered: it is what is remembered.
        assert remembered[person.name] == person.told[-1]
    assert sum(person.unanswered for person in people) <= 2 * len(people), "Alexa could ask the other one"


def lose(replica: Service) -> None:
    """As when its machine loses power."""
    workers = replica.workers()
    replica.end(signal.SIGKILL)
    for worker in workers:
        kill(worker)


class Wire:
    """What is between the service and the table."""

    trouble: str = ""

    def __init__(self) -> None:
        self.speaks_again = threading.Event()

    def pass_on(self, operation: str, forward: Forward) -> tuple[int, bytes] | None:
        match self.trouble:
            case "hangs up":
                return None
            case "says nothing":
                self.speaks_again.wait()
                return None
            case "forbids everything":
                return refused("AccessDeniedException", "not authorized")
            case "forbids writing" if operation != "GetItem":
                return refused("AccessDeniedException", "not authorized")
            case "is busy":
                return refused("ThrottlingException", "slow down")
            case "has an error":
                return 500, b"<html>oops</html>"
        return forward()


@pytest.fixture(scope="module")
def wire(client: Any) -> Iterator[Wire]:
    wire = Wire()
    with between(wire.pass_on):
        yield wire


@pytest.fixture(scope="module")
def service(wire: Wire, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service"), APP, SKILL_STORE=STORE) as service:
        yield service


@pytest.mark.parametrize(
    "trouble", ["hangs up", "forbids everything", "forbids writing", "is busy", "has an error"]
)
def test_without_its_table_the_session_goes_on_and_the_operator_is_told_once(
    client: Any, wire: Wire, service: Service, trouble: str
) -> None:
    person = Regular(service, trouble)
    for _ in range(8):
        person.speak()
    (service.folder / "log").write_bytes(b"")
    before, wire.trouble = person.told[-1], trouble
    try:
        assert_goes_on_without_the_store(service, person)
    finally:
        wire.trouble = ""
    assert kept(client)[person.name] == before
    person.speak()
    assert kept(client)[person.name] == person.told[-1]
    wait_until(lambda: healthy(service) and recovered(service), "all workers have noticed")
    assert not events(service, "fault")


def test_of_those_who_are_led_while_the_table_says_nothing_one_a_worker_waits(
    wire: Wire, tmp_path: Path
) -> None:
    waited = []
    with serving(tmp_path, "create_silent_app", SKILL_STORE=STORE) as service:
        wire.trouble = "says nothing"
        try:
            for number in range(12):
                began = time.monotonic()
                answer = Regular(service, f"in silence {number}").speak()
                waited.append(time.monotonic() - began)
                assert answer["response"]["outputSpeech"]["ssml"]
            assert not healthy(service)
        finally:
            wire.trouble = ""
            wire.speaks_again.set()
        assert waited[0] > 2 * SILENT_SECONDS
        assert sum(seconds > 2 * SILENT_SECONDS for seconds in waited) <= len(service.workers())
        assert 1 <= len(events(service, "loss")) <= 2, "once a worker"
        wait_until(lambda: healthy(service) and recovered(service), "all workers have noticed")


def test_of_two_devices_at_once_on_two_workers_neither_loses_what_the_other_did(
    client: Any, service: Service
) -> None:
    devices = [Regular(service, "two devices") for _ in range(2)]
    threads = [
        threading.Thread(target=lambda device=device: [device.speak() for _ in range(20)])
        for device in devices
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {version(one): one for device in devices for one in device.told}
    assert all(told[version(one)] == one for device in devices for one in device.told)
    assert kept(client)["two devices"] == told[max(told)]
