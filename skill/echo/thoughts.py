"""An utterance of two thoughts ("I hate this one, let's skip it"): which of them says what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from skill.echo.grammar import Understood
from skill.echo.near_misses import ALARM, FOR_SURE, HEALTH

SHORTEST = 2
"""Words that a thought has at least: one alone is in too many sentences."""
SHARE = 0.4
"""The share of an utterance that a thought must have where the other one says nothing."""
LAST = 0.25
"""The share of what is said last: "the phone call is over, carry on"."""
MOST = 0.5
"""The share where what it gives up cannot be taken back, and of what is no sentence: "on the mat"."""
WITH_MOST = FOR_SURE - {ALARM} | {"NameNumberIntent", "NameExerciseIntent", "ReadyIntent", "OtherSideIntent"}


class Thought(NamedTuple):
    """A sample that an utterance begins or ends with."""

    understood: Understood
    words: int
    last: bool
    """Whether the utterance ends with it: people correct themselves."""
    alone: bool
    """Whether the other one says nothing."""


def wanted(
    text: str, exactly: Callable[[str], Understood | None], negates: Callable[[str], bool]
) -> Understood | None:
    """What an utterance wants that is no sample: health first, then what is said last, or at length."""
    words = text.split()
    found = [thought for thought in _thoughts(words, exactly, negates) if _is_enough(thought, len(words))]
    return max(found, key=_weight).understood if found else None


def _thoughts(
    words: list[str], exactly: Callable[[str], Understood | None], negates: Callable[[str], bool]
) -> Iterator[Thought]:
    for place in range(1, len(words)):
        head, tail = " ".join(words[:place]), " ".join(words[place:])
        first, last = exactly(head), exactly(tail)
        alone = first is None or last is None
        if first and place >= SHORTEST and not (alone and negates(tail)):
            yield Thought(first, place, last=False, alone=alone)
        if last and len(words) - place >= SHORTEST and not (alone and negates(head)):
            yield Thought(last, len(words) - place, last=True, alone=alone)


def _is_enough(thought: Thought, words: int) -> bool:
    if thought.understood.intent in WITH_MOST:
        return not thought.alone or thought.words > MOST * words
    return not thought.alone or thought.words >= words * (LAST if thought.last else SHARE)


def _weight(thought: Thought) -> tuple[bool, bool, bool, bool, int]:
    intent = thought.understood.intent
    return (
        intent == ALARM,
        intent in HEALTH,
        not thought.alone,
        thought.last and not thought.alone,
        thought.words,
    )
