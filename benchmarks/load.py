"""Requests per second with signatures verified and state written, compared with Flask and with Node."""

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
    "this skill, verifying signatures and writing state",
    "Node's ask-sdk with express, hello world",
)


class Loaded(NamedTuple):
    """The results of one server in one round."""

    rate: float
    """Requests per second at full load: a user sends the next request once the last one is answered."""
    latencies: Sequence[float]
    """Seconds for each answer at full load."""
    at_half: Sequence[float]
    """The same at half that rate, with requests evenly spaced, whether or not earlier ones are answered."""


def report() -> Report:
    with TemporaryDirectory() as name, ExitStack() as servers:
        folder, signer = Path(name), ThrowawayChain.create()
        signer.save(folder)
        started = (
            serving("create_echo_app()", folder / "echo.log"),
            serving(f"create_skill_app({name!r})", folder / "skill.log"),
            node(folder / "node.log"),
        )
        ports = [servers.enter_context(server).port for server in started]
        crowd = Crowd(signer)
        rounds = [_round(crowd, ports) for _ in range(ROUNDS)][1:]
    return Report(
        f"Requests per second, one process each, {AT_ONCE} concurrent users, medians of {ROUNDS - 1} rounds; "
        "targets: a ratio above 0.7, and 99 % of answers within 50 ms at half load",
        ("service", "requests/s", "ratio", "p50 ms", "p99 ms", "half load: p50 ms", "p99 ms"),
        [
            _row(name, [loads[number] for loads in rounds], [loads[0] for loads in rounds])
            for number, name in enumerate(SERVICES)
        ],
    )


def _round(crowd: Crowd, ports: Sequence[int]) -> list[Loaded]:
    """Requests are signed before the clock starts, and every server gets the same ones."""
    said, said_later = crowd.come(PEOPLE), crowd.come(PEOPLE)
    return [_load(port, said, said_later) for port in ports]


def _load(port: int, said: Sequence[Conversation], said_later: Sequence[Conversation]) -> Loaded:
    """Threads are enough: at the rate of the fastest server they use a third of a core together."""

    def at_once(conversation: Conversation) -> list[float]:
        return [_seconds(port, message) for message in conversation]

    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        latencies = list(chain.from_iterable(people.map(at_once, said)))
    rate = len(latencies) / (time.perf_counter() - begun)
    return Loaded(rate, latencies, _evenly(port, said_later, rate / 2))


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


def _row(name: str, rounds: Sequence[Loaded], beside: Sequence[Loaded]) -> tuple[str, ...]:
    ratio = median(loaded.rate / theirs.rate for loaded, theirs in zip(rounds, beside, strict=True))
    rate = f"{median(loaded.rate for loaded in rounds):.0f}"
    most = _percentiles([loaded.latencies for loaded in rounds])
    return (name, rate, f"{ratio:.2f}", *most, *_percentiles([loaded.at_half for loaded in rounds]))


def _percentiles(rounds: Sequence[Sequence[float]]) -> Iterator[str]:
    """The 50th and 99th percentile in milliseconds, medians over the rounds."""
    cuts = [quantiles(latencies, n=100) for latencies in rounds]
    return (f"{1000 * median(one[percent - 1] for one in cuts):.1f}" for percent in (50, 99))
