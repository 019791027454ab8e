"""The statements of the SQLite store.

A table with something of somebody has the columns `user`, which is the account, and behind a blank the digest
of a recognized person, and for a log a number; and `expires`, the epoch second from which on the row is
forgotten.
"""

from __future__ import annotations

from msgspec import Struct

_OF_ACCOUNT = "user = :account OR user >= :account || ' ' AND user < :account || '!'"
"""The account's own rows, and those whose key begins with it and a blank, which no user id contains."""


class Table(Struct, frozen=True):
    """What is said to a table of attributes with versions."""

    read: str
    write: str
    remove_version: str


def _table(name: str) -> Table:
    return Table(
        f"""
SELECT version, CAST(attributes AS BLOB) FROM {name}
WHERE user = :user AND (expires IS NULL OR expires > :now)
""",
        f"""
INSERT INTO {name} (user, version, attributes, expires) VALUES (:user, :version, :attributes, :expires)
ON CONFLICT (user) DO UPDATE
SET version = excluded.version, attributes = excluded.attributes, expires = excluded.expires
WHERE {name}.version = excluded.version - 1 OR {name}.expires <= :now
""",
        f"DELETE FROM {name} WHERE user = ? AND version = ?",
    )


PEOPLE, LOGS = _table("people"), _table("logs")
OF_PEOPLE = ("people", "logs", "set_aside")
"""All tables with something of somebody."""

SET_ASIDE = "INSERT INTO set_aside (user, at, attributes, expires) VALUES (?, ?, ?, ?)"
FORGET_ACCOUNT = tuple(f"DELETE FROM {name} WHERE {_OF_ACCOUNT}" for name in OF_PEOPLE)
FORGET_BESIDE = (
    "DELETE FROM logs WHERE user = :user || ' ' || :number",
    "DELETE FROM set_aside WHERE user IN (:user, :user || ' ' || :number)",
)
"""What is kept beside the state of a `user`, of those who share a record the one with that `number`."""
VOICES = """
SELECT user, version, attributes FROM people WHERE user >= :account || ' ' AND user < :account || '!'
"""
WITHOUT_COPIES = "UPDATE people SET version = ?, attributes = ? WHERE user = ? AND version = ?"

EXPIRE = tuple(
    (
        f"SELECT 1 FROM {name} WHERE expires IS NULL AND user <> 'nobody' LIMIT 1",
        f"UPDATE {name} SET expires = ? WHERE expires IS NULL AND user <> 'nobody'",
    )
    for name in OF_PEOPLE
)
"""Rows of earlier versions have no time: theirs begins now. To look for them keeps no writer waiting."""
EXPIRED = tuple(
    (
        f"SELECT DISTINCT user FROM {name} WHERE expires <= ? LIMIT ?",
        f"DELETE FROM {name} WHERE user = ? AND expires <= ?",
    )
    for name in OF_PEOPLE
)

EVERYTHING = {
    name: f"SELECT user, user, version, expires, CAST(attributes AS BLOB) FROM {name} ORDER BY user"
    for name in OF_PEOPLE
} | {"set_aside": "SELECT rowid, user, NULL, expires, attributes FROM set_aside ORDER BY at"}
"""What finds each row, whose it is, its version, when it expires, and its text."""
DELETE = {name: f"DELETE FROM {name} WHERE user = ?" for name in OF_PEOPLE} | {
    "set_aside": "DELETE FROM set_aside WHERE rowid = ?"
}

SET_NOTHING_ASIDE = "INSERT INTO set_aside (user, at, attributes, expires) SELECT '', 0, '', NULL WHERE 0"
"""Changes nothing, but fails where nothing can be set aside because the table has another shape."""

NOTE_DAMAGE = "INSERT INTO damage (at) VALUES (?)"
DAMAGE = "SELECT 1 FROM damage LIMIT 1"
NO_DAMAGE = "DELETE FROM damage"
LOOK_FOR_DAMAGE = "PRAGMA quick_check(1)"
