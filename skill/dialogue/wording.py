"""Puts phrases into words: the one place where a turn's language is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from skill.coaching.exercise import Equipment
from skill.content import Speaker
from skill.content.positions import MoveWords, PositionWords
from skill.dialogue.phrases import (
    ConditionText,
    ExerciseAnswer,
    ExerciseText,
    Items,
    Length,
    Move,
    Ordinal,
    Part,
    Phrase,
    PositionText,
    Prompt,
    RoutineName,
    Side,
    Together,
    Unhurried,
    Value,
    Verbatim,
)
from skill.dialogue.turn import Turn

MOST = 2048
"""Phrases whose words are kept: the same ones come in many turns, whoever is led."""


def texts(turn: Turn, talk: Iterable[Phrase | None]) -> list[str]:
    """What is said, in sentences or groups of sentences; nothing empty."""
    return _texts(turn.speaker, talk)


def text(turn: Turn, talk: Iterable[Phrase | None]) -> str:
    """The same as one text."""
    return " ".join(_texts(turn.speaker, talk))


def fits(turn: Turn, talk: Iterable[Phrase | None], seconds: float) -> bool:
    """Whether it can be said within some seconds."""
    return turn.language.lengths.of(text(turn, talk)) <= seconds


def was_said(turn: Turn, talk: Iterable[Phrase | None]) -> bool:
    """Whether the last answer began with it."""
    return turn.memory.said.startswith(text(turn, talk))


def _texts(speaker: Speaker, talk: Iterable[Phrase | None]) -> list[str]:
    return [text for phrase in talk if phrase is not None for text in _sentences(speaker, phrase)]


@lru_cache(maxsize=MOST)
def _sentences(speaker: Speaker, phrase: Phrase) -> tuple[str, ...]:
    """A phrase in words; the steps of an exercise are several sentences."""
    if isinstance(phrase, ExerciseText) and phrase.text in {"steps", "watch"}:
        words = speaker.language.exercises[phrase.exercise].at(phrase.level)
        return words.steps if phrase.text == "steps" else words.watch
    return tuple(filter(None, (_words(speaker, phrase),)))


def _words(speaker: Speaker, phrase: Phrase) -> str:
    language = speaker.language
    match phrase:
        case Prompt(key, values, rotation):
            words = {name: _value(speaker, value) for name, value in values}
            return (speaker if rotation is None else speaker.taking(rotation)).say(key, **words)
        case ExerciseText(exercise, "way", level):
            return language.exercises[exercise].way(level)
        case ExerciseText(exercise, "back", level):
            return language.exercises[exercise].back_from(level)
        case ExerciseText(exercise, kind, level):
            return str(getattr(language.exercises[exercise].at(level), kind))
        case ExerciseAnswer(exercise, question):
            return str(getattr(language.exercises[exercise].answers, question))
        case RoutineName(routine):
            return language.routines[routine].name
        case Side(exercise, level, number):
            return language.exercises[exercise].calls_at(level).sides[number]
        case PositionText(position, kind):
            return str(getattr(language.positions[position], kind))
        case Move(position, way, _, first):
            return _move(language.positions[position], way, first=first)
        case Unhurried(text, _):
            return _words(speaker, text)
        case Ordinal(number):
            return speaker.ordinal(number)
        case Length(seconds):
            return _joined(speaker, list(_length(speaker, seconds)))
        case Items(items):
            return _joined(speaker, [_item(speaker, item) for item in items])
        case Part(part):
            return language.body_parts[part].name
        case ConditionText(condition):
            return language.conditions[condition].advice
        case Together(phrases):
            return " ".join(_texts(speaker, phrases))
        case Verbatim(said):
            return said


def _move(words: PositionWords, way: str, *, first: bool) -> str:
    said: str | MoveWords = getattr(words, way)
    if isinstance(said, str):
        return said
    return said.first if first else said.known


def _value(speaker: Speaker, value: Value) -> int | str:
    return value if isinstance(value, int) else _words(speaker, value)


def _item(speaker: Speaker, item: Phrase | Equipment) -> str:
    return speaker.language.equipment[item] if isinstance(item, Equipment) else _words(speaker, item)


def _length(speaker: Speaker, seconds: int) -> Iterator[str]:
    minutes, rest = divmod(seconds, 60)
    if minutes:
        yield speaker.say("time.minutes", n=minutes)
    if rest or not minutes:
        yield speaker.say("time.seconds", n=rest)


def _joined(speaker: Speaker, parts: Sequence[str]) -> str:
    """At most three parts as a list: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return speaker.say("list.last", front=", ".join(parts[:-1]), last=parts[-1])
