"""What a content file has that its shape does not allow, in words that an author understands.

msgspec stops at the first fault and names it in the words of a programming language.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeAlias

import msgspec
from msgspec import inspect

from skill.content.reading import named

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value: names of tables and entries, positions in lists."""
Found: TypeAlias = Iterator[tuple[Place, str]]

ANY_TEXT = "any_text"
_AT = re.compile(r" - at `.*`$", re.DOTALL)


def faults_of(value: Any, shape: Any) -> list[str]:
    """Everything in `value` that `shape` does not allow, each with its field; at least one line.

    `value` must be one that msgspec has refused.
    """
    found = [_line(place, text) for place, text in _faults((), value, inspect.type_info(shape))]
    return found or _objections(value, shape) or ["not of the expected form"]


def _line(place: Place, text: str) -> str:
    field = named(*place)
    return f"{field}: {text}" if field else text


def _faults(place: Place, value: Any, shape: inspect.Type) -> Found:
    if isinstance(shape, inspect.UnionType):
        shape = _member(value, shape)
    match shape, value:
        case inspect.StructType(), dict():
            yield from _struct(place, value, shape)
        case inspect.DictType(), dict():
            yield from _table(place, value, shape)
        case inspect.VarTupleType(), list():
            if len(value) < (shape.min_length or 0):
                yield place, f"expected {_words(shape)}, not {len(value)}"
            for index, item in enumerate(value):
                yield from _faults((*place, index), item, shape.item_type)
        case inspect.TupleType(), list() if len(value) == len(shape.item_types):
            for index, item in enumerate(value):
                yield from _faults((*place, index), item, shape.item_types[index])
        case _ if not _allows(shape, value):
            yield place, f"expected {_words(shape)}, not {_shown(value)}"


def _struct(place: Place, value: Mapping[str, Any], shape: inspect.StructType) -> Found:
    fields = {field.encode_name: field for field in shape.fields}
    strange = [name for name in value if name not in fields]
    missing = [name for name, field in fields.items() if field.required and name not in value]
    within = [
        each
        for name, field in fields.items()
        if name in value
        for each in _faults((*place, name), value[name], field.type)
    ]
    for name in strange:
        yield (*place, name), f"there is no such entry{_meant(name, fields.keys() - value.keys())}"
    for name in missing:
        yield (*place, name), f"is missing; expected {_words(fields[name].type)}"
    yield from within
    wrong = {*strange, *missing, *(str(each[len(place)]) for each, _ in within)}
    filled = {name: _any(fields[name].type) for name in wrong if name in fields and fields[name].required}
    if None in filled.values():
        return
    sound = {name: item for name, item in value.items() if name not in wrong}
    for objection in _objections(sound | filled, shape.cls):
        if not any(re.search(rf"\b{name}\b", objection) for name in filled):
            yield place, objection


def _any(shape: inspect.Type) -> Any:
    """Some value in place of a required one that is wrong, so that the others can be looked at together; None
    where there is no simple one."""
    match shape:
        case inspect.StrType():
            return ANY_TEXT
        case inspect.IntType() | inspect.FloatType():
            return shape.ge or shape.le or 0
        case inspect.TupleType():
            return [_any(item) for item in shape.item_types]
    return None


def _table(place: Place, value: Mapping[str, Any], shape: inspect.DictType) -> Found:
    for name, item in value.items():
        if _allows(shape.key_type, name):
            yield from _faults((*place, name), item, shape.value_type)
        else:
            yield place, f"expected {_words(shape.key_type)}, not {_shown(name)}"


def _objections(value: Any, shape: Any) -> list[str]:
    """What a class says of values that are each allowed, but not together: one a line."""
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        return _AT.sub("", str(error)).splitlines()
    return []


def _member(value: Any, shape: inspect.UnionType) -> inspect.Type:
    """The member of a union that a value of this kind is meant for; the union itself if none is."""
    kinds: dict[type, tuple[type, ...]] = {
        dict: (inspect.StructType, inspect.DictType),
        list: (inspect.VarTupleType, inspect.TupleType),
        str: (inspect.StrType, inspect.EnumType),
        int: (inspect.IntType, inspect.FloatType),
        float: (inspect.FloatType,),
    }
    wanted = kinds.get(type(value), ())
    return next((member for member in shape.types if isinstance(member, wanted)), shape)


def _allows(shape: inspect.Type, value: Any) -> bool:
    """Whether a value without parts is one of the shape's."""
    match shape:
        case inspect.EnumType():
            return value in [member.value for member in shape.cls]
        case inspect.StrType():
            long_enough = isinstance(value, str) and len(value) >= (shape.min_length or 0)
            return long_enough and re.search(shape.pattern or "", value) is not None
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool) and _within(shape, value)
        case inspect.FloatType():
            return isinstance(value, int | float) and not isinstance(value, bool) and _within(shape, value)
        case inspect.BoolType():
            return isinstance(value, bool)
    return False


def _within(shape: inspect.IntType | inspect.FloatType, value: float) -> bool:
    return (
        (shape.ge is None or value >= shape.ge)
        and (shape.gt is None or value > shape.gt)
        and (shape.le is None or value <= shape.le)
        and (shape.lt is None or value < shape.lt)
    )


def _words(shape: inspect.Type) -> str:
    """What belongs there."""
    match shape:
        case inspect.EnumType():
            return f"one of {', '.join(str(member.value) for member in shape.cls)}"
        case inspect.StrType(pattern="^[a-z_]+$"):
            return "lower-case letters and underscores"
        case inspect.StrType():
            return "a text"
        case inspect.IntType() | inspect.FloatType():
            kind = "a whole number" if isinstance(shape, inspect.IntType) else "a number"
            return kind + _range(shape)
        case inspect.BoolType():
            return "true or false"
        case inspect.VarTupleType():
            return f"a list of at least {shape.min_length}" if shape.min_length else "a list"
        case inspect.TupleType():
            return f"a list of {len(shape.item_types)}"
        case inspect.UnionType():
            members = [member for member in shape.types if not isinstance(member, inspect.NoneType)]
            return " or ".join(dict.fromkeys(map(_words, members)))
    return "a table"


def _range(shape: inspect.IntType | inspect.FloatType) -> str:
    if shape.ge is not None and shape.le is not None:
        return f" from {shape.ge:g} to {shape.le:g}"
    bounds = {"of at least": shape.ge, "above": shape.gt, "of at most": shape.le, "below": shape.lt}
    told = [f"{words} {bound:g}" for words, bound in bounds.items() if bound is not None]
    return f" {' and '.join(told)}" if told else ""


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"a list of {len(value)}" if isinstance(value, list) else "a table"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _meant(name: str, free: Collection[str]) -> str:
    near = get_close_matches(name, sorted(free), n=1)
    return f"; did you mean {near[0]}?" if near else ""
