"""The values in an utterance, and the utterance with slot types in their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from hassil import RecognizeResult, recognize_all
from hassil.models import MatchEntity

from skill.echo.grammar import DURATION, NUMBER, Grammar, reference

_SHORTENED = re.compile(r"(?<=\w)('s)\b")
"""What a value may be run together with: "my knee's sore"."""


class Spotted(NamedTuple):
    """A known value inside an utterance: its slot type, and what is said before and after it."""

    type_name: str
    before: str
    value: str
    after: str
    found: tuple[MatchEntity, ...]


NOTHING = Spotted("", "", "", "", ())


class Masked(NamedTuple):
    """An utterance with slot types in place of values."""

    text: str
    found: Mapping[str, Spotted] = {}


class Masking:
    """Finds the values of some slot types; `wanted` tells which types samples want together."""

    def __init__(self, grammar: Grammar, wanted: Iterable[Iterable[str]]) -> None:
        self._kinds = {tuple(sorted(types)) for types in wanted}
        type_names = {type_name for kind in self._kinds for type_name in kind}
        around = "[{{anything:before}}] {} [{{anything:after}}]"
        self._spots = grammar.compile(
            {name: [around.format(reference("value", name))] for name in sorted(type_names)}
        )

    def of(self, text: str) -> Iterator[Masked]:
        """The utterance as it is, and with its values masked: one, or two where samples want two."""
        yield Masked(text)
        spots = list(self._spot(_SHORTENED.sub(r" \1", text)))
        for spot in spots:
            yield Masked(_text(spot.before, mask(spot.type_name), spot.after), {spot.type_name: spot})
        for one, other in combinations(spots, 2):
            first, second = sorted((one, other), key=lambda spot: len(spot.before))
            between = first.after.removesuffix(f"{second.value} {second.after}".strip())
            kind = tuple(sorted((first.type_name, second.type_name)))
            if kind in self._kinds and len(first.before) + len(first.value) <= len(second.before):
                yield Masked(
                    _text(first.before, mask(first.type_name), between, mask(second.type_name), second.after),
                    {first.type_name: first, second.type_name: second},
                )

    def _spot(self, text: str) -> Iterable[Spotted]:
        """The known values in an utterance: of each slot type the longest."""
        longest: dict[str, Spotted] = {}
        for spotted in filter(None, (_spotted(text, result) for result in recognize_all(text, self._spots))):
            known = longest.setdefault(spotted.type_name, spotted)
            if len(spotted.value) > len(known.value):
                longest[spotted.type_name] = spotted
        if DURATION in longest and longest.get(NUMBER, NOTHING).value in longest[DURATION].value.split():
            del longest[NUMBER]
        return longest.values()


def mask(type_name: str) -> str:
    """What stands for a value where sentences are compared."""
    return "*" + type_name.replace(".", "_")


def _text(*parts: str) -> str:
    return " ".join(filter(None, (part.strip() for part in parts)))


def _spotted(text: str, result: RecognizeResult) -> Spotted | None:
    """None where the value is only a part of a word: there is no plank in plankton."""
    before, after = (_wild(result, name) for name in ("before", "after"))
    rest = text.removeprefix(before).removesuffix(after)
    if (before and not rest.startswith(" ")) or (after and not rest.endswith(" ")):
        return None
    values = tuple(entity for entity in result.entities_list if not entity.is_wildcard)
    return Spotted(result.intent.name, before, rest.strip(), after, values)


def _wild(result: RecognizeResult, name: str) -> str:
    return result.entities[name].text if name in result.entities else ""
