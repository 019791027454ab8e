"""Prompts as a file has them: groups of texts, of wordings that take turns, and of plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from skill.content.language import Prompt
from skill.content.reading import Faults
from skill.content.speaker import PLURALS

NUMBER = "emergency_number"
"""What the placeholder is called that any prompt may have."""
PLACEHOLDER = re.compile(r"{(\w*)}")
COUNTED = "n"
"""The placeholder by which a plural form is chosen."""

PromptGroups: TypeAlias = dict[str, dict[str, str | tuple[str, ...] | dict[str, str]]]
PromptDeclarations: TypeAlias = dict[str, dict[str, tuple[str, ...]]]
"""Which prompts there are, by group and key, and the placeholders of each."""
Declared: TypeAlias = Mapping[str, frozenset[str]]
"""The placeholders of every prompt, by its dotted key."""


def declared_in(groups: PromptDeclarations) -> Declared:
    return {
        f"{group}.{key}": frozenset(names) for group, keys in groups.items() for key, names in keys.items()
    }


def prompts_in(groups: PromptGroups) -> dict[str, Prompt]:
    """Prompts by dotted key: the tables of the file are the groups, plural forms are not."""
    return {f"{group}.{key}": prompt for group, entries in groups.items() for key, prompt in entries.items()}


def check_prompts(
    path: Path, prompts: Mapping[str, Prompt], declared: Declared, code: str, faults: Faults
) -> None:
    """Every prompt must be one that the code says, and worded so that it can be said."""
    for key, prompt in prompts.items():
        if key not in declared:
            faults.add(path, f"{key}: there is no such prompt")
            continue
        for fault in _faults_of(prompt, declared[key], code):
            faults.add(path, f"{key}: {fault}")


def check_whole(path: Path, prompts: Mapping[str, Prompt], declared: Declared, faults: Faults) -> None:
    """Every prompt that the code says must be there."""
    for key in declared:
        if key not in prompts:
            faults.add(path, f"{key}: is missing; expected a text")


def texts_of(prompt: Prompt) -> tuple[str, ...]:
    """Every wording of a prompt."""
    if isinstance(prompt, str):
        return (prompt,)
    return tuple(prompt.values()) if isinstance(prompt, Mapping) else prompt


def _faults_of(prompt: Prompt, placeholders: frozenset[str], code: str) -> Iterator[str]:
    texts, forms = texts_of(prompt), PLURALS[code].forms
    if not texts or not all(texts):
        yield "expected a text that is not empty"
    if isinstance(prompt, Mapping):
        if COUNTED not in placeholders:
            yield "expected no plural forms, as nothing is counted here"
        elif prompt.keys() != forms:
            yield f"expected the plural forms {' and '.join(sorted(forms))}, not {' and '.join(prompt)}"
    used = {name for text in texts for name in PLACEHOLDER.findall(text)}
    for name in sorted(used - placeholders - {NUMBER}):
        known = ", ".join(f"{{{known}}}" for known in sorted(placeholders)) or "none"
        yield f"nothing fills {{{name}}}; the placeholders here: {known}"
    for text in texts:
        if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
            yield f"a bracket without its partner, or something else than a name in brackets: {text!r}"
