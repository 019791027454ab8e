"""The service from the outside: the real gunicorn with its configuration, over a real socket."""

from __future__ import annotations

import json
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from skill.application import create_skill
from skill.content import ContentError
from skill.echo.signing import CHAIN_URL
from skill.settings import Settings, StartError
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore
from skill.store_url import SqliteUrl
from skill.web import app as web
from skill.web.app import BODY_BYTES, create_app
from skill.web.request_verifier import RequestVerifier
from skill.web.worker import COLLECTED_EVERY, HurriedSocket
from tests.alexa_requests import SKILL_ID, USER_ID, as_body, chain, envelope, intent, launch, skill_event
from tests.forgeries import FORGERIES, genuine
from tests.service import WITHIN, Service, serving, started, wait_until
from tests.stores import BrokenStore


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    with serving(folder) as service:
        yield service
        assert service.end() == 0
    assert b"Traceback" not in (folder / "log").read_bytes()


def test_a_request_of_alexa_is_answered(service: Service) -> None:
    answer = service.ask(as_body(envelope(launch())))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert json.loads(answer.body)["response"]["outputSpeech"]["ssml"].startswith("<speak>")


def test_state_is_shared_between_requests(service: Service) -> None:
    """Each is a new session, handled by any worker."""

    def ask(name: str, number: int, **slots: Any) -> bytes:
        request = {**intent(name, slots), "requestId": f"amzn1.echo-api.request.{number}"}
        return service.ask(as_body(envelope(request, user_id="a beginner"))).body

    assert b"the warm-up march" not in ask("WhereAmIIntent", 1)
    ask("NameRoutineIntent", 2, routine={"name": "routine", "value": "gentle routine"})
    ask("DoExerciseIntent", 3, exercise={"name": "exercise", "value": "march"})
    for number in range(4, 12):
        assert b"warm-up march" in ask("WhereAmIIntent", number)


