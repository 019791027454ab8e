"""What SQLite's errors mean: what to do about them, and whether the file is damaged."""

from __future__ import annotations

import sqlite3

from skill.storage.contract import StoreUnusableError

_ANOTHER_FILE = "set SKILL_STORE to another file"
_PERMISSION = "set SKILL_STORE to a file in a folder that this user may write"
_SHAPE = f"its tables are not the skill's; {_ANOTHER_FILE}"
_DAMAGE = f"restore a backup as docs/deploy.md says, or {_ANOTHER_FILE}"

_ADVICE = {
    sqlite3.SQLITE_BUSY: "end the program that holds it",
    sqlite3.SQLITE_CANTOPEN: _PERMISSION,
    sqlite3.SQLITE_CONSTRAINT: _SHAPE,
    sqlite3.SQLITE_ERROR: _SHAPE,
    sqlite3.SQLITE_FULL: "free space on its disk",
    sqlite3.SQLITE_IOERR: "free space on its disk, or set SKILL_STORE to a file on another one",
    sqlite3.SQLITE_PERM: _PERMISSION,
    sqlite3.SQLITE_READONLY: _PERMISSION,
}
"""By the primary result code."""


def damaged(said: str) -> StoreUnusableError:
    """The error for pages of the file that do not hold what they must; the others can still be used."""
    failure = StoreUnusableError(f"{said}; {_DAMAGE}")
    failure.damaged = True
    return failure


def unavailable(fault: Exception) -> StoreUnusableError:
    """The error for a statement that failed, with what to do about it."""
    said, code = f"{type(fault).__name__}: {fault}", _primary(fault)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged(said)
    advice = _PERMISSION if isinstance(fault, OSError) else _ADVICE.get(code)
    return StoreUnusableError(f"{said}; {advice}" if advice else said)


def is_busy(fault: Exception) -> bool:
    """Another connection holds a lock, which ends by itself."""
    return _primary(fault) == sqlite3.SQLITE_BUSY


def _primary(fault: Exception) -> int:
    """The primary result code (sqlite.org/rescode.html); 0 for an error that is not SQLite's."""
    return int(getattr(fault, "sqlite_errorcode", 0)) & 0xFF
