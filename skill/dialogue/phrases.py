"""What is to be said, before it is put into words: prompts by their keys, and texts of the content by name.

Handlers and the introduction deal in phrases only; `wording` turns them into the text of one language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from skill.coaching.exercise import BodyPart, Equipment, Level, Position
from skill.dialogue.memory import ABOUT_A_ROUTINE, Question


class Prompt(Struct, frozen=True):
    """A prompt, and what fills its placeholders."""

    key: str
    values: tuple[tuple[str, Value], ...]
    rotation: int | None = None
    """Which of several wordings is taken; None: by the turn."""


class ExerciseText(Struct, frozen=True):
    """A text of an exercise, as it is done at a level."""

    exercise: str
    text: Literal[
        "name",
        "plural",
        "setup",
        "steps",
        "cue",
        "warning",
        "watch",
        "caution",
        "good_for",
        "muscles",
        "source",
        "way",
        "back",
    ]
    level: Level = Level.USUAL


AnswerKind = Literal[
    "breathe", "arms", "legs", "hips", "head", "how_far", "how_heavy", "feel", "goal", "balance"
]


class ExerciseAnswer(Struct, frozen=True):
    """The answer to a question asked in the middle of an exercise."""

    exercise: str
    question: AnswerKind


class RoutineName(Struct, frozen=True):
    """What a routine is called."""

    routine: str


class Side(Struct, frozen=True):
    """What a side of an exercise is called."""

    exercise: str
    level: Level
    number: int


class PositionText(Struct, frozen=True):
    """A position of the body: where it is, to stay in it, to rest from it, or what it needs."""

    position: Position
    text: Literal["there", "stay", "rest", "needs"]


Way: TypeAlias = Literal["from_floor", "from_up", "leave", "to_floor"]


class Move(Struct, frozen=True):
    """How to get into a position or out of it, and how long that takes."""

    position: Position
    way: Way
    takes: float
    """Seconds, for the words and for the body."""
    first: bool
    """Every step of it is told."""


class Unhurried(Struct, frozen=True):
    """A text about an exercise, with the time to do what it says."""

    text: ExerciseText
    takes: float
    """Seconds, for the words and for the body."""


class Ordinal(Struct, frozen=True):
    """A whole number as the place in a row: "third"."""

    number: int


class Length(Struct, frozen=True):
    """A length of time as people say it: "one minute and thirty seconds"."""

    seconds: int


class Items(Struct, frozen=True):
    """At most three things in a row: "a, b and c"."""

    items: tuple[Phrase | Equipment, ...]


class Part(Struct, frozen=True):
    """A part of the body."""

    part: BodyPart


class ConditionText(Struct, frozen=True):
    """What is said to somebody with a condition."""

    condition: str


class Together(Struct, frozen=True):
    """Several phrases said in one breath."""

    phrases: tuple[Phrase, ...]


class Verbatim(Struct, frozen=True):
    """A text that was put into words in an earlier turn."""

    text: str


Phrase: TypeAlias = (
    Prompt
    | ExerciseText
    | ExerciseAnswer
    | RoutineName
    | Side
    | PositionText
    | Move
    | Unhurried
    | Ordinal
    | Length
    | Items
    | Part
    | ConditionText
    | Together
    | Verbatim
)
Value: TypeAlias = int | Phrase
"""A whole number is said as a word; another phrase is put into words first."""
Talk: TypeAlias = Sequence[Phrase | None]
"""Phrases in the order in which they are said; None says nothing."""

MOST_IN_A_ROW = 3
"""Items that are easy to remember: a longer list is told in several sentences."""


def say(key: str, **values: Value) -> Prompt:
    """The prompt `key` with its placeholders filled."""
    return Prompt(key, tuple(values.items()))


def taking(rotation: int, key: str, **values: Value) -> Prompt:
    """The same, with an explicit choice among several wordings."""
    return Prompt(key, tuple(values.items()), rotation)


def name_of(exercise: str) -> ExerciseText:
    return ExerciseText(exercise, "name")


def names_of(exercises: Iterable[str]) -> Items:
    """Exercises in a row; at most three of them."""
    return Items(tuple(say("list.item", name=name_of(name)) for name in exercises))


def question(question: Question, about: str = "", form: str = "ask") -> Prompt:
    """A question, its reprompt or its help (`form`), with the name of the exercise or routine it is about."""
    named = RoutineName(about) if question in ABOUT_A_ROUTINE else name_of(about)
    return Prompt(f"{form}.{question}", (("name", named if about else Verbatim("")),))


def together(*phrases: Phrase | None) -> Phrase | None:
    """The phrases in one breath; None where there is nothing to say."""
    there = tuple(phrase for phrase in phrases if phrase is not None)
    if len(there) < 2:
        return there[0] if there else None
    return Together(there)


def in_breaths(items: Sequence[Phrase]) -> list[Items]:
    """A longer list in pieces that are easy to remember."""
    return [
        Items(tuple(items[start : start + MOST_IN_A_ROW])) for start in range(0, len(items), MOST_IN_A_ROW)
    ]
