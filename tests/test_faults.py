"""What breaks under a running service: nobody who is led notices, and nothing that they were told is lost."""

from __future__ import annotations

import itertools
import json
import os
import random
import resource
import signal
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any, Protocol

import pytest

from skill.application import create_skill
from tests.alexa_requests import Json, as_body, envelope, intent
from tests.forgeries import genuine
from tests.service import WITHIN, Answer, Service, serving, wait_until
from tests.stores import OneStore

pytestmark = pytest.mark.slow

TURNS = ("StartRoutineIntent", "NextExerciseIntent", "PreviousExerciseIntent", "AgainIntent")
"""Each of them changes what is remembered of a person."""
PAGE = 4096
"""Bytes of a page of SQLite's."""


class Asked(Protocol):
    """Whatever answers signed requests."""

    def ask(self, body: bytes) -> Answer: ...


class Regular:
    """Somebody who is led through a routine, in one session on one device."""

    def __init__(self, service: Asked, name: str) -> None:
        self.service, self.name = service, name
        # A first question alone changes nothing that is remembered.
        self.intents = itertools.chain(["NoBallIntent", *TURNS[1:]], itertools.cycle(TURNS))
        self.attributes: Json = {}
        self.told: list[Json] = []
        """What was remembered of them with each answer they got."""

    def speak(self, name: str = "") -> Json:
        """The answer to their next turn."""
        request = intent(name or next(self.intents))
        written = envelope(request, new=not self.attributes, user_id=self.name, attributes=self.attributes)
        answer = self.service.ask(as_body(written))
        assert answer.status == 200
        response: Json = json.loads(answer.body)
        self.attributes = response["sessionAttributes"]
        self.told.append(self.attributes["person"])
        return response

    def speak_on(self) -> None:
        """As long as there is anybody to speak to."""
        while True:
            try:
                self.speak()
            except ConnectionRefusedError:
                return
            except (OSError, HTTPException):
                continue


@contextmanager
def opened(database: Path, **options: Any) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, isolation_level=None, **options)) as connection:
        yield connection


