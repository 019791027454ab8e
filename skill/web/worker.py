"""gunicorn's sync worker with short time-outs and error answers without detail."""

from __future__ import annotations

import gc
import socket
import time
from contextlib import suppress

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]
from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

from skill import log

REQUEST_SECONDS = 3.0
"""From accepting a connection to the last byte of the request. A proxy that buffers sends all of it at once;
gunicorn itself would wait until its time-out, and then end the worker, with a traceback and a 500."""

COLLECTED_EVERY = 100
"""Connections between two full collections of garbage. Flask's routing leaves eight objects a turn, so few
that Python by itself never collects in full, and a few megabytes stay in use until something does
(`python -m benchmarks endurance`). What the start has made is frozen, so there is little to look through."""

NOTHING = "Connection: close\r\nContent-Type: text/plain\r\nContent-Length: 0"
"""The headers of an answer without a word."""


class HurriedSocket(socket.socket):
    """A socket that reads as closed after a deadline."""

    until = 0.0
    """That moment, on the monotonic clock."""

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        if self.gettimeout() is not None:
            return super().recv(size, flags)
        left = self.until - time.monotonic()
        if left <= 0:
            return b""
        self.settimeout(left)
        try:
            return super().recv(size, flags)
        except TimeoutError:
            return b""
        finally:
            self.settimeout(None)


class CurtWorker(SyncWorker):  # type: ignore[misc]
    """Half a request is treated as gunicorn treats one that broke off; what is no HTTP, as a forgery."""

    connections = 0
    """How many have been answered."""

    def handle(self, listener: socket.socket, client: socket.socket, address: object) -> None:
        hurried = HurriedSocket(fileno=client.detach())
        hurried.until = time.monotonic() + REQUEST_SECONDS
        super().handle(listener, hurried, address)
        self.connections += 1
        if self.connections % COLLECTED_EVERY == 0:  # the answer is out: nobody waits
            gc.collect()

    def handle_error(
        self, _request: object, client: socket.socket, _address: object, error: BaseException
    ) -> None:
        """gunicorn's own would quote the request, in the answer and in the log, and log who sent it."""
        if isinstance(error, ParseException):
            log.refusal("http-malformed")
            status = "400 Bad Request"
        else:
            log.fault(error)
            status = "500 Internal Server Error"
        with suppress(OSError):
            client.sendall(f"HTTP/1.1 {status}\r\n{NOTHING}\r\n\r\n".encode())
