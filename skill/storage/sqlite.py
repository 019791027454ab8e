"""People's state in one SQLite file: on every machine, nothing to set up, safe for several workers."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope

from skill.storage.contract import Attributes, StoreConflictError, StoreUnavailableError, user_of, version_of

BUSY_SECONDS = 2.0
"""How long to wait for another writer: a turn reads and writes once, and has to answer within 8 s."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    user TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, attributes TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS set_aside (user TEXT NOT NULL, at REAL NOT NULL, attributes BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checked (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL) STRICT;
"""
_READ = "SELECT version, CAST(attributes AS BLOB) FROM people WHERE user = ?"
_WRITE = """
INSERT INTO people VALUES (?, ?, ?)
ON CONFLICT (user) DO UPDATE SET version = excluded.version, attributes = excluded.attributes
WHERE people.version = excluded.version - 1
"""
_REMOVE_VERSION = "DELETE FROM people WHERE user = ? AND version = ?"
_SET_ASIDE = "INSERT INTO set_aside VALUES (?, ?, ?)"
_FORGET = ("DELETE FROM people WHERE user = ?", "DELETE FROM set_aside WHERE user = ?")
_CHECK = "INSERT INTO checked VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING at"

_attributes = msgspec.json.Decoder(dict[str, Any])


class SqliteStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over the SQLite file at `path`, opened when it is first needed.

    A connection belongs to one thread of one process and to one file: after a fork, or when the file has
    been taken away, a new one is opened.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock
        self._here = _Here()

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        What is no JSON object any more is set aside, and the person begins anew.
        """
        user = user_of(request_envelope)
        with self._connection() as connection:
            row = connection.execute(_READ, (user,)).fetchone()
        if row is None:
            return {}
        try:
            return _attributes.decode(row[1]) | {"version": row[0]}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._move_aside(user, *row)
            return {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep `attributes` over the version before theirs, or where nothing is kept yet.

        Raises:
            StoreConflictError: another version is kept.
        """
        user, version = user_of(request_envelope), version_of(attributes)
        with self._connection() as connection:
            row = (user, version, msgspec.json.encode(attributes).decode())
            written = connection.execute(_WRITE, row).rowcount
        if not written:
            raise StoreConflictError(f"version {version} does not follow the one that is kept")

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the person who asks, what was set aside of them too."""
        user = user_of(request_envelope)
        with self._transaction() as connection:
            for statement in _FORGET:
                connection.execute(statement, (user,))

    def set_aside(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next."""
        user = user_of(request_envelope)
        self._move_aside(user, attributes.get("version", 0), msgspec.json.encode(attributes))

    def check(self) -> None:
        """Write and read back, to the file.

        Raises:
            StoreUnavailableError: that cannot be done.
        """
        now = self._clock()
        with self._connection() as connection:
            if connection.execute(_CHECK, (now,)).fetchall() != [(now,)]:
                raise StoreUnavailableError("what was written does not come back")

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        if self._here.connection and self._here.owner == self._owner():
            self._here.connection.close()
            self._here.connection = None

    def _move_aside(self, user: str, version: int, text: bytes) -> None:
        with self._transaction() as connection:
            connection.execute(_SET_ASIDE, (user, self._clock(), text))
            connection.execute(_REMOVE_VERSION, (user, version))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._opened()
        # The last two: a number or a text that SQLite cannot hold.
        except (sqlite3.Error, OSError, OverflowError, UnicodeEncodeError) as fault:
            raise StoreUnavailableError(f"{type(fault).__name__}: {fault}") from fault

    def _opened(self) -> sqlite3.Connection:
        here = self._here
        if here.connection and here.owner != self._owner():
            _abandoned.append(here.connection)
            here.connection = None
        if here.connection is None:
            here.connection = _open(self._path)
            here.owner = self._owner()
        return here.connection

    def _owner(self) -> tuple[int, int, int]:
        """The process and the file (device, inode) that a connection belongs to."""
        try:
            file = self._path.stat()
        except FileNotFoundError:
            return os.getpid(), 0, 0
        return os.getpid(), file.st_dev, file.st_ino


class _Here(threading.local):
    """What belongs to one thread."""

    connection: sqlite3.Connection | None = None
    owner: tuple[int, int, int] | None = None


# Closing a connection that was inherited over a fork, or whose file was taken away, could remove the log of
# the file that others have open under the same name: it is kept, unused, until the process ends.
# https://www.sqlite.org/howtocorrupt.html
_abandoned: list[sqlite3.Connection] = []


# Making the file opens and closes it, which would take the locks of a connection that another thread of this
# process has to it: while one thread makes it, none may connect.
_opening = threading.Lock()


def _open(path: Path) -> sqlite3.Connection:
    with _opening:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    _use_wal(connection)
    # In WAL mode a killed process loses nothing with NORMAL; a power cut may take the last turns, never the
    # file. With FULL every turn would wait for the disk, to save one's place in an exercise.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(_SCHEMA)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Unlike all that follows, this does not wait by itself when several workers make a new file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
