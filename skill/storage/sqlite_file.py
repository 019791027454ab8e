"""Connections to one SQLite file, from several threads and processes, for as long as the file is there."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from pathlib import Path

from msgspec import Struct

from skill import log
from skill.storage.contract import StoreUnavailableError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    user TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, attributes TEXT NOT NULL, expires REAL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS logs (
    user TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, attributes TEXT NOT NULL, expires REAL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (
    user TEXT NOT NULL, at REAL NOT NULL, attributes BLOB NOT NULL, expires REAL
) STRICT;
CREATE TABLE IF NOT EXISTS damage (at REAL NOT NULL) STRICT;
"""
_ADDED_SINCE = (("people", "expires"), ("set_aside", "expires"))
"""Columns that a file of an earlier version lacks. Whatever it keeps has then no time at which it expires."""


class SqliteFile:
    """The file at `path`, opened when it is first needed.

    A connection belongs to one thread of one process and to one file: after a fork, or when the file has
    been taken away, a new one is opened.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._here = path, _Here()

    def connection(self, patience: float) -> sqlite3.Connection:
        """This thread's connection, which waits `patience` seconds for other writers.

        Raises:
            sqlite3.Error, OSError: it cannot be opened.
        """
        here, owner = self._here, self._owner()
        gone = False
        if here.connection and here.owner != owner:
            _abandoned.append(here.connection)
            here.connection, gone = None, here.owner is not None and here.owner.process == owner.process
        if here.connection is None:
            here.connection = _open(self._path, patience)
            here.owner, here.patience = self._owner(), patience
        elif here.patience != patience:
            here.connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
            here.patience = patience
        if gone:
            log.loss(StoreUnavailableError("the file was taken away; a new one is begun"))
        return here.connection

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        if self._here.connection and self._here.owner == self._owner():
            self._here.connection.close()
            self._here.connection = None

    def _owner(self) -> _Owner:
        try:
            file = os.stat(self._path)
        except OSError:
            return _Owner(os.getpid())
        return _Owner(os.getpid(), file.st_dev, file.st_ino)


class _Owner(Struct, frozen=True):
    """The process and the file that a connection belongs to."""

    process: int
    device: int = 0
    inode: int = 0


class _Here(threading.local):
    """What belongs to one thread."""

    connection: sqlite3.Connection | None = None
    owner: _Owner | None = None
    patience = 0.0


# Closing a connection that was inherited over a fork, or whose file was taken away, could remove the log of
# the file that others have open under the same name: it is kept, unused, until the process ends.
# https://www.sqlite.org/howtocorrupt.html
_abandoned: list[sqlite3.Connection] = []


# Making the file opens and closes it, which would take the locks of a connection that another thread of this
# process has to it: while one thread makes it, none may connect.
_opening = threading.Lock()


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
    for table, column in _ADDED_SINCE:
        known = connection.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column))
        if known.fetchone() is None:
            _add_column(connection, table, column)


def _add_column(connection: sqlite3.Connection, table: str, column: str) -> None:
    try:
        connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} REAL")
    except sqlite3.OperationalError as fault:
        # Another worker may have added it in between.
        if "duplicate column" not in str(fault):
            raise


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
