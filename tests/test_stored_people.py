"""`python -m skill people`, with a SQLite file and with a DynamoDB table."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from skill.__main__ import main
from skill.storage import Attributes
from skill.storage.contract import NOBODY
from skill.storage.opening import open_store
from skill.store_url import parse
from tests.dynamodb_server import TABLE, clear, serving
from tests.store_contract import ANNA, ANOTHER, SOMEBODY, CheckedStore

pytestmark = pytest.mark.slow

ANNAS: Attributes = {"version": 3, "met": {"plank": 2}, "active": 1_793_000_000.0}
BROKEN: Attributes = {"version": 7, "met": "many"}


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with serving() as client:
        yield client


@pytest.fixture(params=["sqlite", "dynamodb"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, client: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CheckedStore]:
    """A store of three persons of two accounts, which the environment names."""
    clear(client)
    url = f"sqlite:///{tmp_path}/people.sqlite" if request.param == "sqlite" else f"dynamodb://{TABLE}"
    monkeypatch.setenv("SKILL_STORE", url)
    store = open_store(parse(url))
    store.check()
    store.save_attributes(SOMEBODY, {"version": 1, "met": {"bridge": 1}})
    store.save_attributes(ANNA, ANNAS)
    store.save_attributes(ANOTHER, BROKEN)
    yield store
    store.close()


def people(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of the command, and what it printed."""
    code = main(["people", *arguments])
    printed = capsys.readouterr()
    return code, (printed.out or printed.err).strip()


@pytest.mark.usefixtures("store")
def test_list_has_a_line_for_each_account(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = people(capsys, "list")
    *lines, total = printed.splitlines()
    assert (code, total) == (0, "2 accounts")
    assert sorted(re.sub(r"^\w{12}  ", "", line) for line in lines) == [
        "last seen 2026-10-26, 2 persons",
        "last seen unknown, 1 person",
    ]
    assert NOBODY not in printed


@pytest.mark.usefixtures("store")
def test_export_is_all_of_one_account_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    name = next(line for line in people(capsys, "list")[1].splitlines() if "2 persons" in line)[:12]
    for named in (name, "somebody"):
        exported = json.loads(people(capsys, "export", named)[1])
        assert exported["account"] == "somebody"
        assert [each["content"]["met"] for each in exported["kept"]] == [{"bridge": 1}, {"plank": 2}]
        assert [bool(each.get("voice")) for each in exported["kept"]] == [False, True]


def test_delete_deletes_one_account(capsys: pytest.CaptureFixture[str], store: CheckedStore) -> None:
    assert people(capsys, "delete", "somebody") == (2, "skill people: this cannot be undone: add --yes")
    assert store.get_attributes(ANNA) == ANNAS
    assert people(capsys, "delete", "somebody", "--yes")[1].endswith("2 records")
    assert store.get_attributes(SOMEBODY) == store.get_attributes(ANNA) == {}
    assert store.get_attributes(ANOTHER) == BROKEN


def test_what_was_set_aside_is_listed_and_restored(
    capsys: pytest.CaptureFixture[str], store: CheckedStore
) -> None:
    store.set_aside(ANNA, ANNAS)
    store.save_attributes(ANNA, {"version": 1, "met": {"bird_dog": 1}})
    store.save_attributes(ANNA, {"version": 2, "met": {"bird_dog": 2}})
    assert "2 persons, 1 set aside" in people(capsys, "list")[1]
    code, printed = people(capsys, "restore", "somebody")
    assert (code, "set aside instead" in printed) == (0, True)
    assert store.get_attributes(ANNA) == ANNAS
    again = json.loads(people(capsys, "export", "somebody")[1])["kept"]
    assert [each["content"]["met"] for each in again if each["what"] == "set aside"] == [{"bird_dog": 2}]
    assert store.get_attributes(SOMEBODY)["met"] == {"bridge": 1}


def test_what_was_set_aside_of_somebody_who_did_not_come_back_is_restored(
    capsys: pytest.CaptureFixture[str], store: CheckedStore
) -> None:
    store.set_aside(ANNA, ANNAS)
    assert people(capsys, "restore", "somebody")[0] == 0
    assert store.get_attributes(ANNA) == ANNAS | {"version": 1}


def test_what_this_version_cannot_read_is_not_put_back(
    capsys: pytest.CaptureFixture[str], store: CheckedStore
) -> None:
    store.set_aside(ANOTHER, BROKEN)
    code, printed = people(capsys, "restore", "another")
    assert (code, "cannot be read by this version either" in printed) == (2, True)
    assert "many" in people(capsys, "export", "another")[1]


@pytest.mark.parametrize("active", ["1e300", "-5", "NaN", "true", '"late"', "[]", "9" * 400])
def test_an_absurd_moment_is_told_as_unknown(
    active: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILL_STORE", f"sqlite:///{tmp_path}/people.sqlite")
    store = open_store(parse(f"sqlite:///{tmp_path}/people.sqlite"))
    store.save_attributes(SOMEBODY, {"version": 1})
    store.close()
    with closing(sqlite3.connect(tmp_path / "people.sqlite")) as file, file:
        file.execute("UPDATE people SET attributes = ?", (f'{{"version": 1, "active": {active}}}',))
        file.execute("UPDATE people SET expires = 1e18")
    code, printed = people(capsys, "list")
    assert (code, "last seen unknown, 1 person" in printed) == (0, True)
    code, printed = people(capsys, "export", "somebody")
    assert (code, '"expires": "unknown"' in printed) == (0, True)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("action", ["export", "restore", "delete"])
def test_who_is_not_there_is_not_found(capsys: pytest.CaptureFixture[str], action: str) -> None:
    for named, told in (("stranger", "names no accounts"), ("", "name the account: ")):
        code, printed = people(capsys, action, named, "--yes")
        assert (code, told in printed) == (2, True)
    assert people(capsys, "restore", "somebody") == (2, "skill people: nothing of somebody was set aside")


def test_a_file_that_is_not_there_is_not_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKILL_STORE", f"sqlite:///{tmp_path}/none.sqlite")
    code, printed = people(capsys, "list")
    assert (code, "there is no file" in printed) == (2, True)
    assert not list(tmp_path.iterdir())
    monkeypatch.setenv("SKILL_STORE", "sqlite://")
    code, printed = people(capsys, "list")
    assert (code, "SKILL_STORE is 'sqlite://': set it to " in printed) == (2, True)
