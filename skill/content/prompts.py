"""Prompts as a file has them: rooms of texts, of wordings that take turns, of plural forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from skill.content.language import PLURAL_FORMS, Prompt
from skill.content.reading import ContentError

PromptRooms: TypeAlias = dict[str, dict[str, str | tuple[str, ...] | dict[str, str]]]


def prompts_in(path: Path, rooms: PromptRooms) -> Iterator[tuple[str, Prompt]]:
    """Prompts by dotted key: the tables of the file are the rooms, plural forms are not."""
    for room, entries in rooms.items():
        for key, prompt in entries.items():
            if isinstance(prompt, dict) and not ({"other"} <= set(prompt) <= PLURAL_FORMS):
                raise ContentError(path, f"expected plural forms, one of them other - at `$.{room}.{key}`")
            if not prompt:
                raise ContentError(path, f"expected a text - at `$.{room}.{key}`")
            yield f"{room}.{key}", prompt


def texts_of(prompt: Prompt) -> tuple[str, ...]:
    """Every wording of a prompt."""
    if isinstance(prompt, str):
        return (prompt,)
    return tuple(prompt.values()) if isinstance(prompt, Mapping) else prompt
