"""A person's state is there again whatever happens, and nobody's write is lost unnoticed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_model import Context, RequestEnvelope, Session, User
from ask_sdk_model.interfaces.system import SystemState

from skill.storage import Attributes, StoreConflictError, StoreUnavailableError
from skill.storage.sqlite import SqliteStore

NOON = 1_800_000_000.0


def asked_by(user_id: str | None) -> RequestEnvelope:
    return RequestEnvelope(context=Context(system=SystemState(user=User(user_id=user_id))))


SOMEBODY, ANOTHER = asked_by("somebody"), asked_by("another")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "people.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(path, clock=lambda: NOON)
    yield store
    store.close()


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
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


def test_somebody_new_has_no_state(store: SqliteStore) -> None:
    assert store.get_attributes(SOMEBODY) == {}


def test_what_was_saved_is_there_after_a_restart(store: SqliteStore, path: Path) -> None:
    attributes: Attributes = {
        "version": 1,
        "place": {"rep": 3, "second": 7.5},
        "met": ["plank"],
        "name": "Zoë",
    }
    store.save_attributes(SOMEBODY, attributes)
    store.close()
    again = SqliteStore(path)
    assert again.get_attributes(SOMEBODY) == attributes
    assert again.get_attributes(ANOTHER) == {}
    again.close()


def test_events_outside_a_session_and_sessions_without_a_context_name_the_same_person(
    store: SqliteStore,
) -> None:
    in_session = RequestEnvelope(session=Session(user=User(user_id="somebody")))
    store.save_attributes(in_session, {"version": 1})
    assert store.get_attributes(SOMEBODY) == {"version": 1}


@pytest.mark.parametrize("envelope", [RequestEnvelope(), asked_by(None), asked_by(""), asked_by("\ud800")])
def test_for_nobody_nothing_is_kept(store: SqliteStore, envelope: RequestEnvelope) -> None:
    with pytest.raises(StoreUnavailableError):
        store.get_attributes(envelope)
    with pytest.raises(StoreUnavailableError):
        store.save_attributes(envelope, {"version": 1})


def test_a_write_holds_only_over_the_version_that_was_read(store: SqliteStore) -> None:
    for version in (1, 2):
        store.save_attributes(SOMEBODY, {"version": version, "by": "the first"})
    for late_or_early in (1, 2, 4):
        with pytest.raises(StoreConflictError):
            store.save_attributes(SOMEBODY, {"version": late_or_early, "by": "the second"})
    assert store.get_attributes(SOMEBODY) == {"version": 2, "by": "the first"}


def test_where_nothing_is_kept_any_version_is_the_first(store: SqliteStore) -> None:
    store.save_attributes(SOMEBODY, {"version": 7})
    assert store.get_attributes(SOMEBODY) == {"version": 7}


@pytest.mark.parametrize("attributes", [{}, {"version": 0}, {"version": "1"}, {"version": None}])
def test_attributes_without_a_version_are_a_mistake(store: SqliteStore, attributes: Attributes) -> None:
    with pytest.raises(ValueError, match="version"):
        store.save_attributes(SOMEBODY, attributes)


def test_what_does_not_fit_is_not_kept_and_does_not_crash(store: SqliteStore) -> None:
    for attributes in ({"version": 2**64}, {"version": 1, "text": "\ud800"}):
        with pytest.raises(StoreUnavailableError):
            store.save_attributes(SOMEBODY, attributes)


def test_of_two_at_once_one_wins_and_the_other_is_told(path: Path) -> None:
    """Two devices count to fifty each; no count is lost, though each loses many a race."""

    def count_to_fifty() -> None:
        store, counted = SqliteStore(path), 0
        begun.wait()
        while counted < 50:
            attributes = store.get_attributes(SOMEBODY)
            version, count = attributes.get("version", 0), attributes.get("count", 0)
            try:
                store.save_attributes(SOMEBODY, {"version": version + 1, "count": count + 1})
            except StoreConflictError:
                continue
            counted += 1
        store.close()

    begun = threading.Barrier(2)
    devices = [threading.Thread(target=count_to_fifty) for _ in range(2)]
    for device in devices:
        device.start()
    for device in devices:
        device.join()
    assert rows(path, "SELECT version, attributes ->> 'count' FROM people") == [(100, 100)]


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
from tests.test_sqlite_store import SOMEBODY
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


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1', b"\xff\xfe", b"\x00"])
def test_a_damaged_state_is_kept_aside_and_one_begins_anew(
    store: SqliteStore, path: Path, text: str | bytes
) -> None:
    store.save_attributes(SOMEBODY, {"version": 4})
    store.save_attributes(ANOTHER, {"version": 1})
    change(path, "UPDATE people SET attributes = CAST(? AS TEXT) WHERE user = 'somebody'", text)
    assert store.get_attributes(SOMEBODY) == {}
    damaged = text if isinstance(text, bytes) else text.encode()
    assert rows(path, "SELECT * FROM set_aside") == [("somebody", NOON, damaged)]
    store.save_attributes(SOMEBODY, {"version": 1})
    assert store.get_attributes(ANOTHER) == {"version": 1}


def test_the_version_kept_beside_the_state_is_the_one_that_counts(store: SqliteStore, path: Path) -> None:
    store.save_attributes(SOMEBODY, {"version": 4})
    change(path, "UPDATE people SET attributes = '{}'")
    assert store.get_attributes(SOMEBODY) == {"version": 4}


def test_a_state_that_nobody_understands_is_kept_aside(store: SqliteStore, path: Path) -> None:
    store.save_attributes(SOMEBODY, {"version": 3, "shape": "of last year"})
    store.set_aside(SOMEBODY, store.get_attributes(SOMEBODY))
    assert store.get_attributes(SOMEBODY) == {}
    assert rows(path, "SELECT user, at, CAST(attributes AS TEXT) FROM set_aside") == [
        ("somebody", NOON, '{"version":3,"shape":"of last year"}')
    ]


def test_setting_aside_does_not_take_what_was_written_since(store: SqliteStore) -> None:
    store.save_attributes(SOMEBODY, {"version": 3, "shape": "of last year"})
    store.save_attributes(SOMEBODY, {"version": 4})
    store.set_aside(SOMEBODY, {"version": 3, "shape": "of last year"})
    assert store.get_attributes(SOMEBODY) == {"version": 4}


def test_to_forget_is_to_forget_all(store: SqliteStore, path: Path) -> None:
    store.save_attributes(SOMEBODY, {"version": 1})
    store.set_aside(SOMEBODY, {"version": 1})
    store.save_attributes(SOMEBODY, {"version": 1})
    store.save_attributes(ANOTHER, {"version": 1})
    store.delete_attributes(SOMEBODY)
    assert rows(path, "SELECT user FROM people") == [("another",)]
    assert rows(path, "SELECT user FROM set_aside") == []


def test_only_the_owner_may_read_it(store: SqliteStore, path: Path) -> None:
    store.check()
    files = [path, *path.parent.glob("*-wal"), *path.parent.glob("*-shm")]
    assert [file.stat().st_mode & 0o077 for file in files] == [0, 0, 0]


def test_a_check_that_passes_has_written(store: SqliteStore, path: Path) -> None:
    for _ in range(2):
        store.check()
    assert rows(path, "SELECT * FROM checked") == [(1, NOON)]


@pytest.fixture(params=["no folder", "a folder", "no database", "locked"])
def broken(
    request: pytest.FixtureRequest, path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SqliteStore]:
    store, other = SqliteStore(path), sqlite3.connect(":memory:")
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
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
    yield store
    store.close()
    other.close()


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