def kept(database: Path) -> dict[str, Json]:
    """What the store remembers of everybody; it is whole."""
    with opened(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {
            user: json.loads(text) for user, text in connection.execute("SELECT user, attributes FROM people")
        }


def events(service: Service, name: str) -> list[dict[str, Any]]:
    return [event for event in service.events() if event["event"] == name]


def healthy(service: Service) -> bool:
    return service.call("GET", "/healthz").status == 200


def kill(process: int) -> None:
    """Unless it has just ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def test_whatever_is_killed_at_whichever_moment_nothing_that_was_told_is_lost(tmp_path: Path) -> None:
    """Workers one by one, while new ones come up; then the master; then all that is left."""
    chance = random.Random(5)
    with serving(tmp_path) as service:
        people = [Regular(service, f"person {number}") for number in range(4)]
        threads = [threading.Thread(target=person.speak_on) for person in people]
        for thread in threads:
            thread.start()
        for _ in range(6):
            await_answers(people, chance.randrange(5, 60))
            wait_until(lambda: bool(service.workers()), "a new worker")
            kill(chance.choice(service.workers()))
        await_answers(people, 50)
        workers = service.workers()
        service.end(signal.SIGKILL)
        for worker in workers:
            kill(worker)
        for thread in threads:
            thread.join(WITHIN)
    remembered = kept(service.database)
    for person in people:
        last = max(person.told, key=version)
        # A turn may have been written whose answer was never sent.
        assert version(remembered[person.name]) - version(last) in (0, 1)
        assert version(remembered[person.name]) > version(last) or remembered[person.name] == last


def await_answers(people: list[Regular], more: int) -> None:
    """That they have so many more between them."""

    def answered() -> int:
        return sum(len(person.told) for person in people)

    enough = answered() + more
    wait_until(lambda: answered() >= enough, f"{more} answers")


def version(person: Json) -> int:
    return int(person["version"])


def test_what_has_begun_when_the_service_is_stopped_is_answered(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        body = as_body(envelope(intent("NoBallIntent"), user_id="somebody"))
        lines = {
            "Host": "here",
            "Content-Length": len(body),
            "Expect": "100-continue",
            **genuine(body).headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with service.connect() as connection, connection.makefile("rb") as heard:
            connection.sendall(f"POST /alexa HTTP/1.1\r\n{head}\r\n".encode() + body[:100])
            assert heard.readline() == b"HTTP/1.1 100 Continue\r\n"
            service.gunicorn.terminate()
            wait_until(lambda: b"term" in (tmp_path / "log").read_bytes(), "the end begins")
            connection.sendall(body[100:])
            answer = heard.read()
        assert service.gunicorn.wait(WITHIN) == 0
    assert b"HTTP/1.1 200 OK" in answer
    assert (
        json.loads(answer.splitlines()[-1])["sessionAttributes"]["person"]
        == kept(service.database)["somebody"]
    )


class Trouble:
    """What can happen to a store: `begin` makes it so, `end` undoes it."""

    def __init__(self, service: Service) -> None:
        self.service, self.database = service, service.database

    def begin(self) -> None: ...
    def end(self) -> None: ...


class FullDisk(Trouble):
    """No file gets longer than a page."""

    def limit(self, size: int) -> None:
        for worker in self.service.workers():
            _, hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)
            resource.prlimit(worker, resource.RLIMIT_FSIZE, (size, hard))

    def begin(self) -> None:
        self.limit(4096)

    def end(self) -> None:
        self.limit(resource.RLIM_INFINITY)


class Locked(Trouble):
    """Somebody looks into the file with a tool, and does not finish."""

    def begin(self) -> None:
        self.connection = sqlite3.connect(self.database, isolation_level=None)
        self.connection.execute("BEGIN IMMEDIATE")

    def end(self) -> None:
        self.connection.close()


class FolderAway(Trouble):
    """The volume is not there; something else stands in its place."""

    def begin(self) -> None:
        self.away = self.database.parent.rename(self.database.parent.with_name("elsewhere"))
        self.database.parent.write_text("no folder")

    def end(self) -> None:
        self.database.parent.unlink()
        self.away.rename(self.database.parent)


class ReadOnly(Trouble):
    """Nobody may write any more; workers that had it open before are gone."""

    def allow(self, file_mode: int, folder_mode: int) -> None:
        for file in self.database.parent.iterdir():
            file.chmod(file_mode)
        self.database.parent.chmod(folder_mode)

    def begin(self) -> None:
        self.allow(0o400, 0o500)
        before = self.service.workers()
        for worker in before:
            kill(worker)
        wait_until(lambda: len(set(self.service.workers()) - set(before)) == 2, "new workers")

    def end(self) -> None:
        self.allow(0o600, 0o700)


class DamagedPage(Trouble):
    """The page with the first person in the table is overwritten."""

    first = "amzn1.ask.account.A"

    def begin(self) -> None:
        with opened(self.database) as connection:
            rows = ((f"amzn1.ask.account.{letter}", 1, "{}") for letter in "ABC")
            connection.executemany("REPLACE INTO people (user, version, attributes) VALUES (?, ?, ?)", rows)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # Workers have pages in memory, too, until somebody else has written.
            (root,) = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'people'"
            ).fetchone()
            self.at = leftmost_leaf(self.database.read_bytes(), root)
            self.page = self.overwrite(b"\xff" * PAGE)
            connection.execute("REPLACE INTO set_aside VALUES ('nobody', 0, x'', NULL)")

    def overwrite(self, page: bytes) -> bytes:
        with self.database.open("r+b") as file:
            file.seek(self.at)
            before = file.read(PAGE)
            file.seek(self.at)
            file.write(page)
        return before

    def end(self) -> None:
        self.overwrite(self.page)


def leftmost_leaf(file: bytes, page: int) -> int:
    """Where in the file a table's first row is (sqlite.org/fileformat2.html, "B-tree Pages")."""
    while file[at := (page - 1) * PAGE] == 2:
        cell = at + int.from_bytes(file[at + 12 : at + 14])
        page = int.from_bytes(file[cell : cell + 4])
    return at


class View(Trouble):
    """Somebody has made a view of the table."""

    def begin(self) -> None:
        with opened(self.database) as connection:
            connection.executescript(
                "ALTER TABLE people RENAME TO elsewhere; CREATE VIEW people AS SELECT * FROM elsewhere"
            )

    def end(self) -> None:
        with opened(self.database) as connection:
            connection.executescript("DROP VIEW people; ALTER TABLE elsewhere RENAME TO people")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service"), "create_impatient_app") as service:
        yield service


@pytest.fixture
def person(service: Service, request: pytest.FixtureRequest) -> Regular:
    """Somebody who is being led already; the log begins after that."""
    wait_until(lambda: len(service.workers()) == 2, "both workers")
    person = Regular(service, request.node.name)
    for _ in range(8):
        person.speak()
    assert healthy(service)
    os.truncate(service.folder / "log", 0)
    return person


@pytest.mark.parametrize("kind", [FullDisk, Locked, FolderAway, ReadOnly, DamagedPage, View])
def test_without_the_store_the_session_goes_on_and_the_operator_is_told_once(
    service: Service, person: Regular, kind: Callable[[Service], Trouble]
) -> None:
    before, trouble = person.told[-1], kind(service)
    trouble.begin()
    try:
        assert_goes_on_without_the_store(service, person)
        assert all("; " in event["cause"] for event in events(service, "loss")), "with what to do"
    finally:
        trouble.end()
    assert kept(service.database)[person.name] == before
    wait_until(lambda: is_kept(person, service), "the next turn is kept")
    wait_until(lambda: healthy(service) and recovered(service), "all workers have noticed")
    assert not events(service, "fault")


def assert_goes_on_without_the_store(service: Service, person: Regular) -> None:
    """They and others are led, and the operator is told once by each worker."""
    for number in range(8):
        # The person's state is in the session, and only written; that of somebody new is read first.
        for somebody in (person, Regular(service, f"{person.name} {number}")):
            assert b"<speak>" in json.dumps(somebody.speak()["response"]).encode()
        assert not healthy(service)
    assert "store_lost" in {event["outcome"] for event in events(service, "turn")}
    assert 1 <= len(events(service, "loss")) <= 2, "once a worker"
    assert not events(service, "recovery")


def test_a_damaged_page_is_told_once_though_it_is_not_everybodys(service: Service, person: Regular) -> None:
    """The page of the first of many: whoever is on it is led without the store, and the others with it."""
    with opened(service.database) as connection:
        crowd = ((f"amzn1.ask.account.X{number}", 1, "{}") for number in range(1_000))
        connection.executemany("REPLACE INTO people (user, version, attributes) VALUES (?, ?, ?)", crowd)
    trouble = DamagedPage(service)
    trouble.begin()
    try:
        assert healthy(service), "nobody has met it"
        for number in range(8):
            Regular(service, trouble.first).speak()
            Regular(service, f"somebody {number}").speak()
            assert not healthy(service)
        assert 1 <= len(events(service, "loss")) <= 2, "once a worker"
        assert not events(service, "recovery")
        with opened(service.database) as connection:
            others = connection.execute(
                "SELECT count(*) FROM people WHERE user > 'somebody ' AND user < 'somebody 8'"
            )
            assert others.fetchone() == (8,)
    finally:
        trouble.end()
    wait_until(lambda: healthy(service) and recovered(service), "all workers have noticed")


def test_a_column_of_a_newer_version_does_no_harm(service: Service, person: Regular) -> None:
    with opened(service.database) as connection:
        connection.execute("ALTER TABLE people ADD COLUMN mood REAL NOT NULL DEFAULT 0")
    try:
        assert is_kept(person, service)
        assert healthy(service)
        assert not events(service, "loss")
    finally:
        with opened(service.database) as connection:
            connection.execute("ALTER TABLE people DROP COLUMN mood")


def is_kept(person: Regular, service: Service) -> bool:
    """Whether their next turn is."""
    return bool(person.speak()["sessionAttributes"]["person"] == kept(service.database)[person.name])


def recovered(service: Service) -> bool:
    return len(events(service, "recovery")) == len(events(service, "loss"))


def test_a_slow_store_is_waited_for(service: Service, person: Regular) -> None:
    with opened(service.database, check_same_thread=False) as other:
        other.execute("BEGIN IMMEDIATE")
        finishing = threading.Timer(0.05, other.execute, ["COMMIT"])
        finishing.start()
        person.speak("StartRoutineIntent")
        finishing.join()
    assert kept(service.database)[person.name] == person.told[-1]
    assert not events(service, "loss")


def test_of_two_devices_at_once_neither_loses_what_the_other_did(service: Service, person: Regular) -> None:
    """Of each version there is one: what a device was told of was kept, and the other built on it."""
    devices = [Regular(service, person.name) for _ in range(2)]
    begun = threading.Barrier(2)

    def use(device: Regular) -> None:
        begun.wait()
        for _ in range(40):
            device.speak()

    threads = [threading.Thread(target=use, args=[device]) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = defaultdict(list)
    for told in devices[0].told + devices[1].told:
        versions[version(told)].append(told)
    assert all(told == first for first, *others in versions.values() for told in others)
    assert kept(service.database)[person.name] in versions[max(versions)]
    # Whoever lost against the other twice in one turn was told so.
    assert {event["error"] for event in events(service, "fault")} <= {"StoreConflictError"}


def test_a_file_that_was_deleted_is_begun_anew_with_those_who_are_there(
    service: Service, person: Regular
) -> None:
    for file in service.database.parent.iterdir():
        file.unlink()
    for _ in range(8):
        person.speak()
    assert kept(service.database) == {person.name: person.told[-1]}
    assert 1 <= len(events(service, "loss")) <= 2
    assert healthy(service)


@pytest.mark.parametrize("step", [-86_400.0, -3_600.0, -2.0, 3_600.0, 86_400.0, 1e9])
def test_whatever_the_clock_does_the_place_is_kept(step: float) -> None:
    moment = 1_793_000_000.0
    store = OneStore()
    skill = create_skill(store, lambda: moment)
    attributes: Json = {}
    for name in ("StartRoutineIntent", "NextExerciseIntent", "WaitIntent", "WhereAmIIntent", "GoOnIntent"):
        written = envelope(intent(name), new=not attributes, timestamp=moment, attributes=attributes)
        response = json.loads(skill.answer(as_body(written)))
        attributes = response["sessionAttributes"]
        assert "outputSpeech" in response["response"] or response["response"]["directives"]
        moment += step if name == "NextExerciseIntent" else 10.0
    assert attributes["person"]["workout"]["at"] == 1
    assert json.loads(json.dumps(store.kept)) == attributes["person"]
