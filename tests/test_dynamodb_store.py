"""The DynamoDB store against a server of that protocol: the same promises, and what only a network can do."""

from __future__ import annotations

import gc
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks import table
from skill import check
from skill.application import create_skill
from skill.echo import house
from skill.echo.house_clock import HouseClock
from skill.storage import (
    StoreConflictError,
    StoreUnavailableError,
    StoreUnusableError,
    dynamodb_client,
    dynamodb_connection,
)
from skill.storage.contract import DAY_SECONDS
from skill.storage.dynamodb import DynamoDbStore
from skill.storage.dynamodb_client import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS, DynamoDbClient
from skill.storage.dynamodb_items import text_of
from skill.store_url import DynamoDbUrl
from tests.dynamodb_server import (
    TABLE,
    Forward,
    Item,
    between,
    clear,
    items,
    make_table,
    refused,
    refusing,
    serving,
)
from tests.proxy import write_certificate
from tests.store_contract import NOON, SOMEBODY, CheckedStore, StoreContract, asked_by

pytestmark = pytest.mark.slow

ANSWER_SECONDS = 8.0
"""Alexa waits for an answer as long as this (platform facts, "time to answer")."""
ASIDE = "aside 2027-01-15T08:00:00+00:00 "
"""NOON, as it stands in the key of what was set aside then."""


@pytest.fixture(scope="module")
def connected() -> Iterator[Any]:
    with serving() as client:
        yield client


@pytest.fixture
def client(connected: Any) -> Any:
    """A client of a server whose table is empty."""
    clear(connected)
    return connected


def opened(table: str = TABLE, client: DynamoDbClient | None = None, days: float = 0.0) -> DynamoDbStore:
    return DynamoDbStore(DynamoDbUrl(table), client, clock=lambda: NOON + days * DAY_SECONDS)


@pytest.fixture
def store(client: Any) -> DynamoDbStore:
    return opened()


class DynamoDbShelf:
    """The table, read and written without the store."""

    def __init__(self, client: Any) -> None:
        self.client, self.now = client, NOON

    def open(self, days: float = 0.0) -> AbstractContextManager[CheckedStore]:
        self.now = NOON + days * DAY_SECONDS
        return nullcontext(opened(days=days))

    def replace(self, text: str) -> None:
        put(self.client, one(self.client) | {"attributes": {"S": text}})

    def people(self) -> list[str]:
        """DynamoDB deletes what has expired within two days; the server here does not."""
        now = [item for item in items(self.client) if item["kept"]["S"] == "now"]
        return [item["person"]["S"] for item in now if float(item["expires"]["N"]) > self.now]

    def aside(self) -> list[tuple[str, str]]:
        aside = [item for item in items(self.client) if item["kept"]["S"].startswith(ASIDE)]
        aside = [item for item in aside if float(item["expires"]["N"]) > self.now]
        return [(item["person"]["S"], text_of(item).decode()) for item in aside]


def one(client: Any) -> Item:
    """Somebody's item."""
    return next(item for item in items(client) if item["person"]["S"] == "somebody")


def put(client: Any, item: Item) -> None:
    client.put_item(TableName=TABLE, Item=item)


class TestDynamoDbStore(StoreContract):
    @pytest.fixture
    def shelf(self, client: Any) -> DynamoDbShelf:
        return DynamoDbShelf(client)


@pytest.mark.parametrize(
    "damage",
    [
        {"version": {"S": "four"}},
        {"version": {"N": "4.5"}},
        {"attributes": {"N": "4"}},
        {"version": {"NULL": True}, "attributes": {"M": {}}},
        {"version": None},
    ],
    ids=str,
)
def test_an_item_of_another_shape_is_kept_aside_whole(
    store: DynamoDbStore, client: Any, damage: dict[str, Any]
) -> None:
    store.save_attributes(SOMEBODY, {"version": 4})
    damaged = {name: value for name, value in (one(client) | damage).items() if value}
    put(client, damaged)
    assert store.get_attributes(SOMEBODY) == {}
    [aside] = items(client)
    assert aside["kept"]["S"].startswith(ASIDE)
    assert aside | {"kept": damaged["kept"], "expires": damaged["expires"]} == damaged


