"""How likely the words of an utterance are for each intent: naive Bayes over words and pairs of words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import log, sqrt
from typing import TypeAlias

from skill.echo.likeness import Words

Feature: TypeAlias = str | tuple[str, str]
"""A word, or two in a row."""

SMOOTHING = 0.01
"""What each intent is taken to have of every feature: next to nothing, for its samples are many."""
BEGINS, ENDS = "^", "$"


class Odds:
    """How much of each feature the samples of every intent have, rare features counting more."""

    def __init__(self, sentences: Iterable[tuple[Words, str]]) -> None:
        read = [(frozenset(_features(words)), intent) for words, intent in sentences]
        having = Counter(feature for features, _ in read for feature in features)
        self._rarity = {feature: 1 + log((1 + len(read)) / (1 + times)) for feature, times in having.items()}
        had: defaultdict[Feature, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        total: defaultdict[str, float] = defaultdict(float)
        for features, intent in read:
            for feature, share in self._shares(features).items():
                had[feature][intent] += share
                total[intent] += share
        self._gains = {
            feature: {intent: log(1 + share / SMOOTHING) for intent, share in shares.items()}
            for feature, shares in had.items()
        }
        self._without = {
            intent: log(SMOOTHING / (share + SMOOTHING * len(having))) for intent, share in total.items()
        }

    def of(self, words: Words) -> dict[str, float]:
        """The logarithm of each intent's likelihood, alike for long and short; empty if no word is known."""
        shares = self._shares(_features(words))
        told = sum(shares.values())
        odds = {intent: told * without for intent, without in self._without.items()} if shares else {}
        for feature, share in shares.items():
            for intent, gain in self._gains[feature].items():
                odds[intent] += share * gain
        return odds

    def knows(self, word: str) -> bool:
        """Whether a word is in any sentence."""
        return word in self._rarity

    def _shares(self, features: Iterable[Feature]) -> Mapping[Feature, float]:
        """What each known feature counts in a sentence; the squares of all add up to one."""
        counts = {feature: self._rarity[feature] for feature in features if feature in self._rarity}
        length = sqrt(sum(count * count for count in counts.values()))
        return {feature: count / length for feature, count in counts.items()}


def _features(words: Words) -> Iterator[Feature]:
    yield from words
    yield from pairwise([BEGINS, *words, ENDS])
