"""What has to be measured: everything that a count can say, and the sentences that are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from msgspec.structs import replace

from skill.coaching.counting import count
from skill.coaching.cue import Timeline
from skill.coaching.dose import COUNTED_HOLD, LONGEST_HOLD, MOST_REPS, Dose, Work
from skill.coaching.exercise import Exercise, Level
from skill.coaching.free import free_work
from skill.coaching.style import CountStyle, Manner
from skill.content import Language, Library, Speaker
from skill.content.language import ExerciseWords

FREE_DOSES = (Dose(MOST_REPS), *(Dose(1, hold) for hold in range(COUNTED_HOLD, LONGEST_HOLD + 1)))
"""Of free counts the longest, and every hold."""


def counted(library: Library, language: Language) -> list[str]:
    """The numbers in their order, then every other text of every count that is led from its start."""
    numbers = dict.fromkeys([*language.numbers.cardinals, *language.numbers.beats])
    said = {cue.text for timeline in _counts(library, language) for cue in timeline if cue.text}
    ways = [words.calls_at(level) for words in language.exercises.values() for level in Level]
    cues = {cue for calls in ways for cue in (*calls.breath, *calls.form)}
    return [*numbers, *sorted((said | cues) - numbers.keys())]


def sentences(language: Language) -> list[str]:
    """Everything that is told of the exercises."""
    return [text for words in language.exercises.values() for text in _told(words)]


def _told(words: ExerciseWords) -> Iterator[str]:
    for way in map(words.at, Level):
        yield from (way.setup, *way.steps, way.cue, *way.watch, way.caution)
    yield from (words.good_for, words.muscles, words.easier.way, words.harder.way)


def _counts(library: Library, language: Language) -> Iterator[Timeline]:
    for style, up, turn in product(CountStyle, (False, True), range(_most_wordings(language))):
        script, manner = Speaker(language, turn), Manner(style, up)
        for name, exercise in library.exercises.items():
            ways = dict.fromkeys(map(language.exercises[name].calls_at, Level))
            for calls, work in product(ways, _works(exercise)):
                yield count(work, script, calls, manner=manner)
        for dose in FREE_DOSES:
            yield count(free_work(dose), script, script.free_calls(dose), manner=manner)


def _works(exercise: Exercise) -> Iterator[Work]:
    """The exercise at every number of reps, and with its shortest and longest hold; and its ways."""
    work, (fewest, most) = exercise.work, exercise.range.reps
    for reps in range(fewest, most + 1):
        yield replace(work, dose=replace(work.dose, reps=reps))
    for hold in exercise.range.hold:
        yield replace(work, dose=replace(work.dose, hold=hold))
    yield from map(exercise.work_at, Level)


def _most_wordings(language: Language) -> int:
    """Turns after which every prompt has had all its wordings."""
    return max(len(prompt) for prompt in language.prompts.values() if isinstance(prompt, tuple))
