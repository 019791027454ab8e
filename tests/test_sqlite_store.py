"""A person's state is there again whatever happens, and nobody's write is lost unnoticed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from skill.storage import StoreUnavailableError
from skill.storage.contract import DAY_SECONDS
from skill.storage.sqlite import SqliteStore
from tests.store_contract import NOON, SOMEBODY, CheckedStore, StoreContract, asked_by


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "people.sqlite"


@contextmanager
def opened(path: Path, days: float = 0.0) -> Iterator[SqliteStore]:
    store = SqliteStore(path, clock=lambda: NOON + days * DAY_SECONDS)
    yield store
    store.close()


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with opened(path) as store:
        yield store


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def change(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


class SqliteShelf:
    """The file, read and written without the store."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, days: float = 0.0) -> AbstractContextManager[CheckedStore]:
        return opened(self.path, days)

    def replace(self, text: str) -> None:
        change(self.path, "UPDATE people SET attributes = ? WHERE user = 'somebody'", text)

    def people(self) -> list[str]:
        return [
            user
            for (user,) in rows(self.path, "SELECT user FROM people WHERE user <> 'nobody' ORDER BY user")
        ]

    def aside(self) -> list[tuple[str, str]]:
        return rows(self.path, "SELECT user, CAST(attributes AS TEXT) FROM set_aside")


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def shelf(self, path: Path) -> SqliteShelf:
        return SqliteShelf(path)


OF_0_2_0 = """
CREATE TABLE people (user TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, attributes TEXT NOT NULL)
STRICT, WITHOUT ROWID;
CREATE TABLE set_aside (user TEXT NOT NULL, at REAL NOT NULL, attributes BLOB NOT NULL) STRICT;
INSERT INTO people VALUES ('somebody', 4, '{"version":4}');
INSERT INTO set_aside VALUES ('somebody', 0, x'7b7d');
"""


def test_what_an_earlier_version_kept_expires_from_now_on(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OF_0_2_0)
    with opened(path) as store:
        assert store.get_attributes(SOMEBODY) == {"version": 4}
        store.tidy()
    with opened(path, 729.0) as store:
        store.tidy()
        assert store.get_attributes(SOMEBODY) == {"version": 4}
    with opened(path, 731.0) as store:
        store.tidy()
    assert rows(path, "SELECT user FROM people UNION SELECT user FROM set_aside") == []


