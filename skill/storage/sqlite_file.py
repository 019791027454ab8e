"""Connections to one SQLite file, from several threads and processes, for as long as the file is there."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
WAL_FILES = ("-wal", "-shm")
"""Ends of the names of the write-ahead log and its index, which are there while the file is open
(SQLite: Write-Ahead Logging)."""


class SqliteFile:
    """The file at `path`, opened when it is first needed.

    A connection belongs to one thread of one process and to one file: after a fork, or when the file has
    been taken away, a new one is opened. So it is when the files beside it were, but nothing is lost then.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._here = path, _Here()
        self._beside = tuple(f"{path}{end}" for end in WAL_FILES)

    def connection(self, patience: float) -> sqlite3.Connection:
        """This thread's connection, which waits `patience` seconds for other writers.

        Raises:
            sqlite3.Error, OSError: it cannot be opened.
        """
        here, owner = self._here, self._owner()
        if here.connection and (here.owner, here.patience) == (owner, patience):
            return here.connection
        gone = False
        if here.connection and here.owner != owner:
            if here.owner and here.owner.same_as(owner):
                self._rescue(here.connection, here.owner, patience)
            else:
                _abandoned.append(here.connection)
                here.connection = None
                gone = here.owner is not None and here.owner.process == owner.process
        if here.connection is None:
            self._connect(patience)
        elif here.patience != patience:
            here.connection.execute(f"PRAGMA busy_timeout = {round(1000 * patience)}")
            here.patience = patience
        if gone:
            log.loss(StoreUnavailableError("the file was taken away; a new one is begun"))
        assert here.connection is not None
        return here.connection

    def _connect(self, patience: float) -> None:
        self._here.connection = _open(self._path, patience)
        self._here.owner, self._here.patience = self._owner(), patience

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        if self._here.connection and self._here.owner == self._owner():
            self._here.connection.close()
            self._here.connection = None

    def _rescue(self, connection: sqlite3.Connection, before: _Owner, patience: float) -> None:
        """The log of the file or its index was deleted: write what they hold to the file, and begin others.

        The connection has both open still. Left alone, all that it writes would be gone with it, and whoever
        opens the file next would damage it. If there are others in their place, another process has done so,
        and what this one knows of them is not true any more.
        """
        with _locked(self._path.parent):
            self._here.connection = None
            if before.nothing_replaced(self._owner()) and not self._written_back(connection):
                self._here.connection = connection
                return
            connection.close()
            self._connect(patience)

    def _written_back(self, connection: sqlite3.Connection) -> bool:
        """Write the log to the file and delete what is beside it; not while somebody reads."""
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            return False
        for file in self._beside:  # one that is left must not be used together with a new other one
            Path(file).unlink(missing_ok=True)
        log.rescued(f"files beside {self._path.name} were deleted; nothing is lost")
        return True

    def _owner(self) -> _Owner:
        device, inode = _identity(self._path)
        return _Owner(os.getpid(), device, inode, [_identity(file)[1] for file in self._beside])


class _Owner(Struct, frozen=True):
    """The process and the file that a connection belongs to."""

    process: int
    device: int
    inode: int
    beside: Sequence[int]
    """The inodes of the files beside it; zero for one that is not there."""

    def same_as(self, other: _Owner) -> bool:
        """Whether it is the same file in the same process, whatever became of the files beside it."""
        return (self.process, self.device, self.inode) == (other.process, other.device, other.inode)

    def nothing_replaced(self, now: _Owner) -> bool:
        """Whether each file beside it is still there or deleted, and none is another one."""
        return all(file in {0, before} for before, file in zip(self.beside, now.beside, strict=True))


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder, for one process at a time."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _identity(path: Path | str) -> tuple[int, int]:
    """The device and the inode; zeros where there is no such file."""
    try:
        file = os.stat(path)
    except OSError:
        return 0, 0
    return file.st_dev, file.st_ino


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
