"""Calls over HTTP for the SDK's service clients, with a deadline.

The SDK's own client imports `requests`, which takes longer than the rest of a cold start, and waits for ever.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from skill.envelope.serialization import plain

AMAZON = (".amazonalexa.com", ".amazon.com")
"""Nobody else gets to see an access token."""
LARGEST = 256 * 1024
"""Bytes of an answer that are read; a hundred reminders have fewer."""
NOBODY = 0
"""The status of an answer that did not come."""


class Answered(Struct, frozen=True):
    """What came back."""

    status: int
    body: bytes = b""


Send: TypeAlias = Callable[[str, str, Mapping[str, str], bytes | None, float], Answered]
"""Method, URL, headers, body and seconds in; OSError or HTTPException where nobody answers."""


def over_https(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Answered:
    """Call a service of Amazon's."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host.endswith(AMAZON):
        raise ConnectionRefusedError("not a service of Amazon's")
    return _exchange(
        HTTPSConnection(host, parts.port, timeout=seconds, context=_trust()), method, url, headers, body
    )


def on_this_machine(
    method: str, url: str, headers: Mapping[str, str], body: bytes | None, seconds: float
) -> Answered:
    """Call a stand-in for Amazon's services on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname != "127.0.0.1":
        raise ConnectionRefusedError("not on this machine")
    return _exchange(HTTPConnection(parts.hostname, parts.port, timeout=seconds), method, url, headers, body)


def _exchange(
    connection: HTTPConnection, method: str, url: str, headers: Mapping[str, str], body: bytes | None
) -> Answered:
    try:
        connection.request(method, urlsplit(url).path, body, dict(headers))
        response = connection.getresponse()
        return Answered(response.status, response.read(LARGEST))
    finally:
        connection.close()


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class DeadlineClient:
    """The SDK's ApiClient: no call begins after the deadline, and none outlasts it by itself."""

    def __init__(self, send: Send, deadline: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._send, self._deadline, self._clock = send, deadline, clock
        self.status = NOBODY
        """Of the last answer."""
        self.changed = False
        """Something was sent that may have changed something, and its answer has not come."""

    def invoke(self, request: Any) -> Any:
        """Make the call that the SDK describes."""
        from ask_sdk_model.services import ApiClientResponse

        self.status = NOBODY
        left = self._deadline - self._clock()
        if left <= 0:
            raise TimeoutError
        self.changed = request.method != "GET"
        sent = request.body.encode() if request.body else None
        try:
            answered = self._send(request.method, request.url, dict(request.headers), sent, left)
        except ConnectionRefusedError:
            self.changed = False
            raise
        except HTTPException as fault:
            raise OSError from fault
        self.status, self.changed = answered.status, False
        body = answered.body.decode(errors="replace")
        return ApiClientResponse(headers=[], body=body, status_code=answered.status)


class PlainSerializer:
    """The SDK's Serializer, for plain values in answers.

    The SDK's model of a reminder names a class that does not exist, so no list of them can be read into it.
    """

    def serialize(self, model: object) -> str | None:
        return None if model is None else msgspec.json.encode(plain(model)).decode()

    def deserialize(self, payload: str, obj_type: object) -> Any:  # noqa: ARG002 - the SDK's signature
        try:
            return msgspec.json.decode(payload)
        except msgspec.DecodeError:
            return None
