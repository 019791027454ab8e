"""The real gunicorn with its configuration over a real socket, for tests from the outside."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates
from flask import Flask

from skill.settings import Settings
from skill.storage import dynamodb, dynamodb_client, dynamodb_connection, sqlite
from skill.store_url import SqliteUrl, parse
from skill.web import worker
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier
from skill.web.server import GUNICORN
from tests.alexa_requests import SKILL_ID
from tests.forgeries import behind_urls, genuine, trusted

ROOT = Path(__file__).parents[1]
WITHIN = 20.0
"""Seconds to wait for something before failing."""
SILENT_SECONDS = 0.8
"""Seconds for which a call waits for a table that says nothing, twice."""


def create_tested_app(folder: str) -> Flask:
    """The real service, except for its trusted roots and where it fetches chains."""
    files = Path(folder)

    def fetch(url: str) -> bytes:
        with (files / "fetched").open("a") as fetched:
            fetched.write(f"{url}\n")
        return (files / PurePosixPath(url).name).read_bytes()

    trust = load_pem_x509_certificates((files / "roots").read_bytes())
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=trust, fetch=fetch)
    store = parse(os.environ.get("SKILL_STORE") or f"sqlite:///{files}/people.sqlite")
    if isinstance(store, SqliteUrl):
        store = SqliteUrl(files / "people" / "people.sqlite")  # its folder is created, too
    metrics, pictures = (os.environ.get(name, "") for name in ("SKILL_METRICS", "SKILL_PICTURES"))
    settings = Settings(SKILL_ID, store, metrics=metrics, pictures=pictures)
    return create_app(settings, verifier=verifier)


def create_impatient_app(folder: str) -> Flask:
    """The same, with a store that waits only briefly for other writers."""
    sqlite.BUSY_SECONDS = 0.5
    return create_tested_app(folder)


def create_shared_app(folder: str) -> Flask:
    """The same, with a table that is waited for even on a busy machine, and checked at every probe."""
    dynamodb_client.READ_SECONDS = WITHIN
    dynamodb.CHECKED_SECONDS = 0.0
    return create_tested_app(folder)


def create_silent_app(folder: str) -> Flask:
    """The same, with a table that is waited for only once, and not for long."""
    dynamodb_client.READ_SECONDS = SILENT_SECONDS
    dynamodb_connection.PATIENT_AGAIN_SECONDS = 3 * WITHIN
    dynamodb.CHECKED_SECONDS = 0.0
    return create_tested_app(folder)


def create_hurried_app(folder: str) -> Flask:
    """The same, with very short timeouts."""
    worker.REQUEST_SECONDS = 0.2
    return create_tested_app(folder)


def create_watched_app(folder: str) -> Flask:
    """The same, with a line for each full collection of garbage: how many objects it freed."""

    def watch(phase: str, collection: dict[str, int]) -> None:
        if phase == "stop" and collection["generation"] == 2:
            with (Path(folder) / "collections").open("a") as collections:
                collections.write(f"{collection['collected']}\n")

    gc.callbacks.append(watch)
    return create_tested_app(folder)


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
    """A running gunicorn."""

    port: int
    folder: Path
    gunicorn: subprocess.Popen[bytes]

    @property
    def database(self) -> Path:
        return self.folder / "people" / "people.sqlite"

    def call(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """An iterator as body is sent in chunks."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.headers.items()), answer.read())
        finally:
            connection.close()

    def ask(self, body: bytes) -> Answer:
        """Send a signed request, as Alexa does."""
        return self.call("POST", "/alexa", body, genuine(body).headers)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=WITHIN)

    def hear(self, sent: bytes) -> bytes:
        """The complete response to raw bytes, which may be invalid HTTP."""
        with self.connect() as connection:
            connection.sendall(sent)
            with suppress(OSError):  # it may have heard enough before this
                connection.shutdown(socket.SHUT_WR)
            return connection.makefile("rb").read()

    def events(self) -> list[dict[str, Any]]:
        """The lines that the skill has logged so far."""
        lines = (self.folder / "log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def fetched(self) -> list[str]:
        """The chain URLs that its workers have fetched so far."""
        return (self.folder / "fetched").read_text().splitlines()

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        children = Path(f"/proc/{self.gunicorn.pid}/task/{self.gunicorn.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Wait for the exit status."""
        self.gunicorn.send_signal(how)
        return self.gunicorn.wait(WITHIN)


@contextmanager
def serving(
    folder: Path, app: str = "create_tested_app", *options: str, **settings: str
) -> Iterator[Service]:
    """A service with two workers from a factory of this module, stopped afterwards."""
    (folder / "roots").write_bytes(b"".join(root.public_bytes(Encoding.PEM) for root in trusted()))
    for name, pem in behind_urls().items():
        (folder / name).write_bytes(pem)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn = started(folder, listener, *options, f"tests.service:{app}({str(folder)!r})", **settings)
        port = listener.getsockname()[1]
    service = Service(port, folder, gunicorn)
    try:
        yield service
    finally:
        if gunicorn.poll() is None:
            service.end()


def started(
    folder: Path, listener: socket.socket, *arguments: str, **settings: str
) -> subprocess.Popen[bytes]:
    """gunicorn on a socket that already listens, so that no waiting is needed."""
    told = {"SKILL_BIND": f"fd://{listener.fileno()}", "SKILL_WORKERS": "2", **settings}
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [*GUNICORN, *arguments],
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("SKILL_")} | told,
            pass_fds=[listener.fileno()],
            preexec_fn=as_anybody,
            stderr=log,
        )


def as_anybody() -> None:
    """Makes file permissions apply to root as well (man 2 prctl, capabilities(7))."""
    drop, override, search = 24, 1, 2
    for capability in (override, search):
        ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)


def wait_until(happened: Callable[[], bool], what: str) -> None:
    """Wait until the condition is true; AssertionError if it never is."""
    deadline = time.monotonic() + WITHIN
    while not happened():
        assert time.monotonic() < deadline, f"{what}: not within {WITHIN} seconds"
        time.sleep(0.01)
