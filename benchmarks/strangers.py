"""How long Alexa waits for its answers while strangers send requests that nobody has signed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from ssl import SSLSocket
from statistics import quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

from benchmarks.report import Report
from benchmarks.served import AMAZONS, FETCH_SECONDS, FETCHED
from benchmarks.server import Server, send, serving
from benchmarks.talking import Crowd
from skill.echo.signing import CHAIN_URL, ThrowawayChain
from tests.proxy import DOMAIN, Proxy, in_front_of

SECONDS = 30
"""How long each attack lasts."""
ALEXA, STRANGERS = 25, 80
"""Requests a second of either, evenly spaced."""
PEOPLE = 40
"""Users who take turns at sending Alexa's requests."""
WORKERS = 3
"""As gunicorn has on a machine with two cores."""
SLOW, SLOW_ADDRESSES = 1_000, ("127.0.0.2", "127.0.0.3")
"""Connections through nginx on which a body comes in, a byte every two seconds, and where from."""
BYTE_SECONDS = 2.0
SENDERS = 64
"""Connections that either may have open at once."""

FOLDER = "https://s3.amazonaws.com/echo.api/"
_, NEXT_NAME, OTHER_NAME = AMAZONS

Name = Callable[[int], str]
"""The URL of a stranger's request with that number."""


class Attack(NamedTuple):
    """What strangers do, and to which URL Amazon's chain moves in the middle of it."""

    title: str
    name: Name | None = None
    moves_to: str = CHAIN_URL


ATTACKS = (
    Attack("none"),
    Attack("unknown URLs", lambda number: f"{FOLDER}{number}.pem"),
    Attack("unknown URLs named like Amazon's", lambda number: f"{FOLDER}echo-api-cert-{number % 98}.pem"),
    Attack("unknown URLs; Amazon's chain moves", lambda number: f"{FOLDER}{number}.pem", NEXT_NAME),
    Attack(
        "unknown URLs; it moves to another kind of name", lambda number: f"{FOLDER}{number}.pem", OTHER_NAME
    ),
)


class Answer(NamedTuple):
    """The answer to one of Alexa's requests."""

    seconds: float
    """Since it was due."""
    given: bool
    """Whether it was one, and not a refusal."""


def report() -> Report:
    with TemporaryDirectory() as name:
        signer = ThrowawayChain.create()
        signer.save(Path(name))
        rows = [_row(attack, signer, Path(name)) for attack in ATTACKS]
        rows += [_slow_row(number, signer, Path(name)) for number in (0, SLOW)]
    return Report(
        f"Answers to Alexa, {ALEXA} requests a second for {SECONDS} s, while strangers send {STRANGERS} a "
        f"second, or slowly. {WORKERS} processes; a fetch takes {FETCH_SECONDS:.1f} s, three round trips. "
        "Targets: a p99 below 500 ms and nothing refused",
        ("strangers send", "answers", "refused", "p50 ms", "p99 ms", "longest ms", "URLs fetched"),
        rows,
    )


def _row(attack: Attack, signer: ThrowawayChain, folder: Path) -> tuple[str, ...]:
    with serving(f"served:create_flooded_app({str(folder)!r})", folder / "log", WORKERS) as server:
        _warm(server, signer)
        (folder / FETCHED).write_text("")
        answers = _attacked(server, attack, signer)
        fetched = len((folder / FETCHED).read_text().splitlines())
    return _figures(attack.title, answers, str(fetched))


def _figures(title: str, answers: Sequence[Answer], fetched: str) -> tuple[str, ...]:
    cuts = quantiles((answer.seconds for answer in answers), n=100)
    figures = (1000 * cuts[49], 1000 * cuts[98], 1000 * max(answer.seconds for answer in answers))
    refused = sum(not answer.given for answer in answers)
    return (title, str(len(answers)), str(refused), *(f"{figure:.0f}" for figure in figures), fetched)


