"""All that a SQLite file keeps of everybody."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from skill.storage import sqlite_statements as sql
from skill.storage.contract import DAY_SECONDS, StoreUnusableError
from skill.storage.shelf import ASIDE, LOG, LOG_ASIDE, STATE, Kept, voice_in
from skill.storage.sqlite_faults import unavailable
from skill.storage.sqlite_file import SqliteFile

PATIENCE = 10.0
"""Seconds to wait for writers: the service may be running."""
_NO_FILE = "nobody has used the skill yet, or SKILL_STORE has to name another file"


class SqliteShelf:
    """What the file at `path` keeps; it must be there."""

    def __init__(self, path: Path, keep_days: int) -> None:
        self._path, self._keep_days = path, keep_days

    def everything(self) -> Iterator[Kept]:
        """All that is kept of anybody, what was set aside in the order in which it was."""
        with self._connection() as connection:
            for table in sql.OF_PEOPLE:
                for row in connection.execute(sql.EVERYTHING[table]).fetchall():
                    yield _kept(table, *row)

    def delete(self, kept: Iterable[Kept]) -> None:
        with self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            for each in kept:
                table, key = each.key
                connection.execute(sql.DELETE[table], (key,))

    def restore(self, aside: Kept, text: bytes, current: Kept | None) -> None:
        """Put back what was set aside; the state that has taken its place is set aside instead."""
        now = time.time()
        expires = now + DAY_SECONDS * self._keep_days
        user = f"{aside.account} {aside.voice}".rstrip()
        with self._connection() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            version = 0
            if current is not None:
                version = current.version or 0
                connection.execute(sql.SET_ASIDE, (user, now, current.text, expires))
            row = {"user": user, "version": version + 1, "attributes": text.decode(), "expires": expires}
            written = connection.execute(sql.PEOPLE.write, row | {"now": now}).rowcount
            if not written:
                raise sqlite3.OperationalError("the person has spoken in between; try again")
            connection.execute(sql.DELETE["set_aside"], (aside.key[1],))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection; StoreUnusableError for what goes wrong with it."""
        file = SqliteFile(self._path)
        try:
            if not self._path.exists():
                raise StoreUnusableError(f"there is no file {self._path}: {_NO_FILE}")
            yield file.connection(PATIENCE)
        except (sqlite3.Error, OSError) as fault:
            raise unavailable(fault) from fault
        finally:
            file.close()


def _kept(
    table: str, key: str | int, user: str, version: int | None, expires: float | None, text: bytes
) -> Kept:
    account, *names = user.split(" ")
    of_log = bool(names) and names[-1].isdecimal()
    what = {"people": STATE, "logs": LOG}.get(table, LOG_ASIDE if of_log else ASIDE)
    return Kept(account, voice_in(names), what, version, expires, text, (table, key))
