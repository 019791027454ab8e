"""Deletes from the SQLite file what has expired, a little at a time."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from skill.storage import sqlite_statements as sql
from skill.storage.contract import Use, expiry

TIDIED, TIDY_SECONDS = 500, 86_400.0
"""Rows that are deleted at once, and how often a process looks for them."""

Connecting: TypeAlias = Callable[[Use], AbstractContextManager[sqlite3.Connection]]


class Tidying:
    """One process's share of it."""

    def __init__(self, connecting: Connecting, clock: Callable[[], float], keep_days: int) -> None:
        self._connecting, self._clock, self._keep_days = connecting, clock, keep_days
        self._tidied = -math.inf

    def tidy(self) -> None:
        """Delete some of what has expired, unless nothing was left of it less than a day ago."""
        if 0 <= time.monotonic() - self._tidied < TIDY_SECONDS:
            return
        now, most = self._clock(), 0
        for find, begin in sql.EXPIRE:
            if self._found(find):
                with self._connecting(Use.WRITING) as connection:
                    connection.execute(begin, (expiry(None, now, self._keep_days),))
        for find, delete in sql.EXPIRED:
            if found := self._found(find, now, TIDIED):
                with self._connecting(Use.WRITING) as connection:
                    connection.executemany(delete, [(*row, now) for row in found])
            most = max(most, len(found))
        if most < TIDIED:
            self._tidied = time.monotonic()

    def _found(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows to be tidied. To find none proves nothing about writing: an outage of that goes on."""
        with self._connecting(Use.READING) as connection:
            return connection.execute(statement, values).fetchall()
