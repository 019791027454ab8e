"""Where people's state is kept: adapters of the SDK's persistence port, all with one contract.

The attributes of a person are a dict of JSON values with an integer `version`. Whoever saves them writes the
version it read plus one; the write holds only if nobody else has written since, and otherwise raises
`StoreConflictError`: the loser reads again. Where nothing is kept yet, any version is written.

An account has one state of its own, and one for each person whose voice Alexa recognizes; to forget the
account is to forget them all.

Whoever is not seen for so many days is forgotten. A state without anything in it is kept for a day only: it
has taken the place of one that was to be forgotten, so that a late write of another device does not bring
that back.
"""

from skill.storage.contract import (
    WHO,
    Attributes,
    NobodyError,
    StoreConflictError,
    StoreUnavailableError,
    StoreUnusableError,
    account_of,
    person_of,
    version_of,
    without_voice,
)

__all__ = [
    "WHO",
    "Attributes",
    "NobodyError",
    "StoreConflictError",
    "StoreUnavailableError",
    "StoreUnusableError",
    "account_of",
    "person_of",
    "version_of",
    "without_voice",
]
