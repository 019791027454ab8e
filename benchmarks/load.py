"""Requests per second with signatures verified and state written, compared with Flask and with Node.

The floor is this service without its conversation: nothing that a conversation costs can beat it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.report import Report
from benchmarks.server import exchange, node, serving
from benchmarks.talking import Conversation, Crowd
from skill.echo.signing import ThrowawayChain

ROUNDS = 21
"""Each round loads every server in turn; the first is a warm-up and is not counted. With many short rounds,
other work on the machine evens out."""
PEOPLE = 32
"""Users in one round; each holds the whole conversation."""
AT_ONCE = 8
"""Concurrent users, enough to keep the worker busy."""

SERVICES = (
    "Flask, echoing the JSON",
    "the floor: this service with every duty but the conversation",
    "this skill",
    "Node's ask-sdk with express, hello world",
)
ECHO, FLOOR = 0, 1


class Loaded(NamedTuple):
    """The results of one server in one round."""

    rate: float
    """Requests per second at full load: a user sends the next request once the last one is answered."""
    latencies: Sequence[float]
    """Seconds for each answer at full load."""
    at_half: Sequence[float]
    """The same at half that rate, with requests evenly spaced, whether or not earlier ones are answered."""
    client: float
    """Cores that the client was busy with at full load: near one, it is the client that is measured."""


def report() -> Report:
    with TemporaryDirectory() as name, ExitStack() as servers:
        folder, signer = Path(name), ThrowawayChain.create()
        floor = folder / "floor"
        for each in (folder, floor):
            each.mkdir(exist_ok=True)
            signer.save(each)
        started = (
            serving("served:create_echo_app()", folder / "echo.log"),
            serving(f"floor:create_floor_app({str(floor)!r})", folder / "floor.log"),
            serving(f"served:create_skill_app({name!r})", folder / "skill.log"),
            node(folder / "node.log"),
        )
        ports = [servers.enter_context(server).port for server in started]
        crowd = Crowd(signer)
        rounds = [_round(crowd, ports) for _ in range(ROUNDS)][1:]
    return Report(
        f"Requests per second, one process each, {AT_ONCE} concurrent users, medians of {ROUNDS - 1} rounds; "
        "targets: 0.8 of the floor, 0.5 of the echo, and 99 % of answers within 50 ms at half load. A server "
        "that keeps the client busy could serve more",
        (
            *("service", "requests/s", "of the floor", "of the echo", "client's cores"),
            *("p50 ms", "p99 ms", "half load: p50 ms", "p99 ms"),
        ),
        [_row(name, number, rounds) for number, name in enumerate(SERVICES)],
    )


def _round(crowd: Crowd, ports: Sequence[int]) -> list[Loaded]:
    """Requests are signed before the clock starts, and every server gets the same ones."""
    said, said_later = crowd.come(PEOPLE), crowd.come(PEOPLE)
    return [_load(port, said, said_later) for port in ports]


def _load(port: int, said: Sequence[Conversation], said_later: Sequence[Conversation]) -> Loaded:
    """Threads are enough for servers in Python; the report tells how busy they are."""

    def at_once(conversation: Conversation) -> list[float]:
        return [_seconds(port, message) for message in conversation]

    begun, busy = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(AT_ONCE) as people:
        latencies = list(chain.from_iterable(people.map(at_once, said)))
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    rate = len(latencies) / took
    return Loaded(rate, latencies, _evenly(port, said_later, rate / 2), busy / took)


def _evenly(port: int, said: Sequence[Conversation], rate: float) -> list[float]:
    """Seconds from when each request was due to its answer, whether or not earlier ones were answered."""
    begins, between = time.perf_counter(), len(said) / rate

    def on_time(number: int, conversation: Conversation) -> list[float]:
        moments = (begins + number / rate + turn * between for turn in range(len(conversation)))
        return [_seconds(port, message, due) for message, due in zip(conversation, moments, strict=True)]

    with ThreadPoolExecutor(len(said)) as people:
        return list(chain.from_iterable(people.map(on_time, range(len(said)), said)))


def _seconds(port: int, message: bytes, due: float | None = None) -> float:
    """Seconds until it is answered, from now or from when it is due."""
    begun = due or time.perf_counter()
    time.sleep(max(0.0, begun - time.perf_counter()))
    exchange(port, message)
    return time.perf_counter() - begun


def _row(name: str, service: int, rounds: Sequence[Sequence[Loaded]]) -> tuple[str, ...]:
    own = [loads[service] for loads in rounds]
    floor, echo = (
        median(loads[service].rate / loads[beside].rate for loads in rounds) for beside in (FLOOR, ECHO)
    )
    return (
        *(name, f"{median(loaded.rate for loaded in own):.0f}", f"{floor:.2f}", f"{echo:.2f}"),
        f"{median(loaded.client for loaded in own):.2f}",
        *_percentiles([loaded.latencies for loaded in own]),
        *_percentiles([loaded.at_half for loaded in own]),
    )


def _percentiles(rounds: Sequence[Sequence[float]]) -> Iterator[str]:
    """The 50th and 99th percentile in milliseconds, medians over the rounds."""
    cuts = [quantiles(latencies, n=100) for latencies in rounds]
    return (f"{1000 * median(one[percent - 1] for one in cuts):.1f}" for percent in (50, 99))
