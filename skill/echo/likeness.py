"""How alike sentences are: by the words that tell, in any word of the same class, and by their order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from typing import Any, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

Words: TypeAlias = tuple[str, ...]

LIGHT = 0.15
"""What a word weighs that tells next to nothing."""
LEAST = 0.25
"""What any other word weighs at least."""
UNKNOWN = 1.0
"""What a word weighs that is in no sentence, as a share of what one weighs that is in one intent's."""
RARE = 0.9
"""From this weight on, sharing a word makes a sentence worth a look."""
WORTH_A_LOOK = 0.4
"""Likeness by words alone from which the order of the words is compared too."""
OVER = 0.36
"""How much what is said beside a sentence counts, against what is left out of it."""
ORDER = 0.3
"""The share that the order of the words has in a likeness."""
MISSPELT = 84
"""Per cent of letters that a word shares with the one it was meant to be."""
ASKS = "?"
"""Stands in front of a question."""
ENDS = "."
_WORD = re.compile(r"\*?'?\w+")
_SHORTENED = re.compile(r"'(s|re|m|ve|ll|d)\b")


class Alike(NamedTuple):
    """A sentence by its place among those compared, and its likeness from nought to one."""

    likeness: float
    place: int
    to_the_point: bool
    """Whether the word that tells most is in both."""
    alarming: bool
    """Whether both have a word that stands for an emergency."""
    same_kind: bool
    """Whether both are questions, or neither is."""


