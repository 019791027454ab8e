"""A person's state around a turn: read from the session or the store, and saved to the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec
from ask_sdk_model import RequestEnvelope
from msgspec.structs import replace

from skill import log
from skill.coaching.household import newcomer, switched
from skill.coaching.log import Log
from skill.coaching.person import Person
from skill.dialogue import identity
from skill.dialogue.state_versions import read_person, written
from skill.storage import WHO, StoreConflictError, StoreUnavailableError, person_of, without_voice

Value = TypeVar("Value")

ATTEMPTS = 5
"""Attempts at writing the log when another device of the person keeps writing first."""
REQUESTS_KEPT = 3
"""Digests of requests: one that comes again comes right after itself, or after one or two others."""


class Store(Protocol):
    """The SDK's persistence adapter, plus a place for state that cannot be read any more."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]: ...
    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None: ...
    def delete_attributes(self, request_envelope: RequestEnvelope) -> None: ...
    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: dict[str, Any], log: int | None = None
    ) -> None: ...
    def get_log(self, request_envelope: RequestEnvelope, number: int) -> dict[str, Any]: ...
    def save_log(
        self, request_envelope: RequestEnvelope, number: int, attributes: dict[str, Any]
    ) -> None: ...
    def forget_beside(self, request_envelope: RequestEnvelope, number: int) -> None: ...


class Records:
    """The states of all persons, over a store that may be unavailable."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def carried(self, envelope: RequestEnvelope) -> Person | None:
        """The person from the session attributes; None where the store has to be asked.

        While another session counts, only the store knows how that goes on.
        """
        person = _in_session(envelope)
        if person is None or person.spoken is None:
            return person
        return person if person.spoken.session in {"", identity.session_of(envelope)} else None

    def newest(self, envelope: RequestEnvelope, carried: Person | None) -> Person | None:
        """The carried person, unless the store has a newer one: after an answer that failed, Alexa may send
        the attributes of the answer before it."""
        if carried is None or self.stored(envelope).version > carried.version:
            return None
        return carried

    def stored(self, envelope: RequestEnvelope) -> Person:
        """The person from the store; a new one where it has none or is unavailable.

        Of several who share a record, it is the one whose session it is.
        """
        try:
            attributes = self._store.get_attributes(envelope)
            if not attributes:
                return self._newcomer(envelope)
            person = read_person(attributes)
            if person is None:
                log.set_aside()
                self._store.set_aside(envelope, attributes)
                return Person()
        except StoreUnavailableError as error:
            log.loss(error)
            return Person()
        in_session = _in_session(envelope)
        return person if in_session is None else switched(person, in_session.number)

    def _newcomer(self, envelope: RequestEnvelope) -> Person:
        """Somebody new; the first time that Alexa recognizes them, they may be whom the account knows."""
        if not person_of(envelope):
            return Person()
        account = without_voice(envelope)
        account.session = None
        person = read_person(self._store.get_attributes(account) or None)
        return replace(newcomer(replace(person, spoken=None)), version=0, requests=()) if person else Person()

    def save(self, envelope: RequestEnvelope, before: Person, after: Person, now: float) -> Person:
        """The person as they are from `now` on, written to the store if anything about them changed.

        Raises:
            StoreConflictError: somebody else has written since `before` was read.
        """
        if after == before:
            return after
        request = identity.request_of(envelope)
        requests = _with(before.requests, request)
        person = replace(after, version=before.version + 1, requests=requests, active=now)
        try:
            self._store.save_attributes(envelope, written(person))
            # The log of somebody for whom the record has no room any more goes with them.
            for number in _numbers(before) - _numbers(person):
                self._store.forget_beside(envelope, number)
        except StoreConflictError:
            # What a first copy of this request has saved came out of the same state.
            if not request or request not in self.stored(envelope).requests:
                raise
        except StoreUnavailableError as error:
            # The store still has the version that was read: the next write must go over that one.
            person = replace(person, version=before.version)
            log.loss(error)
        return person

    def is_written(self, envelope: RequestEnvelope, before: Person) -> bool:
        """Whether a first copy of this request has written what came out of `before`.

        Raises:
            StoreConflictError: somebody else has written since `before` was read.
        """
        stored = self.stored(envelope)
        if stored.version <= before.version:
            return False
        if identity.request_of(envelope) not in stored.requests:
            raise StoreConflictError("what is to be logged was read before somebody else wrote")
        return True

    def read_log(self, envelope: RequestEnvelope, number: int) -> Log | None:
        """The log of a person; None where the store is unavailable. One that cannot be read is set aside."""
        try:
            attributes = self._store.get_log(envelope, number)
            found = understood(attributes, Log)
            if found is None:
                log.set_aside()
                self._store.set_aside(envelope, attributes, number)
            return found or Log()
        except StoreUnavailableError as error:
            log.loss(error)
            return None

    def write_log(self, envelope: RequestEnvelope, number: int, written: Callable[[Log], Log]) -> Log | None:
        """The log as `written` makes it of the one that is stored; None where it could not be stored."""
        for _ in range(ATTEMPTS):
            before = self.read_log(envelope, number)
            if before is None:
                return None
            after = replace(written(before), version=before.version + 1)
            try:
                self._store.save_log(envelope, number, msgspec.to_builtins(after))
            except StoreConflictError:
                continue
            except StoreUnavailableError as error:
                log.loss(error)
                return None
            return after
        return None

    def forget(self, envelope: RequestEnvelope, before: Person, after: Person, now: float) -> Person:
        """What is left of a record once everything about the one who spoke has been deleted.

        It takes the place of what was stored, so that other devices' late turns meet a version that is not
        theirs.

        Raises:
            StoreConflictError: somebody else has written since `before` was read.
            StoreUnavailableError: it cannot be deleted now.
        """
        left = replace(after, version=before.version + 1)
        if left.others:
            left = replace(left, active=now)
        self._store.save_attributes(envelope, written(left))
        self._store.forget_beside(envelope, before.number)
        return left


def spoken_by_another(envelope: RequestEnvelope) -> bool:
    """Whether Alexa recognizes another voice than the one that the session belongs to."""
    known = attributes_of(envelope).get(WHO)
    return bool(known) and person_of(envelope) != known


def _numbers(record: Person) -> set[int]:
    return {each.number for each in (record, *record.others)}


def _in_session(envelope: RequestEnvelope) -> Person | None:
    """The person in the attributes of a session that has begun, unless somebody else speaks now."""
    session = envelope.session
    if session is None or session.new or spoken_by_another(envelope):
        return None
    return read_person(attributes_of(envelope).get("person"))


def attributes_of(envelope: RequestEnvelope) -> dict[str, Any]:
    """The session attributes."""
    return (envelope.session and envelope.session.attributes) or {}


def understood(attributes: object, shape: type[Value]) -> Value | None:
    """Attributes as the value they were made from; None for another version's or damaged ones."""
    try:
        return msgspec.convert(attributes, shape)
    except msgspec.ValidationError:
        return None


def _with(requests: tuple[str, ...], request: str) -> tuple[str, ...]:
    if not request or request in requests:
        return requests
    return (*requests, request)[-REQUESTS_KEPT:]
