"""What is wanted in long-winded speech: the clause of it that says a wish, whatever is said around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from skill.echo.grammar import Understood
from skill.echo.intent_groups import ALARMS, FOR_SURE, HEALTH
from skill.echo.near_misses import Near

LIKE = 0.76
"""Likeness from which a clause says a wish: it is one of many parts, so chance finds more."""
CLEARLY = 0.85
"""The same of what gives something up, and of what is felt where no word of pain is said."""
TELLS = 1.6
"""What a clause has to tell at least, in the weight of its words: less may be part of any sentence."""
VALUE = 1.5
"""What a value in a slot tells beside the words around it."""
LONGEST = 16
"""Words in the longest clause that is compared."""
SHORTEST = 2
SEVERAL = 5
"""Samples from which the word that they begin with may begin a clause."""
NEAR, FAR = 2, 6
"""Words before a clause among which a negation turns it round; more of them before one without a subject."""
FRAGMENTS = {"NameNumberIntent", "NameExerciseIntent", "ReadyIntent", "OtherSideIntent", "AtTimeIntent"}
"""Intents whose samples may be a part of any sentence, unless they are a clause of their own at the end."""
COURTESIES = {
    *("GreetingIntent", "ThanksIntent", "AgreeIntent", "DeclineIntent", "NotSureIntent"),
    *("AMAZON.YesIntent", "AMAZON.NoIntent"),
}
"""Nobody says more than one of these for its own sake."""
FELT = HEALTH - {
    *("EffortIntent", "ShouldIStopIntent", "ClickingIntent", "SoreTomorrowIntent"),
    *("ConditionIntent", "BackTroubleIntent", "DrinkingIntent", "DoINeedADoctorIntent"),
}
"""Intents about how somebody feels, which come before any other wish."""
WEAK = COURTESIES | {"EncourageIntent", "MeAgainIntent", "MoreIntent", "HardlyIntent"}
"""Intents that people name on the way to another."""
EASED = {"BetterIntent", "StillHurtsIntent"}
"""Answers to a question that anything may sound like."""


class Words(NamedTuple):
    """What a language's words do in a sentence."""

    joints: frozenset[str]
    """Stand between two clauses: "so"."""
    subordinating: frozenset[str]
    """After these nobody says a wish: "before"."""
    beginnings: frozenset[str]
    """A clause begins with these, and the one before it ends in front of them: "let's"."""
    statements: frozenset[str]
    """Begin what is only told: "I'm"."""
    adverbial: frozenset[str]
    """No clause begins with these, and one may end in front of them: "in the kitchen"."""
    speakers: frozenset[str]
    """Do so too, unless one that wishes stands behind: "I did it", "I want to"."""
    wishing: frozenset[str]
    negations: frozenset[str]
    unfinished: frozenset[str]
    """No clause ends with one of these."""

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> Words:
        """Those that a language file names."""
        return cls(*(frozenset(language[kind]) for kind in cls._fields))