def test_an_item_of_an_earlier_version_opens_and_is_written_as_one_of_this(
    store: DynamoDbStore, client: Any
) -> None:
    old = {"version": {"N": "4"}, "attributes": {"S": '{"version":4,"met":{"plank":2}}'}}
    put(client, {"person": {"S": "somebody"}, "kept": {"S": "now"}, "stamp": {"S": "0" * 32}, **old})
    attributes = store.get_attributes(SOMEBODY)
    assert attributes == {"version": 4, "met": {"plank": 2}}
    store.save_attributes(SOMEBODY, attributes | {"version": 5})
    assert "expires" in one(client)
    assert store.get_attributes(SOMEBODY) == {"version": 5, "met": {"plank": 2}}


def test_who_says_forget_me_is_deleted_from_the_table(client: Any) -> None:
    clock = HouseClock.standing_at(NOON)
    kitchen = house.echo(create_skill(opened(), clock.now).answer, clock)
    bedroom = kitchen.beside("bedroom")
    kitchen.hear("do the bridge")
    [item] = items(client)
    assert b"bridge" in text_of(item)
    bedroom.hear("forget me", 30.0)
    bedroom.hear("yes")
    kitchen.hear("I did three", 60.0)
    [left] = items(client)
    assert b"bridge" not in text_of(left)


def test_a_write_whose_answer_was_lost_has_been_written(store: DynamoDbStore) -> None:
    """The second attempt meets the version that the first one wrote: that is no other device's."""
    sent: list[str] = []

    def lose_the_first_answer(operation: str, forward: Forward) -> tuple[int, bytes] | None:
        sent.append(operation)
        answer = forward()
        return None if sent == ["PutItem"] else answer

    with between(lose_the_first_answer):
        opened().save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    assert sent == ["PutItem", "PutItem"]
    assert store.get_attributes(SOMEBODY) == {"version": 1, "rep": 3}


@pytest.mark.parametrize(
    "first",
    [
        refused("ThrottlingException", "slow down"),
        refused("InternalServerError", "oops", 500),
        (503, b"<html>busy</html>"),
        None,
    ],
    ids=["throttled", "error", "a page in between", "hung up"],
)
def test_a_call_that_fails_once_is_tried_again(store: DynamoDbStore, first: tuple[int, bytes] | None) -> None:
    store.save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    sent: list[str] = []

    def fail_once(operation: str, forward: Forward) -> tuple[int, bytes] | None:
        sent.append(operation)
        return first if len(sent) == 1 else forward()

    with between(fail_once):
        assert opened().get_attributes(SOMEBODY) == {"version": 1, "rep": 3}
    assert sent == ["GetItem", "GetItem"]


def test_an_answer_that_was_damaged_on_its_way_is_not_believed(store: DynamoDbStore) -> None:
    """DynamoDB sends a checksum with every answer."""
    store.save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    with (
        between(lambda operation, forward: forward(), {"x-amz-crc32": "1"}),
        pytest.raises(StoreUnavailableError, match=r"^ChecksumError: ") as told,
    ):
        opened().get_attributes(SOMEBODY)
    assert not isinstance(told.value, StoreUnusableError)


def test_what_another_device_writes_with_the_same_words_is_a_conflict(store: DynamoDbStore) -> None:
    store.save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    with pytest.raises(StoreConflictError):
        opened().save_attributes(SOMEBODY, {"version": 1, "rep": 3})


def test_a_state_larger_than_an_item_may_be_is_not_kept(store: DynamoDbStore) -> None:
    with pytest.raises(StoreUnavailableError, match="size"):
        store.save_attributes(SOMEBODY, {"version": 1, "text": Random(1).randbytes(410_000).hex()})


