"""Serves the page on this machine, next to the terminal or alone, for as long as somebody wants it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from werkzeug.serving import make_server

from skill.dialogue.records import Store
from skill.echo.request import SKILL_ID
from skill.echo.server import ENDS, HOST, Server, ServerStoppedError, running
from skill.page.app import create_page
from skill.settings import Settings
from skill.storage.opening import open_store


@contextmanager
def serving(server: Server, port: int) -> Iterator[str]:
    """The page at this port, or at any that is free; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not a line per request between the words
    page = create_page(server.at, _store())
    try:
        http = make_server(HOST, port, page, threaded=True)
    except (OSError, SystemExit):  # werkzeug leaves when the port is taken
        http = make_server(HOST, 0, page, threaded=True)
    with _ends_blocked():
        threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield f"http://{HOST}:{http.server_port}"
    finally:
        http.shutdown()
        http.server_close()


def _store() -> Store:
    """Where the server keeps its users' state."""
    settings = Settings.from_environment({**os.environ, "SKILL_ID": SKILL_ID})
    return open_store(settings.store, keep_days=settings.keep_days)


@contextmanager
def _ends_blocked() -> Iterator[None]:
    """Threads that are started in it, and theirs, leave Ctrl-C to the main thread.

    Python answers a signal in its main thread, which does not wake up when another thread was interrupted.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def alone(port: int) -> None:
    """The page without a terminal, until Ctrl-C.

    Raises:
        StartError: the server would not start.
    """
    for end in ENDS:
        signal.signal(end, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        try:
            with running(port) as server, serving(server, port + 1) as address:
                print(f"The page is at {address} on this machine. Ctrl-C ends it.", flush=True)
                threading.Event().wait()
        except ServerStoppedError as fault:
            sys.exit(f"skill page: {fault}")
