"""The service as Alexa meets it: the real gunicorn by its own configuration, over a real socket."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from flask import Flask
from flask.testing import FlaskClient

from skill import web
from skill.content import ContentError
from skill.request_verifier import RequestVerifier
from skill.settings import Settings, StartError
from skill.storage import StoreUnavailableError
from skill.web import BODY_BYTES, create_app
from tests.alexa_requests import SKILL_ID, USER_ID, as_body, chain, envelope, intent, launch, skill_event
from tests.forgeries import FORGERIES, behind_urls, genuine, trusted

ROOT = Path(__file__).parents[1]


def create_tested_app(folder: str) -> Flask:
    """What gunicorn serves: the real service, but for whom it trusts and where it fetches."""
    files = Path(folder)
    verifier = RequestVerifier(
        skill_id=SKILL_ID,
        trust=load_pem_x509_certificates((files / "roots").read_bytes()),
        fetch=lambda url: (files / PurePosixPath(url).name).read_bytes(),
    )
    return create_app(Settings(skill_id=SKILL_ID, database=files / "people.sqlite"), verifier=verifier)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def tells_nothing(self) -> bool:
        return self.body == b"" and self.headers["Content-Type"].startswith("text/plain")


@dataclass(frozen=True, slots=True)
class Service:
    """A gunicorn that runs."""

    port: int
    folder: Path

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """An iterator as body is sent in chunks."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.headers.items()), answer.read())
        finally:
            connection.close()

    def ask(self, body: bytes) -> Answer:
        """As Alexa asks: signed."""
        return self.call("POST", "/alexa", body, genuine(body).headers)

    def say(self, sent: bytes) -> bytes:
        """The first line of the answer to raw bytes, which may be no HTTP."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            return connection.makefile("rb").readline()

    def events(self) -> list[dict[str, Any]]:
        """What the skill has logged so far."""
        lines = (self.folder / "log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]


def started(folder: Path, listener: socket.socket, *app: str, **settings: str) -> subprocess.Popen[bytes]:
    """gunicorn on a socket that listens already, so that nobody has to wait for it."""
    told = {"SKILL_BIND": f"fd://{listener.fileno()}", "SKILL_WORKERS": "2", **settings}
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *app],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("SKILL_")} | told,
            pass_fds=[listener.fileno()],
            stderr=log,
        )


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    (folder / "roots").write_bytes(b"".join(root.public_bytes(Encoding.PEM) for root in trusted()))
    for name, pem in behind_urls().items():
        (folder / name).write_bytes(pem)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn = started(folder, listener, f"tests.test_web:create_tested_app({str(folder)!r})")
        port = listener.getsockname()[1]
    yield Service(port, folder)
    gunicorn.terminate()
    assert gunicorn.wait(10) == 0
    assert b"Traceback" not in (folder / "log").read_bytes()


def test_what_alexa_asks_is_answered(service: Service) -> None:
    answer = service.ask(as_body(envelope(launch())))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert json.loads(answer.body)["response"]["outputSpeech"]["ssml"].startswith("<speak>")


def test_what_one_request_began_the_next_ones_find(service: Service) -> None:
    """Each a new session, each to whichever worker takes it."""
    where_am_i = as_body(envelope(intent("WhereAmIIntent"), user_id="a beginner"))
    assert b"the first of seven" not in service.ask(where_am_i).body
    service.ask(as_body(envelope(intent("StartRoutineIntent"), user_id="a beginner")))
    for _ in range(8):
        assert b"the first of seven" in service.ask(where_am_i).body


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_refused_without_a_word(service: Service, forgery: str) -> None:
    headers, body = FORGERIES[forgery][1]()
    answer = service.call("POST", "/alexa", body, headers)
    assert answer.status == 400
    assert answer.tells_nothing


@pytest.mark.parametrize(
    "written",
    [
        envelope(launch(), session=False),
        envelope(launch(), user_id=""),
        envelope(launch(), attributes={"person": 7, "memory": []}),
        envelope(launch() | {"locale": None}),
        envelope(launch() | {"locale": "xx-YY"}),
        envelope(launch() | {"type": "Something.New"}),
        envelope(intent("")),
        envelope(intent("NameExerciseIntent", {"exercise": {"name": "exercise"}})),
        envelope(intent("NameExerciseIntent", {"exercise": None})),
        envelope(launch() | {"type": "IntentRequest", "intent": None}),
        envelope(launch() | {"type": "IntentRequest", "intent": {}}),
        envelope(launch() | {"type": "IntentRequest", "intent": []}),
        envelope(skill_event("SkillDisabled"), session=False),
        envelope(launch()) | {"session": []},
        envelope(launch()) | {"version": {}},
        envelope(launch() | {"timestamp": 1e15}),
    ],
    ids=str,
)
def test_signed_junk_is_never_a_fault_of_the_server(service: Service, written: dict[str, Any]) -> None:
    answer = service.ask(as_body(written))
    assert answer.status in (200, 400)
    assert answer.status == 200 or answer.tells_nothing


def test_half_a_character_is_no_request(service: Service) -> None:
    body = as_body(envelope(launch() | {"locale": "\ud800"}))
    assert service.ask(body).status == 400


def test_ten_megabytes_are_too_much(service: Service) -> None:
    answer = service.ask(b" " * 10_000_000)
    assert answer.status == 413
    assert answer.tells_nothing
    assert service.events()[-1]["reason"] == "body-too-large"


def test_too_large_a_body_is_refused_before_it_is_sent(service: Service) -> None:
    head = f"POST /alexa HTTP/1.1\r\nHost: here\r\nContent-Length: {BODY_BYTES + 1}\r\n\r\n"
    assert service.say(head.encode()).split()[1] == b"413"


def test_a_body_without_a_length_is_bounded_too(service: Service) -> None:
    body = as_body(envelope(launch()))
    headers = genuine(body).headers
    assert service.call("POST", "/alexa", iter([body[:100], body[100:]]), headers).status == 200
    assert service.call("POST", "/alexa", iter([b" " * 100_000] * 100), headers).status == 413


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /alexa HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: here\r\nContent-Length: nonsense\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\nHost: here\r\nX: " + b"x" * 5_000 + b"\r\n\r\n",
        b"POST /alexa HTTP/1.1\r\n" + b"X: x\r\n" * 100 + b"\r\n",
        b"POST /" + b"x" * 2_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_what_breaks_the_rules_of_http_is_refused(service: Service, sent: bytes) -> None:
    assert service.say(sent).split()[1].startswith(b"4")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("POST", "/", 404),
        ("POST", "/alexa/", 404),
        ("GET", "/static/people.sqlite", 404),
        ("GET", "/../gunicorn.conf.py", 404),
        ("GET", "/alexa", 405),
        ("POST", "/healthz", 405),
    ],
)
def test_there_is_nothing_else_here(service: Service, method: str, path: str, status: int) -> None:
    answer = service.call(method, path)
    assert answer.status == status
    assert answer.tells_nothing
    assert ("Allow" in answer.headers) == (status == 405)


def test_health_is_one_word(service: Service) -> None:
    answer = service.call("GET", "/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


def test_the_log_tells_what_happened_and_to_nobody(service: Service) -> None:
    service.ask(as_body(envelope(intent("AMAZON.HelpIntent"))))
    service.ask(as_body(envelope(intent("AMAZON.HelpIntent"), skill_id="amzn1.ask.skill.other")))
    turns = [event for event in service.events() if event["event"] == "turn"]
    refusals = [event for event in service.events() if event["event"] == "refusal"]
    assert {"intent", "locale", "outcome", "milliseconds", "time", "level", "event"} == set(turns[-1])
    assert (turns[-1]["intent"], turns[-1]["locale"]) == ("AMAZON.HelpIntent", "en-US")
    assert refusals[-1]["reason"] == "skill-id-wrong"
    assert not any(personal in str(service.events()) for personal in (USER_ID, "127.0.0.1", "a device"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(skill_id=SKILL_ID, database=tmp_path / "people.sqlite")


def test_a_bad_content_file_refuses_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(store: object, timing: object) -> None:
        raise ContentError(Path("plank.toml"), "dose: expected a number")

    monkeypatch.setattr(web, "create_skill", bad)
    with pytest.raises(StartError, match=r"plank\.toml: dose: expected a number"):
        create_app(settings)


class Faulty:
    """A skill with a fault, and a store that cannot be used."""

    def answer(self, body: bytes) -> bytes:
        raise RuntimeError("what somebody said")

    def check(self) -> None:
        raise StoreUnavailableError("disk full")


@pytest.fixture
def faulty(settings: Settings) -> FlaskClient:
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain().root], fetch=lambda url: chain().pem)
    return create_app(settings, skill=Faulty(), verifier=verifier, store=Faulty()).test_client()


def test_a_fault_of_the_skill_is_told_to_nobody(
    faulty: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    headers, body = genuine()
    answer = faulty.post("/alexa", data=body, headers=headers)
    assert (answer.status_code, answer.data) == (500, b"")
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["level"], event["error"]) == ("fault", "ERROR", "RuntimeError")
    assert "test_web.py" in event["at"][-1]
    assert "somebody said" not in str(event)


def test_a_store_that_fails_is_no_health(faulty: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    answer = faulty.get("/healthz")
    assert (answer.status_code, answer.data) == (503, b"store\n")
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["level"], event["cause"]) == ("loss", "WARNING", "disk full")


def start_in_vain(folder: Path, **settings: str) -> list[str]:
    """What an operator reads of a start that fails."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn = started(folder, listener, **settings)
    assert gunicorn.wait(20) != 0
    return [line for line in (folder / "log").read_text().splitlines() if line]


def test_gunicorn_by_its_configuration_alone_needs_a_skill_id(tmp_path: Path) -> None:
    (line,) = start_in_vain(tmp_path)
    assert line.startswith("Error: SKILL_ID is not set: set it to ")
