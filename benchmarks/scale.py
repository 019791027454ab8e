"""What a routine costs, and what a day of 100,000 people asks of the service and its table.

A sample of people is really led by the skill, over a table on loopback. The day of all of them repeats the
days of the sampled ones, each at a time of day of its own.
"""

from __future__ import annotations

import os
import time
from binascii import a2b_base64
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr
from functools import cache
from io import StringIO
from math import ceil, sqrt
from random import Random
from statistics import mean, quantiles, stdev
from typing import Any, NamedTuple, cast
from unittest.mock import patch

import msgspec

from benchmarks import habits, table
from benchmarks.generated_client import GeneratedClient
from benchmarks.report import Report
from skill import log
from skill.application import Skill, create_skill
from skill.echo import house
from skill.echo.house_clock import HouseClock
from skill.echo.request import USER_ID
from skill.storage.dynamodb import DynamoDbStore
from skill.storage.dynamodb_client import DynamoDbClient
from skill.storage.dynamodb_items import text_of
from skill.store_url import DynamoDbUrl

PEOPLE, SAMPLED, SEED = 100_000, 300, 2026
NOW = 1_793_000_000.0
ACCOUNT = "amzn1.ask.account.{:0>190}"
"""As long as Alexa's ids are: about 208 characters."""
UNIT = 1_024
"""Bytes of an item that a write of one unit may have."""
WORDING = ("version", "requests", "active", "openings", "met")
"""What is stored for the wording alone, or about the write itself."""


class TurnCost(NamedTuple):
    """What one request cost."""

    at: float
    """Seconds after the person began."""
    processor: float
    """CPU seconds of the process, the client of the table included."""
    reads: int
    writes: tuple[int, ...]
    """Bytes of each item that was written, as DynamoDB counts them."""
    wording: bool
    """What was written differs from what was stored in the wording of later turns only."""
    logged: int
    """Bytes of the log lines."""
    intent: str


Day = Sequence[TurnCost]
"""All turns of one person on one day."""


class CountingClient:
    """A client of the table; it notes what was called."""

    def __init__(self, client: DynamoDbClient | GeneratedClient) -> None:
        self._client = client
        self.reads, self.writes, self.wording = 0, [0][:0], False
        self._stored: dict[str, Any] = {}

    def call(self, operation: str, **arguments: Any) -> Any:
        if operation == "GetItem":
            self.reads += 1
        elif operation == "PutItem":
            item = arguments["Item"]
            self.writes.append(size(item))
            self.wording = self._only_wording(item)
        return self._client.call(operation, **arguments)

    def close(self) -> None:
        self._client.close()

    def _only_wording(self, item: dict[str, Any]) -> bool:
        state = msgspec.json.decode(text_of(item), type=dict[str, Any])
        matters = {name: value for name, value in state.items() if name not in WORDING}
        before, self._stored[item["person"]["S"]] = self._stored.get(item["person"]["S"]), matters
        return matters == before


def size(item: dict[str, Any]) -> int:
    """Bytes as DynamoDB counts them: names and texts in UTF-8, numbers half a byte a digit and one more, and
    what is binary as it is before it is written in Base64."""
    total = 0
    for name, value in item.items():
        ((kind, text),) = value.items()
        total += len(name) + _SIZES[kind](text)
    return total


_SIZES: Mapping[str, Callable[[str], int]] = {
    "S": lambda text: len(text.encode()),
    "N": lambda text: ceil(len(text) / 2) + 1,
    "B": lambda text: len(a2b_base64(text)),
}


class Recorder:
    """Answers an Echo's requests, and notes what each one costs."""

    def __init__(self, skill: Skill, client: CountingClient, clock: HouseClock, account: str) -> None:
        self._skill, self._client, self._clock = skill, client, clock
        self._account, self._began = account.encode(), clock.now()
        self.day: list[TurnCost] = []

    def ask(self, body: bytes) -> bytes:
        client, lines = self._client, StringIO()
        client.reads, client.writes, client.wording = 0, [], False
        with redirect_stderr(lines):
            begun = time.thread_time()
            answer = self._skill.answer(body.replace(USER_ID.encode(), self._account))
            processor = time.thread_time() - begun
        told = [msgspec.json.decode(line) for line in lines.getvalue().splitlines()]
        intent = next((line["intent"] for line in told if line["event"] == "turn"), "")
        logged, written = len(lines.getvalue()), tuple(client.writes)
        at = self._clock.now() - self._began
        self.day.append(TurnCost(at, processor, client.reads, written, client.wording, logged, intent))
        return answer


