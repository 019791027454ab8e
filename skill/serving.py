"""The production server: gunicorn by the configuration in the repository, after a look at what it needs."""

from __future__ import annotations

import os
import runpy
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from skill.content import ContentError, Library, load
from skill.settings import Settings, StartError

ROOT = Path(__file__).parents[1]
CONFIGURATION = ROOT / "gunicorn.conf.py"
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION)]


def serve() -> NoReturn:
    """Become the production server.

    Raises:
        StartError: content or a setting is wrong, or the port is not free.
    """
    check_start(os.environ)
    host, _, port = runpy.run_path(str(CONFIGURATION))["bind"].rpartition(":")
    if port.isdigit():
        check_free(host, int(port), instead=f"SKILL_BIND={host}:{int(port) + 1}")
    os.chdir(ROOT)
    os.execv(sys.executable, GUNICORN)  # noqa: S606 - no shell is wanted


def check_start(environment: Mapping[str, str]) -> Settings:
    """The settings; StartError for what gunicorn would only find in its own processes."""
    content()
    return Settings.from_environment(environment)


def content() -> Library:
    """All that is said; StartError if a file of it is bad."""
    try:
        return load()
    except ContentError as fault:
        raise StartError(str(fault)) from None


def check_free(host: str, port: int, *, instead: str) -> None:
    """Raise StartError, which tells what to set instead, if the port is taken or out of reach."""
    try:
        family, kind, *_, address = socket.getaddrinfo(
            host.strip("[]") or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            attempt.bind(address)
    except OSError as fault:
        raise StartError(f"port {port}: {fault.strerror}; choose another: {instead}") from None
