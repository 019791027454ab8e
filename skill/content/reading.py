"""Reading one content file: a fault is told with file, field and what was expected, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

Shape = TypeVar("Shape")

_AT = re.compile(r"^(.*?) - at (`key` in )?`\$(.*)`$", re.DOTALL)
_TYPES = {
    "array": "a list",
    "object": "a table",
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
"""What TOML's authors call the types that msgspec names."""


class ContentError(ValueError):
    """A content file is bad: `path` names it, `fault` the field and what was expected there."""

    def __init__(self, path: Path, fault: str, *, others: int = 0) -> None:
        more = f" (and {others} more; python -m skill check lists them all)" if others else ""
        super().__init__(f"{path}: {fault}{more}")
        self.path, self.fault = path, fault


def read(path: Path, shape: type[Shape]) -> Shape:
    """The TOML file at `path` as `shape`.

    Raises:
        ContentError: it is missing, no TOML, or not of that shape.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except OSError as error:
        raise ContentError(path, f"cannot be read: {error.strerror}") from error
    except msgspec.ValidationError as error:
        raise ContentError(path, _plainly(str(error), shape)) from error
    except msgspec.DecodeError as error:
        raise ContentError(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise ContentError(path, "is not UTF-8") from error


def raise_first(faults: Iterable[ContentError]) -> None:
    """Raise the first fault, which says how many more there are.

    Raises:
        ContentError: there is a fault.
    """
    found = list(faults)
    if found:
        raise ContentError(found[0].path, found[0].fault, others=len(found) - 1)


def _plainly(message: str, shape: Any) -> str:
    """msgspec's message as a physiotherapist reads it: "strains, item 1: expected one of ankle, back, …"."""
    match = _AT.match(message)
    said, place = (match[1], match[3]) if match else (message, "")
    said = re.sub(r"`([\w| ]+)`", _named, said)
    said = said.replace("Object missing required field", "expected an entry")
    said = said.replace("Object contains unknown field", "there is no entry")
    if said.startswith("Invalid enum value") and (
        allowed := _allowed(shape, place, of_key=bool(match and match[2]))
    ):
        said = f"expected one of {', '.join(allowed)}, not {said.removeprefix('Invalid enum value ')}"
    said = said[:1].lower() + said[1:]
    field = _field(place)
    return f"{field}: {said}" if field else said


def _named(found: re.Match[str]) -> str:
    """Types in words; any other name in quotation marks."""
    names = found[1].split(" | ")
    if not set(names) <= _TYPES.keys():
        return f'"{found[1]}"'
    return " or ".join(_TYPES[name] for name in names)


def _field(place: str) -> str:
    """`.work.sides[0]` as "work.sides, item 1"."""
    named = re.sub(r"\[(\d+)\]", lambda index: f", item {int(index[1]) + 1}", place)
    return named.replace("[...]", "").lstrip(".,").strip()


def _allowed(shape: Any, place: str, *, of_key: bool) -> list[str]:
    """The values of the enumeration at `place` in `shape`, or of its keys; none where it is not found."""
    found = msgspec.inspect.type_info(shape)
    for step in re.findall(r"\.(\w+)|(\[)", place):
        found = _inside(found, step[0])
    found = getattr(found, "key_type", found) if of_key else found
    enums = [found, *getattr(found, "types", ())]
    return [str(member.value) for each in enums for member in getattr(each, "cls", ()) if _is_enum(each)]


def _is_enum(found: Any) -> bool:
    return isinstance(getattr(found, "cls", None), type) and issubclass(found.cls, Enum)


def _inside(found: Any, name: str) -> Any:
    """One step into a type: the field of that name, or what a list or table holds."""
    for each in (found, *getattr(found, "types", ())):
        for field in getattr(each, "fields", ()):
            if field.name == name:
                return field.type
        for holds in ("item_type", "value_type"):
            if hasattr(each, holds):
                return getattr(each, holds)
    return found
