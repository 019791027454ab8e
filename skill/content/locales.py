"""What differs from country to country within a language: the number to call, and single wordings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict, replace

from skill.content.language import ExerciseWords, Language, Points, Prompt, Steps, Text
from skill.content.prompts import NUMBER, PLACEHOLDER, PromptRooms, prompts_in, texts_of
from skill.content.reading import ContentError, read


class ExerciseWording(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said otherwise of one exercise."""

    setup: Text | None = None
    steps: Steps | None = None
    cue: Text | None = None
    watch: Points | None = None
    caution: Text | None = None
    good_for: Text | None = None
    muscles: Text | None = None


class LocaleWords(Struct, frozen=True, forbid_unknown_fields=True):
    """One locale's file."""

    emergency_number: Text
    """As it is said: "nine one one"."""
    prompts: PromptRooms = {}
    exercises: Mapping[str, ExerciseWording] = {}


def localised(language: Language, path: Path) -> Language:
    """The language as it is spoken where the file at `path` is from.

    Raises:
        ContentError: the file is bad, or words what the language does not say.
    """
    words = read(path, LocaleWords)
    prompts = {**language.prompts, **_prompts(language, path, words.prompts)}
    return replace(
        language,
        prompts={key: _filled(prompt, words.emergency_number) for key, prompt in prompts.items()},
        exercises={**language.exercises, **_exercises(language, path, words.exercises)},
    )


def _prompts(language: Language, path: Path, rooms: PromptRooms) -> dict[str, Prompt]:
    found = dict(prompts_in(path, rooms))
    for key, prompt in found.items():
        usual = language.prompts.get(key)
        if usual is None:
            raise ContentError(path, f"prompts.{key}: {language.code} has no such prompt")
        if type(usual) is not type(prompt):
            raise ContentError(path, f"prompts.{key}: expected the same kind of prompt as in {language.code}")
        if strange := sorted(_placeholders(prompt) - _placeholders(usual) - {NUMBER}):
            raise ContentError(path, f"prompts.{key}: nothing fills {{{strange[0]}}}")
    return found


def _exercises(
    language: Language, path: Path, wordings: Mapping[str, ExerciseWording]
) -> dict[str, ExerciseWords]:
    for name in wordings:
        if name not in language.exercises:
            known = ", ".join(language.exercises)
            raise ContentError(path, f"exercises: expected one of {known}, not {name!r}")
    return {name: _reworded(language.exercises[name], wording) for name, wording in wordings.items()}


def _reworded(words: ExerciseWords, wording: ExerciseWording) -> ExerciseWords:
    return replace(words, **{field: text for field, text in asdict(wording).items() if text is not None})


def _placeholders(prompt: Prompt) -> set[str]:
    return {name for text in texts_of(prompt) for name in PLACEHOLDER.findall(text)}


def _filled(prompt: Prompt, emergency_number: str) -> Prompt:
    def filled(text: str) -> str:
        return text.replace(f"{{{NUMBER}}}", emergency_number)

    if isinstance(prompt, str):
        return filled(prompt)
    if isinstance(prompt, tuple):
        return tuple(map(filled, prompt))
    return {form: filled(text) for form, text in prompt.items()}
