"""A DynamoDB stub without overhead: it returns what was put into it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar


class OneTable(BaseHTTPRequestHandler):
    """The part of DynamoDB's protocol that a turn needs: GetItem and PutItem, without conditions."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # a response in two packets would wait 40 ms for an acknowledgement
    kept: ClassVar[dict[tuple[str, str], Any]] = {}

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        item = asked.get("Item")
        if item is not None:
            self.kept[_key(item)] = item
            self._answer({})
        else:
            found = self.kept.get(_key(asked["Key"]))
            self._answer({} if found is None else {"Item": found})

    def log_message(self, *_: object) -> None: ...

    def _answer(self, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def surroundings(url: str) -> dict[str, str]:
    """Environment variables with which a function finds the table, and nothing else of AWS."""
    return {
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_CONFIG_FILE": os.devnull,
    }


@contextmanager
def serving() -> Iterator[str]:
    """The URL of an empty table."""
    OneTable.kept.clear()
    # Open connections must not prevent the server from stopping.
    with ThreadingHTTPServer(("127.0.0.1", 0), OneTable) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["person"]["S"], item["kept"]["S"]
