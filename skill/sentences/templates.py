"""The sentence templates of one language, as a translator writes them, and the sentences they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

from hassil import Sentence, parse_sentence
from hassil.errors import MissingRuleError
from hassil.parser import ParseError
from hassil.sample import sample_sentence
from msgspec import Meta, Struct

from skill.content.reading import ContentError, read

Text = Annotated[str, Meta(min_length=1)]

FOLDER = Path(__file__).parents[2] / "interaction_model" / "sentences"
"""Only here while developing: the package that is deployed has no sentences."""
AMAZON, RULES, SLOT_TYPES, LOCALES = "amazon.toml", "rules.toml", "slot_types.toml", "locales.toml"
COURTESIES = "courtesies.toml"
NO_INTENTS = {RULES, SLOT_TYPES, LOCALES, COURTESIES}
"""Files that hold something else than wishes."""
MOST_IN_A_TEMPLATE = 500
"""Sentences one template may stand for; more are permutations that nobody reads."""


class IntentTemplates(Struct, frozen=True, forbid_unknown_fields=True):
    """How one intent is said."""

    sentences: Annotated[tuple[Text, ...], Meta(min_length=1)]
    misheard: tuple[Text, ...] = ()
    """What speech recognition makes of it when somebody is out of breath."""
    slots: Mapping[str, Text] = {}
    """Slot name → slot type."""


class Courtesies(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What people put around a wish without another meaning."""

    before: tuple[Text, ...]
    after: tuple[Text, ...]

    @cached_property
    def _around(self) -> re.Pattern[str]:
        before, after = ("|".join(map(re.escape, phrases)) for phrases in (self.before, self.after))
        return re.compile(rf"^(?:(?:{before}) )+(?=\S)|(?<=\S)(?: (?:{after}))+$", re.IGNORECASE)

    def bare(self, sample: str) -> str:
        """A sentence without them; one with slots as it is, for there they show where a slot begins."""
        return sample if "{" in sample else self._around.sub("", sample)


class LocaleSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What differs between the Echos of one language."""

    invocation_name: Text


class AmazonIntents(Struct, frozen=True, forbid_unknown_fields=True):
    """Amazon's own intents, which are the same in every language."""

    intents: tuple[Text, ...]
    fallback_sensitivity: Text


@dataclass(frozen=True, slots=True)
class SpokenIntent:
    """An intent with its samples, and the file they come from."""

    name: str
    path: Path
    slots: Mapping[str, str]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Everything that people say in one language."""

    folder: Path
    intents: tuple[SpokenIntent, ...]
    slot_types: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Slot type → id of a value → its name and synonyms."""
    locales: Mapping[str, LocaleSettings]
    amazon: AmazonIntents


def load(language: str = "en", folder: Path = FOLDER) -> Sentences:
    """The sentences of a language, expanded.

    Raises:
        ContentError: a file is missing or bad; names file, intent and what was expected.
    """
    home = folder / language
    rules, courtesies = _rules(home / RULES), read(home / COURTESIES, Courtesies)
    return Sentences(
        folder=home,
        intents=tuple(_intents(home, rules, courtesies)),
        slot_types=read(home / SLOT_TYPES, dict[str, dict[str, tuple[Text, ...]]]),
        locales=read(home / LOCALES, dict[str, LocaleSettings]),
        amazon=read(folder / AMAZON, AmazonIntents),
    )


def _rules(path: Path) -> dict[str, Sentence]:
    texts = read(path, dict[str, Text])
    return {name: _parsed(path, name, text) for name, text in texts.items()}


def _intents(home: Path, rules: dict[str, Sentence], courtesies: Courtesies) -> Iterator[SpokenIntent]:
    files: dict[str, Path] = {}
    for path in sorted(home.glob("*.toml")):
        if path.name in NO_INTENTS:
            continue
        for name, templates in read(path, dict[str, IntentTemplates]).items():
            if name in files:
                raise ContentError(path, f"{name} is in {files[name].name} too")
            files[name] = path
            samples = _told_apart(_samples(path, name, templates, rules), courtesies)
            yield SpokenIntent(name, path, templates.slots, samples)


def _samples(
    path: Path, name: str, templates: IntentTemplates, rules: dict[str, Sentence]
) -> tuple[str, ...]:
    """Every sentence once, in the order of the file."""
    found: dict[str, str] = {}
    for template in (*templates.sentences, *templates.misheard):
        for sample in _expanded(path, name, template, rules):
            found.setdefault(sample.casefold(), sample)
    return tuple(found.values())


def _told_apart(samples: tuple[str, ...], courtesies: Courtesies) -> tuple[str, ...]:
    """The sentences without those that are another one of them with a courtesy around it."""
    said = {sample.casefold() for sample in samples}
    bare = ((sample, courtesies.bare(sample)) for sample in samples)
    return tuple(sample for sample, rest in bare if rest == sample or rest.casefold() not in said)


def _expanded(path: Path, name: str, template: str, rules: dict[str, Sentence]) -> list[str]:
    samples: list[str] = []
    try:
        for text in sample_sentence(_parsed(path, name, template), expansion_rules=rules, expand_lists=False):
            samples.append(" ".join(text.split()))
            if len(samples) > MOST_IN_A_TEMPLATE:
                fault = f"{name}: stands for more than {MOST_IN_A_TEMPLATE} sentences: {template!r}"
                raise ContentError(path, fault)
    except MissingRuleError as error:
        raise ContentError(path, f"{name}: no such rule in {RULES}: {template!r}") from error
    return samples


def _parsed(path: Path, name: str, template: str) -> Sentence:
    try:
        return parse_sentence(template)
    except (ParseError, AssertionError) as error:
        raise ContentError(path, f"{name}: not a sentence template: {template!r}") from error
