"""All content, loaded once at start and checked as a whole: a bad file stops the start, not a workout."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.exercise import BodyPart, Condition, Equipment, Exercise, Moves, Position, Routine
from skill.coaching.speech import SpeechLengths
from skill.content import compiled
from skill.content.cues import check_cues
from skill.content.known import check_known, check_routine
from skill.content.language import (
    PLURALS,
    BodyPartWords,
    ConditionWords,
    ExerciseWords,
    Language,
    Numbers,
    Prompt,
    SpeechTable,
)
from skill.content.locales import localised
from skill.content.positions import PositionWords, check_moves, check_words
from skill.content.prompts import (
    Declared,
    PromptDeclarations,
    PromptRooms,
    check_prompts,
    check_whole,
    declared_in,
    prompts_in,
)
from skill.content.reading import Faults, named

HERE = Path(__file__).parent
UNMEASURED = SpeechLengths(voice="none yet", rate=15, comma=0.2, stop=0.4, words={})

Key = TypeVar("Key", bound=StrEnum)
Shape = TypeVar("Shape")
Named = TypeVar("Named", Exercise, Routine)


class Library(Struct, frozen=True, eq=False):
    """Exercises and routines in no language, and the languages that tell of them."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    conditions: Mapping[str, Condition]
    positions: Mapping[Position, Moves]
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
    """Everything in `folder`, read once: from the compiled file where there is one, else from its sources.

    Raises:
        ContentError: a file is missing or bad; names every fault with file, field and what was expected.
    """
    return compiled.read(folder, Library) or load_sources(folder)


def load_sources(folder: Path = HERE) -> Library:
    """Everything in the TOML files of `folder`.

    Raises:
        ContentError: as for `load`.
    """
    faults = Faults()
    library = _library(folder, faults)
    tables = {code: _table(folder / code, language, faults) for code, language in library.languages.items()}
    for code, table in tables.items():
        if table is not None:
            words = library.languages[code].exercises
            check_cues(folder / code / "exercises", library.exercises, words, table.lengths, faults)
    faults.check()
    lengths = {code: table.lengths for code, table in tables.items() if table is not None}
    return replace(
        library, languages=_paced(library.languages, lengths), locales=_paced(library.locales, lengths)
    )


def load_unmeasured(folder: Path = HERE) -> Library:
    """Everything but the lengths of what is said: what there is before a voice has been measured.

    Raises:
        ContentError: as for `load`.
    """
    faults = Faults()
    library = _library(folder, faults)
    faults.check()
    return library


def _library(folder: Path, faults: Faults) -> Library:
    """What could be read; whoever uses it checks first that there are no faults."""
    exercises = _named(folder / "exercises", Exercise, faults)
    routines = _named(folder / "routines", Routine, faults)
    known = {path.stem for path in folder.glob("exercises/*.toml")}
    for name, routine in routines.items():
        check_routine(folder / "routines" / f"{name}.toml", routine, known, faults)
    for name, exercise in exercises.items():
        path = folder / "exercises" / f"{name}.toml"
        check_known(path, "instead", exercise.instead, known - {name}, faults)
    conditions = faults.read(folder / "conditions.toml", dict[str, Condition]) or {}
    moves = _whole(folder / "positions.toml", Position, Moves, faults)
    check_moves(folder / "positions.toml", moves, faults)
    declarations = faults.read(folder / "prompts.toml", PromptDeclarations)
    declared = None if declarations is None else declared_in(declarations)
    languages: dict[str, Language] = {}
    locales: dict[str, Language] = {}
    for home in sorted(path.parent for path in folder.glob("*/prompts.toml")):
        words = _all_words(home / "exercises", known, exercises, faults)
        language = _language(home, words, conditions, declared, faults)
        if language is not None:
            check_words(home / "positions.toml", language.positions, moves, faults)
        if language is None or declared is None:
            continue
        languages[home.name] = localised(language, home / "locales" / f"{home.name}.toml", declared, faults)
        for path in sorted(home.glob(f"locales/{home.name}-*.toml")):
            locales[path.stem] = localised(language, path, declared, faults)
    return Library(exercises, routines, conditions, moves, languages, locales)


