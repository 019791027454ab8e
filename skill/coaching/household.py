"""Several people who share one record, because Alexa does not recognize their voices."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.person import Person
from skill.coaching.preferences import Preferences

OTHERS_KEPT = 2
"""Persons kept beside the one who speaks: the record travels with every request."""


def newcomer(person: Person) -> Person:
    """Somebody new, with `person` kept beside them."""
    everybody = (_apart(person), *person.others)
    others = tuple(filter(known, everybody))[:OTHERS_KEPT]
    return _in_record(person, Person(number=1 + max(each.number for each in everybody)), others)


def switched(person: Person, number: int) -> Person:
    """The person of that number, with the others kept beside them; somebody new where there is none."""
    if person.number == number:
        return person
    found = next((other for other in person.others if other.number == number), None)
    if found is None:
        return newcomer(person)
    rest = tuple(other for other in person.others if other is not found)
    return _in_record(person, found, (*rest, _apart(person)))


def forgotten(person: Person) -> Person:
    """The record without the one who speaks; with nothing in it where they are the only one in it."""
    others = tuple(filter(known, person.others))
    if not others:
        return Person(version=person.version)
    number = 1 + max(each.number for each in (person, *others))
    return _in_record(person, Person(number=number), others)


def last_other(person: Person) -> Person | None:
    """The one of the others who spoke last before `person`; None where nobody else is known."""
    return next((other for other in person.others if known(other)), None)


def known(person: Person) -> bool:
    """Whether they have done or said anything worth keeping."""
    done = person.met or person.workout or person.aside or person.finished
    return bool(done) or person.preferences != Preferences()


def _apart(person: Person) -> Person:
    """The person without what belongs to the record."""
    return replace(person, version=0, no_documents=(), devices={}, requests=(), others=())


def _in_record(record: Person, person: Person, others: tuple[Person, ...]) -> Person:
    """The person with what belongs to the record, whoever speaks."""
    return replace(
        person,
        version=record.version,
        no_documents=record.no_documents,
        devices=record.devices,
        requests=record.requests,
        others=others,
    )
