"""What a million routines a month cost on Lambda with DynamoDB, as the skill is and as it was before.

Prices of us-east-1 on arm64, in dollars, as third parties quote them: Amazon's own pages could not be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from statistics import mean

from benchmarks.generated_client import GeneratedClient
from benchmarks.report import Report
from benchmarks.scale import SAMPLED, UNIT, Day, sampled
from skill.intent_rules import HEALTH
from skill.log import Outcome
from skill.skill import INTENTS, REQUESTS
from skill.storage.dynamodb_client import DynamoDbClient

ROUTINES = 1e6
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
SNAPSHOT, ALARMS = 2.2, 0.4
NAMES = len(INTENTS) + len(REQUESTS) - len(HEALTH) + 1
"""Intents and types of request as they are logged: those about health have one name."""


def report() -> Report:
    now, then = sampled(SAMPLED, DynamoDbClient), sampled(COMPARED, GeneratedClient)
    same_people = sampled(COMPARED, DynamoDbClient)
    seconds = _processor(now)
    seconds_then = seconds * _processor(then) / _processor(same_people)
    turns = ROUTINES * mean(map(len, now))
    calls = mean(sum(turn.reads + len(turn.writes) for turn in day) for day in now) / mean(map(len, now))
    units = ROUTINES * mean(sum(ceil(size / UNIT) for turn in day for size in turn.writes) for day in now)
    reads = ROUTINES * mean(sum(turn.reads for turn in day) for day in now)
    logged = mean(turn.logged for day in now for turn in day) + LAMBDAS_OWN
    waits = calls * CALL_SECONDS
    outcomes = len(Outcome)
    items = [
        (f"{turns / 1e6:.1f} million calls of the function", turns * REQUEST, turns * REQUEST),
        (
            f"their duration: {1000 * seconds:.2f} ms of CPU each, {1000 * seconds_then:.2f} before",
            turns * (seconds_then / CORE + waits) * SECOND,
            turns * (seconds / CORE + waits) * SECOND,
        ),
        (f"{units / 1e6:.1f} million units written", units * WRITE, units * WRITE),
        (f"{reads / 1e6:.1f} million read", reads * READ, reads * READ),
        (
            f"log, {logged:.0f} bytes a turn",
            turns * (logged + OF_METRICS / 3) * LOGGED,
            turns * logged * LOGGED,
        ),
        (
            f"metrics: {outcomes}; before, up to {2 * (outcomes + NAMES)}",
            2 * (outcomes + NAMES) * METRIC,
            outcomes * METRIC,
        ),
        ("snapshot and alarms", SNAPSHOT + ALARMS, SNAPSHOT + ALARMS),
    ]
    before, after = sum(item[1] for item in items), sum(item[2] for item in items)
    return Report(
        f"Dollars for a million routines a month on Lambda with DynamoDB, estimated from {SAMPLED} people",
        ("item", "before", "now"),
        [_row(*item) for item in (*items, ("**together**", before, after))],
    )


def _processor(days: Sequence[Day]) -> float:
    """CPU seconds of a turn."""
    return mean(turn.processor for day in days for turn in day)


def _row(name: str, before: float, now: float) -> tuple[str, str, str]:
    return name, f"{before:.1f}", f"{now:.1f}"
