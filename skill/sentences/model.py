"""The interaction model of a locale: what ask-cli uploads, from the sentences and the content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from skill.content.language import Language
from skill.sentences import limits
from skill.sentences.templates import Sentences

Json: TypeAlias = dict[str, Any]


def build(sentences: Sentences, language: Language, locale: str) -> Json:
    """The document for one locale, within Amazon's limits.

    Raises:
        ContentError: a sentence, a name or the invocation name breaks one of them.
    """
    limits.check_intents(sentences)
    limits.check_invocation_name(sentences, locale)
    types = list(_slot_types(sentences, language))
    limits.check_slot_types(sentences, types)
    model = {
        "interactionModel": {
            "languageModel": {
                "invocationName": sentences.locales[locale].invocation_name,
                "modelConfiguration": {
                    "fallbackIntentSensitivity": {"level": sentences.amazon.fallback_sensitivity}
                },
                "intents": list(_intents(sentences)),
                "types": types,
            }
        }
    }
    limits.check_size(sentences, written(model))
    return model


def written(model: Json) -> str:
    """The document as it stands in its file: one intent a line, since a line for every sample costs room."""
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    return text.replace('{"name":', '\n{"name":') + "\n"


def _intents(sentences: Sentences) -> Iterator[Json]:
    for name in sentences.amazon.intents:
        yield {"name": name, "samples": []}
    for intent in sentences.intents:
        slots = [{"name": slot, "type": type_name} for slot, type_name in intent.slots.items()]
        yield {"name": intent.name, "slots": slots, "samples": list(intent.samples)}


def _slot_types(sentences: Sentences, language: Language) -> Iterator[Json]:
    exercises = {name: words.names for name, words in language.exercises.items()}
    parts = {part.value: words.names for part, words in language.body_parts.items()}
    types: Mapping[str, Mapping[str, Iterable[str]]] = {
        "EXERCISE": exercises,
        "ROUTINE": {name: words.names for name, words in language.routines.items()},
        **sentences.slot_types,
        "BODY_PART": parts,
        "CONDITION": {name: words.names for name, words in language.conditions.items()},
    }
    for type_name, values in types.items():
        yield {"name": type_name, "values": [_value(key, *names) for key, names in values.items()]}


def _value(key: str, name: str, *synonyms: str) -> Json:
    return {"id": key, "name": {"value": name, "synonyms": list(synonyms)}}
