"""A DynamoDB server on loopback, for tests that store state in DynamoDB, and one that comes between."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import urllib3

from skill.storage.dynamodb_items import KEPT, PERSON

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
        client = amazons_client()
        make_table(client)
        yield client


def amazons_client() -> Any:
    """botocore's own client: what the store has written is not read by the store's own."""
    from botocore.config import Config
    from botocore.session import get_session

    # moto loads itself piece by piece, when it is first asked.
    return get_session().create_client("dynamodb", config=Config(read_timeout=60))


Forward = Callable[[], tuple[int, bytes]]
"""Lets the server answer: its status and body."""
Intercept = Callable[[str, Forward], tuple[int, bytes] | None]
"""The answer to an operation; None hangs up without one."""


@contextmanager
def between(intercept: Intercept, headers: Mapping[str, str] | None = None) -> Iterator[None]:
    """In the block, `intercept` answers instead of the server in the environment, with these headers."""
    behind = os.environ["AWS_ENDPOINT_URL_DYNAMODB"]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))

            def forward() -> tuple[int, bytes]:
                answer = urllib3.request(
                    "POST", behind, body=body, headers=dict(self.headers), timeout=60, retries=False
                )
                return answer.status, answer.data

            answer = intercept(self.headers["X-Amz-Target"].rpartition(".")[2], forward)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer[0])
            for name, value in {"Content-Length": str(len(answer[1])), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer[1])

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{server.server_port}")
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def refused(code: str, message: str, status: int = 400) -> tuple[int, bytes]:
    """A refusal as DynamoDB words it."""
    kind = f"com.amazonaws.dynamodb.v20120810#{code}"
    return status, json.dumps({"__type": kind, "message": message}).encode()


@contextmanager
def refusing(code: str, message: str, status: int = 400) -> Iterator[None]:
    """In the block, every call is refused."""
    with between(lambda operation, forward: refused(code, message, status)):
        yield


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
    # What one moto was told, all of this process remember.
    with suppress(client.exceptions.ResourceInUseException):
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
