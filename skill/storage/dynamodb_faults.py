"""What DynamoDB's refusals and botocore's errors mean: what to do about them, and whether they pass."""

from __future__ import annotations

from skill.storage.contract import StoreUnavailableError

_ADVICE = {
    "ResourceNotFoundException": "set SKILL_TABLE to the name of a table in this region",
    "AccessDeniedException": "the role must allow GetItem, PutItem, DeleteItem and Query on the table",
    "UnrecognizedClientException": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to ones that are valid",
    "NoCredentialsError": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "NoRegionError": "set AWS_DEFAULT_REGION to the region of the table",
}
"""What to do about an error, by its code in DynamoDB's answer or by its name in botocore."""

_PASSING = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
}
"""Refusals that pass by themselves (Amazon DynamoDB, Developer Guide: "Error handling"). So does what the
network does; all others last until somebody has set something right."""


def unavailable(name: str, said: str) -> StoreUnavailableError:
    """The error for a call that failed, with what to do about it."""
    advice = f"; {_ADVICE[name]}" if name in _ADVICE else ""
    return StoreUnavailableError(f"{name}: {said.rstrip('.')}{advice}")


def may_pass(cause: BaseException | None) -> bool:
    """Whether the table may be usable later with everything set as it is."""
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    if isinstance(cause, ClientError):
        return cause.response["Error"]["Code"] in _PASSING
    return isinstance(cause, ConnectionError | HTTPClientError)
