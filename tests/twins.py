"""Near twins: sentences of two intents that differ in nothing that anybody would hear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from skill.sentences.templates import SpokenIntent

_SLOT = re.compile(r"\{(\w+)\}")


class Twins(NamedTuple):
    """Two sentences that are one, and whose they are."""

    one: str
    intent: str
    other: str
    other_intent: str


def near_twins(intents: Iterable[SpokenIntent], heard: Callable[[str], Iterable[str]]) -> Iterator[Twins]:
    """Every sentence of which the same is heard as of another intent's.

    `heard` tells what is left of a sentence whose slots are their types ("do the {EXERCISE}"): without the
    words that nobody minds, say. A sentence of nothing else stays as it is.
    """
    first: dict[tuple[str, ...], tuple[str, str]] = {}
    for intent in intents:
        for sample in intent.samples:
            said = _SLOT.sub(partial(_type_of, intent), sample.casefold())
            other, other_intent = first.setdefault(tuple(heard(said)) or (said,), (sample, intent.name))
            if other_intent != intent.name:
                yield Twins(sample, intent.name, other, other_intent)


def _type_of(intent: SpokenIntent, slot: re.Match[str]) -> str:
    return f"{{{intent.slots[slot[1]]}}}"
