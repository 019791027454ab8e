"""What every store agrees on: whose state it is, which version, and how it says that it could not keep it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from enum import Flag, auto
from hashlib import sha256
from typing import Any, TypeAlias

from ask_sdk_core.exceptions import PersistenceException
from ask_sdk_model import RequestEnvelope

from skill import log

Attributes: TypeAlias = dict[str, Any]
"""A person's state as JSON values; `version` counts how often it was written."""


EMPTY_DAYS = 1
"""Days for which a state without anything in it is kept: longer than any session that could write the state
before it once more."""
DAY_SECONDS = 86_400.0


class StoreConflictError(PersistenceException):
    """Somebody else, another device of the same person, has written since the state was read."""


class StoreUnavailableError(PersistenceException):
    """The store cannot be read or written now; the session can go on without it."""

    known = False
    """It was so before, and has not ended since."""
    damaged = False
    """Part of what is stored cannot be read any more."""


class NobodyError(StoreUnavailableError):
    """The request names nobody, so nothing can be kept for them."""


class StoreUnusableError(StoreUnavailableError):
    """The store stays unavailable until somebody has put something right; the message says what to set."""


NOBODY = "nobody"
"""Under this user id, a check writes and reads; those that Alexa sends begin with amzn1."""


class Use(Flag):
    """What a store is used for, and what an outage can prevent."""

    READING = auto()
    WRITING = auto()
    UNDAMAGED = auto()
    """Everybody can be read, not only the person who was asked for."""
    OTHER_TABLES = auto()
    """The tables other than that of people: logs, and what was set aside."""


EVERYTHING = Use.READING | Use.WRITING | Use.UNDAMAGED


class Outage:
    """Whether a store was out of order when last used. Only its beginning and its end are logged.

    It ends when all that has failed has worked again: where nothing can be written, a read that works does
    not end it, nor does a healthy record where another one is damaged.
    """

    def __init__(self) -> None:
        self._failed = Use(0)

    @property
    def on(self) -> bool:
        return bool(self._failed)

    @contextmanager
    def watched(self, use: Use) -> Iterator[None]:
        """What is done inside either works or raises StoreUnavailableError."""
        try:
            yield
        except StoreUnavailableError as failure:
            self.failed(use, failure)
            raise
        self.worked(use)

    def failed(self, use: Use, failure: StoreUnavailableError) -> None:
        """The store cannot be used so."""
        failure.known = self.on
        self._failed |= use if use is not EVERYTHING else Use.READING | Use.WRITING
        if failure.damaged:
            self._failed |= Use.UNDAMAGED

    def worked(self, use: Use) -> None:
        """The store was used so."""
        if self.on:
            self._failed &= ~use
            if not self.on:
                log.recovery()


WHO = "who"
"""The session attribute that keeps whose session it is, as `person_of` tells it."""
LENGTH = 16
"""Characters of the digest of a person's id."""


def person_of(request_envelope: RequestEnvelope) -> str:
    """A digest of the person who speaks, if Alexa recognizes the voice; empty for whoever has the account.

    Recognition may come and go between the turns of a session: the person stays the one whom it began with,
    unless somebody else is recognized than the person known.
    """
    session = request_envelope.session
    attributes = session.attributes if session and not session.new else None
    recognized = _recognized(request_envelope)
    if not attributes:
        return recognized
    known = attributes.get(WHO)
    if not isinstance(known, str):
        return ""
    return recognized if known and recognized else known


def without_voice(request_envelope: RequestEnvelope) -> RequestEnvelope:
    """The same request, as it would be if Alexa did not recognize the voice."""
    context = copy(request_envelope.context)
    if context and context.system:
        context.system = copy(context.system)
        context.system.person = None
    return RequestEnvelope(
        version=request_envelope.version,
        session=request_envelope.session,
        context=context,
        request=request_envelope.request,
    )


def _recognized(request_envelope: RequestEnvelope) -> str:
    system = request_envelope.context and request_envelope.context.system
    identity = system.person.person_id if system and system.person else None
    if not identity:
        return ""
    return sha256(identity.encode(errors="surrogatepass")).hexdigest()[:LENGTH]


def account_of(request_envelope: RequestEnvelope) -> str:
    """The id of the account that asks; events outside a session name it in the context only.

    Raises:
        NobodyError: the request names nobody.
    """
    system = request_envelope.context and request_envelope.context.system
    for bearer in (system, request_envelope.session):
        if bearer and bearer.user and bearer.user.user_id:
            return str(bearer.user.user_id)
    raise NobodyError("the request names no user")


def key_of(request_envelope: RequestEnvelope) -> str:
    """The account, and behind a blank the person whose voice was recognized, if it was."""
    account, person = account_of(request_envelope), person_of(request_envelope)
    return f"{account} {person}" if person else account


def version_of(attributes: Attributes) -> int:
    """The version that these attributes are to be written as, 1 for the first."""
    version = attributes.get("version")
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"attributes are written with a version of 1 or more, not {version!r}")
    return version


def expiry(attributes: Attributes | None, now: float, keep_days: int) -> float:
    """The epoch second from which on the attributes are forgotten, if they are not written again."""
    empty = attributes is not None and attributes.keys() <= {"version"}
    return now + DAY_SECONDS * (min(EMPTY_DAYS, keep_days) if empty else keep_days)


def without_copies(attributes: Attributes, number: int) -> Attributes | None:
    """The next version of a state, without the person of this number among those who share it; None where
    they are not among them."""
    others = attributes.get("others")
    if not isinstance(others, list):
        return None
    left = [other for other in others if isinstance(other, dict) and other.get("number", 0) != number]
    if len(left) == len(others):
        return None
    rest = {name: value for name, value in attributes.items() if name != "others"}
    return rest | ({"others": left} if left else {}) | {"version": attributes["version"] + 1}
