"""Reads decoded JSON into the SDK's model classes, by readers compiled from those classes once.

One rule covers whatever the models, which are of 2023, do not expect: what cannot be read as the type that
is declared counts as absent. It becomes None in a member, and is left out of a list or a map.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pkgutil import resolve_name
from typing import Any

Reader = Callable[[Any], Any]
"""Decoded JSON in; out comes the value for a model to hold, or None. Raises nothing but RecursionError."""

_FIRST_MILLISECONDS = 1e11
"""An epoch number from here on counts milliseconds: seconds would put it in the year 5138."""


@cache
def reader(declared: str) -> Reader:
    """The reader of a type as the models declare it: `str`, `list[float]`, `dict(str, package.Class)`."""
    if declared in _PLAIN_READERS:
        return _PLAIN_READERS[declared]
    if declared.startswith("list["):
        return _list_reader(reader(declared[5:-1]))
    if declared.startswith("dict("):
        return _map_reader(reader(declared[5:-1].partition(", ")[2]))
    declared_class = _load(declared)
    if issubclass(declared_class, Enum):
        return _enum_reader(declared_class)
    if hasattr(declared_class, "discriminator_value_class_map"):
        return _kind_reader(declared_class)
    return model_reader(declared)


@cache
def model_reader(qualified: str) -> Reader:
    """The reader of exactly the class of that name; its members' readers are compiled when first needed.

    Members the class has never heard of become attributes as they are, which is how the SDK hands on the
    `body` of AlexaSkillEvent.SkillDisabled; but none takes the place of something the class has.
    """
    model = _load(qualified)
    blank, members = vars(model()), _Members(model)

    def read(payload: Any) -> Any:
        if type(payload) is not dict:
            return None
        attributes = blank.copy()
        for name, raw in payload.items():
            member = members[name]
            if member is not None:
                attribute, read_one = member
                attributes[attribute] = read_one(raw)
            elif name not in attributes and not hasattr(model, name):
                attributes[name] = raw
        instance = object.__new__(model)
        instance.__dict__ = attributes
        return instance

    return read


class _Members(dict[str, tuple[str, Reader] | None]):
    """What a model calls each member in JSON, and its reader, compiled when it is first needed."""

    def __init__(self, model: type[Any]) -> None:
        super().__init__()
        self._named = {name: attribute for attribute, name in model.attribute_map.items()}
        self._declared: dict[str, str] = model.deserialized_types

    def __missing__(self, name: str) -> tuple[str, Reader] | None:
        attribute = self._named.get(name)
        if attribute is None:  # not kept: whoever sends a request may call its members anything
            return None
        self[name] = found = attribute, reader(self._declared[attribute])
        return found


def _kind_reader(parent: type[Any]) -> Reader:
    discriminator, kinds = parent.json_discriminator_key, parent.discriminator_value_class_map

    def read(payload: Any) -> Any:
        kind = payload.get(discriminator) if type(payload) is dict else None
        if type(kind) is str and kind in kinds:
            return model_reader(kinds[kind])(payload)
        return None

    return read


def _enum_reader(enum: type[Enum]) -> Reader:
    # An unknown enum value is dropped: handlers see a known member or None.
    members = {member.value: member for member in enum}

    def read(payload: Any) -> Any:
        return members.get(payload) if type(payload) is str else None

    return read


def _list_reader(read_one: Reader) -> Reader:
    # Nulls are kept, as in maps: the arguments of an APL user event are identified by position.
    def read(payload: Any) -> Any:
        if type(payload) is not list:
            return None
        return [one for raw in payload if (one := read_one(raw)) is not None or raw is None]

    return read


def _map_reader(read_one: Reader) -> Reader:
    def read(payload: Any) -> Any:
        if type(payload) is not dict:
            return None
        return {key: one for key, raw in payload.items() if (one := read_one(raw)) is not None or raw is None}

    return read


def _read_anything(payload: Any) -> Any:
    return payload


def _read_str(payload: Any) -> str | None:
    return payload if type(payload) is str else None


def _read_bool(payload: Any) -> bool | None:
    return payload if type(payload) is bool else None


def _read_int(payload: Any) -> int | None:
    return int(payload) if type(payload) in (int, float) else None


def _read_float(payload: Any) -> float | None:
    try:
        return float(payload) if type(payload) in (int, float) else None
    except OverflowError:
        return None


def _read_datetime(payload: Any) -> datetime | None:
    try:
        if type(payload) is str:
            return _aware(datetime.fromisoformat(payload))
        return _from_epoch(payload) if type(payload) in (int, float) else None
    except (ValueError, OverflowError, OSError):
        return None


def _aware(moment: datetime) -> datetime:
    """A time without a zone, as the SDK lets it through, compares with no other; Alexa's are all UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _from_epoch(number: float) -> datetime:
    return datetime.fromtimestamp(number / 1000 if abs(number) >= _FIRST_MILLISECONDS else number, UTC)


_PLAIN_READERS: dict[str, Reader] = {
    "object": _read_anything,
    "str": _read_str,
    "bool": _read_bool,
    "int": _read_int,
    "float": _read_float,
    "datetime": _read_datetime,
}


def _load(qualified: str) -> type[Any]:
    module, _, name = qualified.rpartition(".")
    loaded: type[Any] = resolve_name(f"{module}:{name}")
    return loaded
