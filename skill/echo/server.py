"""The server behind the terminal: gunicorn as in production, for as long as somebody talks to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from skill.echo.house_clock import HouseClock, SharedClock
from skill.echo.request import SKILL_ID
from skill.echo.signing import ThrowawayChain
from skill.storage.opening import check_store
from skill.web.listening import check_free
from skill.web.server import GUNICORN, check_start

HOST = "127.0.0.1"
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Ctrl-C, a polite kill, a window that is closed: each ends the conversation, and the server with it."""
STARTS_WITHIN = 30.0
"""Seconds; a second is usual."""
STOPS_WITHIN = 5.0
ANSWERS_WITHIN = 8.0
"""Seconds that Alexa waits for an answer (developers' reports)."""


class ServerStoppedError(RuntimeError):
    """The server is gone, or of no use; says where its log is."""


@dataclass(frozen=True, slots=True)
class Server:
    """A way to ask, and the clock that asker and server share."""

    ask: Callable[[bytes], bytes]
    clock: SharedClock
    _asking: threading.Lock = field(default_factory=threading.Lock)

    def at(self, clock: HouseClock) -> Callable[[bytes], bytes]:
        """A way to ask for an Echo with a clock of its own: each request puts the server to its time."""

        def ask(body: bytes) -> bytes:
            with self._asking:
                self.clock.turn_to(clock.now())
                return self.ask(body)

        return ask


@contextmanager
def running(port: int) -> Iterator[Server]:
    """A server on this machine that believes a throw-away chain; its run folder stays only if it failed.

    Raises:
        StartError: content or a setting is wrong, nothing can be kept, or the port is not free.
        ServerStoppedError: it did not start all the same, or it stopped by itself.
    """
    environment = {**os.environ, "SKILL_ID": SKILL_ID}
    check_store(check_start(environment).store)
    check_free(HOST, port, instead=f"PORT={port + 1} make run")
    folder = Path(tempfile.mkdtemp(prefix="back-routine-"))
    clock, chain, log = SharedClock(folder), ThrowawayChain.create(), folder / "server.log"
    chain.save(folder)
    gunicorn = _start(port, folder, log, environment)
    failed = False
    try:
        _await_health(gunicorn, port, log)
        yield Server(_ask(chain, port, log), clock)
    except ServerStoppedError:
        failed = True
        raise
    finally:
        _stop(gunicorn)
        if not failed:
            shutil.rmtree(folder)


def _start(port: int, folder: Path, log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl-C reaches the terminal alone, which then stops the server."""
    application = f"skill.echo.local_service:create_local_app({str(folder)!r})"
    with log.open("wb") as output:
        return subprocess.Popen(
            [*GUNICORN, "--bind", f"{HOST}:{port}", "--workers", "2", application],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _stop(gunicorn: subprocess.Popen[bytes]) -> None:
    for end in ENDS:  # a second Ctrl-C must not leave the server behind
        signal.signal(end, signal.SIG_IGN)
    gunicorn.terminate()
    with suppress(subprocess.TimeoutExpired):
        gunicorn.wait(STOPS_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(gunicorn.pid, signal.SIGKILL)  # a worker that outlives its master, too
    gunicorn.wait()


def _await_health(gunicorn: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while gunicorn.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            if _exchange(port, "GET", "/healthz")[0] == 200:
                return
            break
        time.sleep(0.05)
    raise ServerStoppedError(f"the server cannot start; its log tells why: {log}")


def _ask(chain: ThrowawayChain, port: int, log: Path) -> Callable[[bytes], bytes]:
    def ask(body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", **chain.sign(body)}
        try:
            status, answer = _exchange(port, "POST", "/alexa", body, headers)
        except (OSError, HTTPException):
            raise ServerStoppedError(f"the server does not answer any more; its log: {log}") from None
        if status != 200:
            raise ServerStoppedError(f"the server answered with status {status}; its log: {log}")
        return answer

    return ask


def _exchange(
    port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = HTTPConnection(HOST, port, timeout=ANSWERS_WITHIN)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
