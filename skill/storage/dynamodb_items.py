"""Items of the DynamoDB table: their keys, and how a state is written into one.

DynamoDB charges a write by the kilobyte, so the JSON of a state is compressed; JSON in a string, as earlier
versions wrote it, is read as well.
"""

from __future__ import annotations

import re
import zlib
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping
from math import inf
from typing import Any, TypeAlias
from uuid import uuid4

import msgspec
from ask_sdk_model import RequestEnvelope

from skill.storage.contract import Attributes, account_of, person_of

PERSON, KEPT = "person", "kept"
"""The table's partition and sort keys: the account's user id; and what is kept, with a digest of the id of a
recognized person behind it."""
NOW, LOG, ASIDE, CHECKED = "now", "log", "aside", "checked"
"""What is kept: a state, the log of one of those who share it, by their number; what was set aside, and when;
and what a check wrote."""
EXPIRES = "expires"
"""The epoch second from which on DynamoDB deletes the item (its time to live)."""
_VOICE = re.compile(r".* ([0-9a-f]{16})", re.ASCII)
_RAW = -15
"""Compressed data without a header, as zlib calls it."""

Item: TypeAlias = dict[str, dict[str, str]]
"""Attribute name → type and value, as DynamoDB's protocol writes them."""

UNREADABLE = (KeyError, TypeError, ValueError, RecursionError, zlib.error)
"""What reading an item raises when it is not one of ours any more."""

_attributes = msgspec.json.Decoder(dict[str, Any])


def key_now(request_envelope: RequestEnvelope) -> Item:
    """Where the state of the person who asks is kept."""
    account, voice = account_of(request_envelope), person_of(request_envelope)
    return {PERSON: {"S": account}, KEPT: {"S": f"{NOW} {voice}" if voice else NOW}}


def key_of_log(request_envelope: RequestEnvelope, number: int) -> Item:
    """Where the log is kept of those who share a record, by their number."""
    account, voice = account_of(request_envelope), person_of(request_envelope)
    return {PERSON: {"S": account}, KEPT: {"S": f"{LOG} {number} {voice}".rstrip()}}


def key_of_item(item: Item) -> Item:
    return {PERSON: item[PERSON], KEPT: item[KEPT]}


def voice_of(item: Item) -> str:
    """The digest of the recognized person whose item it is; empty for the account's own."""
    named = _VOICE.fullmatch(item[KEPT]["S"])
    return named[1] if named else ""


def is_state(item: Item) -> bool:
    """Whether it is somebody's state, and not something else that is kept of them."""
    return item[KEPT]["S"].split(" ")[0] == NOW


def number_of(item: Item) -> int | None:
    """Whose log it is, of those who share a record; None for anything else."""
    kind, *names = item[KEPT]["S"].split(" ")
    return int(names[0]) if kind == LOG and names and names[0].isdecimal() else None


def written(key: Item, version: int, attributes: Attributes, expires: float) -> Item:
    """A state to be kept; the stamp tells it from one that another device writes with the same words."""
    return with_text(key, version, msgspec.json.encode(attributes), expires)


def with_text(key: Item, version: int, text: bytes, expires: float) -> Item:
    """The same with the JSON of the state."""
    item = {
        **key,
        "version": {"N": str(version)},
        "attributes": {"B": _packed(text)},
        "stamp": {"S": uuid4().hex[:8]},
    }
    return item if expires == inf else item | {EXPIRES: {"N": str(round(expires))}}


def attributes_of(item: Item) -> Attributes:
    """The state in an item, with its version; an error of `UNREADABLE` where it has none."""
    return _attributes.decode(text_of(item)) | {"version": int(item["version"]["N"])}


def text_of(item: Mapping[str, Any]) -> bytes:
    """The JSON in an item; an error of `UNREADABLE` where it has none."""
    value = item["attributes"]
    packed = value.get("B")
    if packed is None:
        return str(value["S"]).encode()
    return zlib.decompress(packed if isinstance(packed, bytes) else a2b_base64(packed), wbits=_RAW)


def aside(item: Item, moment: str, expires: float) -> Item:
    """The item under the key of what was set aside at a moment."""
    whose = item[KEPT]["S"].removeprefix(NOW).lstrip()
    kept = f"{ASIDE} {moment} {uuid4().hex} {whose}".rstrip()
    return item | {KEPT: {"S": kept}, EXPIRES: {"N": str(round(expires))}}


def expires_at(item: Item) -> float:
    """When it is to be deleted, in epoch seconds; infinite where an earlier version did not say."""
    return float(item.get(EXPIRES, {}).get("N", inf))


def expired(item: Item, now: float) -> bool:
    """Whether it should be gone: DynamoDB may take two days to delete it."""
    return expires_at(item) <= now


def _packed(text: bytes) -> str:
    return b2a_base64(zlib.compress(text, wbits=_RAW), newline=False).decode()