class Clause(NamedTuple):
    """A part of an utterance that says a wish."""

    understood: Understood
    tells: float
    """The weight of the words that it shares with the sample."""
    asks: bool
    """Whether it asks for something, or only tells: "let's skip it" beside "I'm tired"."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clauses:
    """Cuts an utterance at the words that a clause begins with, and compares each clause by itself."""

    lean: Callable[[str], str]
    """A text without what an Echo does not mind."""
    exactly: Callable[[str], Understood | None]
    nearest: Callable[[str], Near | None]
    telling: Callable[[str, Near | None], float]
    """The weight of what a text says, and a sample says too."""
    is_painful: Callable[[str], bool]
    words: Words
    first: frozenset[str]
    """Words that wishes begin with, behind anything: "skip"."""

    def wish(self, text: str) -> Understood | None:
        """The wish in one of the clauses: an alarm first, then what is felt, then what is asked for last."""
        found = _apart(self._found(text.split()))
        if self.is_painful(text):
            found = [clause for clause in found if clause.understood.intent in HEALTH]
        return max(found, key=_importance).understood if found else None

    def _found(self, said: list[str]) -> Iterator[Clause]:
        for start, end in self._parts(said):
            meant = self._meant(" ".join(said[start:end]))
            if meant and self._counts(*meant, said, start, end) and not self._turned_round(said, start):
                yield Clause(*meant, self._asks(said[start:end]), start, end)

    def _parts(self, said: list[str]) -> Iterator[tuple[int, int]]:
        """Where clauses may begin and end."""
        joints, beginnings, unfinished = self.words.joints, self.words.beginnings, self.words.unfinished
        adverbial = self.words.adverbial
        starts, ends = [0], [len(said)]
        for place, (before, word) in enumerate(pairwise(said), 1):
            finished = before not in unfinished
            if before in joints or (finished and (word in beginnings or word in self.first)):
                starts.append(place)
            if word in joints or (finished and (word in beginnings or word in adverbial)):
                ends.append(place)
        lengths = range(SHORTEST, LONGEST + 1)
        return ((start, end) for start in starts for end in ends if end - start in lengths)

    def _meant(self, text: str) -> tuple[Understood, float] | None:
        """What a clause says, and the weight of what says so."""
        lean = self.lean(text)
        if len(lean.split()) < SHORTEST:
            return None
        if exact := self.exactly(text):
            return exact, self.telling(lean, None) + VALUE * len(exact.found)
        near = self.nearest(lean) if len(text.split()) > SHORTEST else None
        if near and near.likeness >= (CLEARLY if self._is_grave(near.understood.intent, text) else LIKE):
            return near.understood, self.telling(lean, near)
        return None

    def _is_grave(self, intent: str, text: str) -> bool:
        """Whether an intent gives something up, or is about health where no word of pain is said."""
        return intent in FOR_SURE or (intent in HEALTH and not self.is_painful(text))

    def _counts(self, understood: Understood, tells: float, said: list[str], start: int, end: int) -> bool:
        """Whether a clause says enough to be what the whole is about."""
        begins = not start or said[start - 1] in self.words.joints
        if understood.intent in FRAGMENTS:
            return begins and end == len(said) > start + SHORTEST
        if understood.intent in FOR_SURE and not begins and said[start] not in self.words.beginnings:
            return False
        return tells >= TELLS and (understood.intent not in WEAK or 2 * (end - start) >= len(said) - start)

    def _turned_round(self, said: list[str], start: int) -> bool:
        """Whether a clause hangs on what stands before it: "I don't think | we can", "before | we stop"."""
        reach = NEAR if said[start] in self.words.beginnings else FAR
        for word in reversed(said[max(0, start - reach) : start]):
            if word in self.words.negations or word in self.words.subordinating:
                return True
            if word in self.words.joints:
                return False
        return False

    def _asks(self, said: list[str]) -> bool:
        first, second = said[:2]
        speaks = first in self.words.speakers and second not in self.words.wishing
        return first not in self.words.statements and not speaks


def _apart(clauses: Iterable[Clause]) -> list[Clause]:
    """Of clauses that overlap the one that tells most, and of those that tell the same the longest."""
    apart: list[Clause] = []
    for clause in sorted(clauses, key=lambda clause: (-clause.tells, clause.start - clause.end)):
        if all(clause.end <= other.start or other.end <= clause.start for other in apart):
            apart.append(clause)
    return apart


def _importance(clause: Clause) -> tuple[bool, bool, bool, bool, int]:
    intent = clause.understood.intent
    return intent in ALARMS, intent in FELT - EASED, intent not in WEAK, clause.asks, clause.end


def first_words(said: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The words that several samples begin with."""
    words = Counter(sample.casefold().split()[0] for samples_of in said.values() for sample in samples_of)
    return frozenset(word for word, times in words.items() if times >= SEVERAL and word.isalpha())
