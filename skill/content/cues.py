"""Cues in a hold are checked at start: there are some for every long hold, and each fits its second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from skill.coaching.exercise import Exercise, Level
from skill.coaching.holding import CUED_FROM
from skill.coaching.script import Calls
from skill.coaching.speech import SpeechLengths
from skill.content.language import ExerciseWords
from skill.content.reading import Faults, named

LONGEST_CUE = 0.69
"""Seconds: in the slowest voice that people would choose, 45 % slower, a cue still ends within its second."""
FIELDS = ("breath", "form")


def check_cues(
    folder: Path,
    exercises: Mapping[str, Exercise],
    words: Mapping[str, ExerciseWords],
    lengths: SpeechLengths,
    faults: Faults,
) -> None:
    """Every cue of a language's exercises; `folder` has a file for each of them."""
    for name, told in words.items():
        if name not in exercises:
            continue
        path = folder / f"{name}.toml"
        for level, place, calls in _calls(told):
            long = exercises[name].longest_hold(level) >= CUED_FROM
            for field in FIELDS:
                cues: tuple[str, ...] = getattr(calls, field)
                if long and not cues:
                    faults.add(path, f"{place}{field}: expected at least one cue for its long holds")
                for number, cue in enumerate(cues):
                    if not cue or lengths.of(cue) > LONGEST_CUE:
                        takes = f"{cue!r}, which takes {lengths.of(cue):.2f} seconds"
                        fits = f"expected a cue that is said in {LONGEST_CUE} seconds"
                        faults.add(path, f"{place}{named(field, number)}: {fits}, not {takes}")


def _calls(words: ExerciseWords) -> Iterator[tuple[Level, str, Calls]]:
    """The calls of every way; a way without any of its own has the usual ones."""
    for level, way in ((Level.USUAL, None), (Level.EASIER, words.easier), (Level.HARDER, words.harder)):
        own = way is not None and way.calls is not None
        yield level, f"{level.name.lower()}.calls." if own else "calls.", words.calls_at(level)
