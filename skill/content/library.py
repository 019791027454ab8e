"""All content, loaded once at start and checked as a whole: a bad file stops the start, not a workout."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.exercise import Condition, Exercise, Moves, Position
from skill.coaching.person import Person
from skill.coaching.plan import chosen_routine
from skill.coaching.progression_rule import Progression
from skill.coaching.routine import Routine
from skill.coaching.speech import SpeechLengths
from skill.content import compiled, language_files
from skill.content.cues import check_cues
from skill.content.known import (
    GENTLE_ROUTINE,
    USUAL_ROUTINE,
    check_doses,
    check_known,
    check_misshapen_exercise,
    check_misshapen_routine,
    check_positions,
    check_progression,
    check_routine,
)
from skill.content.language import Language
from skill.content.locales import Differences, differences, localised
from skill.content.positions import check_moves
from skill.content.prompts import PromptDeclarations, declared_in
from skill.content.reading import Faults, entry

HERE = Path(__file__).parent

Named = TypeVar("Named", Exercise, Routine)


class Library(Struct, frozen=True, eq=False):
    """Exercises and routines in no language, and the languages that tell of them."""

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    conditions: Mapping[str, Condition]
    positions: Mapping[Position, Moves]
    progression: Progression
    """How exercises get harder and easier."""
    languages: Mapping[str, Language]
    locales: Mapping[str, Language]
    """The same languages as they are spoken in single countries."""

    def exercises_for(self, person: Person) -> Mapping[str, Exercise]:
        """All exercises, in the doses of the person's routine, or gentle ones; else in the usual ones."""
        name = GENTLE_ROUTINE if person.newcomer else chosen_routine(person)
        return prescribed_in(self, name if name in self.routines else USUAL_ROUTINE)

    @property
    def easy_movement(self) -> frozenset[str]:
        """The easy movement of all routines."""
        return easy_movement_of(self)

    @property
    def off_the_floor(self) -> frozenset[Position]:
        """Positions for somebody who does not get down to the floor."""
        return frozenset(position for position, moves in self.positions.items() if moves.off_the_floor)

    @property
    def lying(self) -> frozenset[Position]:
        """Positions in which one lies."""
        return frozenset(position for position, moves in self.positions.items() if moves.lying)

    def language(self, locale: str | None) -> Language:
        """The language of a locale such as "en-GB"; English where there is no content for it."""
        name = locale or ""
        return self.locales.get(name) or self.language_of(name)

    def language_of(self, locale: str) -> Language:
        """The same as it is spoken anywhere."""
        return self.languages.get(locale.split("-")[0]) or self.languages["en"]


# Made once for a library: nearly everything that is asked of a turn looks up an exercise in them.


@functools.lru_cache(maxsize=16)
def prescribed_in(library: Library, name: str) -> Mapping[str, Exercise]:
    return library.routines[name].prescribing(library.exercises)


@functools.lru_cache(maxsize=16)
def easy_movement_of(library: Library) -> frozenset[str]:
    return frozenset(name for routine in library.routines.values() for name in routine.easy_movement)


@functools.cache
def load(folder: Path = HERE) -> Library:
    """Everything in `folder`, read once: from the compiled file where there is one, else from its sources.

    Raises:
        ContentError: a file is missing or bad; names every fault with file, field and what was expected.
    """
    packed = compiled.read(folder, _Packed)
    return load_sources(folder) if packed is None else packed.unpacked


class _Packed(Struct, frozen=True):
    """A library as it is compiled, with no more of a locale than what it says otherwise."""

    library: Library
    locales: Mapping[str, Differences]

    @property
    def unpacked(self) -> Library:
        locales = {name: own.of(self.library.language_of(name)) for name, own in self.locales.items()}
        return replace(self.library, locales=locales)


def compile_sources(folder: Path = HERE) -> Path:
    """Write everything in the TOML files of `folder` into one file, which `load` then reads.

    Raises:
        ContentError: as for `load`.
    """
    library = load_sources(folder)
    locales = {name: differences(own, library.language_of(name)) for name, own in library.locales.items()}
    return compiled.write(folder, _Packed(replace(library, locales={}), locales))


