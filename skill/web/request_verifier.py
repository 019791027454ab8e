"""Is this request really Alexa's? Proved from the raw bytes, before anything in them is believed.

Cheap checks come first: no certificate chain is fetched for a request to another skill, or of another time.

Amazon's rules, on the page "Host a Custom Skill as a Web Service":
https://developer.amazon.com/en-US/docs/alexa/custom-skills/host-a-custom-skill-as-a-web-service.html
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import Certificate

from skill.web.clock_check import ClockCheck
from skill.web.signing_keys import ForgedRequestError, SigningKeys, chain_url, fetch_over_https, trusted_roots

__all__ = ["CHAIN_URL_HEADER", "SIGNATURE_HEADER", "ForgedRequestError", "RequestVerifier"]

CHAIN_URL_HEADER = "SignatureCertChainUrl"
SIGNATURE_HEADER = "Signature-256"
"""RSA over SHA-256 in base64. The older `Signature` rests on SHA-1 and proves nothing here."""

TIMESTAMP_SECONDS = 150.0
"""How far a request's timestamp may be from now, either way (Amazon)."""
SKILL_EVENT_SECONDS = 3_600.0
"""The same for `AlexaSkillEvent.*`, which Alexa may deliver up to an hour late (Amazon)."""


PEOPLE = 4_096
"""How many people are remembered as heard."""


class Headers(Protocol):
    """The headers of an HTTP request, found in any case."""

    def get(self, name: str, /) -> str | None: ...


class RequestVerifier:
    """Proves that requests come from Alexa, now, and are meant for one skill.

    Args:
        skill_id: the skill that requests must be meant for, `amzn1.ask.skill.…`.
        trust: root certificates that a chain may end at; certifi's by default.
        fetch: the PEM behind a chain URL that has passed `chain_url`; raises OSError when there is none.
        clock: now, in epoch seconds.
    """

    def __init__(
        self,
        *,
        skill_id: str,
        trust: Sequence[Certificate] | None = None,
        fetch: Callable[[str], bytes] = fetch_over_https,
        clock: Callable[[], float] = time.time,
    ) -> None:
        if not skill_id:
            raise ValueError("a request can only be proved against a skill id")
        self._skill_id, self._clock = skill_id, clock
        self._keys = SigningKeys(trusted_roots() if trust is None else trust, fetch, clock)
        self._people = People()
        self._clock_check = ClockCheck(clock)

    def verify(self, headers: Headers, body: bytes) -> None:
        """Return if `body`, to the byte as it came, was sent by Alexa to this skill just now.

        Raises:
            ForgedRequestError: it was not, or that cannot be proved.
        """
        url = chain_url(headers.get(CHAIN_URL_HEADER) or "")
        signature = _decoded(headers.get(SIGNATURE_HEADER) or "")
        envelope = _read(body)
        self._check_occasion(envelope)
        key = self._keys.behind(url, known=envelope.person in self._people)
        try:
            key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise ForgedRequestError("signature-wrong") from None
        self._people.add(envelope.person)
        self._clock_check.passed()

    def _check_occasion(self, envelope: _Envelope) -> None:
        if envelope.skill_id != self._skill_id:
            raise ForgedRequestError("skill-id-wrong")
        event = envelope.request.type.startswith("AlexaSkillEvent.")
        tolerance = SKILL_EVENT_SECONDS if event else TIMESTAMP_SECONDS
        ahead = self._clock() - _epoch_seconds(envelope.request.timestamp)
        if abs(ahead) > tolerance:
            self._clock_check.failed(ahead)
            raise ForgedRequestError("timestamp-stale")


class People:
    """The people heard last: who names a URL together with one of their ids, which only Amazon knows, is no
    stranger. Only hashes are kept."""

    def __init__(self) -> None:
        self._hashes: dict[int, None] = {}

    def __contains__(self, person: str) -> bool:
        return hash(person) in self._hashes

    def add(self, person: str) -> None:
        if not person:
            return
        self._hashes.pop(hash(person), None)
        self._hashes[hash(person)] = None
        if len(self._hashes) > PEOPLE:
            self._hashes.pop(next(iter(self._hashes)), None)


def _decoded(signature: str) -> bytes:
    if not signature:
        raise ForgedRequestError("signature-missing")
    try:
        return base64.b64decode(signature, validate=True)
    except ValueError:
        raise ForgedRequestError("signature-garbled") from None


class _Application(msgspec.Struct):
    applicationId: str  # noqa: N815  Amazon names the members of an envelope


class _Bearer(msgspec.Struct):
    application: _Application | None = None
    user: Any = None


class _Context(msgspec.Struct):
    System: _Bearer | None = None


class _Request(msgspec.Struct):
    type: str
    timestamp: str | float


class _Envelope(msgspec.Struct):
    """What of an envelope takes part in the proof; everything else in it may be as it likes."""

    request: _Request
    context: _Context | None = None
    session: _Bearer | None = None

    @property
    def skill_id(self) -> str | None:
        """Requests outside a session carry it in the context only, very old ones in the session only."""
        for bearer in (self.context and self.context.System, self.session):
            if bearer and bearer.application:
                return bearer.application.applicationId
        return None

    @property
    def person(self) -> str:
        """The user id, or nothing."""
        bearer = (self.context and self.context.System) or self.session
        name = bearer.user.get("userId") if bearer and isinstance(bearer.user, dict) else None
        return name if isinstance(name, str) else ""


_envelope = msgspec.json.Decoder(_Envelope)


def _read(body: bytes) -> _Envelope:
    try:
        return _envelope.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ForgedRequestError("envelope-malformed") from None


def _epoch_seconds(timestamp: str | float) -> float:
    """Alexa writes ISO 8601; a number, as some requests have it, is epoch milliseconds."""
    if not isinstance(timestamp, str):
        return timestamp / 1_000
    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        raise ForgedRequestError("timestamp-garbled") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
