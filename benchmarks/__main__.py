"""`python -m benchmarks [report …]` measures and prints the tables of docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence

from benchmarks import (
    accuracy,
    cold_start,
    costs,
    doses,
    drift,
    endurance,
    envelope,
    function,
    hold,
    interruptions,
    listener,
    load,
    page,
    scale,
    screen,
    strangers,
    turn,
)
from benchmarks.report import NotMeasuredError, Report

REPORTS: Mapping[str, Callable[[], Report]] = {
    "hold": hold.report,
    "turn": turn.report,
    "screen": screen.report,
    "page": page.report,
    "doses": doses.report,
    "envelope": envelope.report,
    "cold_start": cold_start.report,
    "function": function.report,
    "load": load.report,
    "scale": scale.report,
    "costs": costs.report,
    "endurance": endurance.report,
    "strangers": strangers.report,
    "accuracy": accuracy.report,
    "drift": drift.report,
    "interruptions": interruptions.report,
    "listener": listener.report,
}


def main(names: Sequence[str]) -> int:
    """Print the named reports, or all of them; returns the exit status, 2 where one could not be measured."""
    if unknown := [name for name in names if name not in REPORTS]:
        print(f"bench: unknown report {unknown[0]!r}; choose from {', '.join(REPORTS)}", file=sys.stderr)
        return 2
    print(f"Measured with {_machine()}.", flush=True)
    measured = [_measured(name) for name in names or REPORTS]
    return 0 if all(measured) else 2


def _measured(name: str) -> bool:
    """Whether the report could be printed; otherwise the reason was."""
    print(f"bench: {name} …", file=sys.stderr, flush=True)
    try:
        print(f"\n{REPORTS[name]().markdown()}", flush=True)
    except NotMeasuredError as reason:
        print(f"bench: {reason}", file=sys.stderr, flush=True)
        return False
    return True


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