def _slow_row(number: int, signer: ThrowawayChain, folder: Path) -> tuple[str, ...]:
    with ExitStack() as stack:
        server = stack.enter_context(
            serving(f"served:create_flooded_app({str(folder)!r})", folder / "log", WORKERS)
        )
        _warm(server, signer)
        proxy = stack.enter_context(in_front_of(server.port, folder, patient=False))
        lines: list[SSLSocket] = []
        over = stack.enter_context(_dripping(lines))
        for index in range(number):
            lines.append(stack.enter_context(_slow_line(proxy, index)))
        alexa = stack.enter_context(ThreadPoolExecutor(SENDERS))
        launches, begins = _launches(signer), time.perf_counter() + 0.5

        def on_time(index: int) -> Answer:
            due = begins + index / ALEXA
            time.sleep(max(0.0, due - time.perf_counter()))
            given = _through(proxy, launches[index % PEOPLE]).startswith(b"HTTP/1.1 200 ")
            return Answer(time.perf_counter() - due, given)

        answers = list(alexa.map(on_time, range(ALEXA * SECONDS)))
        held = over()
    title = f"a byte every {BYTE_SECONDS:.0f} s on {held:,} connections" if number else "nothing"
    return _figures(f"through nginx: {title}", answers, "–")


def _through(proxy: Proxy, message: bytes) -> bytes:
    with proxy.connect() as line:
        line.sendall(message)
        return line.makefile("rb").readline()


def _slow_line(proxy: Proxy, index: int) -> SSLSocket:
    line = proxy.connect(SLOW_ADDRESSES[index % len(SLOW_ADDRESSES)])
    line.sendall(f"POST /alexa HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: 60000\r\n\r\n".encode())
    return line


@contextmanager
def _dripping(lines: Sequence[SSLSocket]) -> Iterator[Callable[[], int]]:
    """Sends a byte on each line every few seconds; what it yields ends this, and tells how many are open."""
    over, lost = Event(), set[SSLSocket]()

    def drip() -> None:
        while not over.wait(BYTE_SECONDS):
            lost.update(line for line in list(lines) if line not in lost and not _takes_a_byte(line))

    def end() -> int:
        over.set()
        thread.join()
        return len(lines) - len(lost)

    thread = Thread(target=drip)
    thread.start()
    try:
        yield end
    finally:
        end()


def _takes_a_byte(line: SSLSocket) -> bool:
    try:
        line.sendall(b" ")
    except OSError:
        return False
    return True


def _warm(server: Server, signer: ThrowawayChain) -> None:
    """Every worker has fetched Amazon's chain and heard most people before the attack."""
    with ThreadPoolExecutor(WORKERS) as senders:
        for _ in range(3):
            list(senders.map(lambda message: send(server.port, message), _launches(signer)))


def _attacked(server: Server, attack: Attack, signer: ThrowawayChain) -> list[Answer]:
    usual = _launches(signer)
    moved = [message.replace(CHAIN_URL.encode(), attack.moves_to.encode()) for message in usual]
    half = ALEXA * SECONDS // 2
    with ExitStack() as stack:
        alexa, strangers = (stack.enter_context(ThreadPoolExecutor(SENDERS)) for _ in range(2))
        begins = time.perf_counter() + 0.5
        if attack.name:
            forged = [_forged(usual[0], attack.name(number)) for number in range(STRANGERS * SECONDS)]
            strangers.map(_on_time, *_schedule(server, begins, STRANGERS, forged))
        sent = [(usual if number < half else moved)[number % PEOPLE] for number in range(2 * half)]
        return list(alexa.map(_on_time, *_schedule(server, begins, ALEXA, sent)))


def _schedule(
    server: Server, begins: float, rate: float, messages: Sequence[bytes]
) -> tuple[Iterator[int], Iterator[float], Sequence[bytes]]:
    """The arguments of `_on_time` for all messages."""
    ports = (server.port for _ in messages)
    return ports, (begins + number / rate for number in range(len(messages))), messages


def _on_time(port: int, due: float, message: bytes) -> Answer:
    time.sleep(max(0.0, due - time.perf_counter()))
    given = send(port, message).startswith(b"HTTP/1.1 200 ")
    return Answer(time.perf_counter() - due, given)


def _launches(signer: ThrowawayChain) -> list[bytes]:
    return [conversation[0] for conversation in Crowd(signer).come(PEOPLE)]


def _forged(message: bytes, url: str) -> bytes:
    """A well-formed request of somebody unknown, for this skill and of this moment, with another URL."""
    head, _, body = message.partition(b"\r\n\r\n")
    body = body.replace(b"ask.account.", b"ask.ACCOUNT.")
    return head.replace(CHAIN_URL.encode(), url.encode()) + b"\r\n\r\n" + body
