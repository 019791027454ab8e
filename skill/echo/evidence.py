"""What is meant where no sample is like enough: likeness, a clause and all the words, weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import inf
from typing import NamedTuple

from skill.echo.clauses import EASED, FELT
from skill.echo.grammar import SlotTypes, Understood
from skill.echo.intent_groups import ALARMS, BARE, FOR_SURE
from skill.echo.likeness import Words
from skill.echo.masking import Spotted
from skill.echo.near_misses import Alike, Near, NearMisses, filled
from skill.echo.odds import Odds

ELSEWHERE = ""
"""Stands for all that is not said to this skill."""
ODDS, CLAUSE = 0.12, 0.05
"""What an intent's odds count in the choice, and a clause that says it, for each word around it: beside the
likeness of its sample. The longer a sentence is, the less all of its words are about what is wanted."""

LIKENESS_PROVES, CLAUSE_PROVES, ODDS_PROVE, WORD_PROVES = 2.5, 1.3, 0.2, 0.17
"""What each counts in showing that the choice is right: fitted by logistic regression to phrases that others
wrote for the intents, and to talk in the room. `tests/test_near_misses.py` holds the limits below to both."""
ENOUGH = 3.35
"""The sum from which the chosen intent is meant: nine of ten things said to others in the room stay below."""
HINTED = 2.8
"""The same where a sample of it, and of no other intent, is alike enough to be worth a guess."""
SURE = 3.9
"""The same of what gives something up, of a bare number or name, and of how somebody feels without a pain."""
ALARMING = 4.8
"""The same of what alarms people."""
SAY_MUCH = 4
"""Words that say too little to give something up."""
LONG = 15
"""From so many words on, more of them make no difference."""


class Reading(NamedTuple):
    """How likely the words are for an intent, in the reading that is best for it."""

    odds: float
    found: Mapping[str, Spotted]
    """The values that are no words in it, by slot type."""


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for one intent or another in an utterance."""

    words: int
    painful: bool
    """Whether one of the words is of pain."""
    readings: Mapping[str, Reading]
    alike: Mapping[str, Alike]
    near: str
    """The intent whose sample is worth a guess."""
    clause: str
    """The intent that a clause says by itself."""

    def choice(self, intents: set[str]) -> str:
        """The intent that most speaks for; one that alarms people only if it is meant."""
        return max(
            intents - {intent for intent in ALARMS if not self.means(intent)}, key=self._speaks, default=""
        )

    def means(self, intent: str) -> bool:
        """Whether enough shows that the intent is meant, and nothing that is not said to this skill."""
        return intent in self.readings and self._proof(intent) >= self._enough(intent)

    def _speaks(self, intent: str) -> float:
        by_clause = CLAUSE * min(self.words, LONG) * (intent == self.clause)
        return self._likeness(intent) + ODDS * self.readings[intent].odds + by_clause

    def _proof(self, intent: str) -> float:
        return (
            LIKENESS_PROVES * self._likeness(intent)
            + CLAUSE_PROVES * (intent == self.clause)
            + ODDS_PROVE * (self.readings[intent].odds - self.readings[ELSEWHERE].odds)
            + WORD_PROVES * min(self.words, LONG)
        )

    def _enough(self, intent: str) -> float:
        if intent in ALARMS:
            return ALARMING
        if intent == self.near:
            return HINTED
        if intent in FOR_SURE and self.words <= SAY_MUCH:
            return inf
        felt = intent in FELT - EASED and not self.painful
        return SURE if felt or intent in FOR_SURE | BARE else ENOUGH

    def _likeness(self, intent: str) -> float:
        return self.alike[intent].likeness if intent in self.alike else 0.0


class Evidence:
    """Weighs what speaks for each intent."""

    def __init__(self, near_misses: NearMisses, slot_types: Mapping[str, SlotTypes]) -> None:
        """`slot_types`: of each intent, slot → slot type."""
        self._near_misses = near_misses
        self._slot_types = slot_types

    def weigh(self, text: str, near: Near | None, clause: Understood | None) -> Understood | None:
        """What most speaks for, if that is enough, or else what a clause says by itself.

        `near`: the sample that is worth a guess.
        """
        if clause and clause.intent in FELT:
            return clause
        case = Case(
            words=len(text.split()),
            painful=self._near_misses.is_painful(text),
            readings=self._readings(text),
            alike=self._near_misses.alike(text),
            near=near.understood.intent if near else "",
            clause=clause.intent if clause else "",
        )
        chosen = case.choice(self._near_misses.intents_for(text) & case.readings.keys())
        if chosen == case.clause or not case.means(chosen):
            return clause
        if chosen in case.alike:
            return case.alike[chosen].understood
        slots = {type_name: slot for slot, type_name in self._slot_types[chosen].items()}
        return filled(chosen, slots, case.readings[chosen].found)

    def _readings(self, text: str) -> dict[str, Reading]:
        """Of each intent, and of what is said elsewhere; none if no word is known."""
        best: dict[str, Reading] = {}
        for words, found in self._near_misses.read(text):
            for intent, odds in self._odds.of(self._corrected(words)).items():
                if intent not in best or odds > best[intent].odds:
                    best[intent] = Reading(odds, found)
        return best

    def _corrected(self, words: Words) -> Words:
        """Misspelt words as they are meant; those that people say elsewhere are not misspelt."""
        pairs = zip(words, self._near_misses.corrected(words), strict=True)
        return tuple(word if self._odds.knows(word) else meant for word, meant in pairs)

    @cached_property
    def _odds(self) -> Odds:
        """Made when it is needed first: most of what is said is a sample."""
        elsewhere = ((next(self._near_misses.read(text))[0], ELSEWHERE) for text in said_elsewhere())
        return Odds([*self._near_misses.sentences(), *elsewhere])


def said_elsewhere() -> Iterator[str]:
    """Sentences that people say at home, and none of them to this skill."""
    for file in files("skill.echo").joinpath("elsewhere").iterdir():
        yield from (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
