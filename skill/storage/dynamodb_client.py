"""DynamoDB's protocol: botocore's credentials, signer and retry rules over urllib3.

botocore's own client is generated at run time from Amazon's description of the whole service. Without it, a
call takes half of the CPU time, and the first one two thirds; docs/benchmarks.md has the figures.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import msgspec
import urllib3
from botocore import exceptions
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ContainerProvider, EnvProvider
from botocore.loaders import create_loader
from botocore.retryhandler import create_retry_handler
from botocore.translate import build_retry_config
from msgspec import Struct

from skill.storage.dynamodb_endpoint import SERVICE, connection_options, endpoint_url
from skill.storage.dynamodb_faults import ConditionError

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 0.7, 0.7, 2
"""How patient a call is: DynamoDB answers in milliseconds or not at all. A turn reads and writes once and has
to answer within 8 s: if both calls wait for everything, twice, they have taken 5.7."""
STILL_SILENT_SECONDS, STILL_SILENT_ATTEMPTS = 0.1, 1
"""The same after a call has waited in vain, for the connection and for the answer: one person a worker waits,
not everybody."""

TARGET, JSON = "DynamoDB_20120810", "application/x-amz-json-1.0"

_FAULTS: Mapping[type[Exception], Any] = {
    urllib3.exceptions.NewConnectionError: exceptions.EndpointConnectionError,
    urllib3.exceptions.ConnectTimeoutError: exceptions.ConnectTimeoutError,
    urllib3.exceptions.ReadTimeoutError: exceptions.ReadTimeoutError,
    urllib3.exceptions.SSLError: exceptions.SSLError,
    urllib3.exceptions.ProtocolError: exceptions.ConnectionClosedError,
}
"""urllib3's errors as those that botocore's retry rules know."""


class Answer(Struct, frozen=True):
    """What came over HTTP, with the names that botocore's retry rules use."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


class DynamoDbClient:
    """Calls DynamoDB for the account that the environment names, in `region`, or in its usual region.

    Raises:
        NoRegionError, NoCredentialsError: neither the caller nor the environment says.
        StoreUnusableError: the environment names an endpoint or certificates that cannot be used.
    """

    def __init__(self, region: str = "", read_seconds: float | None = None) -> None:
        self._region = region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or ""
        if not self._region:
            raise exceptions.NoRegionError
        self._credentials = _credentials()
        self._endpoint = endpoint_url(self._region)
        self._options = connection_options(self._endpoint)
        self._pool: urllib3.HTTPConnectionPool | None = None
        self._timeouts = {
            True: urllib3.Timeout(connect=CONNECT_SECONDS, read=read_seconds or READ_SECONDS),
            False: urllib3.Timeout(connect=STILL_SILENT_SECONDS, read=STILL_SILENT_SECONDS),
        }
        self._retries = {True: _retry_rules(ATTEMPTS), False: _retry_rules(STILL_SILENT_ATTEMPTS)}
        self.patient = True
        """Whether calls wait as long as they may, and try again."""

    def call(self, operation: str, **arguments: Any) -> dict[str, Any]:
        """DynamoDB's answer.

        Raises:
            ConditionError: the condition of a write does not hold.
            ClientError: DynamoDB refuses for another reason.
            BotoCoreError: it cannot be reached.
        """
        body = msgspec.json.encode(arguments)
        for attempt in count(1):
            heard, fault = None, None
            try:
                answer = self._exchange(operation, body)
                heard = answer, _read(answer)
            except exceptions.BotoCoreError as error:
                fault = error
            # The rules raise a fault that lasts.
            pause = self._retries[self.patient](
                attempts=attempt, response=heard, caught_exception=fault, request_dict={"context": {}}
            )
            if pause is not None:
                time.sleep(pause)
            elif heard is not None:
                return _unless_refused(operation, heard[1])
            else:
                break
        raise exceptions.HTTPClientError(error=fault)

    def close(self) -> None:
        """End the connections; the next call opens another."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _exchange(self, operation: str, body: bytes) -> Answer:
        headers = {"X-Amz-Target": f"{TARGET}.{operation}", "Content-Type": JSON}
        request = AWSRequest("POST", self._endpoint, headers, body)
        SigV4Auth(self._credentials.get_frozen_credentials(), SERVICE, self._region).add_auth(request)
        if self._pool is None:
            self._pool = urllib3.connection_from_url(self._endpoint, **self._options)
        try:
            answer = self._pool.urlopen(
                "POST",
                "/",
                body,
                dict(request.headers),
                redirect=False,
                timeout=self._timeouts[self.patient],
            )
        except urllib3.exceptions.HTTPError as error:
            kind = next((ours for theirs, ours in _FAULTS.items() if isinstance(error, theirs)), None)
            raise (kind or exceptions.HTTPClientError)(endpoint_url=self._endpoint, error=error) from error
        return Answer(answer.status, answer.headers, answer.data)


def _credentials() -> Any:
    """The first that botocore finds, in its order: the environment, as on Lambda, and then everything else.

    A restored snapshot of a function gets its credentials like a container. Neither needs a session, which is
    a quarter of the first call's time.
    """
    if not os.environ.get("AWS_PROFILE"):
        for provider in (EnvProvider(), ContainerProvider()):
            if found := provider.load():
                return found
    from botocore.session import get_session

    if found := get_session().get_credentials():
        return found
    raise exceptions.NoCredentialsError


def _retry_rules(attempts: int) -> Callable[..., float | None]:
    """botocore's "legacy" mode; the "standard" one may wait as long as the server asks, up to six seconds."""
    rules = create_loader().load_data("_retry")
    retries = {"max_attempts": attempts - 1}
    config = build_retry_config(SERVICE, rules["retry"], rules["definitions"], retries)
    handler: Callable[..., float | None] = create_retry_handler(config)
    return handler


def _read(answer: Answer) -> dict[str, Any]:
    """What the answer says, a refusal under "Error", as botocore has it."""
    try:
        said = msgspec.json.decode(answer.content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        said = {}
    if answer.status_code == 200:
        return said
    code = str(said.get("__type", "")).rpartition("#")[2] or f"HTTP {answer.status_code}"
    message = said.get("message") or said.get("Message") or ""
    metadata = {"HTTPStatusCode": answer.status_code}
    return {**said, "Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}


def _unless_refused(operation: str, said: dict[str, Any]) -> dict[str, Any]:
    if "Error" not in said:
        return said
    if said["Error"]["Code"] == "ConditionalCheckFailedException":
        raise ConditionError(said.get("Item"))
    raise exceptions.ClientError(said, operation)
