"""What DynamoDB's refusals and botocore's errors mean: what to do about them, and whether they pass."""

from __future__ import annotations

from typing import Any

from skill.storage.contract import StoreUnavailableError, StoreUnusableError


class ConditionError(Exception):
    """A write's condition does not hold."""

    def __init__(self, item: dict[str, Any] | None) -> None:
        super().__init__("the condition does not hold")
        self.item = item
        """What is stored there, if the call asked for it."""


_CREDENTIALS = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to ones that are valid"
_REGION = "set SKILL_STORE to dynamodb://TABLE?region=REGION with the region of the table"
_CLOCK = "set this machine's clock (timedatectl set-ntp true)"
_KEYS = "set SKILL_STORE to a table with the string keys person (partition key) and kept (sort key)"

_ADVICE = {
    "ResourceNotFoundException": "set SKILL_STORE to the name of a table in this region",
    "AccessDeniedException": "the role must allow GetItem, PutItem, DeleteItem and Query on the table",
    "ExpiredTokenException": _CREDENTIALS,
    "InvalidSignatureException": _CREDENTIALS,
    "UnrecognizedClientException": _CREDENTIALS,
    "NoCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "PartialCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "ProfileNotFound": "set AWS_PROFILE to a profile of ~/.aws/config or ~/.aws/credentials, or remove it",
    "ConfigParseError": "mend the file, or set AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE to another",
    "NoRegionError": _REGION,
    "EndpointConnectionError": "check the network, and the region in SKILL_STORE",
}
"""What to do about an error, by its code in DynamoDB's answer or by its name in botocore."""

_SAID = {
    "Signature expired": _CLOCK,
    "Signature not yet current": _CLOCK,
    "Missing the key": _KEYS,
    "does not match the schema": _KEYS,
    "Type mismatch for key": _KEYS,
}
"""The same by what DynamoDB says, where one code has several causes."""

SERVER_ERROR = 500
_PASSING = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
}
"""Refusals that pass by themselves (Amazon DynamoDB, Developer Guide: "Error handling"). So does what the
server or the network does wrong; all others last until somebody has put something right."""


def meaning(fault: Exception) -> StoreUnavailableError:
    """The error for a call that failed, with what to do about it."""
    from botocore.exceptions import ChecksumError, ClientError, ConnectionError, HTTPClientError

    if isinstance(fault, ClientError):
        name, said = fault.response["Error"]["Code"], fault.response["Error"]["Message"]
        passes = name in _PASSING or fault.response["ResponseMetadata"]["HTTPStatusCode"] >= SERVER_ERROR
    else:
        name, said = type(fault).__name__, str(fault)
        passes = isinstance(fault, ChecksumError | ConnectionError | HTTPClientError)
    advice = next((told for words, told in _SAID.items() if words in said), _ADVICE.get(name))
    line = f"{name}: {' '.join(said.split()).rstrip('.')}{f'; {advice}' if advice else ''}"
    return StoreUnavailableError(line) if passes else StoreUnusableError(line)
