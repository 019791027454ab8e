"""The sample that an utterance is nearest to when it is none to the letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeAlias

from skill.echo.grammar import DATE, DURATION, NUMBER, SLOT, TIME, Grammar, SlotTypes, Understood
from skill.echo.intent_groups import ALARMS, BARE, FOR_SURE, HEALTH
from skill.echo.likeness import Likeness, Reader, Words
from skill.echo.masking import Masking, Spotted, mask

ALIKE = 0.65
"""Likeness from which a sample is meant."""
SURE = 0.7
"""Likeness from which an intent is meant that cannot be taken back."""
VERY_ALIKE = 0.75
"""Likeness from which a near sample comes before one to the letter with known words for a name."""
ALL_KNOWN = 0.58
"""The same where every word is one that people say to this skill, and the next intent is well behind."""
FEWEST = 3
"""Words that are too few for that."""
WELL_BEHIND = 0.06
BESIDE = 0.76
"""Likeness from which a sample is meant that lacks the word that tells most."""
ALARMED = 0.42
"""The likeness that is enough then."""
NAMED = 0.03
"""What a sample gains that takes a value of the utterance: nobody says a number for nothing."""
APART, ALL_BUT_EXACT = 0.02, 0.95
"""How much less alike the next intent's sample has to be, or how alike this one: else nobody can tell."""

TO_THE_LETTER = {TIME, DATE, "NUMBER_SOUND"}
"""What is understood to the letter only: any number may be a time or a date, any "to" or "for" a number."""

_Negation: TypeAlias = tuple[bool, bool]
"""Whether a sentence begins with "no", and whether it says "not" or "no" later: each changes it."""


class Near(NamedTuple):
    """What was meant, and how alike the sample is that says so."""

    likeness: float
    understood: Understood
    words: frozenset[str]
    """What it accounts for: the words of the sample, and of the values in its slots."""


class Alike(NamedTuple):
    """What a sample means, and how alike it is."""

    likeness: float
    understood: Understood


class _Sample(NamedTuple):
    text: str
    intent: str
    slots: Mapping[str, str]
    """Slot type → slot."""
    words: Words

    @property
    def read(self) -> tuple[Words, str]:
        return self.words, self.intent


class _Candidate(NamedTuple):
    likeness: float
    enough: float
    """The likeness from which its intent is meant."""
    alarms: bool
    found: Mapping[str, Spotted]
    sample: _Sample

    @property
    def understood(self) -> Understood:
        return filled(self.sample.intent, self.sample.slots, self.found)


