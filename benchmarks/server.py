"""gunicorn as the repository configures it, with one worker, for as long as something is measured."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection, socket

from benchmarks.report import NotMeasuredError
from skill.serving import GUNICORN, ROOT

HOST = "127.0.0.1"
STARTS_WITHIN = 30.0
"""Seconds; a second is usual."""


@contextmanager
def serving(app: str, log: Path) -> Iterator[int]:
    """The port where gunicorn serves this factory of `benchmarks.served`; it writes into `log`."""
    port = _free_port()
    command = [*GUNICORN, "--bind", f"{HOST}:{port}", "--workers", "1", f"benchmarks.served:{app}"]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        _await_listening(server, port, log)
        yield port
    finally:
        server.terminate()
        server.wait()


def exchange(port: int, message: bytes) -> float:
    """Seconds from connecting to the last byte of the answer; `message` is a whole request, headers and all.

    Raises:
        NotMeasuredError: the answer is not a good one.
    """
    begun = time.perf_counter()
    with create_connection((HOST, port)) as connection:
        connection.sendall(message)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    taken = time.perf_counter() - begun
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise NotMeasuredError(f"the server answered with {answer[:40]!r}")
    return taken


def _free_port() -> int:
    with socket() as attempt:
        attempt.bind((HOST, 0))
        return int(attempt.getsockname()[1])


def _await_listening(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """The configuration loads the app before it listens, so whoever can connect will be answered."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), create_connection((HOST, port)):
            return
        time.sleep(0.05)
    raise NotMeasuredError(f"gunicorn does not start: {log.read_text().strip()}")
