"""The keys that Alexa signs with: fetched with their certificate chain, proved, kept while they hold.

Amazon's rules, on the page "Host a Custom Skill as a Web Service":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import posixpath
import re
import ssl
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlsplit

import certifi
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    DuplicateExtension,
    InvalidVersion,
    SubjectAlternativeName,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

SIGNER = "echo-api.amazon.com"
"""The name that the signing certificate must carry, to the letter: Amazon asks for no wildcard."""

FETCH_SECONDS = 2.0
"""Alexa waits 8 s for the answer: a chain that takes longer than this to come is not waited for."""
CHAIN_BYTES = 64 * 1024
"""Amazon's chain has about 6 kB."""
CHAINS_KEPT = 8
"""Amazon signs with one or two chains at a time."""
CHAIN_SECONDS = 86_400.0
"""A chain is fetched again once a day, in case it was replaced at the same URL."""

# Plain characters only: what needs no decoding cannot be understood in two ways. So %2e, user-info, query,
# fragment, backslash, blank and anything beyond ASCII are refused without a rule of their own.
_CHAIN_URL = re.compile(r"(?i:https://s3\.amazonaws\.com)(?::443)?(?P<path>/[A-Za-z0-9._~/-]+)")


class ForgedRequestError(Exception):
    """The request is not proved to come from Alexa. `reason` is for the log; the caller is not told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SigningKeys:
    """The keys behind chain URLs: each chain is fetched and proved once, and kept while all of it is in date.

    Safe for threads, one of which fetches a chain while the others that want it wait. Only what is proved
    is kept, so nobody can push a good chain out; a fetch that failed is tried again by the next request.
    """

    def __init__(
        self, trust: Sequence[Certificate], fetch: Callable[[str], bytes], clock: Callable[[], float]
    ) -> None:
        self._trust = Store(list(trust))
        self._fetch, self._clock = fetch, clock
        self._kept: dict[str, _SigningKey] = {}
        self._keeping = Lock()
        self._fetching = tuple(Lock() for _ in range(16))

    def behind(self, url: str) -> RSAPublicKey:
        """The public key of the chain at `url`, as `chain_url` writes it.

        Raises:
            ForgedRequestError: there is no chain, or none that proves Alexa.
        """
        return (self._in_date(url) or self._renewed(url)).public

    def _in_date(self, url: str) -> _SigningKey | None:
        key = self._kept.get(url)
        return key if key and key.since <= self._clock() <= key.until else None

    def _renewed(self, url: str) -> _SigningKey:
        fetching = self._fetching[hash(url) % len(self._fetching)]
        if not fetching.acquire(timeout=FETCH_SECONDS):
            raise ForgedRequestError("chain-unavailable")
        try:
            return self._in_date(url) or self._keep(url, self._prove(self._fetched(url)))
        finally:
            fetching.release()

    def _fetched(self, url: str) -> bytes:
        try:
            return self._fetch(url)
        except OSError as fault:
            raise ForgedRequestError("chain-unavailable") from fault

    def _prove(self, pem: bytes) -> _SigningKey:
        now = self._clock()
        builder = PolicyBuilder().store(self._trust).time(datetime.fromtimestamp(now, UTC))
        try:
            leaf, *others = load_pem_x509_certificates(pem)
            chain = builder.build_server_verifier(DNSName(SIGNER)).verify(leaf, others)
            names = leaf.extensions.get_extension_for_class(SubjectAlternativeName).value
        except (ValueError, InvalidVersion, VerificationError, DuplicateExtension) as fault:
            raise ForgedRequestError("chain-untrusted") from fault
        public = leaf.public_key()
        if SIGNER not in names.get_values_for_type(DNSName) or not isinstance(public, RSAPublicKey):
            raise ForgedRequestError("chain-untrusted")
        return _signing_key(public, chain, now)

    def _keep(self, url: str, key: _SigningKey) -> _SigningKey:
        with self._keeping:
            self._kept.pop(url, None)
            while len(self._kept) >= CHAINS_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[url] = key
        return key


class _SigningKey(NamedTuple):
    public: RSAPublicKey
    since: float
    """Epoch seconds from which every certificate of the chain is in date."""
    until: float
    """Epoch seconds at which one of them expires or the chain has to be fetched again."""


def _signing_key(public: RSAPublicKey, chain: Sequence[Certificate], now: float) -> _SigningKey:
    since = max(certificate.not_valid_before_utc.timestamp() for certificate in chain)
    until = min(certificate.not_valid_after_utc.timestamp() for certificate in chain)
    return _SigningKey(public, since, min(until, now + CHAIN_SECONDS))


def chain_url(url: str) -> str:
    """The one way to write the chain URL that a request names.

    Raises:
        ForgedRequestError: Amazon would not keep a chain there; nothing may be fetched from it.
    """
    found = _CHAIN_URL.fullmatch(url)
    path = posixpath.normpath(found["path"]) if found else ""
    if not path.startswith("/echo.api/"):
        raise ForgedRequestError("chain-url-wrong")
    return f"https://s3.amazonaws.com{path}"


def fetch_over_https(url: str, *, context: ssl.SSLContext | None = None) -> bytes:
    """What stands at `url`: follows no redirect, takes at most `CHAIN_BYTES`.

    Raises:
        OSError: nothing usable came, or nothing for `FETCH_SECONDS`.
    """
    trusting = context or ssl.create_default_context(cafile=certifi.where())
    connection = HTTPSConnection(urlsplit(url).netloc, timeout=FETCH_SECONDS, context=trusting)
    try:
        connection.request("GET", urlsplit(url).path)
        answer = connection.getresponse()
        content = answer.read(CHAIN_BYTES + 1)
    except HTTPException as fault:
        raise OSError(f"{url} answers no HTTP") from fault
    finally:
        connection.close()
    if answer.status != 200 or len(content) > CHAIN_BYTES:
        raise OSError(f"{url} answers {answer.status} with {len(content)} bytes")
    return content


def trusted_roots() -> list[Certificate]:
    """Mozilla's root certificates as certifi brings them, without those that cryptography warns of."""
    bundle = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    bundle.load_verify_locations(certifi.where())
    return [root for der in bundle.get_ca_certs(binary_form=True) if (root := _well_formed(der))]


def _well_formed(der: bytes) -> Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            return load_der_x509_certificate(der)
        except (ValueError, CryptographyDeprecationWarning):
            return None
