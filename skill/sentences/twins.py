"""Near twins: sentences of two intents that differ in nothing that anybody would hear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from skill.sentences.templates import SpokenIntent

_SLOT = re.compile(r"\{(\w+)\}")


class Twins(NamedTuple):
    """Two sentences that are one, and whose they are."""

    one: str
    intent: str
    other: str
    other_intent: str


def near_twins(intents: Iterable[SpokenIntent], unheard: Iterable[str]) -> Iterator[Twins]:
    """Every sentence that is another intent's once slots are types, and `unheard` words are left out.

    A sentence of nothing but such words ("again", "the {exercise}") stays as it is.
    """
    small = frozenset(unheard)
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for intent in intents:
        for sample in intent.samples:
            other, other_intent = first.setdefault(_core(sample, intent.slots, small), (sample, intent.name))
            if other_intent != intent.name:
                yield Twins(sample, intent.name, other, other_intent)


def _core(sample: str, slots: Mapping[str, str], small: frozenset[str]) -> tuple[str, ...]:
    words = _SLOT.sub(lambda slot: f"{{{slots[slot[1]]}}}", sample.casefold()).split()
    return tuple(word for word in words if word not in small) or tuple(words)
