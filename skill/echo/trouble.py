"""A pain, a faint or a stroke in words that no sample has: it is one all the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from skill.echo.grammar import Grammar, Understood, best, reference

SORE = f"[{{anything:before}}] my {reference('body_part', 'BODY_PART')} [{{anything:after}}]"
"""Where a word of pain is said as well."""


class Trouble:
    """Finds it in what nothing else is made of. Whoever says "not" or "no" is not taken at their word."""

    def __init__(self, grammar: Grammar, language: Mapping[str, Any]) -> None:
        self._sore = grammar.compile({"PainIntent": [SORE]})
        self._painful = frozenset(language["painful"])
        self._unwell = frozenset(language["unwell"])
        self._negations = frozenset(language["negations"])
        self._own = re.compile(rf"\b(?:{'|'.join(language['own'])})\b")
        self._stroke = [(frozenset(of), frozenset(signs)) for of, signs in language["stroke"]]

    def said(self, text: str) -> Understood | None:
        """ "Some painful thing is going on in my hip": a pain there. "I'm rather giddy": unwell."""
        words = set(text.split())
        if words & self._negations or not self._own.search(text):
            return None
        if words & self._unwell:
            return Understood("UnwellIntent")
        found = best(text, self._sore) if words & self._painful else None
        part = tuple(value for value in found.found if value.name == "body_part") if found else ()
        return Understood("PainIntent", part) if part else None

    def stroke(self, text: str) -> Understood | None:
        """ "Her mouth looks all crooked": the signs of a stroke, one's own or somebody else's."""
        words = set(text.split())
        of = next((words & of for of, signs in self._stroke if words & of and words & signs), None)
        if of is None:
            return None
        own = re.search(rf"{self._own.pattern} (?:\w+ )?(?:{'|'.join(of)})\b", text)
        return Understood("EmergencyIntent" if own else "OtherInDangerIntent")
