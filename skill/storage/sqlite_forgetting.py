"""What is deleted of people who are to be forgotten, inside a transaction of the SQLite store."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import Any

import msgspec

from skill.storage import sqlite_statements as sql
from skill.storage.contract import version_of, without_copies

_attributes = msgspec.json.Decoder(dict[str, Any])


def account(connection: sqlite3.Connection, account: str) -> None:
    """All that is kept of an account and of its recognized persons."""
    for statement in sql.FORGET_ACCOUNT:
        connection.execute(statement, {"account": account})


def beside(connection: sqlite3.Connection, user: str, number: int) -> None:
    """What is kept of one of the people who share a record beside their state."""
    for statement in sql.FORGET_BESIDE:
        connection.execute(statement, {"user": user, "number": number})


def copies(connection: sqlite3.Connection, account: str, number: int) -> None:
    """The person of that number in the states of the account's recognized persons.

    A state that cannot be read has no copies to be found, and is set aside when it is next asked for.
    """
    for user, version, text in connection.execute(sql.VOICES, {"account": account}).fetchall():
        with suppress(msgspec.DecodeError, RecursionError):
            attributes = without_copies(_attributes.decode(text) | {"version": version}, number)
            if attributes is not None:
                written = msgspec.json.encode(attributes).decode()
                connection.execute(sql.WITHOUT_COPIES, (version_of(attributes), written, user, version))
