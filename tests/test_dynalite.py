"""The same contract on a stricter server than moto: what DynamoDB refuses, it refuses, too."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from typing import Any

import pytest
import urllib3

from skill.storage.dynamodb import DynamoDbStore
from tests import dynalite
from tests.dynamodb_server import TABLE, clear, serving
from tests.store_contract import StoreContract
from tests.test_dynamodb_store import DynamoDbShelf, opened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def connected() -> Iterator[Any]:
    with serving(dynalite.serving) as client:
        yield client


@pytest.fixture
def client(connected: Any) -> Any:
    clear(connected)
    return connected


@pytest.fixture
def store(client: Any) -> DynamoDbStore:
    return opened()


class TestStricter(StoreContract):
    @pytest.fixture
    def shelf(self, client: Any) -> DynamoDbShelf:
        return DynamoDbShelf(client)


def test_the_server_survives_a_client_that_hangs_up_within_its_request(client: Any) -> None:
    """As a service that is killed under load does."""
    url = urllib3.util.parse_url(os.environ["AWS_ENDPOINT_URL_DYNAMODB"])
    assert url.host
    assert url.port
    with socket.create_connection((url.host, url.port)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{")
        # So that closing resets the connection instead of ending it.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert client.list_tables()["TableNames"] == [TABLE]
    for _ in range(20):
        assert client.list_tables()["TableNames"] == [TABLE]