def test_a_name_longer_than_a_key_may_be_is_nobodys(store: DynamoDbStore) -> None:
    with pytest.raises(StoreUnavailableError):
        store.save_attributes(asked_by("x" * 2_049), {"version": 1})


def assert_unavailable(store: DynamoDbStore, said: str) -> None:
    """However it is used, it says so in one line."""
    for use in (
        lambda: store.get_attributes(SOMEBODY),
        lambda: store.save_attributes(SOMEBODY, {"version": 1}),
        lambda: store.set_aside(SOMEBODY, {"version": 1}),
        lambda: store.delete_attributes(SOMEBODY),
        store.check,
    ):
        with pytest.raises(StoreUnavailableError, match=said) as told:
            use()
        assert "\n" not in str(told.value)


def test_without_its_table_the_store_tells_what_to_set(client: Any) -> None:
    assert_unavailable(opened("nobodys"), "^ResourceNotFoundException: .*; set SKILL_STORE to ")


def test_without_permission_the_store_tells_what_the_role_must_allow(client: Any) -> None:
    with refusing("AccessDeniedException", "not authorized"):
        assert_unavailable(opened(), "^AccessDeniedException: not authorized; the role must allow ")


@pytest.mark.parametrize(
    "said",
    [
        "Signature expired: 20261125T120000Z is now earlier than 20261126T115500Z (… - 5 min.)",
        "Signature not yet current: 20261127T120000Z is still later than 20261126T120500Z",
    ],
)
def test_a_clock_that_is_off_by_a_day_is_named(client: Any, said: str) -> None:
    with (
        refusing("InvalidSignatureException", said),
        pytest.raises(StoreUnusableError, match=r"; set this machine's clock \(timedatectl set-ntp true\)$"),
    ):
        opened().check()


def test_the_check_of_an_operator_names_it_too(client: Any) -> None:
    with refusing("InvalidSignatureException", "Signature expired: …"):
        tried = {part: problems for part, _, problems in check.check({"SKILL_STORE": f"dynamodb://{TABLE}"})}
    [problem] = tried["store"]
    assert problem.startswith("SKILL_STORE is 'dynamodb://people', where nothing can be stored: ")
    assert problem.endswith("; set this machine's clock (timedatectl set-ntp true)")


def test_a_key_that_is_not_valid_is_named(client: Any) -> None:
    said = "The request signature we calculated does not match the signature you provided."
    with (
        refusing("InvalidSignatureException", said),
        pytest.raises(StoreUnusableError, match=r"; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to "),
    ):
        opened().check()


def test_a_table_of_another_shape_is_named(client: Any) -> None:
    make_table(client, "orders", ("customer", "day"))
    with pytest.raises(
        StoreUnusableError, match=r"; set SKILL_STORE to a table with the string keys person "
    ):
        opened("orders").check()


