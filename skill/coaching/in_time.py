"""As much of a routine as fits into a time: which exercises, and how many of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from skill.coaching.exercise import Position

NEAR = 0.025
"""Share of the time by which what is planned may miss it, so that what is spoken misses it by less than a
twentieth."""
MOST_WEIGHED = 10
"""Exercises among which is chosen; of more, those that were done lately are not considered."""


class Option(Struct, frozen=True):
    """One way to do an exercise."""

    reps: int | None
    """None: as on any day."""
    seconds: float


class Candidate(Struct, frozen=True):
    """An exercise that may be done, and how."""

    name: str
    position: Position
    options: tuple[Option, ...]
    """From the shortest to the longest; at least one."""
    wanted: float = 1.0
    """Above zero: how much it is preferred to others."""
    stays: bool = False
    """It is never left out: a warm-up, or what is under way."""
    counts: bool = True
    """It is one of the exercises, and not the easy movement around them."""

    @property
    def shortest(self) -> float:
        return self.options[0].seconds

    @property
    def longest(self) -> float:
        return self.options[-1].seconds


class Planned(Struct, frozen=True):
    """What is to be done, in its order: names and how many of each."""

    names: tuple[str, ...]
    reps: dict[str, int]
    seconds: float


Change = Callable[[Candidate | None, Candidate | None], float]
"""Seconds from one exercise to the next; None stands for the beginning and for the end."""


def in_time(candidates: Sequence[Candidate], change: Change, seconds: float) -> Iterator[Planned]:
    """Plans for a time, the best first: those that need about as long, else the one that comes nearest.

    Each has at least one exercise, as many as can be done in a good dose, in as many positions as there are,
    rather those that were not done lately.
    """
    chosen = [_Chosen(each, change) for each in _choices(candidates)]
    fitting = [each for each in chosen if each.reaches(seconds)]
    fitting.sort(key=lambda each: each.worth(seconds), reverse=True)
    if fitting:
        yield from (each.planned(seconds) for each in fitting)
    elif chosen:
        yield min(chosen, key=lambda each: (each.misses(seconds), -each.number)).planned(seconds)


def dosed(candidates: Sequence[Candidate], change: Change, seconds: float) -> Planned:
    """All of these, in as many reps as the time has room for."""
    return _Chosen(tuple(candidates), change).planned(seconds)


def _choices(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    """What may be done together: it stands in at most one position more often than needed."""
    free = [each for each in candidates if not each.stays]
    free = sorted(free, key=lambda each: each.wanted, reverse=True)[:MOST_WEIGHED]
    must = sum(each.stays and each.counts for each in candidates)
    for number in range(0 if must else 1, len(free) + 1):
        for picked in combinations(free, number):
            choice = tuple(each for each in candidates if each.stays or each in picked)
            if _balanced(choice, candidates):
                yield choice


def _balanced(choice: Sequence[Candidate], candidates: Sequence[Candidate]) -> bool:
    """Nothing is done in a position that is taken as long as another one is free."""
    taken = [each.position for each in choice if each.counts]
    there = {each.position for each in candidates if each.counts}
    return len(set(taken)) == min(len(taken), len(there))


class _Chosen:
    """Some exercises in a row."""

    def __init__(self, choice: tuple[Candidate, ...], change: Change) -> None:
        self.choice = choice
        row = (None, *choice, None)
        self.changes = sum(change(one, other) for one, other in pairwise(row))
        self.shortest = self.changes + sum(each.shortest for each in choice)
        self.longest = self.changes + sum(each.longest for each in choice)
        self.number = sum(each.counts for each in choice)

    def reaches(self, seconds: float) -> bool:
        return self.shortest <= seconds * (1 + NEAR) and self.longest >= seconds * (1 - NEAR)

    def misses(self, seconds: float) -> float:
        """By how many seconds they are too long or too short."""
        return max(self.shortest - seconds, seconds - self.longest, 0.0)

    def worth(self, seconds: float) -> float:
        """More for every exercise, less for a small dose of each."""
        room = self.longest - self.shortest
        dose = 1.0 if room <= 0 else min(max((seconds - self.shortest) / room, 0.0), 1.0)
        return sum(each.wanted for each in self.choice if each.counts) * (0.5 + 0.5 * dose)

    def planned(self, seconds: float) -> Planned:
        """In doses that are alike in size, and nearest to the time together."""
        at = [len(each.options) - 1 for each in self.choice]
        total = self.longest
        while total > seconds and any(at):
            shares = [(self._share(number, at), number) for number in range(len(at)) if at[number]]
            number = max(shares)[1]
            options = self.choice[number].options
            total -= options[at[number]].seconds - options[at[number] - 1].seconds
            at[number] -= 1
        self._nudged(at, seconds - total)
        return self._as_planned(at)

    def _share(self, number: int, at: Sequence[int]) -> float:
        """How much of an exercise is done, of all that may be."""
        return self.choice[number].options[at[number]].seconds / self.choice[number].longest

    def _nudged(self, at: list[int], left: float) -> None:
        """One step up or down in one exercise or in two, where that comes nearer."""
        steps: list[tuple[float, tuple[tuple[int, int], ...]]] = [(abs(left), ())]
        singles = [step for number in range(len(at)) for step in self._steps(number, at)]
        steps += [(abs(left - gain), (move,)) for gain, move in singles]
        steps += [
            (abs(left - gain - other), (move, further))
            for gain, move in singles
            for other, further in singles
            if move[0] < further[0]
        ]
        for number, by in min(steps, key=lambda step: (round(step[0], 3), len(step[1])))[1]:
            at[number] += by

    def _steps(self, number: int, at: Sequence[int]) -> Iterator[tuple[float, tuple[int, int]]]:
        options = self.choice[number].options
        for by in (-1, 1):
            if 0 <= at[number] + by < len(options):
                yield options[at[number] + by].seconds - options[at[number]].seconds, (number, by)

    def _as_planned(self, at: Sequence[int]) -> Planned:
        taken = [each.options[step] for each, step in zip(self.choice, at, strict=True)]
        reps = {
            each.name: option.reps
            for each, option in zip(self.choice, taken, strict=True)
            if option.reps is not None
        }
        seconds = self.changes + sum(option.seconds for option in taken)
        return Planned(tuple(each.name for each in self.choice), reps, seconds)
