"""Reads the files of one language, and checks them against the exercises and the prompts that there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from skill.coaching.exercise import BodyPart, Condition, Equipment, Exercise, Moves, Position
from skill.coaching.speech import SpeechLengths
from skill.content.language import (
    BodyPartWords,
    ConditionWords,
    ExerciseWords,
    Language,
    Numbers,
    Prompt,
    RoutineWords,
    SpeechTable,
    Text,
)
from skill.content.positions import PositionWords, check_words
from skill.content.prompts import Declared, PromptGroups, check_prompts, check_whole, prompts_in
from skill.content.reading import Faults, named
from skill.content.speaker import PLURALS

UNMEASURED = SpeechLengths(voice="none yet", rate=15, comma=0.2, stop=0.4, words={})

Key = TypeVar("Key", bound=StrEnum)
Shape = TypeVar("Shape")


def language(
    folder: Path,
    words: Mapping[str, ExerciseWords],
    routines: Mapping[str, RoutineWords],
    conditions: Mapping[str, Condition] | None,
    moves: Mapping[Position, Moves] | None,
    declared: Declared | None,
    faults: Faults,
) -> Language | None:
    """A language as far as it could be read; None where too little could."""
    if folder.name not in PLURALS:
        faults.add(folder, f"expected a language with plural rules: {', '.join(PLURALS)}")
        return None
    positions = _positions(folder / "positions.toml", moves, faults)
    equipment = whole(folder / "equipment.toml", Equipment, Text, faults)
    body_parts = whole(folder / "body_parts.toml", BodyPart, BodyPartWords, faults)
    advice = _of_each(folder / "conditions.toml", ConditionWords, conditions, faults)
    prompts = _prompts(folder / "prompts.toml", declared, faults)
    numbers = faults.read(folder / "numbers.toml", Numbers)
    if numbers is None or prompts is None:
        return None
    return Language(
        code=folder.name,
        exercises=words,
        routines=routines,
        positions=positions,
        equipment=equipment,
        body_parts=body_parts,
        conditions=advice,
        prompts=prompts,
        numbers=numbers,
        lengths=UNMEASURED,
    )


def _prompts(path: Path, declared: Declared | None, faults: Faults) -> Mapping[str, Prompt] | None:
    rooms = faults.read(path, PromptGroups)
    if rooms is None or declared is None:
        return None
    prompts = prompts_in(rooms)
    check_whole(path, prompts, declared, faults)
    check_prompts(path, prompts, declared, path.parent.name, faults)
    return prompts


def _positions(
    path: Path, known: Mapping[Position, Moves] | None, faults: Faults
) -> Mapping[Position, PositionWords]:
    """What is said of every position there is, and of how to get into it and out of it."""
    words = _of_each(path, PositionWords, known, faults)
    check_words(path, words, known or {}, faults)
    return words


def _of_each(
    path: Path, shape: type[Shape], known: Mapping[str, object] | None, faults: Faults
) -> Mapping[str, Shape]:
    """A file with a table for everything that is known, and for nothing else; None: that is not known."""
    words: dict[str, Shape] | None = faults.read(path, dict[str, shape])  # type: ignore[valid-type]
    if words is None or known is None:
        return words or {}
    for name in sorted(words.keys() - known.keys()):
        faults.add(path, f"{name}: expected one of {', '.join(known)}")
    for name in sorted(known.keys() - words.keys()):
        faults.add(path, f"{name}: is missing; expected a table")
    return words


def exercises(
    folder: Path, known: Collection[str], known_exercises: Mapping[str, Exercise], faults: Faults
) -> Mapping[str, ExerciseWords]:
    """What is said of every exercise there is, as far as it could be read."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            faults.add(path, f"there is no such exercise; expected one of {', '.join(sorted(known))}")
    found = {
        name: _words(folder / f"{name}.toml", known_exercises.get(name), faults) for name in sorted(known)
    }
    return {name: words for name, words in found.items() if words is not None}


def routines(folder: Path, known: Collection[str], faults: Faults) -> Mapping[str, RoutineWords]:
    """What every routine there is is called, as far as it could be read."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            faults.add(path, f"there is no such routine; expected one of {', '.join(sorted(known))}")
    found = {name: faults.read(folder / f"{name}.toml", RoutineWords) for name in sorted(known)}
    return {name: words for name, words in found.items() if words is not None}


def check_names(
    home: Path, words: Mapping[str, ExerciseWords], names: Mapping[str, RoutineWords], faults: Faults
) -> None:
    """No name means two things: Alexa could not tell which one is meant."""
    named_by: dict[str, str] = {}
    for room, told in (("exercises", words), ("routines", names)):
        for id, each in told.items():
            own = f"{room}/{id}.toml"
            for name in each.names:
                other = named_by.setdefault(name.casefold(), own)
                if other != own:
                    faults.add(home / own, f"expected other names than those in {other}, not {name!r}")


def _words(path: Path, exercise: Exercise | None, faults: Faults) -> ExerciseWords | None:
    words = faults.read(path, ExerciseWords)
    if words is None or exercise is None:
        return words
    sides = len(exercise.work.sides)
    for field, calls in (("", words.calls), ("easier.", words.easier.calls), ("harder.", words.harder.calls)):
        if calls is not None and len(calls.sides) != sides:
            faults.add(path, f"{field}calls.sides: expected {sides} sides, not {len(calls.sides)}")
    return words


def whole(path: Path, keys: type[Key], shape: type[Shape], faults: Faults) -> Mapping[Key, Shape]:
    """A file with an entry for every member of an enumeration."""
    found: dict[Key, Shape] | None = faults.read(path, dict[keys, shape])  # type: ignore[valid-type]
    if found is None:
        return {}
    for key in keys:
        if key not in found:
            faults.add(path, f"{key.value}: is missing")
    return found


def speech(folder: Path, language: Language, faults: Faults) -> SpeechTable | None:
    """How long the language's voice takes; whatever is counted must have a length."""
    path = folder / "speech.toml"
    table = faults.read(path, SpeechTable)
    if table is None:
        return None
    if table.language != language.code:
        faults.add(path, f"language: expected {language.code!r}, not {table.language!r}")
    for number in dict.fromkeys((*language.numbers.cardinals, *language.numbers.beats)):
        if number not in table.words:
            faults.add(path, f"{named('words', number)}: is missing; expected its length in seconds")
    return table
