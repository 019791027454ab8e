"""Checks all that the skill needs, and tells everything that is wrong at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from skill import settings
from skill.content import ContentError, load
from skill.content.checking import faults
from skill.skill import INTENTS
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore

MODELS = Path(__file__).parents[1] / "interaction_model" / "interactionModels" / "custom"

Problems = list[str]


def check(environment: Mapping[str, str] = os.environ) -> Iterable[tuple[str, Problems]]:
    """What was tried, and what is wrong with it; an empty list where nothing is."""
    parts: dict[str, Callable[[], Problems]] = {
        "environment": lambda: settings.problems(environment),
        "content": lambda: [str(fault) for fault in faults()],
        "store": lambda: _store(environment),
        "interaction model": _models,
    }
    for name, problems in parts.items():
        yield name, problems()


def _store(environment: Mapping[str, str]) -> Problems:
    """Whether state can be written and read, in the table if one is named, else in the database file."""
    table = environment.get("SKILL_TABLE", "")
    if table:
        return _dynamodb(table)
    database = Path(environment.get("SKILL_DATABASE") or settings.DATABASE)
    if database.is_dir():
        return [f"{database} is a folder"]
    store = SqliteStore(database)
    try:
        store.check()
    except StoreUnavailableError as error:
        return [f"{database} cannot be used ({error}): set SKILL_DATABASE to a file that this user may write"]
    finally:
        store.close()
    return []


def _dynamodb(table: str) -> Problems:
    try:
        from skill.storage.dynamodb import DynamoDbStore, TableError
    except ModuleNotFoundError as missing:
        return [f"{missing.name} is not installed, so the table {table!r} cannot be tried"]
    try:
        DynamoDbStore(table).prepare()
    except (TableError, StoreUnavailableError) as error:
        return [f"the table {table!r} cannot be used: {error}"]
    return []


def _models() -> Problems:
    """Whether every locale's model has the skill's intents and the content's exercises."""
    files = sorted(MODELS.glob("*.json"))
    if not files:
        return [f"there is no model in {MODELS}: run make model"]
    return [f"{file.name}: {problem}" for file in files for problem in _model(file)]


def _model(file: Path) -> Problems:
    try:
        language_model = json.loads(file.read_text("utf-8"))["interactionModel"]["languageModel"]
        intents = {intent["name"] for intent in language_model["intents"]}
        types = {each["name"]: {value["id"] for value in each["values"]} for each in language_model["types"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"cannot be read ({type(error).__name__}): run make model"]
    problems = _differences("intent", intents, set(INTENTS), "handler in skill/skill.py")
    try:
        exercises: set[Any] = set(load().exercises)
    except ContentError:
        return problems  # told under content
    return problems + _differences("exercise", types.get("EXERCISE", set()), exercises, "content")


def _differences(kind: str, in_model: set[Any], in_code: set[Any], home: str) -> Problems:
    """What one has and the other lacks."""
    only_here = [f"the {kind} {name!r} has no {home}" for name in sorted(in_model - in_code)]
    only_there = [f"the {kind} {name!r} is missing: run make model" for name in sorted(in_code - in_model)]
    return only_here + only_there
