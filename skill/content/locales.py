"""What differs from country to country within a language: the number to call, and single wordings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import asdict, replace

from skill.content.language import ExerciseWords, Language, Points, Prompt, Steps, Text
from skill.content.prompts import NUMBER, Declared, PromptGroups, check_prompts, prompts_in
from skill.content.reading import Faults, named

Words = TypeVar("Words", bound=Struct)
Said = TypeVar("Said", ExerciseWords, Prompt)
Hour = Annotated[int, Meta(ge=0, le=23)]


class AnswersWording(Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that are worded otherwise; those with measures in them."""

    legs: Text | None = None
    how_heavy: Text | None = None


class WayWording(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said otherwise of an easier or harder way."""

    way: Text | None = None
    setup: Text | None = None
    steps: Steps | None = None
    cue: Text | None = None


class ExerciseWording(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said otherwise of one exercise."""

    setup: Text | None = None
    steps: Steps | None = None
    cue: Text | None = None
    warning: Text | None = None
    watch: Points | None = None
    caution: Text | None = None
    good_for: Text | None = None
    muscles: Text | None = None
    answers: AnswersWording = AnswersWording()
    easier: WayWording = WayWording()
    harder: WayWording = WayWording()


class LocaleWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One locale's file."""

    emergency_number: Text
    """As it is said: "nine one one"."""
    day_begins: Hour = 4
    """The hour in UTC at which nearly everybody there is asleep: with it, a new day begins in the log."""
    prompts: PromptGroups = {}
    exercises: Mapping[str, ExerciseWording] = {}


class Differences(Struct, frozen=True, omit_defaults=True):
    """What a locale says otherwise than its language, as far as it has been read and checked."""

    prompts: Mapping[str, Prompt] = {}
    exercises: Mapping[str, ExerciseWords] = {}
    day_begins: Hour = 4

    def of(self, language: Language) -> Language:
        """The language as the locale speaks it."""
        return replace(
            language,
            prompts={**language.prompts, **self.prompts},
            exercises={**language.exercises, **self.exercises},
            day_begins=self.day_begins,
        )


def differences(locale: Language, language: Language) -> Differences:
    """What `localised` has made different."""
    return Differences(
        _different(locale.prompts, language.prompts),
        _different(locale.exercises, language.exercises),
        locale.day_begins,
    )


def _different(own: Mapping[str, Said], usual: Mapping[str, Said]) -> Mapping[str, Said]:
    return {name: said for name, said in own.items() if said != usual.get(name)}


def localised(language: Language, path: Path, declared: Declared, faults: Faults) -> Language:
    """The language as it is spoken where the file at `path` is from."""
    words = faults.read(path, LocaleWords)
    if words is None:
        return language
    own = prompts_in(words.prompts)
    check_prompts(path, own, declared, language.code, faults)
    for key, prompt in own.items():
        usual = language.prompts.get(key, prompt)
        if type(usual) is not type(prompt):
            faults.add(path, f"{key}: expected the same kind of prompt as in {language.code}")
    prompts = {**language.prompts, **own}
    return replace(
        language,
        prompts={key: _filled(prompt, words.emergency_number) for key, prompt in prompts.items()},
        exercises={**language.exercises, **_exercises(language, path, words.exercises, faults)},
        day_begins=words.day_begins,
    )


def _exercises(
    language: Language, path: Path, wordings: Mapping[str, ExerciseWording], faults: Faults
) -> dict[str, ExerciseWords]:
    known = {words.stem for words in path.parents[1].glob("exercises/*.toml")}
    for name in wordings:
        if name not in known:
            faults.add(path, f"{named('exercises', name)}: expected one of {', '.join(sorted(known))}")
    usual = language.exercises
    return {name: _reworded(usual[name], wording) for name, wording in wordings.items() if name in usual}


def _reworded(words: Words, wording: Struct) -> Words:
    """`words` with everything that `wording` says otherwise, tables within it entry by entry."""
    said = {field: text for field, text in asdict(wording).items() if text is not None}
    for field, text in said.items():
        if isinstance(text, Struct):
            said[field] = _reworded(getattr(words, field), text)
    return replace(words, **said)


def _filled(prompt: Prompt, emergency_number: str) -> Prompt:
    def filled(text: str) -> str:
        return text.replace(f"{{{NUMBER}}}", emergency_number)

    if isinstance(prompt, str):
        return filled(prompt)
    if isinstance(prompt, tuple):
        return tuple(map(filled, prompt))
    return {form: filled(text) for form, text in prompt.items()}
