"""Amazon's limits of an interaction model: what would be refused on upload is refused here, with its file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NoReturn

from skill.content.reading import ContentError
from skill.sentences.invocation_name import faults_of
from skill.sentences.templates import LOCALES, SLOT_TYPES, Sentences, SpokenIntent

# Alexa Skills Kit, "Create the Interaction Model for Your Skill".
LARGEST_FILE = 1_500_000
MOST_INTENTS = 250
LONGEST_VALUE = 140
LONGEST_SAMPLE = 140
"""Amazon names no limit for samples; one longer than the longest slot value is a slip in a template."""

SLOT = re.compile(r"\{(\w+)\}")
SAMPLE = re.compile(r"(?:[A-Za-z'.-]+|\{\w+\})(?: (?:[A-Za-z'.-]+|\{\w+\}))*")
"""Letters, spaces, apostrophes, periods, hyphens, and braces round a slot; no digits."""
VALUE = re.compile(r"[A-Za-z0-9'.-]+(?: [A-Za-z0-9'.-]+)*")


def check_intents(sentences: Sentences) -> None:
    """The sentences of all intents.

    Raises:
        ContentError: one of them cannot be a sample; names file and intent.
    """
    said: dict[str, SpokenIntent] = {}
    names = [intent.name for intent in sentences.intents]
    if len(names) + len(sentences.amazon.intents) > MOST_INTENTS:
        raise ContentError(sentences.folder, f"expected at most {MOST_INTENTS} intents")
    for intent in sentences.intents:
        if intent.name.startswith("AMAZON."):
            _refuse(intent, "Amazon's own intents get no samples")
        _check_slots(intent)
        for sample in intent.samples:
            _check_sample(intent, sample)
            other = said.setdefault(sample.casefold(), intent)
            if other is not intent:
                _refuse(intent, f"{sample!r} is a sentence of {other.name} in {other.path.name} too")


def check_invocation_name(sentences: Sentences, locale: str) -> None:
    """The name that opens the skill; ContentError if Amazon would not take it."""
    name = sentences.locales[locale].invocation_name
    if faults := faults_of(name):
        path = sentences.folder / LOCALES
        raise ContentError(
            path, f"expected an invocation name that {faults[0]}, not {name!r} - at `{locale}`"
        )


def check_slot_types(sentences: Sentences, types: Iterable[dict[str, Any]]) -> None:
    """The values of the slot types; ContentError if one is too long or means two things."""
    for slot_type in types:
        said: dict[str, str] = {}
        for value in slot_type["values"]:
            for name in (value["name"]["value"], *value["name"]["synonyms"]):
                _check_value(sentences, slot_type["name"], name)
                if said.setdefault(name.casefold(), value["id"]) != value["id"]:
                    fault = f"{slot_type['name']}: {name!r} means {said[name.casefold()]} and {value['id']}"
                    raise ContentError(sentences.folder / SLOT_TYPES, fault)
    known = {slot_type["name"] for slot_type in types}
    for intent in sentences.intents:
        for slot, type_name in intent.slots.items():
            if type_name not in known and not type_name.startswith("AMAZON."):
                _refuse(intent, f"slot {slot} is of no known type: {type_name}")


def check_size(sentences: Sentences, text: str) -> None:
    """The whole document; ContentError if it is too large."""
    size = len(text.encode())
    if size > LARGEST_FILE:
        raise ContentError(sentences.folder, f"the model has {size:,} bytes, more than {LARGEST_FILE:,}")


def _check_slots(intent: SpokenIntent) -> None:
    used = {slot for sample in intent.samples for slot in SLOT.findall(sample)}
    if unknown := sorted(used - intent.slots.keys()):
        _refuse(intent, f"slot {unknown[0]} is in a sentence, but not in slots")
    if unused := sorted(intent.slots.keys() - used):
        _refuse(intent, f"slot {unused[0]} is in no sentence")


def _check_sample(intent: SpokenIntent, sample: str) -> None:
    if not SAMPLE.fullmatch(sample):
        _refuse(intent, f"expected letters, apostrophes, periods, hyphens and slots only, not {sample!r}")
    if len(sample) > LONGEST_SAMPLE:
        _refuse(intent, f"longer than {LONGEST_SAMPLE} characters: {sample!r}")
    slots = SLOT.findall(sample)
    if len(slots) != len(set(slots)):
        _refuse(intent, f"a slot stands twice in {sample!r}")


def _check_value(sentences: Sentences, type_name: str, name: str) -> None:
    if len(name) > LONGEST_VALUE or not VALUE.fullmatch(name):
        fault = f"{type_name}: expected letters and digits, {LONGEST_VALUE} at most, not {name!r}"
        raise ContentError(sentences.folder / SLOT_TYPES, fault)


def _refuse(intent: SpokenIntent, fault: str) -> NoReturn:
    raise ContentError(intent.path, f"{intent.name}: {fault}")
