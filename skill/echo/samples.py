"""The samples of an interaction model: which of them an utterance is, to the letter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hassil import Intents
from hassil.intents import IntentData

from skill.echo.grammar import DURATION, NUMBER, SLOT, Grammar, Json, SlotTypes, Understood, best, reference

STRANGER = 3
"""Words at most in a name that nobody knows ("single leg bridge")."""


class _Slotted:
    """Sentences with slots, found by the words around them: comparing with each takes too long."""

    def __init__(self, grammar: Grammar, sentences: Sequence[tuple[str, str, str]]) -> None:
        """`sentences`: intent, sample, and the sample as hassil reads it; the more important ones first."""
        self._grammar = grammar
        self._sentences = [(intent, IntentData([sentence])) for intent, _, sentence in sentences]
        self._words = [frozenset(SLOT.sub(" ", sample.casefold()).split()) for _, sample, _ in sentences]
        known_by = Counter(word for words in self._words for word in words)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            self._by_word[min(words, key=lambda word: (known_by[word], word), default="")].append(place)

    def like(self, text: str) -> Intents:
        """Those whose words are all in an utterance."""
        said = frozenset(text.split())
        places = [place for word in ("", *said) for place in self._by_word.get(word, ())]
        found: dict[str, list[IntentData]] = {}
        for place in sorted(place for place in places if self._words[place] <= said):
            intent, sentence = self._sentences[place]
            found.setdefault(intent, []).append(sentence)
        return self._grammar.of_parts(found)


class Samples:
    """What is said for each intent; where two intents know a sentence, the one that stands first has it."""

    def __init__(
        self,
        samples: Mapping[str, Iterable[str]],
        slot_types: Mapping[str, SlotTypes],
        grammar: Grammar,
        small_words: Iterable[str],
        vague_numbers: Iterable[str],
    ) -> None:
        self._small_words = frozenset(small_words)
        self._vague_numbers = frozenset(vague_numbers)
        self._slot_types = slot_types
        plain: dict[str, Understood] = {}
        known: list[tuple[str, str, str]] = []
        unknown: list[tuple[str, str, str]] = []
        for intent, texts in samples.items():
            for text in texts:
                if not SLOT.search(text):
                    plain.setdefault(text.casefold(), Understood(intent))
                    continue
                known.append((intent, text, _with_known_values(text, slot_types[intent])))
                if self._says_what_for(text):
                    unknown.append((intent, text, SLOT.sub(r"{anything:\1}", text)))
        self._plain = plain
        self._known = _Slotted(grammar, known)
        self._unknown = _Slotted(grammar, unknown)

    def exactly(self, text: str) -> Understood | None:
        """The sample that the utterance is, with known values in its slots."""
        return self._plain.get(text) or best(text, self._known.like(text))

    def about_a_stranger(self, text: str) -> Understood | None:
        """The sample that the utterance is with a name in its slot that nobody knows: "do the burpee"."""
        return best(text, self._unknown.like(text), self._may_be_meant)

    def _may_be_meant(self, understood: Understood) -> bool:
        types = self._slot_types[understood.intent]
        return all(self._may_be(types[value.name], value.text.split()) for value in understood.found)

    def _may_be(self, type_name: str, words: Sequence[str]) -> bool:
        """A name may be any word that means something; a number must sound like one ("half")."""
        if type_name in (NUMBER, DURATION):
            return len(words) < STRANGER and not self._vague_numbers.isdisjoint(words)
        return len(words) <= STRANGER and self._small_words.isdisjoint(words)

    def _says_what_for(self, sample: str) -> bool:
        """Whether a sample tells what it is about even where nobody knows the value in its slot."""
        return not self._small_words.issuperset(SLOT.sub("", sample.casefold()).split())


def of_model(intents: Iterable[Json], builtin: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What is said for each intent, the skill's own intents first; `builtin` is what Alexa knows of hers."""
    own_first = sorted(intents, key=lambda intent: intent["name"] in builtin)
    return {
        intent["name"]: [*intent.get("samples", []), *builtin.get(intent["name"], [])] for intent in own_first
    }


def _with_known_values(sample: str, slot_types: SlotTypes) -> str:
    return SLOT.sub(lambda slot: reference(slot[1], slot_types[slot[1]]), sample)
