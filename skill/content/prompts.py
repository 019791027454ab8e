"""Prompts as a file has them: rooms of texts, of wordings that take turns, of plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from skill.content.language import PLURAL_FORMS, Prompt
from skill.content.reading import ContentError

NUMBER = "emergency_number"
"""What the placeholder is called that any prompt may have."""
PLACEHOLDER = re.compile(r"{(\w*)}")

PromptRooms: TypeAlias = dict[str, dict[str, str | tuple[str, ...] | dict[str, str]]]
PromptDeclarations: TypeAlias = dict[str, dict[str, tuple[str, ...]]]
"""Which prompts there are, by room and key, and the placeholders of each."""


def prompts_in(path: Path, rooms: PromptRooms) -> Iterator[tuple[str, Prompt]]:
    """Prompts by dotted key: the tables of the file are the rooms, plural forms are not."""
    for room, entries in rooms.items():
        for key, prompt in entries.items():
            if isinstance(prompt, dict) and not ({"other"} <= set(prompt) <= PLURAL_FORMS):
                raise ContentError(path, f"{room}.{key}: expected plural forms, one of them other")
            if not prompt:
                raise ContentError(path, f"{room}.{key}: expected a text")
            yield f"{room}.{key}", prompt


def faults_in(
    path: Path, prompts: Mapping[str, Prompt], declared: Mapping[str, frozenset[str]]
) -> Iterator[ContentError]:
    """Prompts that are missing or unknown, and placeholders that nothing fills."""
    for key in declared:
        if key not in prompts:
            yield ContentError(path, f"{key}: expected a text")
    for key, prompt in prompts.items():
        if key not in declared:
            yield ContentError(path, f"{key}: there is no such prompt")
            continue
        used = {name for text in texts_of(prompt) for name in PLACEHOLDER.findall(text)}
        for name in sorted(used - declared[key] - {NUMBER}):
            known = ", ".join(f"{{{name}}}" for name in sorted(declared[key])) or "none"
            yield ContentError(path, f"{key}: nothing fills {{{name}}}; the placeholders here: {known}")


def declared_in(rooms: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Mapping[str, frozenset[str]]:
    """The placeholders of every prompt, by its dotted key."""
    return {f"{room}.{key}": frozenset(names) for room, keys in rooms.items() for key, names in keys.items()}


def texts_of(prompt: Prompt) -> tuple[str, ...]:
    """Every wording of a prompt."""
    if isinstance(prompt, str):
        return (prompt,)
    return tuple(prompt.values()) if isinstance(prompt, Mapping) else prompt
