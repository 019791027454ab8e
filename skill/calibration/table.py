"""What was measured, as the file that content is loaded with; its head says where each figure comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

from skill.calibration.measuring import Measured

ALEXA_RATE = 15.0
"""Characters a second within a sentence: a working figure for Alexa's own voice; none has been published."""


class Rate(StrEnum):
    """Whose rate the sentences are taken to be read at."""

    ALEXA = "alexa"
    MEASURED = "measured"


ORIGINS = {
    Rate.ALEXA: "a working figure for Alexa's own voice, as none has been published; this one's is {:.1f}",
    Rate.MEASURED: "fitted, too: {:.1f}",
}
TABLE = """\
# How long it takes to say things, as measured by
#   {command}
# Words: each between two breaks, from its start to the start of what follows, less the break, so that what a
# break adds of its own is in the length.
# Pauses: fitted to all that is told of the exercises.
# Rate: {origin}.
language = "{language}"
voice = {voice}
rate = {rate:.1f}  # characters a second
comma = {comma:.2f}  # seconds
stop = {stop:.2f}  # seconds

"""
WORDS = "[words]  # seconds\n"


def write(measured: Measured, rate: Rate, *, language: str, voice: str, command: str) -> str:
    """The file's text; `command`: what to type to have it made again."""
    pace = measured.pace
    return (TABLE + WORDS + "{words}\n").format(
        command=command,
        origin=ORIGINS[rate].format(pace.rate),
        language=language,
        voice=_quoted(voice),
        rate=ALEXA_RATE if rate is Rate.ALEXA else pace.rate,
        comma=pace.comma,
        stop=pace.stop,
        words=_lines(measured.words),
    )


def with_words(table: str, words: Mapping[str, float]) -> str:
    """The file's text with other words; its head stays as it is."""
    return f"{table[: table.index(WORDS)]}{WORDS}{_lines(words)}\n"


def _lines(words: Mapping[str, float]) -> str:
    return "\n".join(f"{_quoted(text)} = {seconds:.3f}" for text, seconds in words.items())


def _quoted(text: str) -> str:
    """A TOML string; JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