def test_who_was_not_seen_for_long_is_forgotten_behind_an_answer(tmp_path: Path) -> None:
    store = SqliteUrl(tmp_path / "people.sqlite")
    with closing(SqliteStore(store.path)) as people:
        people.check()
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain().root], fetch=lambda url: chain().pem)
    client = create_app(Settings(SKILL_ID, store), verifier=verifier).test_client()
    headers, body = genuine(as_body(envelope(launch())))
    with closing(sqlite3.connect(store.path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO people VALUES ('long ago', 1, '{}', 0)")
        client.post("/alexa", data=body, headers=headers, buffered=True).close()
        assert connection.execute("SELECT 1 FROM people WHERE user = 'long ago'").fetchall() == []


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_gets_an_empty_refusal(service: Service, forgery: str) -> None:
    headers, body = FORGERIES[forgery][1]()
    answer = service.call("POST", "/alexa", body, headers)
    assert answer.status == 400
    assert answer.tells_nothing


def test_strangers_urls_are_seldom_fetched_and_alexa_is_answered_meanwhile(tmp_path: Path) -> None:
    """Each worker fetches one of the strangers' URLs, and then one in some ten seconds."""
    body = as_body(envelope(launch(), user_id="a stranger"))
    with serving(tmp_path) as service:
        for number in range(100):
            url = f"https://s3.amazonaws.com/echo.api/{number}.pem"
            answer = service.call("POST", "/alexa", body, genuine(body, SignatureCertChainUrl=url).headers)
            assert (answer.status, answer.tells_nothing) == (400, True)
            assert service.ask(as_body(envelope(launch()))).status == 200
        unknown = [url for url in service.fetched() if url != CHAIN_URL]
        assert service.fetched().count(CHAIN_URL) <= 2
        assert 0 < len(unknown) < 20
        reasons = [event["reason"] for event in service.events() if event["event"] == "refusal"]
        assert set(reasons) == {"chain-unavailable", "chain-limited"}


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
)
def test_signed_junk_is_never_a_server_error(service: Service, written: dict[str, Any]) -> None:
    answer = service.ask(as_body(written))
    assert answer.status in (200, 400)
    assert answer.status == 200 or answer.tells_nothing


def test_a_truncated_character_is_refused(service: Service) -> None:
    body = as_body(envelope(launch() | {"locale": "\ud800"}))
    assert service.ask(body).status == 400


def test_ten_megabytes_are_refused(service: Service) -> None:
    answer = service.ask(b" " * 10_000_000)
    assert answer.status == 413
    assert answer.tells_nothing
    assert service.events()[-1]["reason"] == "body-too-large"


def test_too_large_a_body_is_refused_before_it_is_sent(service: Service) -> None:
    head = f"POST /alexa HTTP/1.1\r\nHost: here\r\nContent-Length: {BODY_BYTES + 1}\r\n\r\n"
    assert service.hear(head.encode()).startswith(b"HTTP/1.1 413 ")


def test_a_body_without_a_length_is_limited_too(service: Service) -> None:
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
def test_invalid_http_gets_an_empty_refusal(service: Service, sent: bytes) -> None:
    head, _, body = service.hear(sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert body == b""
    assert service.events()[-1]["reason"] == "http-malformed"
    assert b"127.0.0.1" not in (service.folder / "log").read_bytes().partition(b"Booting")[2]


def test_slow_senders_are_disconnected_and_delay_nobody(tmp_path: Path) -> None:
    """Both workers are busy with slow senders; sending a byte now and then does not help."""
    half = b"POST /alexa HTTP/1.1\r\nHost: here\r\nX: "
    with serving(tmp_path, "create_hurried_app") as service:
        with service.connect() as in_its_head, service.connect() as in_its_body:
            in_its_head.sendall(half)
            in_its_body.sendall(half + b"x\r\nContent-Length: 100\r\n\r\n12345")
            assert in_its_head.recv(1) == b""
            assert in_its_body.recv(12) == b"HTTP/1.1 400"
        assert service.ask(as_body(envelope(launch()))).status == 200
    assert b"TIMEOUT" not in (tmp_path / "log").read_bytes()


def test_a_trickle_lasts_no_longer_than_silence() -> None:
    ours, theirs = socket.socketpair()
    with closing(theirs), HurriedSocket(fileno=ours.detach()) as hurried:
        hurried.until = time.monotonic() + 0.05
        pieces = 0
        theirs.send(b"x")
        while hurried.recv(8192):
            theirs.send(b"x")
            pieces += 1
        assert pieces > 1


def test_a_timely_request_is_read_to_its_end() -> None:
    ours, theirs = socket.socketpair()
    with HurriedSocket(fileno=ours.detach()) as patient:
        patient.until = time.monotonic() + WITHIN
        with closing(theirs):
            theirs.send(b"all of it")
        assert (patient.recv(8192), patient.recv(8192)) == (b"all of it", b"")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("POST", "/", 404),
        ("POST", "/alexa/", 404),
        ("GET", "/metrics", 404),
        ("GET", "/static/people.sqlite", 404),
        ("GET", "/../pyproject.toml", 404),
        ("GET", "/alexa", 405),
        ("POST", "/healthz", 405),
    ],
)
def test_no_other_path_answers(service: Service, method: str, path: str, status: int) -> None:
    answer = service.call(method, path)
    assert answer.status == status
    assert answer.tells_nothing
    assert ("Allow" in answer.headers) == (status == 405)


