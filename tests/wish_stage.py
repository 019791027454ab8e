"""Plays wishes (see `tests/wish_files.py`) to the stand-in Echo, and prints what share comes true.

python -m tests.wish_stage                 every group, with what goes wrong
python -m tests.wish_stage leaving pain    some groups
"""

from __future__ import annotations

import argparse
import copy
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

import msgspec

from skill.application import create_skill
from skill.coaching.person import Person
from skill.coaching.workout import Stint
from skill.echo import house, script
from skill.echo.amazon import StandInAmazon
from skill.echo.device import Echo, Turn
from skill.echo.house_clock import HouseClock
from skill.services.amazon import Amazon
from tests import sensible
from tests.routines import HAVING, leading_through
from tests.stores import OneStore
from tests.wish_files import FALLBACK, MAY_BE_MISSED, Outcome, Wish, read_situations, read_wishes

MOMENT = 1_793_000_000.0
"""When every situation begins; no answer may depend on it."""


class Made(NamedTuple):
    """A situation that was made: the clock and the store are set back to it, and the Echo is copied."""

    echo: Echo
    moment: float
    kept: dict[str, object]
    stint: Stint | None
    """What is under way at the moment of the wish, and how far it has got."""


class Stage:
    """A stand-in Echo on which every situation is made once."""

    def __init__(self) -> None:
        self._clock = HouseClock.standing_at(MOMENT)
        self._store = OneStore()
        self._amazon = StandInAmazon(self._clock.now)
        self._skill = create_skill(self._store, self._clock.now, services=Amazon(self._amazon.send))
        self._made: dict[str, Made] = {}

    def problems(self, wish: Wish, situation: str, wording: str) -> list[str]:
        """What does not happen as it must when this is said; empty where all is well."""
        with leading_through(HAVING[read_situations()[situation].routine]):
            return self._problems(wish, situation, wording)

    def _problems(self, wish: Wish, situation: str, wording: str) -> list[str]:
        made = self._back_to(situation)
        echo = copy.copy(made.echo)
        turn = echo.hear(wording, read_situations()[situation].after)
        outcome = first = Outcome(turn, self._person(turn), made.stint)
        found = [*_general(wish, outcome)]
        for result in wish.results:
            if result.said:
                later = script.perform(echo, script.read(result.said))
                assert later is not None
                outcome = Outcome(later, self._person(later), made.stint)
            if not result.check(outcome):
                found.append(f"{wish.file}, line {result.line.number}: {result.line.text}")
        return [*found, f"heard {first.intent}: {first.heard[:400]!r}"] if found else []

    def _back_to(self, situation: str) -> Made:
        made = self._made.get(situation)
        if made is None:
            made = self._made[situation] = self._make(situation)
        self._set(made)
        return made

    def _make(self, situation: str) -> Made:
        self._clock.turn_to(MOMENT)
        self._store.kept = {}
        echo = house.echo(self._skill.answer, self._clock, amazon=self._amazon)
        for line in read_situations()[situation].lines:
            script.perform(echo, script.read(line))
        made = Made(echo, self._clock.now(), self._store.kept, None)
        self._set(made)
        paused = copy.copy(echo).hear("wait", read_situations()[situation].after)
        return made._replace(stint=self._person(paused).stint)

    def _set(self, made: Made) -> None:
        self._clock.turn_to(made.moment)
        self._store.kept = made.kept

    def _person(self, turn: Turn) -> Person:
        attributes = turn.response.get("sessionAttributes") or {}
        kept = attributes.get("person", self._store.kept)
        return msgspec.convert(kept, Person) if kept else Person()


def _general(wish: Wish, outcome: Outcome) -> Iterator[str]:
    """What must hold for every answer: it is understood, unless it cannot be, and sensible."""
    expected = any(result.line.text in MAY_BE_MISSED for result in wish.results)
    if outcome.intent == FALLBACK and not expected:
        yield "not understood"
    try:
        sensible.check(outcome.turn)
    except AssertionError as failure:
        yield f"not sensible: {str(failure)[:200]}"


def main() -> None:
    """Play wishes, and print for each group how many wordings are answered as they must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.wish_stage", description=main.__doc__)
    parser.add_argument("groups", nargs="*", help="files in tests/wishes without .txt; all by default")
    parser.add_argument("-q", "--quiet", action="store_true", help="print figures only")
    options = parser.parse_args()
    tried, right = Counter[str](), Counter[str]()
    for group, what, problems in _played(Stage(), options.groups):
        tried[group] += 1
        right[group] += not problems
        if problems and not options.quiet:
            print(what, *problems, sep="\n    ")
    for group, number in tried.items():
        print(f"{group:16} {right[group]:4} of {number:4}  {right[group] / number:4.0%}")
    print(f"{'all':16} {right.total():4} of {tried.total():4}  {right.total() / max(tried.total(), 1):4.0%}")


def _played(stage: Stage, groups: Collection[str]) -> Iterator[tuple[str, str, list[str]]]:
    """For each wording its group, what it is, and what goes wrong."""
    for wish in read_wishes():
        group = wish.file.removesuffix(".txt")
        if groups and group not in groups:
            continue
        for situation in wish.situations:
            for wording in wish.wordings:
                what = f"[{situation}] {wish.meaning}: {wording!r}"
                yield group, what, stage.problems(wish, situation, wording)


if __name__ == "__main__":
    main()
