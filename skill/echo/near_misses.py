"""The nearest sample to an utterance that is none to the letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from hassil import RecognizeResult, recognize_all
from hassil.models import MatchEntity
from rapidfuzz import fuzz, process

from skill.echo.grammar import SLOT, Grammar, SlotTypes, Understood, reference

ALIKE = 88
"""Per cent of likeness from which a sample is meant; "what time is it" has 87 of "what side is it"."""
MARK = "*"
"""Stands for the slot where an utterance and a sample are compared letter by letter."""
NONE = ""
"""The slot, and the slot type, of a sample without."""


class _Spotted(NamedTuple):
    """A known value inside an utterance, and the utterance with a mark in its place."""

    type_name: str
    masked: str
    found: tuple[MatchEntity, ...] = ()


class _Near(NamedTuple):
    likeness: float
    understood: Understood


class NearMisses:
    """Samples to compare with: those that want a number for an utterance with a number in it, and so on."""

    def __init__(
        self,
        samples: Mapping[str, Iterable[str]],
        slot_types: Mapping[str, SlotTypes],
        grammar: Grammar,
        negations: Iterable[str],
    ) -> None:
        self._negations = frozenset(negations)
        self._targets: defaultdict[tuple[str, bool], dict[str, tuple[str, str]]] = defaultdict(dict)
        for intent, texts in samples.items():
            for text in texts:
                self._add(intent, text.casefold(), slot_types[intent])
        type_names = {type_name for types in slot_types.values() for type_name in types.values()}
        around = "[{{anything:before}}] {} [{{anything:after}}]"
        self._spots = grammar.compile(
            {name: [around.format(reference("value", name))] for name in type_names}
        )

    def _add(self, intent: str, sample: str, slot_types: SlotTypes) -> None:
        slot = SLOT.search(sample)
        name = slot[1] if slot else NONE
        targets = self._targets[slot_types.get(name, NONE), self._negates(sample)]
        targets.setdefault(SLOT.sub(MARK, sample), (intent, name))

    def nearest(self, text: str) -> Understood | None:
        """What the sample means that is most like the utterance, if it is like enough.

        Samples with a slot for a value in the utterance come first: nobody says a number for nothing.
        """
        with_a_value = filter(None, (self._near(spotted) for spotted in self._spot(text)))
        near = max(with_a_value, key=lambda near: near.likeness, default=None) or self._near(
            _Spotted(NONE, text)
        )
        return near.understood if near else None

    def _spot(self, text: str) -> Iterable[_Spotted]:
        """The known values in an utterance: of each slot type the longest."""
        longest: dict[str, _Spotted] = {}
        for spotted in filter(None, (_spotted(text, result) for result in recognize_all(text, self._spots))):
            known = longest.setdefault(spotted.type_name, spotted)
            if len(spotted.masked) < len(known.masked):
                longest[spotted.type_name] = spotted
        return longest.values()

    def _near(self, spotted: _Spotted) -> _Near | None:
        targets = self._targets[spotted.type_name, self._negates(spotted.masked)]
        found = process.extractOne(spotted.masked, targets.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found is None:
            return None
        sample, likeness, _ = found
        intent, slot = targets[sample]
        values = (replace(value, name=slot) if value.name == "value" else value for value in spotted.found)
        return _Near(likeness, Understood(intent, tuple(values)))

    def _negates(self, text: str) -> bool:
        return not self._negations.isdisjoint(text.split())


def _spotted(text: str, result: RecognizeResult) -> _Spotted | None:
    """None where the value is only a part of a word: there is no plank in plankton."""
    before, after = (_text(result, name) for name in ("before", "after"))
    rest = text.removeprefix(before).removesuffix(after)
    if (before and not rest.startswith(" ")) or (after and not rest.endswith(" ")):
        return None
    values = tuple(entity for entity in result.entities_list if not entity.is_wildcard)
    return _Spotted(result.intent.name, " ".join(filter(None, (before, MARK, after))), values)


def _text(result: RecognizeResult, name: str) -> str:
    return result.entities[name].text if name in result.entities else ""
