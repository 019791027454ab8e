"""Where DynamoDB is, and whose certificate it has to show: as the environment says, or as usual."""

from __future__ import annotations

import os
from typing import Any

from botocore.httpsession import get_cert_path
from urllib3.exceptions import LocationParseError
from urllib3.util import create_urllib3_context, parse_url

from skill.storage.contract import StoreUnusableError

SERVICE = "dynamodb"
HIGHEST_PORT = 65_535


def endpoint_url(region: str) -> str:
    """The URL that is called, with a slash at its end.

    Raises:
        StoreUnusableError: the environment names one that cannot be called.
    """
    for name in ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL"):
        if told := os.environ.get(name):
            if not _can_be_called(told):
                raise StoreUnusableError(
                    f"{name} is {told!r}: set it to a URL such as http://localhost:8000, or remove it"
                )
            return f"{told.rstrip('/')}/"
    china = ".cn" if region.startswith("cn-") else ""
    return f"https://{SERVICE}.{region}.amazonaws.com{china}/"


def connection_options(endpoint: str) -> dict[str, Any]:
    """One TLS context for all connections: to read the trusted roots takes longer than a turn.

    Raises:
        StoreUnusableError: the roots cannot be read.
    """
    options: dict[str, Any] = {"retries": False}
    if endpoint.startswith("https:"):
        options["ssl_context"] = create_urllib3_context()
        bundle = os.environ.get("AWS_CA_BUNDLE")
        try:
            options["ssl_context"].load_verify_locations(get_cert_path(bundle or True))
        except OSError as fault:  # an SSLError is one
            raise StoreUnusableError(
                f"AWS_CA_BUNDLE is {bundle!r} ({fault.strerror}): set it to a file of trusted certificates in"
                " PEM, or remove it"
            ) from fault
    return options


def _can_be_called(url: str) -> bool:
    try:
        parsed = parse_url(url)
    except LocationParseError:
        return False
    return parsed.scheme in {"http", "https"} and bool(parsed.host) and (parsed.port or 0) <= HIGHEST_PORT
