"""State that a newer version wrote: what this one does not know is kept, and written back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from skill.coaching.person import Person

OTHERS = "others"
BEYOND = "beyond"


def read_person(attributes: object) -> Person | None:
    """The person that attributes were made from; None where this version cannot read them."""
    try:
        return msgspec.convert(attributes, Person)
    except msgspec.ValidationError:
        return _read_newer(attributes)


def _read_newer(attributes: object) -> Person | None:
    """The same where there are members that no field takes."""
    try:
        return msgspec.convert(_known(attributes), Person)
    except msgspec.ValidationError:
        return None


def written(person: Person) -> dict[str, Any]:
    """Attributes of the person, with what a newer version wrote back in its place."""
    attributes: dict[str, Any] = msgspec.to_builtins(person)
    beyond = attributes.pop(BEYOND, {})
    if person.others:
        attributes[OTHERS] = [written(other) for other in person.others]
    return _joined(attributes, beyond, Person)


def _known(attributes: object) -> object:
    """Attributes without the members that no field takes; these are gathered in one of their own."""
    if not isinstance(attributes, Mapping):
        return attributes
    known, beyond = _split(attributes, Person)
    carried = attributes.get(BEYOND)
    if isinstance(carried, Mapping):  # from the session, where this version put them
        beyond = {**carried, **beyond}
    if isinstance(known.get(OTHERS), list | tuple):
        known[OTHERS] = [_known(other) for other in attributes[OTHERS]]
    return {**known, BEYOND: beyond} if beyond else known


def _split(attributes: Mapping[str, Any], shape: type[Struct]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Members that `shape` knows, and those that it does not, however deep."""
    known: dict[str, Any] = {}
    beyond: dict[str, Any] = {}
    inner_shapes = _inner_shapes(shape)
    for name, value in attributes.items():
        if name not in shape.__struct_fields__:
            beyond[name] = value
            continue
        inner = inner_shapes.get(name)
        if inner is not None and isinstance(value, Mapping):
            known[name], further = _split_all(value, inner) if name in _keyed(shape) else _split(value, inner)
            if further:
                beyond[name] = further
        elif inner is not None and isinstance(value, list | tuple) and name != OTHERS:
            known[name] = [_split(item, inner)[0] if isinstance(item, Mapping) else item for item in value]
        else:
            known[name] = value
    return known, beyond


def _split_all(
    values: Mapping[str, Any], shape: type[Struct]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The same for structures under keys that may be anything."""
    pairs = {key: _split(value, shape) for key, value in values.items() if isinstance(value, Mapping)}
    known = {key: pairs[key][0] if key in pairs else value for key, value in values.items()}
    return known, {key: beyond for key, (_, beyond) in pairs.items() if beyond}


def _joined(attributes: dict[str, Any], beyond: Mapping[str, Any], shape: type[Struct]) -> dict[str, Any]:
    """Attributes with unknown members put back, except into a value that is there no more."""
    inner_shapes = _inner_shapes(shape)
    for name, value in beyond.items():
        inner = inner_shapes.get(name)
        if inner is None:
            attributes.setdefault(name, value)
        elif name in _keyed(shape):
            for key in value.keys() & attributes.get(name, {}).keys():
                attributes[name][key] = _joined(attributes[name][key], value[key], inner)
        elif name in attributes or not _required(inner):
            attributes[name] = _joined(attributes.get(name, {}), value, inner)
    return attributes


@cache
def _inner_shapes(shape: type[Struct]) -> dict[str, type[Struct]]:
    """The fields that hold a structure, a tuple of such, or such under keys."""
    return {
        name: inner for name, hint in get_type_hints(shape).items() if (inner := _structure(hint)) is not None
    }


@cache
def _keyed(shape: type[Struct]) -> frozenset[str]:
    """The fields that hold values under keys."""
    hints = get_type_hints(shape)
    return frozenset(name for name, hint in hints.items() if get_origin(hint) is dict)


def _structure(hint: object) -> type[Struct] | None:
    if isinstance(hint, type) and issubclass(hint, Struct):
        return hint
    return next((inner for part in get_args(hint) if (inner := _structure(part)) is not None), None)


def _required(shape: type[Struct]) -> bool:
    """Whether a value of this shape needs more than its defaults."""
    return len(shape.__struct_defaults__) < len(shape.__struct_fields__)
