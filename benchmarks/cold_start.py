"""How long a new process of the Lambda function takes to its first word, beside the SDK's hello world.

A process imports, answers one launch and ends. Byte code is there for all of them, or for none: the first
round, which is not counted, writes what is missing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from benchmarks import ROOT, table
from benchmarks.report import NotMeasuredError, Report
from tests.envelopes import ENVELOPES

ROUNDS = 25
"""Each starts all four, one after the other, so that what slows the machine down slows all."""

HELLO = "from benchmarks.hello_lambda import handler"
FUNCTIONS = (
    HELLO,
    "from benchmarks.forgetful_lambda import handler",
    f"{HELLO}; import boto3; boto3.client('dynamodb')",
    "from skill.aws_lambda import handler",
)
"""How each comes by its handler: two pairs, of which the second is this skill's."""

# Lambda's runtime (awslambdaric) has imported the first ones for itself. And msgspec would import
# typing_extensions, which the tools have brought along: the function's package has none.
PROCESS = """
import decimal, json, logging, traceback
import sys, time
sys.modules["typing_extensions"] = None
event = json.load(sys.stdin)
begun = time.perf_counter()
{comes_by_handler}
assert handler(event, None)["response"]["outputSpeech"]
seconds = time.perf_counter() - begun
peak, = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([seconds, time.process_time(), int(peak) / 1024]))
"""


class Start(NamedTuple):
    """What one process took."""

    seconds: float
    """From its first import to its first answer."""
    processor: float
    """Seconds of one core that the whole process used."""
    peak: float
    """Megabytes it had at the most."""


def report() -> Report:
    with table.serving() as url:
        rounds = [_round(url) for _ in range(1 + ROUNDS)][1:]
    hello, forgetful, hello_with_client, whole = zip(*rounds, strict=True)
    return Report(
        f"From a new process to its first word, medians of {ROUNDS} starts; "
        "aims: a ratio of at most 1.3 without a DynamoDB client, of 1.15 with one",
        ("function", "ms", "ratio", "processor ms", "MB at the peak"),
        [
            _row("hello world", hello, hello),
            _row("this skill, keeping nothing", forgetful, hello),
            _row("hello world, and boto3's client of DynamoDB", hello_with_client, hello_with_client),
            _row("this skill, its table tried, state read and written", whole, hello_with_client),
        ],
    )


def _round(url: str) -> list[Start]:
    surroundings = {
        "PATH": os.environ["PATH"],
        "SKILL_ID": ENVELOPES["launch"]["context"]["System"]["application"]["applicationId"],
        "SKILL_TABLE": "people",
        **table.surroundings(url),
    }
    return [_start(comes_by_handler, surroundings) for comes_by_handler in FUNCTIONS]


def _start(comes_by_handler: str, surroundings: dict[str, str]) -> Start:
    started = subprocess.run(
        [sys.executable, "-c", PROCESS.format(comes_by_handler=comes_by_handler)],
        cwd=ROOT,
        env=surroundings,
        input=json.dumps(ENVELOPES["launch"]),
        capture_output=True,
        text=True,
    )
    if started.returncode:
        raise NotMeasuredError(f"a function does not start: {started.stderr.strip().splitlines()[-1]}")
    return Start(*json.loads(started.stdout))


def _row(name: str, starts: Sequence[Start], beside: Sequence[Start]) -> tuple[str, ...]:
    ratio = median(own.seconds / other.seconds for own, other in zip(starts, beside, strict=True))
    seconds, processor, peak = map(median, zip(*starts, strict=True))
    return (name, f"{1000 * seconds:.0f}", f"{ratio:.2f}", f"{1000 * processor:.0f}", f"{peak:.0f}")
