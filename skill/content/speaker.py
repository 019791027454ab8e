"""Puts a prompt into words: the wording whose turn it is, the plural that its number takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import lcm

from msgspec import Struct

from skill.coaching.dose import Dose
from skill.coaching.script import Calls
from skill.content.language import Language

_SENTENCE_START = re.compile(r"(?:^|(?<=[.?!] ))[a-z](?=.*[.?!]$)")
"""The first letter of each sentence in a text that is one: a number or a side may come to stand there."""


class Plurals(Struct, frozen=True):
    """The plural forms of a language, named as CLDR names them, and which of them a whole number takes."""

    forms: frozenset[str]
    form_of: Callable[[int], str]


PLURALS: Mapping[str, Plurals] = {
    "en": Plurals(frozenset({"one", "other"}), lambda n: "one" if n == 1 else "other")
}
"""CLDR's cardinal rules. Babel would bring them for all languages, at the price of an import as long as the
SDK's own; a language that joins adds its line here."""


class Speaker(Struct, frozen=True):
    """A language at one turn of a conversation: wordings rotate with `turn`. The core's `Script`."""

    language: Language
    turn: int = 0

    def say(self, key: str, **values: str | int) -> str:
        prompt = self.language.prompts[key]
        if isinstance(prompt, tuple):
            prompt = prompt[(self.turn + int(values.get("n", 0))) % len(prompt)]
        elif not isinstance(prompt, str):
            prompt = prompt[PLURALS[self.language.code].form_of(int(values["n"]))]
        if "{" not in prompt:
            return prompt
        words = {
            name: self.number(value) if isinstance(value, int) else value for name, value in values.items()
        }
        return _capitalised(prompt.format_map(words))

    def number(self, number: int) -> str:
        return self.language.numbers.cardinals[number]

    def beat(self, number: int) -> str:
        return self.language.numbers.beats[number]

    def ordinal(self, number: int) -> str:
        return self.language.numbers.ordinals[number]

    def free_calls(self, dose: Dose) -> Calls:
        """The words that lead through a free count, whatever it is that is counted."""
        back = "free.zero" if dose.down else "free.lower" if dose.hold else "free.back"
        lift, hold, breath = map(self.say, ("free.lift", "free.hold", "free.breathe"))
        return Calls(lift, hold, self.say(back), breath=(breath,))

    def taking(self, turn: int) -> Speaker:
        """The same language, its wordings chosen by another count."""
        return speaker(self.language, turn)


def speaker(language: Language, turn: int, group: str = "") -> Speaker:
    """The language at any turn, to say prompts of one group or of all.

    There are only as many as turns until all their wordings begin again, so that what one says can be cached.
    """
    speakers = _speakers(language, group)
    return speakers[turn % len(speakers)]


@lru_cache(maxsize=64)
def _speakers(language: Language, group: str) -> Sequence[Speaker]:
    prompts = (prompt for key, prompt in language.prompts.items() if key.startswith(group))
    turns = lcm(*(len(prompt) for prompt in prompts if isinstance(prompt, tuple)))
    return [Speaker(language, turn) for turn in range(turns)]


@lru_cache(maxsize=4096)
def _capitalised(text: str) -> str:
    """Every sentence with a capital; the same texts come again with every rep and every person."""
    return _SENTENCE_START.sub(lambda start: start[0].upper(), text)
