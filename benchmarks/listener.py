"""What a listener hears in ten days of the routine: how much is said, counted, cued and asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from benchmarks.counted import language
from benchmarks.report import NotMeasuredError, Report
from benchmarks.words import plain
from skill.coaching.exercise import Level
from skill.coaching.person import Person
from skill.content import Language, load
from skill.echo import house
from skill.echo.device import ANSWERS, Echo, Turn
from skill.echo.player import Played, Spoken

DAYS = 10
OPENING, YES, GO, SKIP, LATER = "start my back routine", "yes", "go", "skip", 86_400.0
OPEN = "When "
"""How a question begins that is not answered by yes: it is skipped."""
HOW_LONG = "how long does it take"
MOMENT = 1_793_000_000.0
"""When the first day begins; no figure depends on it."""
MOST_ANSWERS = 100
"""In one day; more would mean that the same question is asked over and over."""
LONG_HOLD = 10.0
"""Seconds from which a hold needs a cue."""
NEARLY = 0.5
"""Seconds by which the end of a hold may come early in plain SSML."""
MINUTES = re.compile(r"\b(?=(\w+ \w+) minutes?\b)\w+ (\w+) minutes?\b")
"""The two words before "minutes", together and the last one alone: "twenty nine", "about nine"."""
COLUMNS = (
    "day",
    "words",
    "utterances",
    "bare numbers",
    "“Hold.”",
    "long holds without a cue",
    "questions per exercise, easy movement included",
    "most in one exercise",
    "longest silence",
    "speech",
    "minutes",
    "announced",
    "difference",
)
AIMS = (
    "**aim**",
    "",
    "",
    "≤ 45 % on day 1, falling",
    "",
    "0",
    "≤ 1 on day 10",
    "≤ 1",
    "",
    "",
    "",
    "",
    "≤ 5 %",
)


class Heard(NamedTuple):
    """One answer, and whether the person had to say something after it."""

    played: Played
    asks: bool
    about: str = ""
    """Exercise that a question before it or within it leads on to."""


class Words(NamedTuple):
    """What tells counting from coaching: texts as `plain` makes them."""

    numbers: frozenset[str]
    """Bare numbers."""
    time: frozenset[str]
    """Other words for the time, such as "halfway"."""
    hold: frozenset[str]
    lower: frozenset[str]


class Figures(NamedTuple):
    """One day in figures."""

    words: int
    utterances: int
    numbers: int
    holds_called: int
    """How many times "Hold." is said."""
    long_holds: int
    uncued: int
    """Long holds in which nothing is said but numbers and the time."""
    questions: int
    most: int
    """Questions in one exercise, the one before it included."""
    silence: float
    """The longest one within an answer, rests included, in seconds."""
    speech: float
    """Seconds in which something is said."""
    seconds: float
    """From the first word to the last, answers by the person included."""
    announced: int | None
    """Minutes."""


def report() -> Report:
    routine = load().routines["back"]
    exercises = len(routine.exercises) + len(routine.easy_movement)
    days = _ten_days()
    return Report(
        f'What a listener hears: "{OPENING}" on {DAYS} days, and "{YES}" or "{GO}" after every question',
        COLUMNS,
        [*(_row(day, one, exercises) for day, one in enumerate(days, start=1)), AIMS],
    )


def _row(day: int, one: Figures, exercises: int) -> tuple[str, ...]:
    minutes = one.seconds / 60
    announced = one.announced
    return (
        str(day),
        f"{one.words:,}",
        f"{one.utterances:,}",
        _share(one.numbers / one.utterances),
        str(one.holds_called),
        f"{one.uncued} of {one.long_holds}",
        f"{one.questions / exercises:.1f}",
        str(one.most),
        f"{one.silence:.0f} s",
        _share(one.speech / one.seconds),
        f"{minutes:.1f}",
        "–" if announced is None else str(announced),
        "–" if announced is None else f"{100 * (minutes / announced - 1):+.1f} %",
    )


def _share(share: float) -> str:
    return f"{100 * share:.0f} %"


def _ten_days() -> list[Figures]:
    english, days = language(), list[Figures]()
    words = vocabulary(english)
    with house.at_home(moment=MOMENT) as echo:
        for _ in range(DAYS):
            told = figures([_asked(echo)], words, english.numbers.cardinals).announced
            one = figures(_day(echo), words, english.numbers.cardinals)
            days.append(one if one.announced is not None else one._replace(announced=told))
            echo.leave_alone(LATER)
    return days


def _asked(echo: Echo) -> Heard:
    """What somebody is told who asks how long it takes, and leaves again."""
    answer = Heard(echo.hear(HOW_LONG).played, asks=True)
    echo.hear("stop")
    return answer


def _day(echo: Echo) -> list[Heard]:
    """Everything that is heard from the opening until the session ends by itself."""
    answers: list[Heard] = []
    says = OPENING
    while len(answers) < MOST_ANSWERS:
        turn = echo.hear(says)
        if answers and says != SKIP:
            answers[-1] = answers[-1]._replace(about=_counted_first(turn))
        answers.append(Heard(turn.played, asks=not turn.ended))
        if turn.ended:
            return answers
        says = _said_to(turn.played.spoken[-1].text)
    raise NotMeasuredError(f"the routine did not end within {MOST_ANSWERS} answers")


def _counted_first(turn: Turn) -> str:
    """The exercise that an answer begins with; the state that it sends is the one before its count."""
    person = msgspec.convert(turn.response["sessionAttributes"]["person"], Person)
    return person.stint.exercise if person.stint is not None else ""


def _said_to(last: str) -> str:
    if last.startswith(OPEN):
        return SKIP
    return YES if last.endswith("?") else GO


def vocabulary(words: Language) -> Words:
    """The words of counting in this language, and the calls at both ends of its holds."""
    ways = [exercise.calls_at(level) for exercise in words.exercises.values() for level in Level]
    halfway = words.prompts["count.halfway"]
    return Words(
        numbers=frozenset(map(plain, (*words.numbers.cardinals, *words.numbers.beats))),
        time=frozenset(map(plain, [halfway] if isinstance(halfway, str) else halfway)),
        hold=frozenset(plain(calls.hold) for calls in ways),
        lower=frozenset(plain(calls.lower) for calls in ways),
    )


def figures(answers: Sequence[Heard], words: Words, cardinals: Sequence[str]) -> Figures:
    """What was heard on one day, counted."""
    spoken = [one for answer in answers for one in answer.played.spoken]
    said = [plain(one.text) for one in spoken]
    holds = [hold for answer in answers for hold in _long_holds(answer.played.spoken, words)]
    heard = sum(answer.played.lasts for answer in answers)
    return Figures(
        words=sum(len(text.split()) for text in said),
        utterances=len(said),
        numbers=sum(text in words.numbers for text in said),
        holds_called=sum(text in words.hold for text in said),
        long_holds=len(holds),
        uncued=sum(not _cues(hold, words) for hold in holds),
        questions=sum(answer.asks for answer in answers),
        most=max(Counter(answer.about for answer in answers if answer.about).values(), default=0),
        silence=max(map(_longest_silence, answers)),
        speech=sum(one.ends - one.begins for one in spoken),
        seconds=heard + ANSWERS * sum(answer.asks for answer in answers),
        announced=_announced(said, [plain(number) for number in cardinals]),
    )


def _long_holds(spoken: Sequence[Spoken], words: Words) -> Iterator[Sequence[str]]:
    """What is said in each long hold, from the call that begins it to the call that ends it."""
    begins: int | None = None
    for at, one in enumerate(spoken):
        text = plain(one.text)
        if text in words.hold:
            begins = at
        elif begins is not None and text in words.lower:
            if one.begins - spoken[begins].begins >= LONG_HOLD - NEARLY:
                yield [plain(inside.text) for inside in spoken[begins + 1 : at]]
            begins = None


def _cues(hold: Sequence[str], words: Words) -> int:
    return sum(text not in words.numbers | words.time for text in hold)


def _longest_silence(answer: Heard) -> float:
    spoken = answer.played.spoken
    return max((later.begins - earlier.ends for earlier, later in pairwise(spoken)), default=0.0)


def _announced(said: Sequence[str], cardinals: Sequence[str]) -> int | None:
    """The number before "minutes" where it is first said; `said` and `cardinals` are plain."""
    before = (found for text in said if (found := MINUTES.search(text)))
    numbers = (number for found in before for number in (found[1], found[2]) if number in cardinals)
    return next(map(cardinals.index, numbers), None)
