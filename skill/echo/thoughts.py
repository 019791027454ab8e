"""An utterance of two thoughts ("I hate this one, let's skip it"): which of them says what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from skill.echo.grammar import Understood
from skill.echo.near_misses import ALARM, FOR_SURE, HEALTH, Near

SHORTEST = 2
"""Words that a thought has at least: one alone is in too many sentences."""
SHARE = 0.4
"""The share of an utterance that a thought must have where the other one says nothing."""
LAST = 0.25
"""The share of what is said last: "the phone call is over, carry on"."""
MOST = 0.5
"""The share where what it gives up cannot be taken back, and of a fragment."""
FRAGMENTS = frozenset({"NameNumberIntent", "NameExerciseIntent", "ReadyIntent", "OtherSideIntent"})
"""Intents with samples that may be the end of any sentence: "for the bridge", "on the mat"."""
WITH_MOST = FOR_SURE - {ALARM} | FRAGMENTS
CLEARLY = 0.8
"""Likeness from which what stands beside a sample is a thought of its own."""
COURTESIES = frozenset(
    {
        *("GreetingIntent", "ThanksIntent", "AgreeIntent", "DeclineIntent", "NotSureIntent"),
        *("AMAZON.YesIntent", "AMAZON.NoIntent"),
    }
)
"""Nobody says more than one of these for its own sake."""

FELT = HEALTH - {"EffortIntent", "ConditionIntent", "DoINeedADoctorIntent"}
"""Intents about how somebody feels, which come before any other wish."""


class Thought(NamedTuple):
    """What an utterance begins or ends with."""

    understood: Understood
    words: int
    last: bool
    """Whether the utterance ends with it: people correct themselves."""
    alone: bool
    """Whether the other one says nothing."""


@dataclass(frozen=True, slots=True)
class Thoughts:
    """Tells two thoughts apart, by what is known of each."""

    exactly: Callable[[str], Understood | None]
    """The sample that a part is."""
    nearest: Callable[[str], Near | None]
    negates: Callable[[str], bool]
    """Whether a part has a word that turns the other round: "I don't want to | finish here"."""
    is_painful: Callable[[str], bool]
    unfinished: frozenset[str]
    """Words that nobody ends a thought with: "I don't want to | stop"."""

    def both(self, text: str) -> Understood | None:
        """What is wanted of two thoughts that both say something."""
        return self._most_important(text, alone=False)

    def one(self, text: str) -> Understood | None:
        """What is wanted by the only one of two thoughts that says something."""
        return self._most_important(text, alone=True)

    def _most_important(self, text: str, *, alone: bool) -> Understood | None:
        words = text.split()
        painful = self.is_painful(text)
        found = [
            thought
            for thought in self._told_apart(words)
            if thought.alone is alone
            and (_is_enough(thought, len(words)) if alone else thought.understood.intent not in FRAGMENTS)
            and (not painful or thought.understood.intent in HEALTH)
        ]
        return max(found, key=_importance).understood if found else None

    def _told_apart(self, words: list[str]) -> Iterator[Thought]:
        for place in range(1, len(words)):
            if words[place - 1] in self.unfinished:
                continue
            head, tail = " ".join(words[:place]), " ".join(words[place:])
            first, last = self._say(head, tail)
            alone = first is None or last is None
            if first and place >= SHORTEST and not (alone and self.negates(tail)):
                yield Thought(first, place, last=False, alone=alone)
            if last and len(words) - place >= SHORTEST and not (alone and self.negates(head)):
                yield Thought(last, len(words) - place, last=True, alone=alone)

    def _say(self, head: str, tail: str) -> tuple[Understood | None, Understood | None]:
        """What each of two parts says: one of them to the letter, the other one as clearly at least."""
        first, last = self.exactly(head), self.exactly(tail)
        if first and not last:
            last = self._clearly(tail)
        elif last and not first:
            first = self._clearly(head)
        return first, last

    def _clearly(self, part: str) -> Understood | None:
        near = self.nearest(part) if len(part.split()) > SHORTEST else None
        return near.understood if near and near.likeness >= CLEARLY else None


def _is_enough(thought: Thought, words: int) -> bool:
    if thought.understood.intent in WITH_MOST:
        return thought.words > MOST * words
    return thought.words >= words * (LAST if thought.last else SHARE)


def _importance(thought: Thought) -> tuple[bool, bool, bool, bool, int]:
    intent = thought.understood.intent
    corrects = thought.last and not thought.alone
    return intent == ALARM, intent in FELT, intent not in COURTESIES, corrects, thought.words
