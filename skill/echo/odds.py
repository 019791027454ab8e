"""Which intent the words of an utterance speak for, all of them together: naive Bayes over the samples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from math import log
from typing import NamedTuple, TypeAlias

from skill.echo.likeness import Words

Feature: TypeAlias = str | tuple[str, str]
"""A word that tells something, or two of them in a row."""

SMOOTHING = 10
"""Samples' worth of belief that an intent has everybody's words: chance must not rule out small intents."""
WORST = -2.5
"""The lowest log-odds of a feature: one word that an intent never has must not outweigh all the others."""
PAIR = 0.5
"""What a pair of words counts beside a word."""
BEGINS, ENDS = "^", "$"


class Vote(NamedTuple):
    """The intent that an utterance speaks for most."""

    intent: str
    odds: float
    """The logarithm of how much more likely its words are for this intent than for any."""
    ahead: float
    """The same compared with the next intent."""
    known: float
    """The share of the words that are in some sample."""


class Odds:
    """How often the samples of each intent have a word, compared with the samples of all intents."""

    def __init__(self, samples: Iterable[tuple[Words, str]], light: Collection[str]) -> None:
        """`light`: words that tell next to nothing."""
        self._light = light
        self._samples = Counter[str]()
        counts: defaultdict[Feature, Counter[str]] = defaultdict(Counter)
        for words, intent in samples:
            self._samples[intent] += 1
            for feature in set(self._features(words)):
                counts[feature][intent] += 1
        self._counts = counts

    def vote(self, words: Words, among: Collection[str]) -> Vote | None:
        """The intent that the words speak for most, `among` some; None where no word is known."""
        features = set(self._features(words))
        known = [feature for feature in features if feature in self._counts]
        odds = self._unseen(sum(map(_counts_for, known)))
        for feature in known:
            for intent, gain in self._gains(feature):
                odds[intent] += gain
        candidates = odds.keys() & among
        first, second = (*sorted(candidates, key=lambda intent: -odds[intent])[:2], "", "")[:2]
        if not known or not first:
            return None
        words_in = {feature for feature in features if isinstance(feature, str)}
        share = sum(word in self._counts for word in words_in) / max(1, len(words_in))
        return Vote(first, odds[first], odds[first] - odds.get(second, 0.0), share)

    def _features(self, words: Words) -> Iterator[Feature]:
        telling = [word for word in words if word not in self._light]
        yield from telling
        yield from pairwise([BEGINS, *telling, ENDS])

    def _unseen(self, weight: float) -> dict[str, float]:
        """The log-odds of each intent if it had none of the features."""
        return {intent: weight * self._never(intent) for intent in self._samples}

    def _never(self, intent: str) -> float:
        return max(WORST, log(SMOOTHING / (self._samples[intent] + SMOOTHING)))

    def _gains(self, feature: Feature) -> Iterator[tuple[str, float]]:
        """By how much the intents that have a feature do better than had they not."""
        having = self._counts[feature]
        usual = sum(times / self._samples[intent] for intent, times in having.items()) / len(self._samples)
        for intent, times in having.items():
            share = (times + SMOOTHING * usual) / (self._samples[intent] + SMOOTHING)
            yield intent, _counts_for(feature) * (max(WORST, log(share / usual)) - self._never(intent))


def _counts_for(feature: Feature) -> float:
    return 1.0 if isinstance(feature, str) else PAIR
