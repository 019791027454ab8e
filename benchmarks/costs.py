"""What a million routines a month cost, on Lambda with DynamoDB as it is and as it was, and on two servers.

Prices of us-east-1 on arm64, in dollars, as third parties quote them: Amazon's own pages could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from statistics import mean
from typing import NamedTuple

from benchmarks.generated_client import GeneratedClient
from benchmarks.report import NotMeasuredError, Report
from benchmarks.scale import PEOPLE, SAMPLED, UNIT, Day, sampled, whole_day
from skill.log import Outcome
from skill.storage.dynamodb_client import DynamoDbClient

ROUTINES, HOUSEHOLD = 1e6, 60
"""Routines a month: of everybody, and of two people who do one every day."""
COMPARED = 60
"""People who are led with botocore's generated client, too."""

REQUEST, SECOND = 0.20e-6, 0.5 * 0.0000133334
"""A call of a function, and a second of one with 512 MB."""
CORE = 512 / 1769
"""The share of a core that such a function has (AWS Lambda, "Configure function memory")."""
CALL_SECONDS = 0.004
"""Assumed for the round trip of a call of DynamoDB."""
WRITE, READ, LOGGED, METRIC = 0.625e-6, 0.125e-6, 0.50e-9, 0.30
"""A unit of DynamoDB written or read, a byte of log, a metric for a month."""
LAMBDAS_OWN = 350
"""Bytes that Lambda itself logs with every call; assumed."""
OF_METRICS = 170
"""Bytes of a log line that told of two metrics by outcome and intent; now it is a third less."""
METRICS_THEN = 2 * (6 + 66 + 3 + 1)
"""Two metrics by each of 6 outcomes, 66 intents, 3 types of request and one name for all others (c7f3bfb)."""
SNAPSHOT, ALARMS = 2.2, 0.4
MACHINE, MACHINES = 12.0, 2
"""A server with 2 cores and 2 GB for a month; with two of them, one may fail."""


class Item(NamedTuple):
    """Dollars for a million routines a month."""

    name: str
    before: float
    now: float
    servers: float = 0.0
    fixed: bool = False
    """It costs the same however many routines there are."""

    @property
    def household(self) -> float:
        return self.now * (1.0 if self.fixed else HOUSEHOLD / ROUTINES)


def report() -> Report:
    """Raises NotMeasuredError where the two clients did not lead people through the same turns."""
    items = [*_of_lambda(), *_of_both(), *_fixed()]
    together = [sum(column) for column in zip(*map(_dollars, items), strict=True)]
    return Report(
        f"Dollars for a million routines a month, and for the {HOUSEHOLD} of a household, estimated from "
        f"{SAMPLED} people",
        ("item", "Lambda, before", "Lambda", f"{MACHINES} servers", "a household on Lambda"),
        [_row(item.name, _dollars(item)) for item in items] + [_row("**together**", together)],
    )


def _of_lambda() -> Iterator[Item]:
    now, same_people = sampled(SAMPLED, DynamoDbClient), sampled(COMPARED, DynamoDbClient)
    then = sampled(COMPARED, GeneratedClient)
    if _said(then) != _said(same_people):
        raise NotMeasuredError("the generated client did not lead people through the same turns")
    seconds = _processor(now)
    seconds_then = seconds * _processor(then) / _processor(same_people)
    turns = ROUTINES * mean(map(len, now))
    calls = mean(sum(turn.reads + len(turn.writes) for turn in day) for day in now) / mean(map(len, now))
    logged = mean(turn.logged for day in now for turn in day) + LAMBDAS_OWN
    waits = calls * CALL_SECONDS
    yield Item(f"{turns / 1e6:.1f} million calls of the function", turns * REQUEST, turns * REQUEST)
    yield Item(
        f"their duration: {1000 * seconds:.2f} ms of CPU each, {1000 * seconds_then:.2f} before",
        turns * (seconds_then / CORE + waits) * SECOND,
        turns * (seconds / CORE + waits) * SECOND,
    )
    yield Item(
        f"log, {logged:.0f} bytes a turn",
        turns * (logged + OF_METRICS / 3) * LOGGED,
        turns * logged * LOGGED,
    )


def _of_both() -> Iterator[Item]:
    """The table, which two servers need as well."""
    days = sampled(SAMPLED, DynamoDbClient)
    units = ROUTINES * mean(sum(ceil(size / UNIT) for turn in day for size in turn.writes) for day in days)
    reads = ROUTINES * mean(sum(turn.reads for turn in day) for day in days)
    yield Item(f"{units / 1e6:.1f} million units written", units * WRITE, units * WRITE, units * WRITE)
    yield Item(f"{reads / 1e6:.1f} million read", reads * READ, reads * READ, reads * READ)


def _fixed() -> Iterator[Item]:
    metrics, load, share = len(Outcome), whole_day(), ROUTINES / 30 / PEOPLE
    yield Item(
        f"at most {metrics} metrics; before, {METRICS_THEN}",
        METRICS_THEN * METRIC,
        metrics * METRIC,
        fixed=True,
    )
    yield Item("snapshot and alarms", SNAPSHOT + ALARMS, SNAPSHOT + ALARMS, fixed=True)
    turns, cores = share * load.turns_a_second, share * load.cores
    busy = f"{turns:.0f} turns a second and {cores:.2f} cores busy in the busiest minute"
    yield Item(f"machines: {busy}", 0.0, 0.0, MACHINES * MACHINE, fixed=True)


def _said(days: Sequence[Day]) -> list[list[str]]:
    return [[turn.intent for turn in day] for day in days]


def _processor(days: Sequence[Day]) -> float:
    """CPU seconds of a turn."""
    return mean(turn.processor for day in days for turn in day)


def _dollars(item: Item) -> Sequence[float]:
    return item.before, item.now, item.servers, item.household


def _row(name: str, dollars: Sequence[float]) -> tuple[str, ...]:
    return name, *(f"{figure:.1f}" for figure in dollars)
