"""People's state in one SQLite file: on every machine, nothing to set up, safe for several workers."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope

from skill import log
from skill.storage.contract import (
    Attributes,
    Outage,
    StoreConflictError,
    StoreUnavailableError,
    account_of,
    key_of,
    version_of,
)

BUSY_SECONDS = 2.0
"""How long to wait for another writer: a turn reads and writes once, and has to answer within 8 s."""
STILL_BUSY_SECONDS = 0.05
"""The same when the last one to try has waited in vain: one person a worker waits, not everybody."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    user TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, attributes TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
_FORGET = (
    "DELETE FROM people WHERE user = :account OR user >= :account || ' ' AND user < :account || '!'",
    "DELETE FROM set_aside WHERE user = :account OR user >= :account || ' ' AND user < :account || '!'",
)
"""The account's own state, and those whose key begins with it and a blank, which no user id contains."""
_CHECK = "INSERT INTO checked VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at RETURNING at"

_attributes = msgspec.json.Decoder(dict[str, Any])


class SqliteStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over the SQLite file at `path`, opened when it is first needed.

    A connection belongs to one thread of one process and to one file: after a fork, or when the file has
    been taken away, a new one is opened.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock
        self._here, self._outage = _Here(), Outage()

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        State that is not a JSON object any more is set aside, and the person starts fresh.
        """
        user = key_of(request_envelope)
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
        user, version = key_of(request_envelope), version_of(attributes)
        with self._connection() as connection:
            row = (user, version, msgspec.json.encode(attributes).decode())
            written = connection.execute(_WRITE, row).rowcount
        if not written:
            raise StoreConflictError(f"version {version} does not follow the one that is kept")

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the account that asks, with all its persons and what was set aside of them."""
        account = account_of(request_envelope)
        with self._transaction() as connection:
            for statement in _FORGET:
                connection.execute(statement, {"account": account})

    def set_aside(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next."""
        user = key_of(request_envelope)
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
            with self._outage.watched(), self._failing_openly():
                yield self._opened()
        except (OverflowError, UnicodeEncodeError) as fault:  # a number or a text that SQLite cannot hold
            raise _unavailable(fault) from fault

    @contextmanager
    def _failing_openly(self) -> Iterator[None]:
        """After a failure one begins with a new connection, but for a lock, which ends by itself."""
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            if getattr(fault, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                self.close()
            raise _unavailable(fault) from fault

    def _opened(self) -> sqlite3.Connection:
        here, owner = self._here, self._owner()
        gone = False
        if here.connection and here.owner != owner:
            _abandoned.append(here.connection)
            here.connection, gone = None, here.owner is not None and here.owner.process == owner.process
        patience = STILL_BUSY_SECONDS if self._outage.on else BUSY_SECONDS
        if here.connection is None:
            here.connection = _open(self._path, patience)
            here.owner, here.patience = self._owner(), patience
        elif here.patience != patience:
            here.connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
            here.patience = patience
        if gone:
            log.loss(StoreUnavailableError("the file was taken away; a new one is begun"))
        return here.connection

    def _owner(self) -> _Owner:
        try:
            file = os.stat(self._path)
        except OSError:
            return _Owner(os.getpid())
        return _Owner(os.getpid(), file.st_dev, file.st_ino)


class _Owner(NamedTuple):
    """The process and the file that a connection belongs to."""

    process: int
    device: int = 0
    inode: int = 0


class _Here(threading.local):
    """What belongs to one thread."""

    connection: sqlite3.Connection | None = None
    owner: _Owner | None = None
    patience = BUSY_SECONDS


# Closing a connection that was inherited over a fork, or whose file was taken away, could remove the log of
# the file that others have open under the same name: it is kept, unused, until the process ends.
# https://www.sqlite.org/howtocorrupt.html
_abandoned: list[sqlite3.Connection] = []


# Making the file opens and closes it, which would take the locks of a connection that another thread of this
# process has to it: while one thread makes it, none may connect.
_opening = threading.Lock()


def _unavailable(fault: Exception) -> StoreUnavailableError:
    return StoreUnavailableError(f"{type(fault).__name__}: {fault}")


def _open(path: Path, patience: float) -> sqlite3.Connection:
    with _opening:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        _prepare(connection, patience)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, patience: float) -> None:
    _use_wal(connection, patience)
    # In WAL mode a killed process loses nothing with NORMAL; a power cut may take the last turns, never the
    # file. With FULL every turn would wait for the disk, to save one's place in an exercise.
    connection.execute("PRAGMA synchronous = NORMAL")
    # A turn needs a few pages, and the next person's are others: a tenth of the usual cache does (kB).
    connection.execute("PRAGMA cache_size = -200")
    connection.executescript(_SCHEMA)


def _use_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Unlike all that follows, this does not wait by itself when several workers make a new file at once."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
