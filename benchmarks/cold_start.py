"""How long a new Lambda process takes to its first answer, compared with the SDK's hello world.

Each process imports, answers one launch and exits. The first round is not counted: it writes any missing byte
code.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks import ROOT, table
from benchmarks.report import NotMeasuredError, Report
from skill.content.library import compile_sources
from tests.envelopes import ENVELOPES

ROUNDS = 25
"""Each round starts all of them in turn, so that a slow moment of the machine affects all of them."""

HELLO = "from benchmarks.hello_lambda import handler"
FUNCTIONS = (
    HELLO,
    "from benchmarks.forgetful_lambda import handler",
    f"{HELLO}; import boto3; boto3.client('dynamodb')",
    "from skill.aws_lambda import handler",
    "from benchmarks.generated_client import install; install(); from skill.aws_lambda import handler",
)
"""How each function imports its handler: hello world and this skill, first without and then with DynamoDB."""

# Lambda's runtime (awslambdaric) imports the first modules itself. msgspec would import typing_extensions,
# which is installed with the development tools but not in the package for Lambda.
PROCESS = """
import decimal, json, logging, traceback
import sys, time
sys.modules["typing_extensions"] = None
event = json.load(sys.stdin)
begun = time.perf_counter()
{importing}
assert handler(event, None)["response"]["outputSpeech"]
seconds = time.perf_counter() - begun
peak, = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps([seconds, time.process_time(), int(peak) / 1024]))
"""


class Start(NamedTuple):
    """What one process needed."""

    seconds: float
    """From its first import to its first answer."""
    processor: float
    """CPU seconds of the whole process."""
    peak: float
    """Peak memory in megabytes."""


@contextmanager
def _packaged() -> Iterator[Path]:
    """A folder with this code and, as in the package for Lambda, compiled content without its sources."""
    with TemporaryDirectory() as name:
        shutil.copytree(ROOT / "skill", Path(name, "skill"))
        shutil.copytree(ROOT / "benchmarks", Path(name, "benchmarks"), ignore=shutil.ignore_patterns("node"))
        content = Path(name, "skill", "content")
        compile_sources(content)
        for source in content.rglob("*.toml"):
            source.unlink()
        yield Path(name)


def report() -> Report:
    with table.serving() as url, _packaged() as folder:
        rounds = [_round(folder, url) for _ in range(1 + ROUNDS)][1:]
    hello, forgetful, hello_with_client, whole, generated = zip(*rounds, strict=True)
    return Report(
        f"From process start to first answer, medians of {ROUNDS} starts; "
        "targets: a ratio of at most 1.05 without a DynamoDB client, and 0.9 with one",
        ("function", "ms", "ratio", "CPU ms", "peak MB"),
        [
            _row("hello world", hello, hello),
            _row("this skill without storage", forgetful, hello),
            _row("hello world with boto3's DynamoDB client", hello_with_client, hello_with_client),
            _row("this skill, reading and writing state in DynamoDB", whole, hello_with_client),
            _row("the same with the client that botocore generates", generated, hello_with_client),
        ],
    )


def _round(folder: Path, url: str) -> list[Start]:
    surroundings = {
        "PATH": os.environ["PATH"],
        "SKILL_ID": ENVELOPES["launch"]["context"]["System"]["application"]["applicationId"],
        "SKILL_STORE": "dynamodb://people",
        **table.surroundings(url),
    }
    return [_start(folder, importing, surroundings) for importing in FUNCTIONS]


def _start(folder: Path, importing: str, surroundings: dict[str, str]) -> Start:
    started = subprocess.run(
        [sys.executable, "-c", PROCESS.format(importing=importing)],
        cwd=folder,
        env=surroundings,
        input=json.dumps(ENVELOPES["launch"]),
        capture_output=True,
        text=True,
    )
    if started.returncode:
        raise NotMeasuredError(f"a function failed to start: {started.stderr.strip().splitlines()[-1]}")
    return Start(*json.loads(started.stdout))


def _row(name: str, starts: Sequence[Start], beside: Sequence[Start]) -> tuple[str, ...]:
    ratio = median(own.seconds / other.seconds for own, other in zip(starts, beside, strict=True))
    seconds, processor, peak = map(median, zip(*starts, strict=True))
    return (name, f"{1000 * seconds:.0f}", f"{ratio:.2f}", f"{1000 * processor:.0f}", f"{peak:.0f}")
