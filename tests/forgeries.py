"""Every kind of forged request, with the reason that the log must give for it."""

from __future__ import annotations

import functools
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from skill.echo.signing import CHAIN_URL, Authority, ThrowawayChain, Validity
from skill.web.signing_keys import SIGNER
from tests.alexa_requests import SKILL_ID, as_body, chain, envelope, launch, skill_event

NOW, DAY = datetime.now(UTC), timedelta(days=1)
PAST, FUTURE = Validity(NOW - 2 * DAY, NOW - DAY), Validity(NOW + DAY, NOW + 2 * DAY)


class Signed(NamedTuple):
    """A request on the wire."""

    headers: dict[str, str]
    body: bytes


def genuine(body: bytes | None = None, **headers: str | None) -> Signed:
    """A valid request signed over `body`, except for these headers; None omits one."""
    body = as_body(envelope(launch())) if body is None else body
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = chain().sign(body) | changed
    return Signed({name: value for name, value in sent.items() if value is not None}, body)


def from_url(url: str) -> Signed:
    return genuine(SignatureCertChainUrl=url)


def by_chain(name: str) -> Signed:
    """Signed by the right key, with its chain at a URL of this name."""
    return from_url(f"https://s3.amazonaws.com/echo.api/{name}.pem")


def at(seconds: float, request: dict[str, Any] | None = None) -> Signed:
    """Validly signed, with a timestamp this far from now."""
    return genuine(as_body(envelope(request or launch(), timestamp=time.time() + seconds)))


def said_at(timestamp: object) -> Signed:
    return genuine(as_body(envelope(launch() | {"timestamp": timestamp})))


def tampered() -> Signed:
    headers, body = genuine()
    return Signed(headers, body.replace(b"en-US", b"en-GB"))


def for_skill(skill_id: object) -> Signed:
    """Validly signed, but the context names another skill than the session."""
    written = envelope(launch())
    written["context"]["System"]["application"]["applicationId"] = skill_id
    return genuine(as_body(written))


def for_nobody() -> Signed:
    written = envelope(launch(), session=False)
    del written["context"]["System"]["application"]
    return genuine(as_body(written))


def by_stranger() -> Signed:
    body = as_body(envelope(launch()))
    return Signed(ThrowawayChain.create().sign(body), body)


URLS = {
    "no URL": "",
    "no absolute URL": "echo-api-cert.pem",
    "http": "http://s3.amazonaws.com/echo.api/throwaway.pem",
    "a file": "file:///echo.api/throwaway.pem",
    "another host": "https://notamazon.com/echo.api/throwaway.pem",
    "a longer host": "https://s3.amazonaws.com.evil.example/echo.api/throwaway.pem",
    "a host with a final dot": "https://s3.amazonaws.com./echo.api/throwaway.pem",
    "the host as user": "https://s3.amazonaws.com@evil.example/echo.api/throwaway.pem",
    "a user": "https://somebody:secret@s3.amazonaws.com/echo.api/throwaway.pem",
    "another port": "https://s3.amazonaws.com:563/echo.api/throwaway.pem",
    "an empty port": "https://s3.amazonaws.com:/echo.api/throwaway.pem",
    "the path in another case": "https://s3.amazonaws.com/EcHo.aPi/throwaway.pem",
    "another path": "https://s3.amazonaws.com/invalid.path/throwaway.pem",
    "a longer path": "https://s3.amazonaws.com/echo.apical/throwaway.pem",
    "two slashes": "https://s3.amazonaws.com//echo.api/throwaway.pem",
    "the folder alone": "https://s3.amazonaws.com/echo.api/",
    "out of the folder": "https://s3.amazonaws.com/echo.api/../throwaway.pem",
    "out of the folder, encoded": "https://s3.amazonaws.com/echo.api/%2e%2e/throwaway.pem",
    "out of the folder, in capitals": "https://s3.amazonaws.com/echo.api/%2E%2E%2Fthrowaway.pem",
    "out of the folder, backwards": "https://s3.amazonaws.com/echo.api\\..\\throwaway.pem",
    "a backslash in the host": "https://s3.amazonaws.com\\@evil.example/echo.api/throwaway.pem",
    "a query": "https://s3.amazonaws.com/echo.api/throwaway.pem?versionId=1",
    "a fragment": "https://s3.amazonaws.com/echo.api/throwaway.pem#other",
    "a blank": "https://s3.amazonaws.com/echo.api/throwaway .pem",
    "a letter beyond ASCII": "https://s3.amazonaws.com/echo.api/throw\u00e0way.pem",
}

Forgeries = dict[str, tuple[str, Callable[[], Signed]]]

SIGNATURES: Forgeries = {
    "no signature": ("signature-missing", functools.partial(genuine, Signature_256="")),
    "no signature header": ("signature-missing", functools.partial(genuine, Signature_256=None)),
    "the old signature alone": (
        "signature-missing",
        lambda: genuine(Signature_256=None, Signature=genuine().headers["Signature-256"]),
    ),
    "no URL header": ("chain-url-wrong", functools.partial(genuine, SignatureCertChainUrl=None)),
    "no base64": ("signature-garbled", functools.partial(genuine, Signature_256="not base64!")),
    "base64 cut short": ("signature-garbled", functools.partial(genuine, Signature_256="YWJjZ")),
    "base64 with a blank": ("signature-garbled", functools.partial(genuine, Signature_256="YW Jj")),
    "letters beyond ASCII": ("signature-garbled", functools.partial(genuine, Signature_256="\u00e9" * 4)),
    "another signature": ("signature-wrong", functools.partial(genuine, Signature_256="YWJj")),
    "a stranger's signature": ("signature-wrong", by_stranger),
    "a changed body": ("signature-wrong", tampered),
}

