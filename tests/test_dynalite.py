"""The same contract on a stricter server than moto: what DynamoDB refuses, it refuses, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from skill.storage.dynamodb import DynamoDbStore
from tests import dynalite
from tests.dynamodb_server import clear, serving
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
