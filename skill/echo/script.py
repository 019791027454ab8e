"""A conversation as lines of text: what somebody says and when, and what is heard.

A line is an utterance; `[0:40] wait` is said 40 seconds into the answer; `(silence)` says nothing until the
Echo gives up; `(a day later)` lets time pass; `(an Alexa routine starts this for 10 minutes)` opens the
skill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from skill.echo.device import SILENCE, Echo, Turn
from skill.echo.transcript import clock_face, timed
from skill.settings import StartError

LATER = {"(an hour later)": 3_600.0, "(a day later)": 86_400.0, "(a week later)": 604_800.0}
"""Seconds that pass."""
ROUTINE = re.compile(r"\(an Alexa routine starts this(?: for (\d+) minutes)?\)")
TASK = "StartRoutine"
"""The task in interaction_model/tasks."""
SESSION_ENDS = "(session ends)"
NOT_OPEN = "(nobody is listening)"
NOT_PLAYED = "(the audio document is not played)"
TIMED = re.compile(r"\[(\d+):([0-5]\d(?:\.\d+)?)\]\s*(.+)")


class LineError(StartError):
    """A line begins like a time, and has no such thing, or no utterance behind it."""


class Said(NamedTuple):
    """An utterance, and how many seconds into the last answer it comes; None: when all of it was heard."""

    utterance: str
    after: float | None = None


def read(line: str, after: float | None = None) -> Said:
    """What a line says; `after` is when, if the line does not tell.

    Raises:
        LineError: it begins with a bracket, but not with a time.
    """
    match = TIMED.fullmatch(line.strip())
    if match is None:
        if line.lstrip().startswith("["):
            raise LineError(f"{line.strip()!r} is not a time and an utterance: write it as [0:40] wait")
        return Said(line.strip(), after)
    return Said(match[3], int(match[1]) * 60 + float(match[2]))


def perform(echo: Echo, said: Said) -> Turn | None:
    """Say it to the Echo; None where time passed and nobody had a session to lose."""
    if said.utterance == SILENCE:
        return echo.silence()
    if said.utterance in LATER:
        return echo.leave_alone(LATER[said.utterance])
    if match := ROUTINE.fullmatch(said.utterance):
        return echo.start_task(TASK, {"minutes": match[1]} if match[1] else {})
    return echo.hear(said.utterance, said.after)


def rehearse(echo: Echo, lines: Iterable[str]) -> Iterator[tuple[Said, Turn | None]]:
    """A whole conversation without waiting."""
    for line in map(str.strip, lines):
        if line:
            said = read(line)
            yield said, perform(echo, said)


def written(said: Said, turn: Turn | None) -> Iterator[str]:
    """What was said, and with its times what was heard."""
    when = "" if said.after is None else f" [{clock_face(said.after).removesuffix('.0')}]"
    yield f"You{when}: {said.utterance}"
    if turn:
        yield from timed(turn.heard)
        yield from ending(turn)


def ending(turn: Turn) -> Iterator[str]:
    """What cannot be heard: a document that fails, a light that goes out, or was out all along."""
    if turn.unplayed:
        yield NOT_PLAYED
    yield from turn.notes
    if turn.ended:
        yield SESSION_ENDS if turn.request else NOT_OPEN
