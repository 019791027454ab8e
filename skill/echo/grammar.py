"""Sentences as hassil reads them: what may stand in a slot, and which sentence an utterance is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from hassil import (
    Intents,
    RangeSlotList,
    RecognizeResult,
    TextSlotList,
    TextSlotValue,
    WildcardSlotList,
    parse_sentence,
    recognize_all,
)
from hassil.expression import TextChunk
from hassil.intents import Intent, IntentData
from hassil.models import MatchEntity

Json: TypeAlias = dict[str, Any]
SlotTypes: TypeAlias = Mapping[str, str]
"""The slots of an intent: name → type."""

NUMBER = "AMAZON.NUMBER"
DURATION = "AMAZON.DURATION"
TIME, DATE = "AMAZON.TIME", "AMAZON.DATE"
BY_RULE = {DURATION: "<duration>", TIME: "<time>", DATE: "<date>"}
"""Amazon's types whose values are made of several words."""
LARGEST = 1000
"""Numbers from zero to this are known, in words and in digits."""
SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Understood:
    """An intent, and what was found in the utterance to fill its slots with."""

    intent: str
    found: tuple[MatchEntity, ...] = ()


class Grammar:
    """The values of a model's slot types, numbers and lengths of time, for any sentences to refer to."""

    def __init__(self, slot_types: Iterable[Json], language: Json, invocation_name: str) -> None:
        self._language = language["language"]
        self._lists = {
            "number": RangeSlotList("number", 0, LARGEST),
            "amount": TextSlotList.from_tuples(language["amounts"].items(), name="amount"),
            "half": TextSlotList.from_tuples(language["halves"].items(), name="half"),
            **{
                name: TextSlotList.from_tuples(values.items(), name=name)
                for name, values in language["clock"].items()
            },
            "anything": WildcardSlotList("anything"),
        } | {slot_type["name"]: _known_values(slot_type) for slot_type in slot_types}
        rules = language["rules"] | {"skill": invocation_name}
        self._rules = {name: parse_sentence(rule) for name, rule in rules.items()}

    def compile(self, sentences: Mapping[str, Iterable[str]]) -> Intents:
        """Sentences by name, the more important ones first."""
        return self.of_parts({name: [IntentData(list(texts))] for name, texts in sentences.items()})

    def of_parts(self, parts: Mapping[str, list[IntentData]]) -> Intents:
        """The same of sentences that hassil has read already, which takes it longer than comparing them."""
        intents = {name: Intent(name, data) for name, data in parts.items()}
        return Intents(self._language, intents, slot_lists=self._lists, expansion_rules=self._rules)


def reference(slot: str, type_name: str) -> str:
    """What stands for a slot of a type in a sentence."""
    if type_name in BY_RULE:
        return BY_RULE[type_name]
    return f"{{number:{slot}}}" if type_name == NUMBER else f"{{{type_name}:{slot}}}"


def best(
    text: str, sentences: Intents, may_be: Callable[[Understood], bool] = lambda _: True
) -> Understood | None:
    """The sentence that leaves least to its slots; of two that leave the same, the one that stands first."""
    by_fit = sorted(recognize_all(text, sentences), key=_left_to_slots)
    meant = (Understood(result.intent.name, tuple(result.entities_list)) for result in by_fit)
    return next(filter(may_be, meant), None)


def _left_to_slots(result: RecognizeResult) -> tuple[int, int, int]:
    entities = result.entities_list
    return len(entities), -result.text_chunks_matched, sum(len(entity.text) for entity in entities)


def _known_values(slot_type: Json) -> TextSlotList:
    """The names of a slot type; each stands for its value as entity resolution gives it."""
    return TextSlotList(
        slot_type["name"], [known for value in slot_type["values"] for known in _names(value)]
    )


def _names(value: Json) -> Iterable[TextSlotValue]:
    name = value["name"]
    resolved = {"name": name["value"], "id": value["id"]}
    return (TextSlotValue(TextChunk(said), resolved) for said in (name["value"], *name.get("synonyms", [])))
