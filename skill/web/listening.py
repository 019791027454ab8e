"""Whether the service can listen where it is told to. gunicorn itself would try again and again."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path
from tempfile import TemporaryFile

from skill.settings import StartError


def check_address(setting: str, address: str) -> None:
    """Raise StartError, which tells what to set `setting` to instead, if nothing can listen at `address`.

    `address` is a host and a port, `unix:` and a path, or `fd://` and a number.
    """
    if address.startswith("unix:"):
        _check_path(setting, address)
    elif address.startswith("fd://"):
        _check_open(setting, address)
    else:
        host, _, port = address.rpartition(":")
        check_free(host, int(port), instead=f"{setting}={host}:{int(port) + 1}")


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


def _check_path(setting: str, address: str) -> None:
    path = Path(address.removeprefix("unix:"))
    try:
        with TemporaryFile(dir=path.parent):
            pass
    except OSError:
        wanted = "set it to a path in a folder that can be written to"
        raise StartError(f"{setting} is {address!r}: {wanted}") from None
    if path.exists() and not path.is_socket():
        raise StartError(f"{setting} is {address!r}, which is no socket: set it to another path")


def _check_open(setting: str, address: str) -> None:
    try:
        opened = stat.S_ISSOCK(os.fstat(int(address.removeprefix("fd://"))).st_mode)
    except (OSError, OverflowError):
        opened = False
    if not opened:
        raise StartError(f"{setting} is {address!r}: set it to the number of a socket that is open")
