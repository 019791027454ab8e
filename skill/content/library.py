"""All content, loaded once at start and checked as a whole: a bad file stops the start, not a workout."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.exercise import BodyPart, Condition, Equipment, Exercise, Position, Routine
from skill.coaching.speech import SpeechLengths
from skill.content.language import (
    PLURALS,
    BodyPartWords,
    ConditionWords,
    ExerciseWords,
    Language,
    Numbers,
    PositionWords,
    SpeechTable,
)
from skill.content.locales import localised
from skill.content.prompts import PromptDeclarations, PromptRooms, declared_in, faults_in, prompts_in
from skill.content.reading import ContentError, raise_first, read

HERE = Path(__file__).parent
UNMEASURED = SpeechLengths(voice="none yet", rate=15, comma=0.2, stop=0.4, words={})

Key = TypeVar("Key", bound=StrEnum)
Shape = TypeVar("Shape")
Named = TypeVar("Named", Exercise, Routine)


class Library(Struct, frozen=True):
    """Exercises and routines in no language, and the languages that tell of them."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    conditions: Mapping[str, Condition]
    languages: Mapping[str, Language]
    locales: Mapping[str, Language]
    """The same languages as they are spoken in single countries."""

    def language(self, locale: str | None) -> Language:
        """The language of a locale such as "en-GB"; English where there is no content for it."""
        name = locale or ""
        code = name.split("-")[0]
        return self.locales.get(name) or self.languages.get(code) or self.languages["en"]


@functools.cache
def load(folder: Path = HERE) -> Library:
    """Everything in `folder`, read once.

    Raises:
        ContentError: a file is missing or bad; names file, field and what was expected.
    """
    library = load_unmeasured(folder)
    tables = {code: _table(folder / code, language) for code, language in library.languages.items()}
    return replace(
        library, languages=_paced(library.languages, tables), locales=_paced(library.locales, tables)
    )


def load_unmeasured(folder: Path = HERE) -> Library:
    """Everything but the lengths of what is said: what there is before a voice has been measured.

    Raises:
        ContentError: as for `load`.
    """
    exercises = _named(folder / "exercises", Exercise)
    routines = _named(folder / "routines", Routine)
    for name, routine in routines.items():
        _check_known(folder / "routines" / f"{name}.toml", "exercises", routine.exercises, exercises)
    for name, exercise in exercises.items():
        others = exercises.keys() - {name}
        _check_known(folder / "exercises" / f"{name}.toml", "instead", exercise.instead, others)
    conditions = read(folder / "conditions.toml", dict[str, Condition])
    declared = declared_in(read(folder / "prompts.toml", PromptDeclarations))
    languages: dict[str, Language] = {}
    locales: dict[str, Language] = {}
    for home in sorted(path.parent for path in folder.glob("*/prompts.toml")):
        language = _language(home, exercises, conditions, declared)
        languages[home.name] = localised(language, home / "locales" / f"{home.name}.toml")
        for path in sorted(home.glob(f"locales/{home.name}-*.toml")):
            locales[path.stem] = localised(language, path)
    return Library(exercises, routines, conditions, languages, locales)


def _named(folder: Path, shape: type[Named]) -> Mapping[str, Named]:
    """Every file of a folder by the id in it, which is the file's name too."""
    found = {path: read(path, shape) for path in sorted(folder.glob("*.toml"))}
    if not found:
        raise ContentError(folder, "expected at least one .toml file here")
    for path, item in found.items():
        if item.id != path.stem:
            raise ContentError(path, f'id: expected "{path.stem}"')
    return {item.id: item for item in found.values()}


def _check_known(path: Path, field: str, names: Iterable[str], known: Collection[str]) -> None:
    for number, name in enumerate(names):
        if name not in known:
            expected = ", ".join(sorted(known))
            raise ContentError(path, f"{field}, item {number + 1}: expected one of {expected}, not {name!r}")


def _language(
    folder: Path,
    exercises: Mapping[str, Exercise],
    conditions: Mapping[str, Condition],
    declared: Mapping[str, frozenset[str]],
) -> Language:
    if folder.name not in PLURALS:
        raise ContentError(folder, f"expected a language with plural rules: {', '.join(PLURALS)}")
    path = folder / "prompts.toml"
    prompts = dict(prompts_in(path, read(path, PromptRooms)))
    raise_first(faults_in(path, prompts, declared))
    return Language(
        code=folder.name,
        exercises={name: _words(folder, exercise) for name, exercise in exercises.items()},
        positions=_whole(folder / "positions.toml", Position, PositionWords),
        equipment=_whole(folder / "equipment.toml", Equipment, str),
        body_parts=_whole(folder / "body_parts.toml", BodyPart, BodyPartWords),
        conditions=_conditions(folder / "conditions.toml", conditions),
        prompts=prompts,
        numbers=read(folder / "numbers.toml", Numbers),
        lengths=UNMEASURED,
    )


def _conditions(path: Path, known: Mapping[str, Condition]) -> Mapping[str, ConditionWords]:
    """What is said of every condition there is."""
    words = read(path, dict[str, ConditionWords])
    _check_known(path, "conditions", words, known)
    for name in known:
        if name not in words:
            raise ContentError(path, f"expected an entry {name!r}")
    return words


def _paced(languages: Mapping[str, Language], tables: Mapping[str, SpeechTable]) -> Mapping[str, Language]:
    """The same languages with the lengths of their voices."""
    return {name: replace(language, lengths=tables[language.code]) for name, language in languages.items()}


def _table(folder: Path, language: Language) -> SpeechTable:
    """How long the language's voice takes; whatever is counted must have a length."""
    path = folder / "speech.toml"
    table = read(path, SpeechTable)
    if table.language != language.code:
        raise ContentError(path, f'language: expected "{language.code}"')
    for number in (*language.numbers.cardinals, *language.numbers.beats):
        if number not in table.words:
            raise ContentError(path, f"words: expected a length for {number!r}")
    return table


def _words(folder: Path, exercise: Exercise) -> ExerciseWords:
    path = folder / "exercises" / f"{exercise.id}.toml"
    words = read(path, ExerciseWords)
    for field, calls in (("", words.calls), ("easier.", words.easier.calls), ("harder.", words.harder.calls)):
        if calls is not None and len(calls.sides) != len(exercise.work.sides):
            raise ContentError(path, f"{field}calls.sides: expected {len(exercise.work.sides)} sides")
    return words


def _whole(path: Path, keys: type[Key], shape: type[Shape]) -> Mapping[Key, Shape]:
    """A file with an entry for every member of an enumeration."""
    found: dict[Key, Shape] = read(path, dict[keys, shape])  # type: ignore[valid-type]
    for key in keys:
        if key not in found:
            raise ContentError(path, f"expected an entry {key.value!r}")
    return found
