"""Lists, exports, restores and deletes user state, for the operator."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

import msgspec

from skill import settings
from skill.dialogue.state_versions import read_person
from skill.settings import StartError
from skill.storage.contract import NOBODY
from skill.storage.shelf import ASIDE, STATE, Kept, Shelf
from skill.store_url import DynamoDbUrl

LENGTH = 12
"""Characters of the digest by which an account is named: its id has 200."""
UNKNOWN = "unknown"


def open_shelf(environment: Mapping[str, str]) -> Shelf:
    """All that is kept in the store that the environment names; StartError if a setting of it is wrong."""
    url = settings.store_of(environment.get("SKILL_STORE", ""))
    keep_days = settings.days_of(environment.get("SKILL_KEEP_DAYS", ""))
    if isinstance(url, DynamoDbUrl):
        from skill.storage.dynamodb_shelf import DynamoDbShelf

        return DynamoDbShelf(url, keep_days)
    from skill.storage.sqlite_shelf import SqliteShelf

    return SqliteShelf(url.path, keep_days)


def listed(shelf: Shelf) -> Iterator[str]:
    """A line for each account: its digest, when it was last seen, and what is stored about it."""
    accounts = 0
    for account, kept in _by_account(shelf):
        accounts += 1
        states = [each for each in kept if each.what == STATE]
        aside = [each for each in kept if each.what == ASIDE]
        seen = max(filter(None, map(_last_seen, states)), default=UNKNOWN)
        told = [f"{_name(account)}  last seen {seen}"]
        told += [f"{len(states)} {'person' if len(states) == 1 else 'persons'}"]
        told += [f"{len(aside)} set aside"] if aside else []
        yield ", ".join(told)
    yield f"{accounts} {'account' if accounts == 1 else 'accounts'}"


def exported(shelf: Shelf, named: str) -> str:
    """All that is kept of an account, as JSON."""
    kept = _kept_of(shelf, named)
    return json.dumps(
        {"account": kept[0].account, "kept": [_as_json(each) for each in kept]}, indent=2, ensure_ascii=False
    )


def restored(shelf: Shelf, named: str) -> str:
    """Put back what was set aside last of an account; what it restored, in a line.

    Raises:
        StartError: nothing was set aside, or this version cannot read it either.
    """
    kept = _kept_of(shelf, named)
    aside = next((each for each in reversed(kept) if each.what == ASIDE), None)
    if aside is None:
        raise StartError(f"nothing of {named} was set aside")
    attributes = _parsed(aside.text)
    if not isinstance(attributes, dict) or read_person(attributes) is None:
        raise StartError("what was set aside cannot be read by this version either; export it to see it")
    current = next((each for each in kept if each.what == STATE and each.voice == aside.voice), None)
    shelf.restore(aside, aside.text, current)
    instead = "; the state since then was set aside instead" if current else ""
    return f"restored what was set aside last of {_name(aside.account)}{instead}"


def deleted(shelf: Shelf, named: str) -> str:
    """Delete all that is kept of an account; how much that was, in a line."""
    kept = _kept_of(shelf, named)
    shelf.delete(kept)
    return f"deleted all that was kept of {_name(kept[0].account)}: {len(kept)} records"


def _by_account(shelf: Shelf) -> Iterator[tuple[str, list[Kept]]]:
    def account(kept: Kept) -> str:
        return kept.account

    everything = [kept for kept in shelf.everything() if kept.account != NOBODY]
    for name, kept in groupby(sorted(everything, key=account), key=account):
        yield name, list(kept)


def _kept_of(shelf: Shelf, named: str) -> Sequence[Kept]:
    """What is kept of the account with this id, or with a digest that begins so."""
    found = [
        kept
        for account, kept in _by_account(shelf)
        if named and (account == named or _name(account).startswith(named))
    ]
    if len(found) != 1:
        raise StartError(
            f"{named!r} names {len(found) or 'no'} accounts; python -m skill people list shows all"
        )
    return found[0]


def _as_json(kept: Kept) -> dict[str, Any]:
    attributes = _parsed(kept.text)
    return {
        "what": kept.what,
        **({"voice": kept.voice} if kept.voice else {}),
        **({"version": kept.version} if kept.version is not None else {}),
        **({"expires": _date(kept.expires) or UNKNOWN} if kept.expires is not None else {}),
        **(
            {"damaged": kept.text.decode(errors="replace")} if attributes is None else {"content": attributes}
        ),
    }


def _parsed(text: bytes) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _last_seen(kept: Kept) -> str | None:
    attributes = _parsed(kept.text)
    return _date(attributes.get("active")) if isinstance(attributes, dict) else None


def _date(moment: object) -> str | None:
    """The day of a moment; None where a damaged record has none that there can be."""
    if isinstance(moment, bool) or not isinstance(moment, int | float) or moment <= 0:
        return None
    try:
        return datetime.fromtimestamp(moment, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _name(account: str) -> str:
    return sha256(account.encode(errors="surrogatepass")).hexdigest()[:LENGTH]