class NearMisses:
    """Every sample of the model, to be compared with what is said."""

    def __init__(
        self,
        samples: Mapping[str, Iterable[str]],
        slot_types: Mapping[str, SlotTypes],
        grammar: Grammar,
        language: Mapping[str, Any],
    ) -> None:
        self._no, *negations = language["negations"]
        self._negations = frozenset(negations)
        self._painful = frozenset(language["painful"])
        self._samples: dict[str, _Sample] = {}
        self._reader = Reader(language)
        self._seen: set[tuple[str, Words]] = set()
        for intent, texts in samples.items():
            for text in texts:
                self._add(intent, text.casefold(), slot_types[intent])
        by_negation: defaultdict[_Negation, list[str]] = defaultdict(list)
        for text in self._samples:
            by_negation[self._negation(text)].append(text)
        self._masking = Masking(grammar, (sample.slots for sample in self._samples.values()))
        self._texts = by_negation
        self._likeness = {
            negation: Likeness(self._reader, [self._samples[text].read for text in texts])
            for negation, texts in by_negation.items()
        }

    def _add(self, intent: str, sample: str, slot_types: SlotTypes) -> None:
        named = SLOT.findall(sample)
        slots = {slot_types[slot]: slot for slot in named}
        told_apart = len(slots) == len(named)  # two numbers cannot be, in other words than the sample's
        if SLOT.sub("", sample).split() and told_apart and TO_THE_LETTER.isdisjoint(slots):
            masked = SLOT.sub(lambda slot: mask(slot_types[slot[1]]), sample)
            words = self._reader.words(masked)
            if (intent, words) not in self._seen:  # "do it" and "do this" are one to the comparison
                self._seen.add((intent, words))
                self._samples.setdefault(masked, _Sample(masked, intent, slots, words))

    def nearest(self, text: str) -> Near | None:
        """What the sample means that is most like the utterance, if it is like enough."""
        found = self._most_alike(text).values()
        ranked = sorted(found, key=lambda candidate: (not candidate.alarms, -candidate.likeness))
        if not ranked:
            return None
        first, *others = ranked
        ahead = first.likeness - others[0].likeness if others else 1.0
        undecided = ahead < APART and first.likeness < ALL_BUT_EXACT and not first.alarms
        if undecided or not self._is_enough(text, first, ahead):
            return None
        values = " ".join(spot.value for spot in first.found.values())
        words = self._reader.words(f"{first.sample.text} {values}")
        return Near(1.0 if first.alarms else first.likeness, first.understood, frozenset(words))

    def alike(self, text: str) -> dict[str, Alike]:
        """The sample of each intent that is most like the utterance, of those that are worth a look."""
        best = self._most_alike(text)
        return {intent: Alike(each.likeness, each.understood) for intent, each in best.items()}

    def _most_alike(self, text: str) -> dict[str, _Candidate]:
        best: dict[str, _Candidate] = {}
        painful = self.is_painful(text)
        for candidate in self._candidates(text):
            intent = candidate.sample.intent
            if painful and intent not in HEALTH:
                continue
            if intent not in best or candidate.likeness > best[intent].likeness:
                best[intent] = candidate
        return best

    def sentences(self) -> Iterator[tuple[Words, str]]:
        """The words of every sample, and its intent."""
        return (sample.read for sample in self._samples.values())

    def read(self, text: str) -> Iterator[tuple[Words, Mapping[str, Spotted]]]:
        """The words of an utterance, as it is and with its values masked, and the values that are masked."""
        return ((self._reader.words(masked.text), masked.found) for masked in self._masking.of(text))

    def corrected(self, words: Words) -> Words:
        """Each word that no sample has as the one that it is nearly."""
        return self._likeness[False, False].corrected(words)

    def intents_for(self, text: str) -> set[str]:
        """Those that a text may mean: none that says "not" where it does not; in pain those of health."""
        says_not = self._negation(text)[1]
        groups = [texts for (_, negated), texts in self._texts.items() if negated is says_not]
        intents = {self._samples[text].intent for texts in groups for text in texts}
        return intents & HEALTH if self.is_painful(text) else intents

    def _is_enough(self, text: str, first: _Candidate, ahead: float) -> bool:
        """Whether the most alike sample is alike enough; `ahead` of the next intent's."""
        if first.likeness >= first.enough:
            return True
        if first.sample.intent in FOR_SURE | BARE or first.likeness < ALL_KNOWN or ahead < WELL_BEHIND:
            return False
        words = self._reader.words(text)
        return len(words) > FEWEST and self._likeness[False, False].knows(words)

    def telling(self, text: str, near: Near | None = None) -> float:
        """The weight of what a text says; of what a sample says too, where one is given."""
        return self._likeness[False, False].telling(text, near.words if near else None)

    def is_painful(self, text: str) -> bool:
        """Whether a sentence has a word of pain."""
        return not self._painful.isdisjoint(text.split())

    def is_new(self, text: str) -> bool:
        """Whether a word of a text is in no sample, and none is a number."""
        words = self._reader.words(text)
        return not self._likeness[False, False].knows(words) and not any(
            spot.found.keys() & {NUMBER, DURATION} for spot in self._masking.of(text)
        )

    def explains(self, near: Near, name: str, *, in_full: bool) -> bool:
        """Whether nothing new is left of a name that nobody knows, once the near sample is understood.

        `in_full`: each of its words has to be in the sample, for the side plank is no plank.
        """
        likeness = self._likeness[False, False]
        words = likeness.corrected(self._reader.words(name), least=1)
        if near.likeness > VERY_ALIKE and likeness.knows(words) and not in_full:
            return True
        return self._reader.light.union(near.words).issuperset(words)

    def _candidates(self, text: str) -> Iterator[_Candidate]:
        """The most alike samples, for each way of masking the utterance, of each intent."""
        for masked in self._masking.of(text):
            negation = self._negation(masked.text)
            if negation not in self._likeness:
                continue
            bonus = NAMED if masked.found else 0.0
            likeness = self._likeness[negation]
            for alike in likeness.ranked(masked.text):
                sample = self._samples[self._texts[negation][alike.place]]
                sure = sample.intent in FOR_SURE
                if not masked.found.keys() >= sample.slots.keys() or (sure and not alike.same_kind):
                    continue
                alarms = sample.intent in ALARMS and alike.alarming and alike.likeness >= ALARMED
                enough = ALARMED if alarms else SURE if sure else ALIKE if alike.to_the_point else BESIDE
                yield _Candidate(alike.likeness + bonus, enough, alarms, masked.found, sample)

    def _negation(self, text: str) -> _Negation:
        first, *others = text.split() or [""]
        negated = not self._negations.isdisjoint([first, *others]) or self._no in others
        return first == self._no, negated


def filled(intent: str, slots: Mapping[str, str], found: Mapping[str, Spotted]) -> Understood:
    """An intent with the values that were found for its slots; `slots`: slot type → slot."""
    values = (
        replace(value, name=slot) if value.name == "value" else value
        for type_name, slot in slots.items()
        if type_name in found
        for value in found[type_name].found
    )
    return Understood(intent, tuple(values))