class Reader:
    """Cuts sentences into words as a language file tells."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        self._class = {word: words[0] for words in language["classes"] for word in words}
        self._long: Mapping[str, str] = language["contractions"]
        self._one: Mapping[str, str] = language["phrases"]
        longest_first = "|".join(map(re.escape, sorted(self._one, key=len, reverse=True)))
        self._phrases = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])")
        self._asking = frozenset(language["asking"])
        self._asking_of = frozenset(language["asking_of"])
        self._people = frozenset(language["people"])
        self.light = frozenset(self._class.get(word, word) for word in language["light"])

        self.alarming = frozenset(self._class.get(word, word) for word in language["alarming"])

    def words(self, text: str) -> Words:
        """The words of a sentence, one of each class for all of it."""
        said = self._phrases.sub(lambda phrase: self._one[phrase[0]], text).split()
        whole = " ".join(self._long.get(word, word) for word in said).replace("n't", " not")
        words = [self._class.get(word, word) for word in _WORD.findall(_SHORTENED.sub(r" '\1", whole))]
        return (*self._asks(said), *words)

    def _asks(self, said: Sequence[str]) -> Words:
        """The mark of a question, and of what it asks for: "how" is another question than "what"."""
        first, second = (*said[:2], "", "")[:2]
        if first in self._asking:
            word = first.split("'")[0]
            return (ASKS + self._class.get(word, word),)
        return (ASKS,) if first in self._asking_of and second in self._people else ()


class Likeness:
    """Sentences of several intents, weighed: a word that few intents know tells most."""

    def __init__(self, reader: Reader, sentences: Sequence[tuple[Words, str]]) -> None:
        self._read = reader.words
        self._light = reader.light
        self._alarming = reader.alarming
        self._intents = [intent for _, intent in sentences]
        words = [each for each, _ in sentences]
        self._weights = self._weigh(words)
        self._known = [word for word in self._weights if word.isalpha()]
        self._swapped = {"".join(sorted(word)): word for word in self._known}
        self._unknown = UNKNOWN * log(len(set(self._intents)))
        self._counts = [Counter(each) for each in words]
        self._asking = [each[0].startswith(ASKS) if each else False for each in words]
        self._totals = [self._total(count) for count in self._counts]
        self._pairs = [Counter(self._in_order(each)) for each in words]
        self._order_totals = [self._order_total(pairs) for pairs in self._pairs]
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for place, count in enumerate(self._counts):
            for word in count:
                self._with[word].append(place)

    def ranked(self, text: str) -> list[Alike]:
        """The most alike sentence of each intent, the most alike of all first."""
        words = self.corrected(self._read(text))
        best: dict[str, Alike] = {}
        for alike in self._compared(words):
            intent = self._intents[alike.place]
            if intent not in best or alike.likeness > best[intent].likeness:
                best[intent] = alike
        return sorted(best.values(), key=lambda alike: -alike.likeness)

    def _weigh(self, sentences: Iterable[Words]) -> dict[str, float]:
        knowing: defaultdict[str, set[str]] = defaultdict(set)
        for words, intent in zip(sentences, self._intents, strict=True):
            for word in words:
                knowing[word].add(intent)
        intents = len(set(self._intents))
        return {
            word: LIGHT if word in self._light else LEAST + log(intents / len(which))
            for word, which in knowing.items()
        }

    def _compared(self, words: Words) -> Iterator[Alike]:
        count, pairs = Counter(words), Counter(self._in_order(words))
        point = max(count, key=self._weight, default="")
        alarming = self._alarming.intersection(count)
        asks = words[:1] and words[0].startswith(ASKS)
        total, order_total = self._total(count), self._order_total(pairs)
        shared: defaultdict[int, float] = defaultdict(float)
        for place in {
            place for word in count if self._weight(word) > RARE for place in self._with.get(word, ())
        }:
            theirs = self._counts[place]
            shared[place] = sum(
                self._weight(word) * min(times, theirs[word])
                for word, times in count.items()
                if word in theirs
            )
        for place, weight in shared.items():
            by_words = weight / (OVER * total + (1 - OVER) * self._totals[place])
            if by_words > WORTH_A_LOOK:
                theirs_in_order = self._pairs[place]
                common = sum(
                    self._pair_weight(pair) * min(times, theirs_in_order[pair])
                    for pair, times in pairs.items()
                    if pair in theirs_in_order
                )
                by_order = 2 * common / (order_total + self._order_totals[place])
                theirs = self._counts[place]
                yield Alike(
                    likeness=(1 - ORDER) * by_words + ORDER * by_order,
                    place=place,
                    to_the_point=point in theirs,
                    alarming=not alarming.isdisjoint(theirs),
                    same_kind=bool(asks) is self._asking[place],
                )

    def knows(self, words: Words) -> bool:
        """Whether every word is in some sentence."""
        return self._weights.keys() >= set(words)

    def corrected(self, words: Words, least: int = 3) -> Words:
        """Each word nobody knows as the known one that it is nearly; as it is in a short sentence."""
        if len(words) < least:
            return words
        return tuple(self._meant(word) for word in words)

    def _meant(self, word: str) -> str:
        if word in self._weights:
            return word
        if swapped := self._swapped.get("".join(sorted(word))):
            return swapped
        if len(word) < 4:
            return word
        found = process.extractOne(word, self._known, scorer=fuzz.ratio, score_cutoff=MISSPELT)
        return found[0] if found and found[0][0] == word[0] else word

    def telling(self, text: str, shared: frozenset[str] | None) -> float:
        """The weight of the words of a text that are in some sentence and do not tell next to nothing."""
        words = set(self.corrected(self._read(text))) - self._light
        return sum(self._weights.get(word, 0.0) for word in (words if shared is None else words & shared))

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown)

    def _total(self, count: Counter[str]) -> float:
        return sum(self._weight(word) * times for word, times in count.items())

    def _in_order(self, words: Words) -> Iterator[tuple[str, str]]:
        telling = [word for word in words if word not in self._light]
        return zip([ASKS, *telling], [*telling, ENDS], strict=True)

    def _pair_weight(self, pair: tuple[str, str]) -> float:
        return sum(LEAST if word in (ASKS, ENDS) else self._weight(word) for word in pair) / 2

    def _order_total(self, pairs: Counter[tuple[str, str]]) -> float:
        return sum(self._pair_weight(pair) * times for pair, times in pairs.items())
