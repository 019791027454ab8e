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

from skill import log
from skill.storage import sqlite_forgetting as forgetting
from skill.storage import sqlite_statements as sql
from skill.storage.contract import (
    EVERYTHING,
    NOBODY,
    Attributes,
    Outage,
    StoreConflictError,
    StoreUnavailableError,
    StoreUnusableError,
    Use,
    account_of,
    expiry,
    key_of,
    version_of,
)
from skill.storage.sqlite_faults import damaged, is_busy, unavailable
from skill.storage.sqlite_file import SqliteFile
from skill.storage.sqlite_statements import Table
from skill.storage.sqlite_tidying import Tidying
from skill.store_url import KEEP_DAYS

BUSY_SECONDS = 2.0
"""How long to wait for another writer: a turn reads and writes once, and has to answer within 8 s."""
STILL_BUSY_SECONDS = 0.05
"""The same when the last one to try has waited in vain: one person a worker waits, not everybody."""

_attributes = msgspec.json.Decoder(dict[str, Any])


class SqliteStore(AbstractPersistenceAdapter):
    """The SDK's persistence adapter over the SQLite file at `path`, opened when it is first needed."""

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.time, keep_days: int = KEEP_DAYS
    ) -> None:
        self._file, self._clock, self._keep_days = SqliteFile(path), clock, keep_days
        self._outage = Outage()
        self._tidying = Tidying(self._connection, clock, keep_days)

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        """The state of the person who asks; empty for somebody new.

        State that is not a JSON object any more is set aside, and the person starts fresh.
        """
        return self._read(sql.PEOPLE, key_of(request_envelope))

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        """Keep `attributes` over the version before theirs, or where nothing is kept yet.

        Raises:
            StoreConflictError: another version is kept.
        """
        self._write(sql.PEOPLE, key_of(request_envelope), attributes)

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        """The log of the person who asks, of several who share a record the one of that number."""
        return self._read(sql.LOGS, _key_of_log(request_envelope, number))

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        """Keep a log as `save_attributes` keeps a state."""
        self._write(sql.LOGS, _key_of_log(request_envelope, number), attributes)

    def _read(self, table: Table, user: str) -> Attributes:
        with self._connection(_use_of(table, Use.READING)) as connection:
            row = self._row(connection, table, user)
        if row is None:
            return {}
        try:
            return _attributes.decode(row[1]) | {"version": row[0]}
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            log.set_aside()
            self._move_aside(table, user, *row)
            return {}

    def _write(self, table: Table, user: str, attributes: Attributes) -> None:
        version = version_of(attributes)
        with self._connection(_use_of(table, Use.WRITING)) as connection:
            text = msgspec.json.encode(attributes).decode()
            expires = expiry(attributes, self._clock(), self._keep_days)
            written = self._put(connection, table, user, version, text, expires)
        if not written:
            raise StoreConflictError(f"version {version} does not follow the one that is kept")

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Forget the account that asks, with all its persons and whatever else is kept of them."""
        with self._transaction() as connection:
            forgetting.account(connection, account_of(request_envelope))

    def forget_beside(self, request_envelope: RequestEnvelope, number: int) -> None:
        """Forget what is kept of the person who asks beside their state, and copies of them, who have this
        number, in the states of the account's recognized persons."""
        account, user = account_of(request_envelope), key_of(request_envelope)
        with self._transaction() as connection:
            forgetting.beside(connection, user, number)
            if user == account:
                forgetting.copies(connection, account, number)

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        """Keep attributes that were read but cannot be understood, out of the way of what comes next.

        They are a state's, or those of the log of that number.
        """
        table, user = sql.PEOPLE, key_of(request_envelope)
        if log is not None:
            table, user = sql.LOGS, _key_of_log(request_envelope, log)
        self._move_aside(table, user, attributes.get("version", 0), msgspec.json.encode(attributes))

    def check(self) -> None:
        """Write and read as a turn does, in rows of the tables of people and logs that are nobody's.

        A damaged page that any process has met fails every check until the file is whole again.

        Raises:
            StoreUnusableError: that cannot be done.
        """
        with self._connection(EVERYTHING) as connection:
            if connection.execute(sql.DAMAGE).fetchone():
                # Pages in this connection's memory may differ from those in the file.
                self.close()
                connection = self._file.connection(STILL_BUSY_SECONDS)
                _assert_whole(connection)
                connection.execute(sql.NO_DAMAGE)
            self._try(connection, sql.PEOPLE)
        with self._connection(Use.OTHER_TABLES) as connection:
            self._try(connection, sql.LOGS)
            connection.execute(sql.SET_NOTHING_ASIDE)

    def tidy(self) -> None:
        """Delete some of what has expired, if it was not done today: for when nobody waits for an answer."""
        self._tidying.tidy()

    def close(self) -> None:
        """Close this thread's connection; the next call opens another."""
        self._file.close()

    def _try(self, connection: sqlite3.Connection, table: Table) -> None:
        before = self._row(connection, table, NOBODY)
        version = before[0] + 1 if before else 1
        self._put(connection, table, NOBODY, version, f'{{"at":{self._clock()}}}', None)
        after = self._row(connection, table, NOBODY)
        # Another worker may have checked in between.
        if after is None or after[0] < version:
            raise StoreUnusableError("what was written does not come back")

    def _row(self, connection: sqlite3.Connection, table: Table, user: str) -> tuple[int, bytes] | None:
        """Version and text of a state."""
        found: tuple[int, bytes] | None = connection.execute(
            table.read, {"user": user, "now": self._clock()}
        ).fetchone()
        return found

    def _put(
        self,
        connection: sqlite3.Connection,
        table: Table,
        user: str,
        version: int,
        text: str,
        expires: float | None,
    ) -> bool:
        """Whether it was written over the version before."""
        row = {"user": user, "version": version, "attributes": text, "expires": expires, "now": self._clock()}
        return connection.execute(table.write, row).rowcount > 0

    def _move_aside(self, table: Table, user: str, version: int, text: bytes) -> None:
        now = self._clock()
        with self._transaction(Use.OTHER_TABLES) as connection:
            connection.execute(sql.SET_ASIDE, (user, now, text, expiry(None, now, self._keep_days)))
            connection.execute(table.remove_version, (user, version))

    @contextmanager
    def _transaction(self, use: Use = Use.WRITING) -> Iterator[sqlite3.Connection]:
        with self._connection(use) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _connection(self, use: Use) -> Iterator[sqlite3.Connection]:
        try:
            yield self._file.connection(STILL_BUSY_SECONDS if self._outage.on else BUSY_SECONDS)
        except StoreUnavailableError as failure:
            self._outage.failed(use, failure)
            raise
        except (sqlite3.Error, OSError) as fault:
            raise self._failed(use, fault) from fault
        except (OverflowError, UnicodeEncodeError) as fault:  # a number or a text that SQLite cannot hold
            raise unavailable(fault) from fault
        self._outage.worked(use)

    def _failed(self, use: Use, fault: Exception) -> StoreUnavailableError:
        """After a failure one begins with a new connection, but for a lock, which ends by itself."""
        failure = unavailable(fault)
        if failure.damaged:
            self._note_damage()
        if not is_busy(fault):
            self.close()
        self._outage.failed(use, failure)
        return failure

    def _note_damage(self) -> None:
        """Tell the checks of all processes, unless it is too late for that, too."""
        with suppress(sqlite3.Error, OSError):
            connection = self._file.connection(STILL_BUSY_SECONDS)
            if not connection.execute(sql.DAMAGE).fetchone():
                connection.execute(sql.NOTE_DAMAGE, (self._clock(),))


def _key_of_log(request_envelope: RequestEnvelope, number: int) -> str:
    return f"{key_of(request_envelope)} {number}"


def _use_of(table: Table, use: Use) -> Use:
    """What a table is used for: that people can be written does not mean that logs can."""
    return use if table is sql.PEOPLE else Use.OTHER_TABLES


def _assert_whole(connection: sqlite3.Connection) -> None:
    found = str(connection.execute(sql.LOOK_FOR_DAMAGE).fetchone()[0])
    if found != "ok":
        raise damaged(found.splitlines()[-1])
