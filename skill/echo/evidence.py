"""What is meant where no sample is like enough: likeness, a clause and all the words, weighed together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from math import inf
from typing import NamedTuple

from skill.echo.clauses import EASED, FELT
from skill.echo.grammar import SlotTypes, Understood
from skill.echo.likeness import Words
from skill.echo.masking import Spotted
from skill.echo.near_misses import ALARMS, BARE, FOR_SURE, Alike, Near, NearMisses, filled
from skill.echo.odds import Odds

ELSEWHERE = ""
"""Stands for all that is not said to this skill."""
ODDS, CLAUSE = 0.12, 0.05
"""What an intent's odds count in the choice, and a clause that says it, for each word around it: beside the
likeness of its sample. The longer a sentence is, the less all of its words are about what is wanted."""

LIKENESS_PROVES, CLAUSE_PROVES, ODDS_PROVE, WORD_PROVES = 2.5, 1.3, 0.2, 0.17
"""What each counts in showing that the choice is right. All were fitted to 3,600 phrases of other people."""
ENOUGH = 3.35
"""The sum from which the chosen intent is meant: nine of ten things said to others in the room stay below."""
HINTED = 2.8
"""The same where a sample of it, and of no other intent, is alike enough to be worth a guess."""
SURE = 3.9
"""The same of what gives something up, of a bare number or name, and of how somebody feels without a word of pain."""
ALARMING = 5.0
"""The same of what alarms people."""
SAY_MUCH = 4
"""Words that say too little to give something up."""
LONG = 15
"""From so many words on, more of them prove nothing."""


class Reading(NamedTuple):
    """How likely the words are for an intent, in the reading that is best for it."""

    odds: float
    found: Mapping[str, Spotted]
    """The values that are no words in it, by slot type."""


class Evidence:
    """Weighs what speaks for each intent."""

    def __init__(self, near_misses: NearMisses, slot_types: Mapping[str, SlotTypes]) -> None:
        """`slot_types`: of each intent, slot → slot type."""
        self._near_misses = near_misses
        self._slot_types = slot_types

    def weigh(self, text: str, near: Near | None, clause: Understood | None) -> Understood | None:
        """What most speaks for, if that is enough.

        `near`: the sample that is worth a guess; `clause`: what a clause of the text says by itself.
        """
        if clause and clause.intent in FELT:
            return clause
        readings = self._readings(text)
        alike = self._near_misses.alike(text)
        intents = self._near_misses.intents_for(text) & readings.keys()
        if not intents:
            return clause
        by_clause = CLAUSE * min(len(text.split()), LONG)

        def speaks(intent: str) -> float:
            likeness = alike[intent].likeness if intent in alike else 0.0
            return likeness + ODDS * readings[intent].odds + by_clause * _says(clause, intent)

        chosen = max(intents, key=speaks)
        proof = self._proof(text, chosen, readings, alike.get(chosen), clause)
        if proof < self._enough(chosen, text, near):
            return clause
        if clause and clause.intent == chosen:
            return clause
        return alike[chosen].understood if chosen in alike else self._filled(chosen, readings[chosen])

    def _enough(self, chosen: str, text: str, near: Near | None) -> float:
        """What has to show that the chosen intent is meant."""
        if chosen in ALARMS:
            return ALARMING
        if near and near.understood.intent == chosen:
            return HINTED
        if chosen in FOR_SURE and len(text.split()) <= SAY_MUCH:
            return inf
        felt = chosen in FELT - EASED and not self._near_misses.is_painful(text)
        return SURE if felt or chosen in FOR_SURE | BARE else ENOUGH

    def _proof(
        self,
        text: str,
        chosen: str,
        readings: Mapping[str, Reading],
        alike: Alike | None,
        clause: Understood | None,
    ) -> float:
        """How much shows that the chosen intent is meant, and nothing that is not said to this skill."""
        return (
            LIKENESS_PROVES * (alike.likeness if alike else 0.0)
            + CLAUSE_PROVES * _says(clause, chosen)
            + ODDS_PROVE * (readings[chosen].odds - readings[ELSEWHERE].odds)
            + WORD_PROVES * min(len(text.split()), LONG)
        )

    def _filled(self, intent: str, reading: Reading) -> Understood:
        slots = {type_name: slot for slot, type_name in self._slot_types[intent].items()}
        return filled(intent, slots, reading.found)

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


def _says(clause: Understood | None, intent: str) -> bool:
    return clause is not None and clause.intent == intent
