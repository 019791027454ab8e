"""A DynamoDB server on loopback, for tests that store state in DynamoDB."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import pytest

from skill.storage.dynamodb import KEPT, PERSON, DynamoDbStore, connect
from skill.store_url import DynamoDbUrl

TABLE = "people"

Item = dict[str, dict[str, str]]


@contextmanager
def serving(server: Callable[[], AbstractContextManager[str]] | None = None) -> Iterator[Any]:
    """Serve DynamoDB's protocol, set the environment as on Lambda, and return a client.

    Uses moto unless another `server` is given.
    """
    with (server or _server)() as url, pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("AWS_ENDPOINT_URL_DYNAMODB", url)
        surroundings.setenv("AWS_DEFAULT_REGION", "us-east-1")
        surroundings.setenv("AWS_ACCESS_KEY_ID", "nobody")
        surroundings.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        # The server loads itself piece by piece, when it is first asked.
        client = connect(read_seconds=60)
        # What one server was told, all of this process remember.
        with suppress(client.exceptions.ResourceInUseException):
            make_table(client)
        DynamoDbStore(DynamoDbUrl(TABLE), client).check()
        yield client


@contextmanager
def _server() -> Iterator[str]:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_: object) -> None: ...

    # One thread: as in DynamoDB, nothing comes between a condition and the write that hangs on it.
    service = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, service, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_table(client: Any, name: str = TABLE, keys: tuple[str, str] = (PERSON, KEPT)) -> None:
    """Create the table as in serverless.yml, unless other keys are given."""
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        KeySchema=[
            {"AttributeName": keys[0], "KeyType": "HASH"},
            {"AttributeName": keys[1], "KeyType": "RANGE"},
        ],
    )


def clear(client: Any) -> None:
    """Delete all items."""
    for item in items(client):
        client.delete_item(TableName=TABLE, Key={PERSON: item[PERSON], KEPT: item[KEPT]})


def items(client: Any) -> list[Item]:
    """All items of the table by their keys."""
    found: list[Item] = client.scan(TableName=TABLE, ConsistentRead=True)["Items"]
    return sorted(found, key=lambda item: (item[PERSON]["S"], item[KEPT]["S"]))
