"""CPU time of a turn in a Lambda function: without a store, with the skill's client, and with botocore's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from tempfile import TemporaryFile

from benchmarks import ROOT, table
from benchmarks.conversation import as_said_by, recorded
from benchmarks.report import NotMeasuredError, Report
from skill.echo.request import SKILL_ID

ROUNDS = 5
"""Each round runs all functions in turn, so that a slow moment of the machine affects all of them."""
PEOPLE = 20
"""Conversations in one round, each by a new user; the first quarter is a warm-up and is not counted."""

FUNCTIONS = {
    "this skill without storage": "from benchmarks.forgetful_lambda import handler",
    "this skill, reading and writing state in DynamoDB": "from skill.aws_lambda import handler",
    "the same with the client that botocore generates": (
        "from benchmarks.generated_client import install; install(); from skill.aws_lambda import handler"
    ),
}

PROCESS = """
import json, sys, time
{importing}
events = [json.loads(line) for line in sys.stdin]
warm = len(events) // 4
for event in events[:warm]:
    handler(event, None)
begun = time.process_time()
for event in events[warm:]:
    handler(event, None)
print((time.process_time() - begun) / (len(events) - warm))
"""


def report() -> Report:
    bodies = recorded(time.time())
    said = "\n".join(as_said_by(person, body).decode() for person in range(PEOPLE) for body in bodies)
    with table.serving() as url:
        rounds = [[_seconds(importing, said, url) for importing in FUNCTIONS.values()] for _ in range(ROUNDS)]
    return Report(
        f"CPU time of a turn in a Lambda function, medians of {ROUNDS} rounds",
        ("function", "CPU ms a turn"),
        [_row(name, column) for name, column in zip(FUNCTIONS, zip(*rounds, strict=True), strict=True)],
    )


def _seconds(importing: str, said: str, url: str) -> float:
    """CPU seconds of a turn in a new process. Logs go to a file, as Lambda takes them from a pipe."""
    surroundings = {
        "PATH": os.environ["PATH"],
        "SKILL_ID": SKILL_ID,
        "SKILL_STORE": "dynamodb://people",
        **table.surroundings(url),
    }
    with TemporaryFile("w+") as log:
        ran = subprocess.run(
            [sys.executable, "-c", PROCESS.format(importing=importing)],
            cwd=ROOT,
            env=surroundings,
            input=said,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        if ran.returncode:
            log.seek(0)
            raise NotMeasuredError(f"a function failed: {log.read().strip().splitlines()[-1]}")
    return float(json.loads(ran.stdout))


def _row(name: str, seconds: Sequence[float]) -> tuple[str, str]:
    return name, f"{1000 * median(seconds):.2f}"
