"""The keys that Alexa signs with: fetched with their certificate chain, proved, kept while they hold.

Amazon's rules, on the page "Host a Custom Skill as a Web Service":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import functools
import posixpath
import re
import ssl
import warnings
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.client import HTTPException, HTTPSConnection
from threading import Lock
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
from msgspec import Struct
from msgspec.structs import replace

from skill.web.chain_fetches import MINUTE, ChainFetches, ChainUnavailableError
from skill.web.chain_fetches import ForgedRequestError as ForgedRequestError

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
RENEWAL_SECONDS = MINUTE
"""If that fails, the old one is kept while it is in date, and the next attempt is made after this time."""

# Plain characters only: what needs no decoding cannot be understood in two ways. So %2e, user-info, query,
# fragment, backslash, blank and anything beyond ASCII are refused without a rule of their own. Without the
# flag, "\u017f" would pass as an "s" in another case.
_CHAIN_URL = re.compile(
    r"(?i:https://s3\.amazonaws\.com)(?::443)?(?P<path>/[A-Za-z0-9._~/-]{1,200})", re.ASCII
)


class SigningKeys:
    """The keys behind chain URLs: each chain is fetched and proved once, and kept while all of it is in date.

    Safe for threads, one of which fetches a chain while the others that want it wait. Only what is proved
    is kept, so nobody can push a good chain out.
    """

    def __init__(
        self, trust: Sequence[Certificate], fetch: Callable[[str], bytes], clock: Callable[[], float]
    ) -> None:
        self._trust = Store(list(trust))
        self._fetches, self._clock = ChainFetches(fetch, clock), clock
        self._kept: dict[str, _SigningKey] = {}
        self._keeping = Lock()
        self._fetching = tuple(Lock() for _ in range(16))

    def behind(self, url: str, *, known: bool = False) -> RSAPublicKey:
        """The public key of the chain at `url`, as `chain_url` writes it; `known` if the person who names it
        has been proved before.

        Raises:
            ForgedRequestError: there is no chain, none that proves Alexa, or it may not be fetched now.
        """
        return (self.kept(url) or self._renewed(url, known)).public

    def kept(self, url: str) -> _SigningKey | None:
        """The same if it is there without fetching."""
        key = self._kept.get(url)
        return key if key and key.since <= self._clock() <= key.until else None

    def _renewed(self, url: str, known: bool) -> _SigningKey:
        fetching = self._fetching[hash(url) % len(self._fetching)]
        if not fetching.acquire(timeout=FETCH_SECONDS):
            raise ForgedRequestError("chain-unavailable")
        try:
            return self.kept(url) or self._keep(url, self._fetched(url, known))
        finally:
            fetching.release()

    def _fetched(self, url: str, known: bool) -> _SigningKey:
        old, now = self._kept.get(url), self._clock()
        if old is None or not old.since <= now <= old.expires:
            return self._prove(url, self._fetches.fetch(url, known=known))
        try:
            return self._prove(url, self._fetches.renew(url))
        except ChainUnavailableError:
            return replace(old, until=min(old.expires, now + RENEWAL_SECONDS))

    def _prove(self, url: str, pem: bytes) -> _SigningKey:
        try:
            return self._proved(pem)
        except ForgedRequestError as refusal:
            self._fetches.failed(url, refusal.reason)
            raise

    def _proved(self, pem: bytes) -> _SigningKey:
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


class _SigningKey(Struct, frozen=True):
    public: RSAPublicKey
    since: float
    """Epoch seconds from which every certificate of the chain is in date."""
    expires: float
    """Epoch seconds at which one of them expires."""
    until: float
    """Epoch seconds at which the chain has to be fetched again."""


def _signing_key(public: RSAPublicKey, chain: Sequence[Certificate], now: float) -> _SigningKey:
    since = max(certificate.not_valid_before_utc.timestamp() for certificate in chain)
    expires = min(certificate.not_valid_after_utc.timestamp() for certificate in chain)
    return _SigningKey(public, since, expires, min(expires, now + CHAIN_SECONDS))


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
        FileNotFoundError: there is nothing.
        OSError: nothing usable came, or nothing for `FETCH_SECONDS`.
    """
    connection = HTTPSConnection(urlsplit(url).netloc, timeout=FETCH_SECONDS, context=context or _trusting())
    try:
        connection.request("GET", urlsplit(url).path)
        answer = connection.getresponse()
        content = answer.read(CHAIN_BYTES + 1)
    except HTTPException as fault:
        raise OSError(f"{url} answers no HTTP") from fault
    finally:
        connection.close()
    if answer.status in {403, 404}:  # the former where the bucket's content may not be listed
        raise FileNotFoundError(f"{url} answers {answer.status}")
    if answer.status != 200 or len(content) > CHAIN_BYTES:
        raise OSError(f"{url} answers {answer.status} with {len(content)} bytes")
    return content


@functools.cache
def _trusting() -> ssl.SSLContext:
    """Made once, before the workers are forked: reading the roots takes 20 ms, and 1 MB."""
    return ssl.create_default_context(cafile=certifi.where())


def trusted_roots() -> list[Certificate]:
    """Mozilla's root certificates as certifi brings them, without those that cryptography warns of."""
    return [root for der in _trusting().get_ca_certs(binary_form=True) if (root := _well_formed(der))]


def _well_formed(der: bytes) -> Certificate | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        try:
            return load_der_x509_certificate(der)
        except (ValueError, CryptographyDeprecationWarning):
            return None