def _named(folder: Path, shape: type[Named], faults: Faults) -> Mapping[str, Named]:
    """Every file of a folder by its name, which is the id in it too."""
    found = {path: faults.read(path, shape) for path in sorted(folder.glob("*.toml"))}
    if not found:
        faults.add(folder, "expected at least one .toml file here")
    for path, item in found.items():
        if item is not None and item.id != path.stem:
            faults.add(path, f"id: expected {path.stem!r}, the name of the file, not {item.id!r}")
    return {path.stem: item for path, item in found.items() if item is not None}


def _language(
    folder: Path,
    words: Mapping[str, ExerciseWords],
    conditions: Mapping[str, Condition],
    declared: Declared | None,
    faults: Faults,
) -> Language | None:
    """A language as far as it could be read; None where too little could."""
    if folder.name not in PLURALS:
        faults.add(folder, f"expected a language with plural rules: {', '.join(PLURALS)}")
        return None
    positions = _whole(folder / "positions.toml", Position, PositionWords, faults)
    equipment = _whole(folder / "equipment.toml", Equipment, str, faults)
    body_parts = _whole(folder / "body_parts.toml", BodyPart, BodyPartWords, faults)
    advice = _conditions(folder / "conditions.toml", conditions, faults)
    prompts = _prompts(folder / "prompts.toml", declared, faults)
    numbers = faults.read(folder / "numbers.toml", Numbers)
    if numbers is None or prompts is None:
        return None
    return Language(
        code=folder.name,
        exercises=words,
        positions=positions,
        equipment=equipment,
        body_parts=body_parts,
        conditions=advice,
        prompts=prompts,
        numbers=numbers,
        lengths=UNMEASURED,
    )


def _prompts(path: Path, declared: Declared | None, faults: Faults) -> Mapping[str, Prompt] | None:
    rooms = faults.read(path, PromptRooms)
    if rooms is None or declared is None:
        return None
    prompts = prompts_in(rooms)
    check_whole(path, prompts, declared, faults)
    check_prompts(path, prompts, declared, path.parent.name, faults)
    return prompts


def _conditions(path: Path, known: Mapping[str, Condition], faults: Faults) -> Mapping[str, ConditionWords]:
    """What is said of every condition there is."""
    words = faults.read(path, dict[str, ConditionWords])
    if words is None:
        return {}
    for name in sorted(words.keys() - known.keys()):
        faults.add(path, f"{name}: expected one of {', '.join(known)}")
    for name in sorted(known.keys() - words.keys()):
        faults.add(path, f"{name}: is missing; expected a table")
    return words


def _paced(languages: Mapping[str, Language], tables: Mapping[str, SpeechLengths]) -> Mapping[str, Language]:
    """The same languages with the lengths of their voices."""
    return {name: replace(language, lengths=tables[language.code]) for name, language in languages.items()}


def _table(folder: Path, language: Language, faults: Faults) -> SpeechTable | None:
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


def _all_words(
    folder: Path, known: Collection[str], exercises: Mapping[str, Exercise], faults: Faults
) -> Mapping[str, ExerciseWords]:
    """What is said of every exercise there is, as far as it could be read."""
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            faults.add(path, f"there is no such exercise; expected one of {', '.join(sorted(known))}")
    found = {name: _words(folder / f"{name}.toml", exercises.get(name), faults) for name in sorted(known)}
    return {name: words for name, words in found.items() if words is not None}


def _words(path: Path, exercise: Exercise | None, faults: Faults) -> ExerciseWords | None:
    words = faults.read(path, ExerciseWords)
    if words is None or exercise is None:
        return words
    sides = len(exercise.work.sides)
    for field, calls in (("", words.calls), ("easier.", words.easier.calls), ("harder.", words.harder.calls)):
        if calls is not None and len(calls.sides) != sides:
            faults.add(path, f"{field}calls.sides: expected {sides} sides, not {len(calls.sides)}")
    return words


def _whole(path: Path, keys: type[Key], shape: type[Shape], faults: Faults) -> Mapping[Key, Shape]:
    """A file with an entry for every member of an enumeration."""
    found: dict[Key, Shape] | None = faults.read(path, dict[keys, shape])  # type: ignore[valid-type]
    if found is None:
        return {}
    for key in keys:
        if key not in found:
            faults.add(path, f"{key.value}: is missing")
    return found
