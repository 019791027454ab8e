"""The cost of a turn including storage, compared with the SDK's hello world in the same run.

The hello world gets the requests that Alexa would send it: without the attributes of this skill's session,
which the SDK reads slowly and copies. Older reports sent them too; the last column compares with those.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ask_sdk_model import RequestEnvelope

from benchmarks import caches, hello_world
from benchmarks.conversation import SAID, Punctual, as_said_by, recorded
from benchmarks.report import Report
from skill import log
from skill.dialogue import duration
from skill.echo import script
from skill.storage.sqlite import SqliteStore

PEOPLE = 200
"""Conversations, each by a new user."""
WARMING = 20
"""Warm-up conversations that import, compile and create the file; they are not counted."""

DOCUMENT = b"Alexa.Presentation.APLA.RenderDocument"
"""What is in every answer that counts."""


class Timing(NamedTuple):
    """Seconds for one turn."""

    hello: float
    laden: float
    """Hello world with the attributes of this skill's session in the request."""
    ours: float
    store: float
    """The part that reads and writes the state."""
    counts: bool = False
    """The answer counts."""


class TimedStore(SqliteStore):
    """Adds up the seconds spent inside it."""

    spent = 0.0

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        begun = time.thread_time()
        attributes = super().get_attributes(request_envelope)
        self.spent += time.thread_time() - begun
        return attributes

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        begun = time.thread_time()
        super().save_attributes(request_envelope, attributes)
        self.spent += time.thread_time() - begun


def report() -> Report:
    bodies = recorded(time.time())
    with TemporaryDirectory() as folder, logged_to_nowhere():
        store = TimedStore(Path(folder) / "people.sqlite")
        skill = Punctual(store)
        held = [_hold(skill, store, person, bodies) for person in range(WARMING + PEOPLE)][WARMING:]
        anew, told = (
            [_hold(skill, store, person, bodies, emptied) for person in range(first, first + PEOPLE)]
            for first, emptied in ((WARMING + PEOPLE, caches.empty), (WARMING + 2 * PEOPLE, _but_the_time))
        )
        store.close()
    turns = list(zip(*held, strict=True))
    return Report(
        f"Milliseconds of processor time per turn, medians of {PEOPLE} conversations; targets: a ratio of "
        "1.3 over the whole conversation, and in turns that count 1.5 with the attributes",
        (
            "turn",
            "hello world",
            "with our attributes",
            "this skill",
            "of which storage",
            "ratio",
            "with them",
        ),
        [
            *(_row(script.read(said).utterance, timings) for said, timings in zip(SAID, turns, strict=True)),
            _row("**turns that count**", [_sum(filter(_counts, timings)) for timings in held]),
            _row("**whole conversation**", [_sum(timings) for timings in held]),
            _row("the same, nothing of it said before", [_sum(timings) for timings in anew]),
            _row("the same, but how long the routine takes is known", [_sum(timings) for timings in told]),
        ],
    )


@contextmanager
def logged_to_nowhere() -> Iterator[None]:
    """The log line is part of the cost of a turn, but must not appear in the report."""
    with open(os.devnull, "w", buffering=1) as nowhere, redirect_stderr(nowhere):
        log.configure("INFO")
        yield
    log.configure("WARNING")


def _hold(
    skill: Punctual,
    store: TimedStore,
    person: int,
    bodies: Sequence[bytes],
    prepared: Callable[[], None] = lambda: None,
) -> list[Timing]:
    """A conversation with a new user, held with each skill in turn: a slow moment affects all of them.

    What other users have heard before is worded, counted and rendered, unless `prepared` throws it away.
    """
    prepared()
    said = [as_said_by(person, body) for body in bodies]
    hello = [_seconds(hello_world.answer, body)[0] for body in map(hello_world.addressed_to_it, said)]
    laden = [_seconds(hello_world.answer, body)[0] for body in said]
    ours = [_ours(skill, store, body) for body in said]
    return [Timing(bare, full, *own) for bare, full, own in zip(hello, laden, ours, strict=True)]


def _but_the_time() -> None:
    """To tell how long the routine takes, every answer of it is counted."""
    caches.empty(duration._answered, duration._to_the_end)


def _ours(skill: Punctual, store: TimedStore, body: bytes) -> tuple[float, float, bool]:
    """Seconds of a turn, those of them in the store, and whether it counts."""
    skill.turn_to(body)
    store.spent = 0.0
    seconds, answer = _seconds(skill.answer, body)
    return seconds, store.spent, DOCUMENT in answer


def _seconds(answer: Callable[[bytes], bytes], body: bytes) -> tuple[float, bytes]:
    """Seconds of this thread's processor time for the answer, and the answer."""
    begun = time.thread_time()
    answered = answer(body)
    return time.thread_time() - begun, answered


def _counts(timing: Timing) -> bool:
    return timing.counts


def _sum(timings: Iterable[Timing]) -> Timing:
    hello, laden, ours, store, _ = map(sum, zip(*timings, strict=True))
    return Timing(hello, laden, ours, store)


def _row(name: str, timings: Sequence[Timing]) -> tuple[str, ...]:
    milliseconds = (f"{1000 * median(column):.2f}" for column in list(zip(*timings, strict=True))[:4])
    ratio, with_attributes = (
        f"{median(timing.ours / beside for timing, beside in zip(timings, column, strict=True)):.2f}"
        for column in list(zip(*timings, strict=True))[:2]
    )
    return (name, *milliseconds, ratio, with_attributes)