CHAINS = {
    "expired": "chain-untrusted",
    "authorities-expired": "chain-untrusted",
    "not-yet-valid": "chain-untrusted",
    "another-name": "chain-untrusted",
    "wildcard": "chain-untrusted",
    "unknown-root": "chain-untrusted",
    "no-intermediate": "chain-untrusted",
    "no-rsa": "chain-untrusted",
    "garbage": "chain-untrusted",
    "garbage-inside": "chain-untrusted",
    "unknown-version": "chain-untrusted",
    "empty": "chain-untrusted",
    "missing": "chain-unavailable",
}

OCCASIONS: Forgeries = {
    "a stale timestamp": ("timestamp-stale", functools.partial(at, -300)),
    "a timestamp to come": ("timestamp-stale", functools.partial(at, 300)),
    "a stale skill event": ("timestamp-stale", functools.partial(at, -3_700, skill_event("SkillDisabled"))),
    "no timestamp": ("envelope-malformed", functools.partial(said_at, None)),
    "a timestamp that is none": ("timestamp-garbled", functools.partial(said_at, "yesterday")),
    "an absurd timestamp": ("timestamp-stale", functools.partial(said_at, 1e300)),
    "another skill": ("skill-id-wrong", functools.partial(for_skill, SKILL_ID + "0")),
    "no skill": ("skill-id-wrong", for_nobody),
    "a skill that is no text": ("envelope-malformed", functools.partial(for_skill, {})),
}

BODIES = {
    "an empty body": b"",
    "no JSON": b"to be or not to be",
    "null": b"null",
    "a list": b"[]",
    "an empty object": b"{}",
    "a request that is none": b'{"request": 7}',
    "an empty request": b'{"request": {}}',
    "no UTF-8": b'{"request": {"type": "\xff"}}',
    "a deep nest": b"[" * 60_000,
    "a deep nest inside": b'{"request": {"type": "x", "x": ' + b"[" * 60_000,
}

FORGERIES: Forgeries = {
    **{name: ("chain-url-wrong", functools.partial(from_url, url)) for name, url in URLS.items()},
    **SIGNATURES,
    **{f"{name} chain": (reason, functools.partial(by_chain, name)) for name, reason in CHAINS.items()},
    **OCCASIONS,
    **{name: ("envelope-malformed", functools.partial(genuine, body)) for name, body in BODIES.items()},
}


@functools.cache
def spoilt_chains() -> dict[str, ThrowawayChain]:
    """Chains with the right key that end at a trusted root, each with one error."""
    key = chain().key
    return {
        "expired": ThrowawayChain.create(key=key, validity=PAST),
        "authorities-expired": ThrowawayChain.create(key=key, authorities=PAST),
        "not-yet-valid": ThrowawayChain.create(key=key, validity=FUTURE),
        "another-name": ThrowawayChain.create(key=key, name="api.amazon.com"),
        "wildcard": ThrowawayChain.create(key=key, name="*.amazon.com"),
    }


@functools.cache
def _without_rsa() -> tuple[Certificate, bytes]:
    root = Authority.root(Validity())
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    leaf = root.server(SIGNER, key, Validity())
    return root.certificate, leaf.public_bytes(Encoding.PEM)


def _of_version(version: int) -> str:
    """The leaf with another number in the place of X.509's version 3, which is written as 2."""
    der = chain().leaf.public_bytes(Encoding.DER)
    return ssl.DER_cert_to_PEM_cert(der.replace(b"\xa0\x03\x02\x01\x02", bytes([0xA0, 3, 2, 1, version]), 1))


def trusted() -> list[Certificate]:
    """The roots that a service under test trusts."""
    return [chain().root, *(spoilt.root for spoilt in spoilt_chains().values()), _without_rsa()[0]]


@functools.cache
def behind_urls() -> dict[str, bytes]:
    """The chains at each URL, by the last part of the path."""
    pem = chain().pem
    leaf, authority = chain().leaf.public_bytes(Encoding.PEM), chain().intermediate.public_bytes(Encoding.PEM)
    return {
        PurePosixPath(CHAIN_URL).name: pem,
        **{f"{name}.pem": spoilt.pem for name, spoilt in spoilt_chains().items()},
        "unknown-root.pem": ThrowawayChain.create(key=chain().key).pem,
        "no-intermediate.pem": leaf,
        "no-rsa.pem": _without_rsa()[1],
        "garbage.pem": b"\x00\xff" * 100,
        "garbage-inside.pem": leaf[:200] + b"AAAA" + leaf[200:] + authority,
        "unknown-version.pem": _of_version(114).encode() + authority,
        "empty.pem": b"",
    }
