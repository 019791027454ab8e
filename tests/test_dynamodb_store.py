"""The DynamoDB store against a server of that protocol: the same promises, and what only a network can do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session
from botocore.stub import Stubber

from skill.storage import StoreConflictError, StoreUnavailableError, StoreUnusableError
from skill.storage.dynamodb import DynamoDbStore, connect
from skill.store_url import DynamoDbUrl
from tests.dynamodb_server import TABLE, Item, clear, items, serving
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


def opened(client: Any = None, table: str = TABLE) -> DynamoDbStore:
    return DynamoDbStore(DynamoDbUrl(table), client, clock=lambda: NOON)


@pytest.fixture
def store(client: Any) -> DynamoDbStore:
    return opened(client)


class DynamoDbShelf:
    """The table, read and written without the store."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def open(self) -> AbstractContextManager[CheckedStore]:
        return nullcontext(opened(self.client))

    def replace(self, text: str) -> None:
        put(self.client, one(self.client) | {"attributes": {"S": text}})

    def people(self) -> list[str]:
        return [item["person"]["S"] for item in items(self.client) if item["kept"]["S"] == "now"]

    def aside(self) -> list[tuple[str, str]]:
        aside = [item for item in items(self.client) if item["kept"]["S"].startswith(ASIDE)]
        return [(item["person"]["S"], item["attributes"]["S"]) for item in aside]


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
    assert aside | {"kept": damaged["kept"]} == damaged


def test_a_write_whose_answer_was_lost_has_been_written(client: Any) -> None:
    """The second attempt meets the version that the first one wrote: that is no other device's."""
    unlucky, sent = connect(), []

    def lose_the_first_answer(request: AWSPreparedRequest, **_: object) -> None:
        sent.append(request)
        if len(sent) == 1:
            URLLib3Session().send(request)
            raise ConnectionClosedError(endpoint_url=request.url)

    unlucky.meta.events.register("before-send.dynamodb.PutItem", lose_the_first_answer)
    opened(unlucky).save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    assert len(sent) == 2
    assert opened(client).get_attributes(SOMEBODY) == {"version": 1, "rep": 3}


def test_what_another_device_writes_with_the_same_words_is_a_conflict(client: Any) -> None:
    opened(client).save_attributes(SOMEBODY, {"version": 1, "rep": 3})
    with pytest.raises(StoreConflictError):
        opened(client).save_attributes(SOMEBODY, {"version": 1, "rep": 3})


def test_a_state_larger_than_an_item_may_be_is_not_kept(store: DynamoDbStore) -> None:
    with pytest.raises(StoreUnavailableError, match="size"):
        store.save_attributes(SOMEBODY, {"version": 1, "text": "x" * 410_000})


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
    assert_unavailable(opened(client, "nobodys"), "^ResourceNotFoundException: .*; set SKILL_STORE to ")


def test_without_permission_the_store_tells_what_the_role_must_allow(client: Any) -> None:
    forbidden = connect()
    with Stubber(forbidden) as amazon:
        for operation in ("get_item", "put_item", "put_item", "query", "put_item"):
            amazon.add_client_error(operation, "AccessDeniedException", "not authorized")
        assert_unavailable(opened(forbidden), "^AccessDeniedException: not authorized; the role must allow ")


def test_without_a_region_the_store_says_so(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    with pytest.raises(StoreUnavailableError, match=r"^NoRegionError: "):
        opened().get_attributes(SOMEBODY)


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


def test_a_store_out_of_reach_says_so(unreachable: str) -> None:
    assert_unavailable(opened(connect(read_seconds=0.01)), f"^{unreachable}: ")


def test_a_store_out_of_reach_leaves_time_to_answer_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn reads and writes; each attempt may wait to be connected, and then to be answered."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    patience = connect().meta.config
    attempt = patience.connect_timeout + patience.read_timeout
    assert patience.retries["total_max_attempts"] == 2
    assert 2 * patience.retries["total_max_attempts"] * attempt <= 0.75 * ANSWER_SECONDS


def test_a_prepared_store_has_a_client_and_no_connection(
    client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot of the process carries both; only of the client is there any use when it is woken."""
    made, closed = [], []

    def connected(region: str) -> Any:
        made.append(connect())
        monkeypatch.setattr(made[-1], "close", lambda: closed.append(made[-1]))
        return made[-1]

    monkeypatch.setattr("skill.storage.dynamodb.connect", connected)
    store = opened()
    store.check()
    store.close()
    assert len(made) == 1
    assert made == closed
    store.save_attributes(SOMEBODY, {"version": 1})
    assert len(made) == 1


def test_two_stores_may_be_prepared_at_once(client: Any) -> None:
    """What one writes to try the table, the other reads."""
    other = opened(client)

    def come_in_between(**_: object) -> None:
        client.meta.events.unregister("before-call.dynamodb.GetItem", come_in_between)
        DynamoDbStore(DynamoDbUrl(TABLE), connect(), clock=lambda: NOON + 1).check()

    client.meta.events.register("before-call.dynamodb.GetItem", come_in_between)
    other.check()


@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("ThrottlingException", True),
        ("ProvisionedThroughputExceededException", True),
        ("InternalServerError", True),
        ("AccessDeniedException", False),
        ("UnrecognizedClientException", False),
        ("ResourceNotFoundException", False),
    ],
)
def test_what_passes_by_itself_is_told_from_what_somebody_has_to_set_right(
    client: Any, code: str, passes: bool
) -> None:
    refusing = connect()
    with Stubber(refusing) as amazon:
        amazon.add_client_error("put_item", code, "no")
        with pytest.raises(StoreUnavailableError, match=f"^{code}: ") as told:
            opened(refusing).check()
    assert isinstance(told.value, StoreUnusableError) is not passes


def test_a_network_that_fails_is_nothing_to_set_right(unreachable: str) -> None:
    with pytest.raises(StoreUnavailableError, match=f"^{unreachable}: ") as told:
        opened(connect(read_seconds=0.01)).check()
    assert not isinstance(told.value, StoreUnusableError)


def test_botocore_is_imported_only_when_the_store_is_used() -> None:
    """It takes as long as the rest of the skill, and a skill is imported for other things than its store."""
    unused = (
        "import sys, skill.storage.dynamodb as d; d.DynamoDbStore(None); print('botocore' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", unused], text=True) == "False\n"