def load_sources(folder: Path = HERE) -> Library:
    """Everything in the TOML files of `folder`.

    Raises:
        ContentError: as for `load`.
    """
    faults = Faults()
    library = _library(folder, faults)
    tables = {
        code: language_files.speech(folder / code, language, faults)
        for code, language in library.languages.items()
    }
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
        check_doses(folder / "routines" / f"{name}.toml", routine, exercises, faults)
    for path in folder.glob("routines/*.toml"):
        if path.stem not in routines:
            check_misshapen_routine(path, exercises, known, faults)
    named_routines = {path.stem for path in folder.glob("routines/*.toml")}
    if USUAL_ROUTINE not in named_routines:
        faults.add(folder / "routines" / f"{USUAL_ROUTINE}.toml", "is missing; it is what people begin with")
    moves = faults.read(folder / "positions.toml", dict[Position, Moves])
    for name, exercise in exercises.items():
        path = folder / "exercises" / f"{name}.toml"
        check_known(path, "instead", exercise.instead, known - {name}, faults)
    for path in folder.glob("exercises/*.toml"):
        if path.stem not in exercises:
            check_misshapen_exercise(path, known - {path.stem}, moves or {}, faults)
    conditions = faults.read(folder / "conditions.toml", dict[str, Condition])
    progression = _progression(folder / "progression.toml", known, exercises, faults)
    if moves is not None:
        _check_places(folder, moves, exercises, conditions or {}, faults)
    declarations = faults.read(folder / "prompts.toml", PromptDeclarations)
    declared = None if declarations is None else declared_in(declarations)
    languages: dict[str, Language] = {}
    locales: dict[str, Language] = {}
    for home in sorted(path.parent for path in folder.glob("*/prompts.toml")):
        words = language_files.exercises(home / "exercises", known, exercises, faults)
        names = language_files.routines(home / "routines", named_routines, faults)
        language_files.check_names(home, words, names, faults)
        language = language_files.language(home, words, names, conditions, moves, declared, faults)
        if language is None or declared is None:
            continue
        languages[home.name] = localised(language, home / "locales" / f"{home.name}.toml", declared, faults)
        for path in sorted(home.glob(f"locales/{home.name}-*.toml")):
            locales[path.stem] = localised(language, path, declared, faults)
    return Library(exercises, routines, conditions or {}, moves or {}, progression, languages, locales)


def _check_places(
    folder: Path,
    moves: Mapping[Position, Moves],
    exercises: Mapping[str, Exercise],
    conditions: Mapping[str, Condition],
    faults: Faults,
) -> None:
    """Every position that is named is there, with its ways."""
    check_moves(folder / "positions.toml", moves, faults)
    for name, exercise in exercises.items():
        check_positions(folder / "exercises" / f"{name}.toml", exercise, moves, faults)
    for name, condition in conditions.items():
        check_known(folder / "conditions.toml", (name, "leaves_out"), condition.leaves_out, moves, faults)


def _progression(
    path: Path, known: Collection[str], exercises: Mapping[str, Exercise], faults: Faults
) -> Progression:
    rule = faults.read(path, Progression)
    if rule is not None:
        check_progression(path, rule, known, exercises, faults)
    return cast("Progression", rule)  # where there is none, there is a fault, and nobody uses the library


def _named(folder: Path, shape: type[Named], faults: Faults) -> Mapping[str, Named]:
    """Every file of a folder by its name, which is the id in it too."""
    found = {path: faults.read(path, shape) for path in sorted(folder.glob("*.toml"))}
    if not found:
        faults.add(folder, "expected at least one .toml file here")
    for path, item in found.items():
        said = entry(path, "id") if item is None else item.id
        if said is not None and said != path.stem:
            faults.add(path, f"id: expected {path.stem!r}, the name of the file, not {said!r}")
    return {path.stem: item for path, item in found.items() if item is not None}


def _paced(languages: Mapping[str, Language], tables: Mapping[str, SpeechLengths]) -> Mapping[str, Language]:
    """The same languages with the lengths of their voices."""
    return {name: replace(language, lengths=tables[language.code]) for name, language in languages.items()}
