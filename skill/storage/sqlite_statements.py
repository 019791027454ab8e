"""The statements of the SQLite store.

A table with something of somebody has the columns `user`, which is the account, and behind a blank the digest
of a recognized person; and `expires`, the epoch second from which on the row is forgotten. Each such table
has its line under FORGET_ACCOUNT, FORGET_BESIDE (but for the states), EXPIRE and EXPIRED.
"""

READ = """
SELECT version, CAST(attributes AS BLOB) FROM people
WHERE user = :user AND (expires IS NULL OR expires > :now)
"""
WRITE = """
INSERT INTO people (user, version, attributes, expires) VALUES (:user, :version, :attributes, :expires)
ON CONFLICT (user) DO UPDATE
SET version = excluded.version, attributes = excluded.attributes, expires = excluded.expires
WHERE people.version = excluded.version - 1 OR people.expires <= :now
"""
REMOVE_VERSION = "DELETE FROM people WHERE user = ? AND version = ?"
SET_ASIDE = "INSERT INTO set_aside (user, at, attributes, expires) VALUES (?, ?, ?, ?)"

FORGET_ACCOUNT = (
    "DELETE FROM people WHERE user = :account OR user >= :account || ' ' AND user < :account || '!'",
    "DELETE FROM set_aside WHERE user = :account OR user >= :account || ' ' AND user < :account || '!'",
)
"""The account's own rows, and those whose key begins with it and a blank, which no user id contains."""
FORGET_BESIDE = ("DELETE FROM set_aside WHERE user = ?",)
VOICES = """
SELECT user, version, attributes FROM people WHERE user >= :account || ' ' AND user < :account || '!'
"""
WITHOUT_COPIES = "UPDATE people SET version = ?, attributes = ? WHERE user = ? AND version = ?"

EXPIRE = (
    "UPDATE people SET expires = ? WHERE expires IS NULL AND user <> 'nobody'",
    "UPDATE set_aside SET expires = ? WHERE expires IS NULL",
)
"""Rows of earlier versions have no time: theirs begins now."""
EXPIRED = (
    (
        "SELECT user FROM people WHERE expires <= ? LIMIT ?",
        "DELETE FROM people WHERE user = ? AND expires <= ?",
    ),
    (
        "SELECT rowid FROM set_aside WHERE expires <= ? LIMIT ?",
        "DELETE FROM set_aside WHERE rowid = ? AND expires <= ?",
    ),
)

NOTE_DAMAGE = "INSERT INTO damage (at) VALUES (?)"
DAMAGE = "SELECT 1 FROM damage LIMIT 1"
NO_DAMAGE = "DELETE FROM damage"
LOOK_FOR_DAMAGE = "PRAGMA quick_check(1)"
