"""People's state in one SQLite file: on every machine, nothing to set up, safe for several workers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope

from skill.storage.contract import (
    EVERYTHING,
    NOBODY,
    Attributes,
    Outage,
    StoreConflictError,
    StoreUnusableError,
    Use,
    account_of,
    key_of,
    version_of,
)
from skill.storage.sqlite_faults import damaged, is_busy, unavailable
from skill.storage.sqlite_file import SqliteFile

BUSY_SECONDS = 2.0
"""How long to wait for another writer: a turn reads and writes once, and has to answer within 8 s."""
STILL_BUSY_SECONDS = 0.05
"""The same when the last one to try has waited in vain: one person a worker waits, not everybody."""


class _Table:
    """What is said to one of the two tables of attributes."""

    def __init__(self, name: str) -> None:
        self.read = f"SELECT version, CAST(attributes AS BLOB) FROM {name} WHERE user = ?"  # noqa: S608 - a constant
        self.write = f"""
INSERT INTO {name} (user, version, attributes) VALUES (?, ?, ?)
ON CONFLICT (user) DO UPDATE SET version = excluded.version, attributes = excluded.attributes
WHERE {name}.version = excluded.version - 1
"""  # noqa: S608 - a constant
        self.remove_version = f"DELETE FROM {name} WHERE user = ? AND version = ?"  # noqa: S608 - a constant


_PEOPLE, _LOGS = _Table("people"), _Table("logs")
_SET_ASIDE = "INSERT INTO set_aside (user, at, attributes) VALUES (?, ?, ?)"
_FORGET = tuple(
    f"DELETE FROM {name} WHERE user = :account OR user >= :account || ' ' AND user < :account || '!'"  # noqa: S608
    for name in ("people", "logs", "set_aside")
)
"""The account's own state, and those whose key begins with it and a blank, which no user id contains."""

_NOTE_DAMAGE = "INSERT INTO damage (at) VALUES (?)"
_DAMAGE = "SELECT 1 FROM damage LIMIT 1"
_NO_DAMAGE = "DELETE FROM damage"
_LOOK_FOR_DAMAGE = "PRAGMA quick_check(1)"

_attributes = msgspec.json.Decoder(dict[str, Any])


class SqliteStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over the SQLite file at `path`, opened when it is first needed."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = SqliteFile(path), clock
        self._outage = Outage()

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        State that is not a JSON object any more is set aside, and the person starts fresh.
        """
        return self._read(_PEOPLE, key_of(request_envelope))

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep `attributes` over the version before theirs, or where nothing is kept yet.

        Raises:
            StoreConflictError: another version is kept.
        """
        self._write(_PEOPLE, key_of(request_envelope), attributes)

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        """The log of the person who asks, of several who share a record the one of that number."""
        return self._read(_LOGS, _key_of_log(request_envelope, number))

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        """Keep a log as `save_attributes` keeps a state."""
        self._write(_LOGS, _key_of_log(request_envelope, number), attributes)

    def _read(self, table: _Table, user: str) -> Attributes:
        with self._connection(Use.READING) as connection:
            row = connection.execute(table.read, (user,)).fetchone()
        if row is None:
            return {}
        try:
            return _attributes.decode(row[1]) | {"version": row[0]}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._move_aside(table, user, *row)
            return {}

    def _write(self, table: _Table, user: str, attributes: Attributes) -> None:
        version = version_of(attributes)
        with self._connection(Use.WRITING) as connection:
            row = (user, version, msgspec.json.encode(attributes).decode())
            written = connection.execute(table.write, row).rowcount
        if not written:
            raise StoreConflictError(f"version {version} does not follow the one that is kept")

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the account that asks, with all its persons and what was set aside of them."""
        account = account_of(request_envelope)
        with self._transaction() as connection:
            for statement in _FORGET:
                connection.execute(statement, {"account": account})

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next.

        They are a state's, or those of the log of that number.
        """
        table, user = _PEOPLE, key_of(request_envelope)
        if log is not None:
            table, user = _LOGS, _key_of_log(request_envelope, log)
        self._move_aside(table, user, attributes.get("version", 0), msgspec.json.encode(attributes))

    def check(self) -> None:
        """Write and read as a turn does, in a row of the table of people that is nobody's.

        A damaged page that any process has met fails every check until the file is whole again.

        Raises:
            StoreUnusableError: that cannot be done.
        """
        with self._connection(EVERYTHING) as connection:
            if connection.execute(_DAMAGE).fetchone():
                # Pages in this connection's memory may differ from those in the file.
                self.close()
                connection = self._file.connection(STILL_BUSY_SECONDS)
                _assert_whole(connection)
                connection.execute(_NO_DAMAGE)
            before = connection.execute(_PEOPLE.read, (NOBODY,)).fetchone()
            version = before[0] + 1 if before else 1
            connection.execute(_PEOPLE.write, (NOBODY, version, f'{{"at":{self._clock()}}}'))
            after = connection.execute(_PEOPLE.read, (NOBODY,)).fetchone()
            # Another worker may have checked in between.
            if after is None or after[0] < version:
                raise StoreUnusableError("what was written does not come back")

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        self._file.close()

    def _move_aside(self, table: _Table, user: str, version: int, text: bytes) -> None:
        with self._transaction() as connection:
            connection.execute(_SET_ASIDE, (user, self._clock(), text))
            connection.execute(table.remove_version, (user, version))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection(Use.WRITING) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _connection(self, use: Use) -> Iterator[sqlite3.Connection]:
        try:
            with self._outage.watched(use), self._failing_openly():
                yield self._file.connection(STILL_BUSY_SECONDS if self._outage.on else BUSY_SECONDS)
        except (OverflowError, UnicodeEncodeError) as fault:  # a number or a text that SQLite cannot hold
            raise unavailable(fault) from fault

    @contextmanager
    def _failing_openly(self) -> Iterator[None]:
        """After a failure one begins with a new connection, but for a lock, which ends by itself."""
        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            failure = unavailable(fault)
            if failure.damaged:
                self._note_damage()
            if not is_busy(fault):
                self.close()
            raise failure from fault

    def _note_damage(self) -> None:
        """Tell the checks of all processes, unless it is too late for that, too."""
        with suppress(sqlite3.Error, OSError):
            connection = self._file.connection(STILL_BUSY_SECONDS)
            if not connection.execute(_DAMAGE).fetchone():
                connection.execute(_NOTE_DAMAGE, (self._clock(),))


def _key_of_log(request_envelope: RequestEnvelope, number: int) -> str:
    return f"{key_of(request_envelope)} {number}"


def _assert_whole(connection: sqlite3.Connection) -> None:
    found = str(connection.execute(_LOOK_FOR_DAMAGE).fetchone()[0])
    if found != "ok":
        raise damaged(found.splitlines()[-1])