def test_without_a_region_the_store_says_what_to_set(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(
        StoreUnusableError, match=r"^NoRegionError: .*; set SKILL_STORE to dynamodb://TABLE\?reg"
    ):
        opened().get_attributes(SOMEBODY)
    assert DynamoDbStore(DynamoDbUrl(TABLE, "us-east-1")).get_attributes(SOMEBODY) == {}
    with pytest.raises(StoreUnusableError, match=r"^ResourceNotFoundException: "):
        DynamoDbStore(DynamoDbUrl(TABLE, "eu-west-1")).get_attributes(SOMEBODY)


@pytest.mark.parametrize(
    ("left_out", "error"),
    [
        ({"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}, "NoCredentialsError"),
        ({"AWS_SECRET_ACCESS_KEY"}, "PartialCredentialsError"),
    ],
)
def test_without_credentials_the_store_says_what_to_set(
    client: Any, monkeypatch: pytest.MonkeyPatch, left_out: set[str], error: str
) -> None:
    for name in left_out:
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(
        StoreUnusableError, match=f"^{error}: .*; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    ):
        opened().check()


def test_credentials_come_from_a_profile(
    store: DynamoDbStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on a server, where botocore knows many more sources than the environment."""
    (tmp_path / "credentials").write_text("[alexa]\naws_access_key_id = x\naws_secret_access_key = y\n")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_PROFILE", "alexa")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert store.get_attributes(SOMEBODY) == {}


def test_a_restored_snapshot_gets_new_credentials_when_its_own_run_out(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lambda hands them to a snapshot as to a container (Developer Guide, "SnapStart", "Credentials")."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.headers["Authorization"])
            soon = datetime.now(UTC) + timedelta(seconds=60)
            told = {"AccessKeyId": "x", "SecretAccessKey": "y", "Token": "z", "Expiration": soon.isoformat()}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.delenv(name)
        address = f"http://127.0.0.1:{server.server_port}/"
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", address)
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "secret")
        store = opened()
        for _ in range(2):
            assert store.get_attributes(SOMEBODY) == {}
        server.shutdown()
    assert len(asked) >= 2
    assert set(asked) == {"secret"}


class TestOverTls:
    @pytest.fixture
    def bundle(self, client: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
        """The authority of a server whose certificate is for `localhost`."""
        authority = write_certificate(tmp_path, "localhost")
        (tmp_path / "authority.pem").write_text(authority)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "fullchain.pem", tmp_path / "privkey.pem")
        with ThreadingHTTPServer(("127.0.0.1", 0), table.OneTable) as server:
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
            self.port = server.server_port
            monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"https://localhost:{self.port}")
            yield tmp_path / "authority.pem"
            server.shutdown()

    def test_a_server_with_the_right_certificate_is_believed(
        self, bundle: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_CA_BUNDLE", str(bundle))
        opened().check()

    def test_one_of_an_unknown_authority_is_not(self, bundle: Path) -> None:
        with pytest.raises(StoreUnavailableError, match=r"^SSLError: .*certificate verify failed"):
            opened().check()

    def test_one_of_another_name_is_not(self, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_CA_BUNDLE", str(bundle))
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"https://127.0.0.1:{self.port}")
        with pytest.raises(StoreUnavailableError, match=r"^SSLError: "):
            opened().check()


@pytest.fixture(params=["closed", "silent"])
def unreachable(
    request: pytest.FixtureRequest, client: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A port where nobody listens, or where nobody answers, is the store's; the error that tells which."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        if request.param == "silent":
            port.listen()
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{port.getsockname()[1]}")
        yield {"closed": "EndpointConnectionError", "silent": "ReadTimeoutError"}[request.param]


def impatient() -> DynamoDbStore:
    return opened(client=DynamoDbClient(read_seconds=0.01))


def test_a_store_out_of_reach_says_so(unreachable: str) -> None:
    assert_unavailable(impatient(), f"^{unreachable}: ")


def test_a_store_out_of_reach_leaves_time_to_answer_without_it() -> None:
    """A turn reads and writes; each attempt may wait to be connected, and then to be answered."""
    assert 2 * ATTEMPTS * (CONNECT_SECONDS + READ_SECONDS) <= 0.75 * ANSWER_SECONDS


def test_a_silent_table_is_waited_for_briefly_until_it_works_and_patiently_now_and_then(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits patiently tries twice. A table far away may answer only the patient."""
    monkeypatch.setattr(dynamodb_client, "READ_SECONDS", 0.25)
    answers: tuple[int, bytes] | None = None
    asked: list[str] = []
    over = threading.Event()

    def answer(operation: str, forward: Forward) -> tuple[int, bytes] | None:
        asked.append(operation)
        if answers is None:
            over.wait()
        return answers

    def attempts(store: DynamoDbStore) -> int:
        asked.clear()
        with suppress(StoreUnavailableError):
            store.get_attributes(SOMEBODY)
        return len(asked)

    with between(answer):
        store = opened()
        answers = refused("AccessDeniedException", "no")
        assert attempts(store) == 1
        answers = None
        assert [attempts(store) for _ in range(3)] == [2, 1, 1], "a refusal makes nobody impatient"
        with monkeypatch.context() as later:
            later.setattr(dynamodb_connection, "PATIENT_AGAIN_SECONDS", 0.0)
            assert attempts(store) == 2
            answers = 200, b"{}"
            assert store.get_attributes(SOMEBODY) == {}
        answers = None
        assert [attempts(store) for _ in range(2)] == [2, 1]
        over.set()


def test_a_store_that_was_closed_has_no_connection_and_opens_another(
    store: DynamoDbStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot of the process would carry it, and a fork would share it."""

    def sockets() -> int:
        return sum(
            os.readlink(file).startswith("socket:")
            for file in Path("/proc/self/fd").iterdir()
            if file.exists()
        )

    before = sockets()
    store.check()
    store.close()
    gc.collect()
    assert sockets() <= before
    store.save_attributes(SOMEBODY, {"version": 1})


def test_two_stores_may_be_checked_at_once(client: Any) -> None:
    """What one writes to try the table, the other reads."""

    def come_in_between(operation: str, forward: Forward) -> tuple[int, bytes]:
        if operation == "GetItem":
            client.put_item(TableName=TABLE, Item={"person": {"S": "nobody"}, "kept": {"S": "checked"}})
        return forward()

    with between(come_in_between):
        opened().check()


def test_a_check_that_passed_holds_for_a_while_unless_something_fails(store: DynamoDbStore) -> None:
    """Each costs a write, and whoever reaches the service can ask for it."""
    asked: list[str] = []
    refuse = False

    def note(operation: str, forward: Forward) -> tuple[int, bytes]:
        asked.append(operation)
        return refused("AccessDeniedException", "no") if refuse else forward()

    with between(note):
        store = opened()
        for _ in range(5):
            store.check()
        assert asked == ["PutItem", "GetItem"]
        refuse = True
        with pytest.raises(StoreUnavailableError):
            store.get_attributes(SOMEBODY)
        with pytest.raises(StoreUnavailableError) as told:
            store.check()
        assert told.value.known


def test_an_outage_of_writes_does_not_end_with_a_read(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    """A role that may read only: one line, not one more with every turn."""

    def refuse_writes(operation: str, forward: Forward) -> tuple[int, bytes]:
        return refused("AccessDeniedException", "no") if operation == "PutItem" else forward()

    known = []
    with between(refuse_writes), caplog.at_level("INFO", "skill"):
        store = opened()
        for _ in range(3):
            assert store.get_attributes(SOMEBODY) == {}
            with pytest.raises(StoreUnavailableError) as told:
                store.save_attributes(SOMEBODY, {"version": 1})
            known.append(told.value.known)
    assert known == [False, True, True]
    assert "recovery" not in caplog.messages


@pytest.mark.parametrize(
    ("code", "status", "passes"),
    [
        ("ThrottlingException", 400, True),
        ("ProvisionedThroughputExceededException", 400, True),
        ("InternalServerError", 500, True),
        ("ServiceUnavailable", 503, True),
        ("AccessDeniedException", 400, False),
        ("UnrecognizedClientException", 400, False),
        ("ResourceNotFoundException", 400, False),
    ],
)
def test_what_passes_by_itself_is_told_from_what_somebody_has_to_set_right(
    client: Any, code: str, status: int, passes: bool
) -> None:
    with refusing(code, "no", status), pytest.raises(StoreUnavailableError, match=f"^{code}: ") as told:
        opened().check()
    assert isinstance(told.value, StoreUnusableError) is not passes


def test_a_network_that_fails_is_nothing_to_set_right(unreachable: str) -> None:
    with pytest.raises(StoreUnavailableError, match=f"^{unreachable}: ") as told:
        impatient().check()
    assert not isinstance(told.value, StoreUnusableError)


def test_botocore_is_imported_only_when_the_store_is_used() -> None:
    """It takes as long as the rest of the skill, and a skill is imported for other things than its store."""
    unused = (
        "import sys, skill.storage.dynamodb as d; d.DynamoDbStore(None); print('botocore' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", unused], text=True) == "False\n"
