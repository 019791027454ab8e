"""The servers of the load report: gunicorn with its production configuration and one worker, and Node."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection, socket
from typing import NamedTuple

from benchmarks import ROOT
from benchmarks.report import NotMeasuredError
from skill.web.server import GUNICORN

HOST = "127.0.0.1"
STARTS_WITHIN = 30.0
"""Seconds to wait for a start; it normally takes one."""

NODE = ROOT / ".venv" / "bin" / "node"
"""Node is installed by a Python package."""
NODE_SERVER = ROOT / "benchmarks" / "node" / "server.js"


class Server(NamedTuple):
    """A running server."""

    port: int
    process: int

    def worker(self) -> int:
        """The process id of gunicorn's only worker."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        (worker,) = children.read_text().split()
        return int(worker)


@contextmanager
def serving(app: str, log: Path, workers: int = 1) -> Iterator[Server]:
    """gunicorn with a factory such as `served:create_echo_app()`; its output goes to `log`."""
    port = _free_port()
    command = [*GUNICORN, "--bind", f"{HOST}:{port}", "--workers", str(workers), f"benchmarks.{app}"]
    with _running(command, port, log) as server:
        yield server


@contextmanager
def node(log: Path) -> Iterator[Server]:
    """Node with express and the SDK's hello world; its output goes to `log`."""
    if not (NODE_SERVER.parent / "node_modules").is_dir():
        raise NotMeasuredError("Node's packages are not there: scripts/setup-bench fetches them")
    port = _free_port()
    binary = str(NODE) if NODE.exists() else shutil.which("node")
    if binary is None:
        raise NotMeasuredError("there is no Node: scripts/setup brings it into .venv")
    with _running([binary, str(NODE_SERVER), str(port)], port, log) as server:
        yield server


def exchange(port: int, message: bytes) -> None:
    """Send `message`, a complete request with headers, and read the whole response.

    Raises:
        NotMeasuredError: the response is not a success.
    """
    answer = send(port, message)
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise NotMeasuredError(f"the server answered with {answer[:40]!r}")


def send(port: int, message: bytes) -> bytes:
    """Send `message`, a complete request with headers; returns the whole response."""
    with create_connection((HOST, port)) as connection:
        connection.sendall(message)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@contextmanager
def _running(command: Sequence[str], port: int, log: Path) -> Iterator[Server]:
    """Starts it in its own process group, because the `node` command in .venv starts another process."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _await_listening(server, port, log)
        yield Server(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _free_port() -> int:
    with socket() as attempt:
        attempt.bind((HOST, 0))
        return int(attempt.getsockname()[1])


def _await_listening(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Waits until it accepts connections; all of them are ready before they listen."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), create_connection((HOST, port)):
            return
        time.sleep(0.05)
    raise NotMeasuredError(f"the server does not start: {log.read_text().strip()}")
