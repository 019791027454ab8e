"""Checks the settings, content, storage and interaction models, and reports all problems at once."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from skill import setting_names, store_url
from skill.content import ContentError, load
from skill.content.library import HERE
from skill.skill import INTENTS
from skill.storage import StoreUnavailableError
from skill.storage.opening import open_store
from skill.storage.sqlite_faults import unavailable
from skill.store_url import SqliteUrl, StoreUrl, StoreUrlError

MODELS = Path(__file__).parents[1] / "interaction_model" / "interactionModels" / "custom"

# Alexa Skills Kit, "Create the Interaction Model for Your Skill".
LARGEST_MODEL = 1_500_000
MOST_INTENTS = 250
LONGEST_VALUE = 140
SAMPLE = re.compile(r"(?:[A-Za-z'.-]+|\{\w+\})(?: (?:[A-Za-z'.-]+|\{\w+\}))*")
"""Letters, spaces, apostrophes, periods, hyphens, and braces round a slot; no digits."""

Problems = list[str]


class Tried(NamedTuple):
    """The result for one part of what the skill needs."""

    part: str
    what: str
    """What was checked, for a part without problems."""
    problems: Problems


def check(environment: Mapping[str, str] = os.environ) -> Iterator[Tried]:
    """Each part that the skill needs, with all problems in it."""
    yield _environment(environment)
    yield _content()
    yield _store(environment)
    yield _models()


def _environment(environment: Mapping[str, str]) -> Tried:
    found = [name for name in sorted(environment) if name.startswith("SKILL_")]
    told = f"ok, {', '.join(found) or 'no SKILL_ variable is set'}"
    if not environment.get("SKILL_ID"):
        told += "; serve and Lambda need SKILL_ID"
    return Tried("environment", told, setting_names.problems(environment))


def _content() -> Tried:
    try:
        library = load()
    except ContentError as error:
        lines = [f"{fault.path.relative_to(HERE)}: {fault.text}" for fault in error.faults]
        return Tried("content", "", lines)
    counted = f"{len(library.exercises)} exercises, routines: {', '.join(library.routines)}"
    languages = ", ".join([*library.languages, *library.locales])
    return Tried("content", f"ok, {counted}, languages: {languages}", [])


def _store(environment: Mapping[str, str]) -> Tried:
    """Whether state can be written and read where SKILL_STORE says."""
    try:
        url = store_url.parse(environment.get("SKILL_STORE") or str(store_url.USUAL))
    except StoreUrlError:
        return Tried("store", "not checked, because SKILL_STORE is wrong", [])
    try:
        if isinstance(url, SqliteUrl) and not url.path.exists():
            _try_beside(url.path)
            return Tried("store", f"ok, {url} can be created; the first use of the skill creates it", [])
        _write_and_read(url)
    except ModuleNotFoundError as missing:
        return Tried("store", "", [f"{missing.name} is not installed, so {url} cannot be tried"])
    except (OSError, StoreUnavailableError) as error:
        fault = unavailable(error) if isinstance(error, OSError) else error
        return Tried("store", "", [f"SKILL_STORE is '{url}', where nothing can be stored: {fault}"])
    return Tried("store", f"ok, wrote to {url} and read it", [])


def _try_beside(file: Path) -> None:
    """Write and read a temporary database in the folder where the file will be."""
    folder = next(parent for parent in file.absolute().parents if parent.is_dir())
    with tempfile.TemporaryDirectory(dir=folder, prefix=".check-") as passing:
        _write_and_read(SqliteUrl(Path(passing) / file.name))


def _write_and_read(url: StoreUrl) -> None:
    store = open_store(url)
    try:
        store.check()
    finally:
        store.close()


def _models() -> Tried:
    """Whether Amazon would accept each locale's model, and it has all intents, exercises and routines."""
    if not MODELS.parents[1].is_dir():
        return Tried("interaction model", "not checked: it is not deployed with the skill", [])
    files = sorted(MODELS.glob("*.json"))
    if not files:
        return Tried("interaction model", "", [f"there is none in {MODELS}: run make model"])
    problems = [f"{file.name}: {problem}" for file in files for problem in _model(file)]
    return Tried("interaction model", f"ok, {', '.join(file.stem for file in files)}", problems)


def _model(file: Path) -> Problems:
    try:
        language_model = json.loads(file.read_text("utf-8"))["interactionModel"]["languageModel"]
        samples = {intent["name"]: intent["samples"] for intent in language_model["intents"]}
        values = {each["name"]: _names(each["values"]) for each in language_model["types"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"cannot be read ({type(error).__name__}): run make model"]
    problems = _differences("intent", set(samples), set(INTENTS), "handler in skill/skill.py")
    problems += _beyond_limits(file, samples, values)
    try:
        language = load().language(file.stem)
    except ContentError:
        return problems  # told under content
    for kind, named in (("exercise", language.exercises), ("routine", language.routines)):
        known = values.get(kind.upper(), {})
        problems += _differences(kind, set(known), set(named), "content")
        new = {name for id, words in named.items() for name in words.names if id in known} - {
            name for names in known.values() for name in names
        }
        problems += [f"the name {name!r} is missing: run make model" for name in sorted(new)]
    return problems


def _names(values: list[dict[str, Any]]) -> dict[str, list[str]]:
    """What each value of a slot type is called."""
    return {value["id"]: [value["name"]["value"], *value["name"].get("synonyms", ())] for value in values}


def _beyond_limits(
    file: Path, samples: Mapping[str, list[str]], values: Mapping[str, Mapping[str, list[str]]]
) -> Problems:
    """What Amazon would refuse when the model is uploaded."""
    bad = [(name, said) for name, texts in samples.items() for said in texts if not SAMPLE.fullmatch(said)]
    problems = [f"{name}: expected letters and slots only, not {said!r}" for name, said in bad]
    for type_name, names in values.items():
        long = [name for each in names.values() for name in each if len(name) > LONGEST_VALUE]
        problems += [f"{type_name}: longer than {LONGEST_VALUE} characters: {name!r}" for name in long]
    if len(samples) > MOST_INTENTS:
        problems.append(f"{len(samples)} intents, more than {MOST_INTENTS}")
    if (size := file.stat().st_size) > LARGEST_MODEL:
        problems.append(f"{size:,} bytes, more than {LARGEST_MODEL:,}")
    return problems


def _differences(kind: str, in_model: set[str], in_code: set[str], home: str) -> Problems:
    """What one has and the other lacks."""
    only_here = [f"the {kind} {name!r} has no {home}" for name in sorted(in_model - in_code)]
    only_there = [f"the {kind} {name!r} is missing: run make model" for name in sorted(in_code - in_model)]
    return only_here + only_there