def test_few_are_deleted_at_once_and_once_a_day(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.storage.sqlite_tidying.TIDIED", 2)
    with opened(path) as store:
        for number in range(3):
            store.save_attributes(asked_by(f"somebody {number}"), {"version": 1})
    with opened(path, 731.0) as store:
        for left in (1, 0):
            store.tidy()
            assert rows(path, "SELECT count(*) FROM people") == [(left,)]
        change(path, "INSERT INTO people VALUES ('another', 1, '{}', 0)")
        store.tidy()
        assert rows(path, "SELECT count(*) FROM people") == [(1,)]


def test_a_new_file_that_another_worker_is_still_making_is_waited_for(store: SqliteStore, path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.executescript("CREATE TABLE half_made (id); BEGIN IMMEDIATE;")
    finishing = threading.Timer(0.05, other.commit)
    finishing.start()
    store.check()
    finishing.join()
    other.close()


WRITER = """
import sys
from pathlib import Path
from skill.storage.sqlite import SqliteStore
from tests.store_contract import SOMEBODY
store, version = SqliteStore(Path(sys.argv[1])), 0
while True:
    version += 1
    store.save_attributes(SOMEBODY, {"version": version, "padding": "x" * 2_000})
    print(version, flush=True)
"""


def test_a_killed_writer_takes_nothing_with_it(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        for _ in range(200):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        told = 200 + len(writer.stdout.readlines())
    store = SqliteStore(path)
    kept = store.get_attributes(SOMEBODY)["version"]
    assert kept in (told, told + 1)
    store.save_attributes(SOMEBODY, {"version": kept + 1})
    store.close()


def test_a_forked_worker_opens_its_own(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_by: list[int] = []
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def counted(path: Path, **options: Any) -> sqlite3.Connection:
        opened_by.append(os.getpid())
        return connect(path, **options)

    monkeypatch.setattr(sqlite3, "connect", counted)
    store.save_attributes(SOMEBODY, {"version": 1, "by": "the parent"})
    if not (child := os.fork()):
        failed = True
        try:
            store.save_attributes(SOMEBODY, {"version": 2, "by": "the child"})
            failed = opened_by != [os.getppid(), os.getpid()]
        finally:
            os._exit(failed)
    assert os.waitpid(child, 0)[1] == 0
    store.save_attributes(SOMEBODY, {"version": 3, "by": "the parent"})
    assert store.get_attributes(SOMEBODY) == {"version": 3, "by": "the parent"}


def test_a_number_that_sqlite_cannot_hold_is_not_kept(store: SqliteStore) -> None:
    with pytest.raises(StoreUnavailableError):
        store.save_attributes(SOMEBODY, {"version": 2**64})


def test_a_name_that_sqlite_cannot_hold_is_nobodys(store: SqliteStore) -> None:
    with pytest.raises(StoreUnavailableError):
        store.get_attributes(asked_by("\ud800"))


@pytest.mark.parametrize("damaged", [b"\xff\xfe", b"\x00"])
def test_what_is_set_aside_is_what_was_there_to_the_byte(
    store: SqliteStore, path: Path, damaged: bytes
) -> None:
    store.save_attributes(SOMEBODY, {"version": 4})
    change(path, "UPDATE people SET attributes = CAST(? AS TEXT)", damaged)
    assert store.get_attributes(SOMEBODY) == {}
    assert rows(path, "SELECT user, at, attributes FROM set_aside") == [("somebody", NOON, damaged)]


def test_only_the_owner_may_read_it(store: SqliteStore, path: Path) -> None:
    store.check()
    files = [path, *path.parent.glob("*-wal"), *path.parent.glob("*-shm")]
    assert [file.stat().st_mode & 0o077 for file in files] == [0, 0, 0]


def test_a_check_that_passes_has_written(store: SqliteStore, path: Path) -> None:
    for _ in range(2):
        store.check()
    for table in ("people", "logs"):
        kept = rows(path, f"SELECT user, version, attributes FROM {table}")
        assert kept == [("nobody", 2, f'{{"at":{NOON}}}')]


def test_a_locked_file_is_waited_for_briefly_until_it_works(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.storage.sqlite.BUSY_SECONDS", 0.5)

    def waits(store: SqliteStore) -> bool:
        began = time.monotonic()
        with suppress(StoreUnavailableError):
            store.check()
        return time.monotonic() - began >= 0.5

    with closing(SqliteStore(path)) as store:
        store.check()
        for _ in range(2):
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                assert [waits(store) for _ in range(3)] == [True, False, False]
            store.check()


@pytest.fixture(params=["no folder", "a folder", "no database", "locked"])
def broken(
    request: pytest.FixtureRequest, path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SqliteStore]:
    with ExitStack() as open_until_the_end:
        store = open_until_the_end.enter_context(closing(SqliteStore(path)))
        match request.param:
            case "no folder":
                path.parent.write_text("a file where the folder should be")
            case "a folder":
                path.mkdir(parents=True)
            case "no database":
                path.parent.mkdir()
                path.write_bytes(b"no database" * 1_000)
            case "locked":
                monkeypatch.setattr("skill.storage.sqlite.BUSY_SECONDS", 0.01)
                store.check()
                other = open_until_the_end.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
                other.execute("BEGIN EXCLUSIVE")
        yield store


def test_a_store_that_cannot_be_used_says_so(broken: SqliteStore) -> None:
    with pytest.raises(StoreUnavailableError):
        broken.check()
    with pytest.raises(StoreUnavailableError):
        broken.save_attributes(SOMEBODY, {"version": 1})


def test_a_file_that_was_taken_away_is_noticed(store: SqliteStore, path: Path) -> None:
    store.save_attributes(SOMEBODY, {"version": 1})
    path.unlink()
    store.save_attributes(SOMEBODY, {"version": 1, "in": "the new file"})
    assert rows(path, "SELECT attributes ->> 'in' FROM people") == [("the new file",)]


@pytest.mark.parametrize("deleted", [["-wal"], ["-shm"], ["-wal", "-shm"]])
def test_nothing_is_lost_with_the_files_beside_it(
    store: SqliteStore, path: Path, tmp_path: Path, deleted: list[str]
) -> None:
    store.save_attributes(SOMEBODY, {"version": 1})
    for end in deleted:
        Path(f"{path}{end}").unlink()
    store.save_attributes(SOMEBODY, {"version": 2})
    # As it would be found if the process was killed now.
    found = [shutil.copy(file, tmp_path) for file in (path, f"{path}-wal")]
    assert rows(Path(found[0]), "SELECT version FROM people") == [(2,)]


@pytest.mark.parametrize("table", ["people", "logs", "set_aside"])
def test_a_table_that_is_no_table_fails_every_check_and_is_told_once(
    store: SqliteStore, path: Path, table: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.check()
    change(path, f"ALTER TABLE {table} RENAME TO elsewhere")
    change(path, f"CREATE VIEW {table} AS SELECT * FROM elsewhere")
    known = []
    for version in (1, 2, 3):
        with suppress(StoreUnavailableError):
            store.save_attributes(SOMEBODY, {"version": version})
        with pytest.raises(StoreUnavailableError) as failure:
            store.check()
        known.append(failure.value.known)
    assert known == [table == "people", True, True]
    assert "recovery" not in caplog.messages