@cache
def sampled(people: int, client: Callable[[], DynamoDbClient | GeneratedClient]) -> tuple[Day, ...]:
    """The days of so many people. Those who are not new have done one routine before."""
    chance, clock = Random(SEED), HouseClock.standing_at(NOW)
    with table.serving() as url, patch.dict(os.environ, table.surroundings(url)):
        counting = CountingClient(client())
        store = DynamoDbStore(DynamoDbUrl("people"), cast(DynamoDbClient, counting), clock.now)
        skill = create_skill(store, clock.now)
        log.configure("INFO", log.EmbeddedMetrics())
        days = []
        for number, (habit, device, new) in enumerate(habits.people(people, chance)):
            for each in (habit,) if new else (habits.steady, habit):
                clock.wait(86_400.0)
                recorder = Recorder(skill, counting, clock, ACCOUNT.format(number))
                each(house.echo(recorder.ask, clock, device), chance)
            days.append(recorder.day)
        counting.close()
        log.configure("WARNING")
    return tuple(days)


class Load(NamedTuple):
    """A day of everybody, second by second."""

    turns: Counter[int]
    writes: Counter[int]
    busy: Counter[int]
    """CPU microseconds in each minute."""

    @property
    def turns_a_second(self) -> float:
        """In the busiest minute."""
        minutes = Counter[int]()
        for second, count in self.turns.items():
            minutes[second // 60] += count
        return max(minutes.values()) / 60

    @property
    def cores(self) -> float:
        """Busy in the busiest minute."""
        return max(self.busy.values()) / 60e6


@cache
def whole_day() -> Load:
    """Everybody has the day of a sampled person, and begins at a time of their own."""
    chance, days = Random(SEED), sampled(SAMPLED, DynamoDbClient)
    turns, writes, busy = Counter[int](), Counter[int](), Counter[int]()
    for _ in range(PEOPLE):
        began = habits.beginning(chance)
        for turn in chance.choice(days):
            second = int(began + turn.at)
            turns[second] += 1
            writes[second] += len(turn.writes)
            busy[second // 60] += round(1e6 * turn.processor)
    return Load(turns, writes, busy)


def report() -> Report:
    days, load = sampled(SAMPLED, DynamoDbClient), whole_day()
    turns = [turn for day in days for turn in day]
    sizes = [written for turn in turns for written in turn.writes]
    return Report(
        f"A person's day, from {SAMPLED} people of a sample (mean ± standard error), and a day of {PEOPLE:,}",
        ("quantity", "figure"),
        [
            ("turns a person", _mean([len(day) for day in days])),
            ("turns of somebody who only agrees", _mean([len(day) for day in days[: SAMPLED // 2]])),
            ("reads a person", _mean([sum(turn.reads for turn in day) for day in days])),
            ("writes a person", _mean([sum(len(turn.writes) for turn in day) for day in days])),
            ("of which for the wording alone", _mean([sum(turn.wording for turn in day) for day in days])),
            ("bytes of a write", _mean(sizes)),
            ("99 % of writes, at most", f"{quantiles(sizes, n=100)[98]:.0f}"),
            ("largest write", f"{max(sizes):,}"),
            (f"writes over {UNIT:,} bytes, which cost two units", f"{sum(s > UNIT for s in sizes)}"),
            ("CPU ms of a turn, with a table", f"{1000 * mean(turn.processor for turn in turns):.2f}"),
            ("99 % of turns, at most", f"{1000 * quantiles([t.processor for t in turns], n=100)[98]:.2f}"),
            ("bytes of log a turn", f"{mean(turn.logged for turn in turns):.0f}"),
            ("turns on the day", f"{load.turns.total():,}"),
            ("turns in the busiest second", f"{max(load.turns.values())}"),
            ("turns a second in the busiest minute", f"{load.turns_a_second:.0f}"),
            ("writes in the busiest second", f"{max(load.writes.values())}"),
            ("writes to one key in its busiest second", f"{_hottest(days)}"),
            ("cores busy in the busiest minute", f"{load.cores:.2f}"),
        ],
    )


def _mean(figures: Sequence[float]) -> str:
    return f"{mean(figures):.1f} ± {stdev(figures) / sqrt(len(figures)):.1f}"


def _hottest(days: Sequence[Day]) -> int:
    """The most that one person writes within a second."""
    seconds = (Counter(int(turn.at) for turn in day for _ in turn.writes) for day in days)
    return max(max(second.values(), default=0) for second in seconds)
