"""One language: its exercises, prompts, numbers, and the pace of its voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct
from msgspec.structs import replace

from skill.coaching.dose import LONGEST_HOLD, MOST_REPS
from skill.coaching.exercise import BodyPart, Equipment, Level, Position
from skill.coaching.script import Calls
from skill.coaching.speech import LONGEST_LENGTH, SpeechLengths
from skill.content.positions import PositionWords

Text = Annotated[str, Meta(min_length=1)]
Prompt: TypeAlias = str | tuple[str, ...] | Mapping[str, str]
"""One text, wordings that take turns, or plural forms named as CLDR names them."""

Steps: TypeAlias = Annotated[tuple[Text, ...], Meta(min_length=2)]
Points: TypeAlias = Annotated[tuple[Text, ...], Meta(min_length=1)]


class WayWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of an exercise done an easier or a harder way; what it leaves open stays as it is."""

    way: Text
    """What is done differently, for somebody in the middle of the exercise."""
    steps: Steps
    cue: Text
    back: Text | None = None
    """What to do on the way back to the usual way, where its cue does not tell."""
    setup: Text | None = None
    warning: Text | None = None
    watch: Points | None = None
    caution: Text | None = None
    source: Text | None = None
    calls: Calls | None = None


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """Answers to questions that people ask in the middle of an exercise."""

    breathe: Text
    arms: Text
    legs: Text
    hips: Text
    """Hips, tailbone and glutes: level, tucked or squeezed."""
    head: Text
    how_far: Text
    how_heavy: Text
    feel: Text
    """Where the work is felt, and where it should not be."""
    goal: Text
    """How much to work up to, and how often."""
    balance: Text
    """What helps whoever wobbles."""


class ExerciseWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one exercise."""

    name: Text
    plural: Text
    also: tuple[Text, ...]
    """Other names that people use."""
    setup: Text
    """How to lie, kneel or stand, once in the exercise's position."""
    steps: Steps
    """The movement, in order, one movement a sentence."""
    cue: Text
    """All of it in one short sentence, for those who know."""
    warning: Text
    """What to be careful about: said before the first sets and after a long break, later when asked."""
    watch: Points
    caution: Text
    good_for: Text
    muscles: Text
    """Those it works most, then those that help."""
    source: Text
    """Who recommends it, for somebody who asks."""
    answers: Answers
    calls: Calls
    easier: WayWords
    harder: WayWords
    misheard: tuple[Text, ...] = ()
    """What speech recognition makes of the name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the exercise is called by, the name that Alexa says first."""
        return (self.name, self.plural, *self.also, *self.misheard)

    def way(self, level: Level) -> str:
        """How a level differs from the usual way, which needs no words."""
        words = self._ways.get(level)
        return words.way if words else ""

    def back_from(self, level: Level) -> str:
        """What to do on the way back from a level to the usual way; nothing where only the dose differs."""
        words = self._ways.get(level)
        if words is None:
            return ""
        return words.back or (self.cue if words.cue != self.cue else "")

    def calls_at(self, level: Level) -> Calls:
        words = self._ways.get(level)
        return (words and words.calls) or self.calls

    def at(self, level: Level) -> ExerciseWords:
        """The whole exercise as it is done this way."""
        words = self._ways.get(level)
        if words is None:
            return self
        return replace(
            self,
            setup=words.setup or self.setup,
            steps=words.steps,
            cue=words.cue,
            warning=words.warning or self.warning,
            watch=words.watch or self.watch,
            caution=words.caution or self.caution,
            source=words.source or self.source,
            calls=self.calls_at(level),
        )

    @property
    def _ways(self) -> Mapping[Level, WayWords]:
        return {Level.EASIER: self.easier, Level.HARDER: self.harder}


class RoutineWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What a routine is called."""

    name: Text
    """As it stands behind "the"."""
    also: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called, the name that Alexa says first."""
        return (self.name, *self.also)


class ConditionWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition that people name, and what is said to them."""

    name: Text
    advice: Text
    also: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.name, *self.also)


class BodyPartWords(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the body, and what people call it."""

    name: Text
    also: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the part is called by, the name that Alexa says first."""
        return (self.name, *self.also)


class Numbers(Struct, frozen=True, forbid_unknown_fields=True):
    """Numbers as words; the place in the list is the number."""

    cardinals: Annotated[tuple[Text, ...], Meta(min_length=LONGEST_HOLD + 1)]
    ordinals: Annotated[tuple[Text, ...], Meta(min_length=MOST_REPS + 1)]
    beats: Annotated[tuple[Text, ...], Meta(min_length=LONGEST_HOLD + 1)]
    """The seconds of a hold, each short enough to be said within one."""
    sounds_like: Mapping[str, Annotated[int, Meta(ge=0)]] = {}
    """Words that are heard as a number, out of breath, and that number."""


class SpeechTable(SpeechLengths, frozen=True, forbid_unknown_fields=True):
    """The pace of a language's voice as its file tells it; `python -m skill calibrate` writes one."""

    language: str
    words: Mapping[str, float]

    @property
    def lengths(self) -> SpeechLengths:
        """The pace by itself."""
        return SpeechLengths(self.voice, self.rate, self.comma, self.stop, self.words)

    def __post_init__(self) -> None:
        wrong = [text for text, seconds in self.words.items() if not 0 < seconds <= LONGEST_LENGTH]
        if wrong:
            named = ", ".join(f'"{text}"' for text in wrong)
            raise ValueError(f"words, {named}: expected seconds above 0, at most {LONGEST_LENGTH:g}")


class Language(Struct, frozen=True, eq=False):
    """Everything that is said in one language."""

    code: str
    exercises: Mapping[str, ExerciseWords]
    routines: Mapping[str, RoutineWords]
    positions: Mapping[Position, PositionWords]
    equipment: Mapping[Equipment, str]
    body_parts: Mapping[BodyPart, BodyPartWords]
    conditions: Mapping[str, ConditionWords]
    prompts: Mapping[str, Prompt]
    numbers: Numbers
    lengths: SpeechLengths
    day_begins: int = 4
    """The hour in UTC at which a new day begins in the log."""
