"""Requests a second through gunicorn, proved and with state written, beside Flask echoing the same JSON."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.conversation import as_said_by, recorded
from benchmarks.report import Report
from benchmarks.server import HOST, exchange, serving
from skill.echo.signing import ThrowawayChain

ROUNDS = 31
"""Each loads both servers, one right after the other; the first warms them up and is not counted. Many short
ones: what else the machine does comes and goes within seconds."""
PEOPLE = 32
"""How many hold the conversation in a round, each somebody new."""
AT_ONCE = 8
"""People who speak at the same time: enough that the worker hardly waits for work."""
BEGINS = -60.0
"""Seconds before now at which the conversation is dated: all of it is within the 150 s of Amazon's rule."""

Conversation = Sequence[bytes]
"""Requests as bytes on the wire, which have to come in this order."""


class Loaded(NamedTuple):
    """What a server did in one round."""

    rate: float
    """Requests a second."""
    latencies: Sequence[float]
    """Seconds, of each request."""


def report() -> Report:
    with TemporaryDirectory() as name:
        folder, signer = Path(name), ThrowawayChain.create()
        signer.save(folder)
        with (
            serving("create_echo_app()", folder / "echo.log") as echo,
            serving(f"create_skill_app({name!r})", folder / "skill.log") as skill,
        ):
            rounds = [_round(number, signer, (echo, skill)) for number in range(ROUNDS)][1:]
    echoed, answered = zip(*rounds, strict=True)
    ratio = median(ours.rate / theirs.rate for theirs, ours in rounds)
    return Report(
        f"Requests a second through gunicorn, one worker, {AT_ONCE} at once, "
        f"medians of {ROUNDS - 1} rounds; aim: a ratio above 0.4",
        ("service", "requests/s", "ratio", "p50 ms", "p99 ms"),
        [
            _row("Flask echoing the JSON", echoed, 1.0),
            _row("this skill, signature proved, state written", answered, ratio),
        ],
    )


def _round(number: int, signer: ThrowawayChain, ports: Sequence[int]) -> list[Loaded]:
    """Everything is signed before the clock runs: to sign takes longer than to prove."""
    bodies = recorded(time.time() + BEGINS)
    people = range(number * PEOPLE, (number + 1) * PEOPLE)
    said = [[_message(signer, as_said_by(person, body)) for body in bodies] for person in people]
    return [_load(port, said) for port in ports]


def _message(signer: ThrowawayChain, body: bytes) -> bytes:
    headers = {
        "Host": HOST,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        **signer.sign(body),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /alexa HTTP/1.1\r\n{lines}\r\n".encode() + body


def _load(port: int, conversations: Sequence[Conversation]) -> Loaded:
    """Threads will do: at the rate of the faster server they all take a third of a core."""

    def hold(conversation: Conversation) -> list[float]:
        return [exchange(port, message) for message in conversation]

    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as people:
        latencies = list(chain.from_iterable(people.map(hold, conversations)))
    return Loaded(len(latencies) / (time.perf_counter() - begun), latencies)


def _row(name: str, rounds: Sequence[Loaded], ratio: float) -> tuple[str, ...]:
    latencies = list(chain.from_iterable(loaded.latencies for loaded in rounds))
    percentiles = quantiles(latencies, n=100)
    milliseconds = (f"{1000 * percentiles[percent - 1]:.1f}" for percent in (50, 99))
    return (name, f"{median(loaded.rate for loaded in rounds):.0f}", f"{ratio:.2f}", *milliseconds)
