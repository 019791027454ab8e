"""All faults of all content files at once, for an author who wants to see them together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from skill.coaching.exercise import BodyPart, Condition, Equipment, Exercise, Position, Routine
from skill.content.language import (
    BodyPartWords,
    ConditionWords,
    ExerciseWords,
    Numbers,
    PositionWords,
    SpeechTable,
)
from skill.content.library import HERE, load
from skill.content.locales import LocaleWords
from skill.content.prompts import PromptDeclarations, PromptRooms, declared_in, faults_in, prompts_in
from skill.content.reading import ContentError, read


def faults(folder: Path = HERE) -> list[ContentError]:
    """What is wrong in each file by itself; if nothing is, what is wrong between files."""
    found = [*_faults_of_files(folder), *_faults_of_prompts(folder)]
    if not found:
        load.cache_clear()
        try:
            load(folder)
        except ContentError as fault:
            found.append(fault)
    return found


def _faults_of_files(folder: Path) -> Iterator[ContentError]:
    for path, shape in _files(folder):
        try:
            read(path, shape)
        except ContentError as fault:
            yield fault


def _faults_of_prompts(folder: Path) -> Iterator[ContentError]:
    try:
        declared = declared_in(read(folder / "prompts.toml", PromptDeclarations))
    except ContentError:
        return
    for path in _languages(folder):
        try:
            prompts = dict(prompts_in(path, read(path, PromptRooms)))
        except ContentError as fault:
            if "expected" in fault.fault and fault.path == path:
                yield fault
            continue
        yield from faults_in(path, prompts, declared)


def _languages(folder: Path) -> list[Path]:
    """The prompts of each language."""
    return sorted(folder.glob("*/prompts.toml"))


def _files(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Every file there has to be, and its shape."""
    yield folder / "prompts.toml", PromptDeclarations
    yield folder / "conditions.toml", dict[str, Condition]
    exercises = sorted(folder.glob("exercises/*.toml"))
    yield from ((path, Exercise) for path in exercises)
    yield from ((path, Routine) for path in sorted(folder.glob("routines/*.toml")))
    for prompts in _languages(folder):
        home = prompts.parent
        yield from ((home / "exercises" / path.name, ExerciseWords) for path in exercises)
        yield home / "positions.toml", dict[Position, PositionWords]
        yield home / "equipment.toml", dict[Equipment, str]
        yield home / "body_parts.toml", dict[BodyPart, BodyPartWords]
        yield home / "conditions.toml", dict[str, ConditionWords]
        yield home / "numbers.toml", Numbers
        yield home / "speech.toml", SpeechTable
        yield from ((path, LocaleWords) for path in sorted(home.glob("locales/*.toml")))
