"""Where people's state is stored, the URL in SKILL_STORE, and for how long."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import parse_qsl

KEEP_DAYS, MOST_DAYS = 730, 36_500
"""Days after which a person who was not seen any more is forgotten, unless the operator sets others; and the
most that can be set."""
USUAL_FILE = ".data/people.sqlite"

_WANTED = "set it to sqlite:///FILE or dynamodb://TABLE?region=REGION"
_TABLE = re.compile(r"([\w.-]{3,255})(?:\?(.*))?", re.ASCII)
"""Amazon DynamoDB, Developer Guide: "Naming rules"; and behind it, the options."""
_REGION = re.compile(r"[a-z]{2,}(-[a-z]+)+-\d+")


class StoreUrlError(ValueError):
    """What is set about the store is wrong; the message says what to set it to."""


class SqliteUrl(NamedTuple):
    """A file on this machine."""

    path: Path

    def __str__(self) -> str:
        return f"sqlite:///{self.path}"


class DynamoDbUrl(NamedTuple):
    """A table, in the region that the environment names if none is given."""

    table: str
    region: str = ""

    def __str__(self) -> str:
        return f"dynamodb://{self.table}{'?region=' if self.region else ''}{self.region}"


StoreUrl: TypeAlias = SqliteUrl | DynamoDbUrl

USUAL = SqliteUrl(Path(USUAL_FILE))


def parse(text: str) -> StoreUrl:
    """The store that the URL names.

    Raises:
        StoreUrlError: it names none, or a file that cannot be one.
    """
    scheme, _, rest = text.partition("://")
    match scheme:
        case "sqlite" if rest:
            try:
                return SqliteUrl(_file(rest))
            except OSError as fault:  # its name is too long, or its folder may not be looked into
                raise StoreUrlError(f"{fault.strerror}: set it to a file that this user may write") from None
        case "dynamodb" if rest:
            return _table(rest)
    raise StoreUrlError(_WANTED)


def days(text: str) -> int:
    """The number of days that is written in `text`; StoreUrlError if it is none that can be set."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        raise StoreUrlError(
            f"set it to the number of days after which somebody not seen is forgotten, 1 to {MOST_DAYS}"
        )
    return int(text)


def _file(rest: str) -> Path:
    """The path is taken as it is written. Its folder must exist, because a mistyped one would start an empty
    database; only the folder of the usual file is created.
    """
    slash, text = rest[:1], rest[1:]
    if slash != "/" or not text:
        raise StoreUrlError(
            "set it to sqlite:/// and a path, as in sqlite:////var/lib/back-routine/people.sqlite"
        )
    if "?" in text:
        raise StoreUrlError("sqlite:/// takes no options: set it to sqlite:/// and the path of a file")
    file = Path(text)
    if file.is_dir():
        raise StoreUrlError(f"{text!r} is a folder: set it to sqlite:/// and the path of a file")
    if text != USUAL_FILE and not file.parent.is_dir():
        raise StoreUrlError(
            f"make the folder {str(file.parent)!r} first, or set it to a file in one that exists"
        )
    return file


def _table(rest: str) -> DynamoDbUrl:
    named = _TABLE.fullmatch(rest)
    if named is None:
        raise StoreUrlError(f"{rest.partition('?')[0]!r} cannot be a table's name: {_WANTED}")
    options = parse_qsl(named[2] or "", keep_blank_values=True)
    if [name for name, _ in options] not in ([], ["region"]) or bool(named[2]) is not bool(options):
        raise StoreUrlError(f"{named[2]!r} is no option of a table: {_WANTED}")
    region = dict(options).get("region")
    if region is not None and not _REGION.fullmatch(region):
        raise StoreUrlError(
            f"{region!r} is no region: set it to dynamodb://{named[1]}?region=us-east-1, or another region"
        )
    return DynamoDbUrl(named[1], region or "")
