"""The cost of a turn including storage, compared with the SDK's hello world in the same run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ask_sdk_model import RequestEnvelope

from benchmarks import hello_world
from benchmarks.conversation import SAID, as_said_by, recorded
from benchmarks.report import Report
from skill import log
from skill.application import Skill, create_skill
from skill.echo import script
from skill.storage.sqlite import SqliteStore

PEOPLE = 200
"""Conversations, each by a new user."""
WARMING = 20
"""Warm-up conversations that import, compile and create the file; they are not counted."""


class Timing(NamedTuple):
    """Seconds for one turn."""

    hello: float
    ours: float
    store: float
    """The part that reads and writes the state."""


class TimedStore(SqliteStore):
    """Adds up the seconds spent inside it."""

    spent = 0.0

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        begun = time.perf_counter()
        attributes = super().get_attributes(request_envelope)
        self.spent += time.perf_counter() - begun
        return attributes

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        begun = time.perf_counter()
        super().save_attributes(request_envelope, attributes)
        self.spent += time.perf_counter() - begun


def report() -> Report:
    bodies = recorded(time.time())
    with TemporaryDirectory() as folder, _logged_to_nowhere():
        store = TimedStore(Path(folder) / "people.sqlite")
        skill = create_skill(store)
        held = [_hold(skill, store, person, bodies) for person in range(WARMING + PEOPLE)][WARMING:]
        store.close()
    turns = list(zip(*held, strict=True))
    whole = [Timing(*map(sum, zip(*timings, strict=True))) for timings in held]
    return Report(
        f"Milliseconds per turn, medians of {PEOPLE} conversations; target: a ratio below 2",
        ("turn", "hello world", "this skill", "of which storage", "ratio"),
        [
            *(_row(script.read(said).utterance, timings) for said, timings in zip(SAID, turns, strict=True)),
            _row("**whole conversation**", whole),
        ],
    )


@contextmanager
def _logged_to_nowhere() -> Iterator[None]:
    """The log line is part of the cost of a turn, but must not appear in the report."""
    with open(os.devnull, "w", buffering=1) as nowhere, redirect_stderr(nowhere):
        log.configure("INFO")
        yield
    log.configure("WARNING")


def _hold(skill: Skill, store: TimedStore, person: int, bodies: Sequence[bytes]) -> list[Timing]:
    """A conversation with a new user, with every turn timed."""
    return [_timing(skill, store, as_said_by(person, body)) for body in bodies]


def _timing(skill: Skill, store: TimedStore, body: bytes) -> Timing:
    """In turn, so that a slow moment of the machine affects both."""
    hello, store.spent = _seconds(hello_world.answer, body), 0.0
    return Timing(hello, _seconds(skill.answer, body), store.spent)


def _seconds(answer: Callable[[bytes], bytes], body: bytes) -> float:
    begun = time.perf_counter()
    answer(body)
    return time.perf_counter() - begun


def _row(name: str, timings: Sequence[Timing]) -> tuple[str, ...]:
    milliseconds = (f"{1000 * median(column):.2f}" for column in zip(*timings, strict=True))
    return (name, *milliseconds, f"{median(timing.ours / timing.hello for timing in timings):.2f}")
