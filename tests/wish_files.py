"""Wishes: what people want in a situation, the words they say it in, and what must happen then.

`tests/wishes/situations.txt` says how each situation comes about, in the words of `tests/conversation.py`:

    [in a plank hold]
    start my back routine
    [0:10] next exercise
    at 0:46                        the moment at which the wishes are said; without it, once all was heard
    (routine: all)                 with all routines of the content, not seven exercises in a row

Every other file in `tests/wishes/` holds a group of wishes:

    [in a plank hold] stop for today
    - stop the workout             what people say, one wording a line
    - that's it for today
    => the session ends            what must happen, whichever of them is said
    => the place stays

Several situations are separated by `/`. Lines that begin with `#` are comments. What may stand behind `=>`:

    the session ends               the session goes on
    it counts                      it does not count
    the place stays                as if nothing had been said but "wait": exercise, set, rep, side and second
    the place is the likeliest     the same, or one or two movements on: told to those who ask where they are
    it is at the bird dog          nothing is under way
    three are done                 so many reps of this exercise
    it says "one thing" or "another"
    it never says "one thing" or "another"
    it asks whether to go on       see QUESTIONS for all of them
    it asks when
    after "go": it counts          what happens when something else is said next
    it is not understood           expected only of what makes no sense
    it may not be understood       where the answer must be right all the same

Without being told so, every answer must be understood, and as sensible as `tests/sensible.py` wants it.
Run `python -m tests.wish_stage` for the share of wordings that are answered as they must be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Stint
from skill.content import load
from skill.dialogue.memory import Question
from skill.echo.device import Turn
from tests import sensible

FOLDER = Path(__file__).parent / "wishes"
SITUATIONS = FOLDER / "situations.txt"
FALLBACK = "AMAZON.FallbackIntent"
MAY_BE_MISSED = {"it is not understood", "it may not be understood"}
HEADING = re.compile(r"\[([^\]:]+)\]\s*(.*)")
AT = re.compile(r"at (\d+):([0-5]\d(?:\.\d)?)")
AFTER = re.compile(r'after "([^"]+)": (.+)')
ASKS, IS_AT = re.compile(r"it asks (?:whether )?(.+)"), "it is at the "
DONE = re.compile(r"([\w-]+) (?:is|are) done")
QUOTED = re.compile(r'"([^"]+)"')
NUMBERS = [number.casefold() for number in load().language("en-US").numbers.cardinals]
EXERCISES = {words.name: name for name, words in load().languages["en"].exercises.items()}

QUESTIONS: dict[str, set[Question]] = {
    "they were done before": {Question.DONE_BEFORE},
    "there is a ball": {Question.HAVE_BALL},
    "to leave this routine": {Question.LEAVE_ROUTINE},
    "to start": {Question.START},
    "to go on": {Question.READY, Question.RESUME, Question.COUNT_ON, Question.GO_ON},
    "to begin this exercise": {Question.READY},
    "to do it now": {Question.DO_IT},
    "to do it an easier way": {Question.EASIER},
    "to do another instead": {Question.INSTEAD},
    "to do another or stay": {Question.RATHER, Question.SKIP_THIS},
    "after what they do it": {Question.HABIT},
    "to finish": {Question.FINISH},
    "to start over": {Question.FROM_START},
    "to go on or start over": {Question.CARRY_ON},
    "to stop for today": {Question.STOP_HERE},
    "it is better": {Question.BETTER},
    "help is coming": {Question.HELP_COMING},
    "to leave some out": {Question.LEAVE_OUT},
    "to skip this one": {Question.SKIP_THIS},
    "another exercise is meant": {Question.WHICH_TO_DO, Question.WHICH_TO_EXPLAIN},
    "so many are meant": {Question.HOW_MANY},
    "so long is meant": {Question.HOW_LONG},
    "when": {Question.WHAT_TIME},
    "to set it": {Question.REMIND},
}
"""What may stand behind "it asks whether"."""


class WishError(ValueError):
    """A line in a wish file cannot be read; the message names file and line."""


class Line(NamedTuple):
    """A line with content, and where it stands."""

    file: str
    number: int
    text: str

    def error(self, problem: str) -> WishError:
        return WishError(f"{self.file}, line {self.number}: {problem}: {self.text!r}")


@dataclass
class Situation:
    """What is said before a wish, and at which second of the last answer the wish comes."""

    lines: list[str] = field(default_factory=list)
    after: float | None = None
    routine: str = "plain"


@dataclass
class Wish:
    """One meaning in its situations: every wording must lead to every result."""

    file: str
    line: int
    situations: tuple[str, ...]
    meaning: str
    wordings: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)


class Outcome(NamedTuple):
    """What came of a wording."""

    turn: Turn
    person: Person
    before: Stint | None
    """What was under way when the wish was said."""

    @property
    def stint(self) -> Stint | None:
        """What is under way after the answer."""
        return self.person.stint

    @property
    def heard(self) -> str:
        return sensible.words(self.turn)

    @property
    def is_likeliest(self) -> bool:
        """Whether no more than two movements count as done that were not sure."""
        before, now = self.before, self.stint
        if before is None or now is None or replace(now, place=before.place) != before:
            return False
        surely, likely = before.place, now.place
        return surely == likely or (
            surely.sets == likely.sets and surely < likely <= Place(surely.sets, surely.reps + 2)
        )

    @property
    def counts(self) -> bool:
        """Whether numbers are called one by one."""
        calls = [spoken.text.rstrip(".").casefold() for spoken in self.turn.played.spoken]
        return len([call for call in calls if call in NUMBERS]) > 1

    @property
    def intent(self) -> str:
        """What it was taken for: an intent, or the type of a request that is none."""
        request = self.turn.request.get("request", {"type": "nothing"})
        return str(request["intent"]["name"] if "intent" in request else request["type"])

    @property
    def asked(self) -> str:
        return str(self.turn.response.get("sessionAttributes", {}).get("memory", {}).get("asked", ""))


Check = Callable[[Outcome], bool]


class Result(NamedTuple):
    """Something that must happen: at once, or when something else is `said` next."""

    line: Line
    check: Check
    said: str = ""


def read_wishes(files: Iterable[Path] | None = None) -> list[Wish]:
    """All wishes of all groups.

    Raises:
        WishError: a line cannot be read, a situation is unknown, or a wish lacks wordings or results.
    """
    chosen = sorted(FOLDER.glob("*.txt")) if files is None else files
    return [wish for file in chosen if file.name != SITUATIONS.name for wish in _group(file)]


@cache
def read_situations() -> dict[str, Situation]:
    """All situations by name, in order.

    Raises:
        WishError: a line cannot be read, or a situation stands there twice.
    """
    situations: dict[str, Situation] = {}
    current = None
    for line in _lines(SITUATIONS):
        if match := HEADING.fullmatch(line.text):
            if match[1] in situations:
                raise line.error("this situation stands above already")
            current = situations.setdefault(match[1], Situation())
        elif current is None:
            raise line.error("expected a situation in brackets first")
        elif line.text == "(routine: all)":
            current.routine = "all"
        elif match := AT.fullmatch(line.text):
            current.after = int(match[1]) * 60 + float(match[2])
        elif current.after is not None:
            raise line.error("the moment has to be the last line")
        else:
            current.lines.append(line.text)
    return situations


def _group(file: Path) -> Iterator[Wish]:
    wish: Wish | None = None
    for line in _lines(file):
        if match := HEADING.fullmatch(line.text):
            if wish is not None:
                yield _complete(wish)
            wish = Wish(line.file, line.number, _named(line, match[1]), match[2])
        elif wish is None:
            raise line.error("expected a situation in brackets first")
        elif line.text.startswith("- "):
            if wish.results:
                raise line.error("the wordings stand above what must happen")
            wish.wordings.append(line.text[2:].strip())
        elif line.text.startswith("=> "):
            wish.results.append(_result(line._replace(text=line.text[3:].strip())))
        else:
            raise line.error("expected `[situation] meaning`, `- wording` or `=> what must happen`")
    if wish is not None:
        yield _complete(wish)


def _lines(file: Path) -> Iterator[Line]:
    for number, text in enumerate(file.read_text().splitlines(), start=1):
        if text.strip() and not text.startswith("#"):
            yield Line(file.name, number, text.strip())


def _named(line: Line, names: str) -> tuple[str, ...]:
    situations = tuple(name.strip() for name in names.split("/"))
    for name in situations:
        if name not in read_situations():
            raise line.error(f"no situation in {SITUATIONS.name} is called {name!r}")
    return situations


def _complete(wish: Wish) -> Wish:
    heading = Line(wish.file, wish.line, wish.meaning)
    if not wish.meaning:
        raise heading.error("the meaning is missing behind the bracket")
    if len(wish.wordings) < 3 or len(set(wish.wordings)) < len(wish.wordings):
        raise heading.error("a wish has at least three different wordings")
    if not wish.results:
        raise heading.error("what must happen is missing")
    return wish


def _result(line: Line) -> Result:
    if match := AFTER.fullmatch(line.text):
        return Result(line, _check(line._replace(text=match[2])), match[1])
    return Result(line, _check(line))


def _check(line: Line) -> Check:
    text = line.text
    if text in SIMPLE:
        return SIMPLE[text]
    if text.startswith(("it says ", "it never says ")):
        return _says(line)
    if (match := ASKS.fullmatch(text)) and (questions := QUESTIONS.get(match[1])):
        return lambda outcome: outcome.asked in questions
    if text.startswith(IS_AT) and (name := EXERCISES.get(text.removeprefix(IS_AT))):
        return lambda outcome: outcome.stint is not None and outcome.stint.exercise == name
    if (match := DONE.fullmatch(text)) and match[1] in NUMBERS:
        reps = NUMBERS.index(match[1])
        return lambda outcome: outcome.stint is not None and outcome.stint.place.reps == reps
    raise line.error("expected one of the results that tests/wish_files.py lists")


def _says(line: Line) -> Check:
    phrases = QUOTED.findall(line.text)
    if not phrases:
        raise line.error("expected words in quotation marks")
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases), re.IGNORECASE)
    wanted = line.text.startswith("it says ")
    return lambda outcome: bool(pattern.search(outcome.heard)) is wanted


SIMPLE: dict[str, Check] = {
    "the session ends": lambda outcome: outcome.turn.ended,
    "the session goes on": lambda outcome: not outcome.turn.ended,
    "it counts": lambda outcome: outcome.counts,
    "it does not count": lambda outcome: not outcome.counts,
    "the place stays": lambda outcome: outcome.stint == outcome.before,
    "the place is the likeliest": lambda outcome: outcome.is_likeliest,
    "nothing is under way": lambda outcome: outcome.stint is None,
    "it is not understood": lambda outcome: outcome.intent == FALLBACK,
    "it may not be understood": lambda outcome: True,
}
