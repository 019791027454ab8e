"""What the load reports ask: gunicorn as the repository configures it with one worker, or Node."""

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
"""Seconds; a second is usual."""

NODE = ROOT / ".venv" / "bin" / "node"
"""Node comes with a package for Python."""
NODE_SERVER = ROOT / "benchmarks" / "node" / "server.js"


class Server(NamedTuple):
    """A server that runs."""

    port: int
    process: int

    def worker(self) -> int:
        """gunicorn's only one."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        (worker,) = children.read_text().split()
        return int(worker)


@contextmanager
def serving(app: str, log: Path) -> Iterator[Server]:
    """gunicorn with this factory of `benchmarks.served`; it writes into `log`."""
    port = _free_port()
    command = [*GUNICORN, "--bind", f"{HOST}:{port}", "--workers", "1", f"benchmarks.served:{app}"]
    with _running(command, port, log) as server:
        yield server


@contextmanager
def node(log: Path) -> Iterator[Server]:
    """Node with the SDK's hello world behind express; it writes into `log`."""
    if not (NODE_SERVER.parent / "node_modules").is_dir():
        raise NotMeasuredError("Node's packages are not there: scripts/setup-bench fetches them")
    port = _free_port()
    binary = str(NODE) if NODE.exists() else shutil.which("node")
    if binary is None:
        raise NotMeasuredError("there is no Node: scripts/setup brings it into .venv")
    with _running([binary, str(NODE_SERVER), str(port)], port, log) as server:
        yield server


def exchange(port: int, message: bytes) -> None:
    """Send `message`, a whole request with its headers, and read all of the answer.

    Raises:
        NotMeasuredError: the answer is not a good one.
    """
    with create_connection((HOST, port)) as connection:
        connection.sendall(message)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise NotMeasuredError(f"the server answered with {answer[:40]!r}")


@contextmanager
def _running(command: Sequence[str], port: int, log: Path) -> Iterator[Server]:
    """In a process group of its own: Node's command in .venv is a program that starts another."""
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
    """Each of them is ready before it listens, so whoever can connect will be answered."""
    deadline = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), create_connection((HOST, port)):
            return
        time.sleep(0.05)
    raise NotMeasuredError(f"the server does not start: {log.read_text().strip()}")
