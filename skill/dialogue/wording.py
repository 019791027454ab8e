"""Puts phrases into words: the one place where a turn's language is spoken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    Value,
    Verbatim,
)
from skill.dialogue.turn import Turn


def texts(turn: Turn, talk: Iterable[Phrase | None]) -> list[str]:
    """What is said, in sentences or groups of sentences; nothing empty."""
    return [text for phrase in talk if phrase is not None for text in _sentences(turn, phrase) if text]


def text(turn: Turn, talk: Iterable[Phrase | None]) -> str:
    """The same as one text."""
    return " ".join(texts(turn, talk))


def fits(turn: Turn, talk: Iterable[Phrase | None], seconds: float) -> bool:
    """Whether it can be said within some seconds."""
    return turn.language.lengths.of(text(turn, talk)) <= seconds


def was_said(turn: Turn, talk: Iterable[Phrase | None]) -> bool:
    """Whether the last answer began with it."""
    return turn.memory.said.startswith(text(turn, talk))


def _sentences(turn: Turn, phrase: Phrase) -> Sequence[str]:
    """A phrase in words; the steps of an exercise are several sentences."""
    if isinstance(phrase, ExerciseText) and phrase.text in {"steps", "watch"}:
        words = turn.words(phrase.exercise).at(phrase.level)
        return words.steps if phrase.text == "steps" else words.watch
    return (_words(turn, phrase),)


def _words(turn: Turn, phrase: Phrase) -> str:
    match phrase:
        case Prompt(key, values, rotation):
            speaker = turn.speaker if rotation is None else turn.speaker.taking(rotation)
            return speaker.say(key, **{name: _value(turn, value) for name, value in values.items()})
        case ExerciseText(exercise, "way", level):
            return turn.words(exercise).way(level)
        case ExerciseText(exercise, "back", level):
            return turn.words(exercise).back_from(level)
        case ExerciseText(exercise, kind, level):
            return str(getattr(turn.words(exercise).at(level), kind))
        case ExerciseAnswer(exercise, question):
            return str(getattr(turn.words(exercise).answers, question))
        case RoutineName(routine):
            return turn.language.routines[routine].name
        case Side(exercise, level, number):
            return turn.words(exercise).calls_at(level).sides[number]
        case PositionText(position, kind):
            return str(getattr(turn.language.positions[position], kind))
        case Move(position, way, _, first):
            return _move(turn.language.positions[position], way, first=first)
        case Ordinal(number):
            return turn.speaker.ordinal(number)
        case Length(seconds):
            return _joined(turn.speaker, list(_length(turn.speaker, seconds)))
        case Items(items):
            return _joined(turn.speaker, [_item(turn, item) for item in items])
        case Part(part):
            return turn.language.body_parts[part].name
        case ConditionText(condition):
            return turn.language.conditions[condition].advice
        case Together(phrases):
            return text(turn, phrases)
        case Verbatim(said):
            return said


def _move(words: PositionWords, way: str, *, first: bool) -> str:
    said: str | MoveWords = getattr(words, way)
    if isinstance(said, str):
        return said
    return said.first if first else said.known


def _value(turn: Turn, value: Value) -> int | str:
    return value if isinstance(value, int) else _words(turn, value)


def _item(turn: Turn, item: Phrase | Equipment) -> str:
    return turn.language.equipment[item] if isinstance(item, Equipment) else _words(turn, item)


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