def test_health_is_one_word(service: Service) -> None:
    answer = service.call("GET", "/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


def test_garbage_is_collected_in_full_now_and_then(tmp_path: Path) -> None:
    collections = tmp_path / "collections"
    with serving(tmp_path, "create_watched_app", SKILL_WORKERS="1") as service:
        service.call("GET", "/healthz")
        collections.write_text("")
        for _ in range(2 * COLLECTED_EVERY):
            service.call("GET", "/healthz")
        wait_until(lambda: len(collections.read_text().splitlines()) >= 2, "two collections")
        freed = [int(objects) for objects in collections.read_text().splitlines()]
    assert min(freed) >= COLLECTED_EVERY


def test_the_log_has_outcomes_and_nothing_personal(service: Service) -> None:
    service.ask(as_body(envelope(intent("AMAZON.HelpIntent"))))
    service.ask(as_body(envelope(intent("AMAZON.HelpIntent"), skill_id="amzn1.ask.skill.other")))
    turns = [event for event in service.events() if event["event"] == "turn"]
    refusals = [event for event in service.events() if event["event"] == "refusal"]
    assert {"intent", "locale", "outcome", "milliseconds", "time", "level", "event"} == set(turns[-1])
    assert (turns[-1]["intent"], turns[-1]["locale"]) == ("AMAZON.HelpIntent", "en-US")
    service.ask(as_body(envelope(launch() | {"locale": "Anna Smith"})))
    assert [event for event in service.events() if event["event"] == "turn"][-1]["locale"] == "other"
    assert refusals[-1]["reason"] == "skill-id-wrong"
    assert not any(personal in str(service.events()) for personal in (USER_ID, "127.0.0.1", "a device"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(skill_id=SKILL_ID, store=SqliteUrl(tmp_path / "people.sqlite"))


def test_a_bad_content_file_stops_the_start(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(*_: object, **__: object) -> None:
        raise ContentError(Path("plank.toml"), "dose: expected a number")

    monkeypatch.setattr(web, "create_skill", bad)
    with pytest.raises(StartError, match=r"plank\.toml: dose: expected a number"):
        create_app(settings)


class Faulty:
    """A skill with an internal error, and a store that is unavailable."""

    def answer(self, body: bytes) -> bytes:
        raise RuntimeError("what somebody said")

    def check(self) -> None:
        raise StoreUnavailableError("disk full")


@pytest.fixture
def faulty(settings: Settings) -> FlaskClient:
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain().root], fetch=lambda url: chain().pem)
    return create_app(settings, skill=Faulty(), verifier=verifier, store=Faulty()).test_client()


def test_an_internal_error_is_not_disclosed(faulty: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    headers, body = genuine()
    answer = faulty.post("/alexa", data=body, headers=headers)
    assert (answer.status_code, answer.data) == (500, b"")
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["level"], event["error"]) == ("fault", "ERROR", "RuntimeError")
    assert "test_web.py" in event["at"][-1]
    assert "somebody said" not in str(event)


def test_health_fails_with_the_store(faulty: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    answer = faulty.get("/healthz")
    assert (answer.status_code, answer.data) == (503, b"store\n")
    event = json.loads(capsys.readouterr().err)
    assert (event["event"], event["level"], event["cause"]) == ("loss", "WARNING", "disk full")


def test_a_failed_deletion_makes_alexa_ask_again(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain().root], fetch=lambda url: chain().pem)
    skill = create_skill(BrokenStore())
    service = create_app(settings, skill=skill, verifier=verifier, store=Faulty()).test_client()
    event = {**skill_event("SkillDisabled"), "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"}}
    headers, body = genuine(as_body(envelope(event, session=False)))
    answer = service.post("/alexa", data=body, headers=headers)
    assert (answer.status_code, answer.data) == (503, b"")
    assert "the disk is gone" in capsys.readouterr().err


def start_in_vain(folder: Path, **settings: str) -> list[str]:
    """The error output of a failed start."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn = started(folder, listener, **settings)
    assert gunicorn.wait(20) != 0
    return [line for line in (folder / "log").read_text().splitlines() if line]


def test_gunicorn_with_its_configuration_needs_a_skill_id(tmp_path: Path) -> None:
    (line,) = start_in_vain(tmp_path)
    assert line.startswith("Error: SKILL_ID is not set: set it to ")
