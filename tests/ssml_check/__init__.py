"""A checker of SSML that nobody here wrote: the npm package ssml-check-core, behind a pipe."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).parent


class Check(Protocol):
    """What is wrong with an answer's SSML; nothing where Alexa would take it."""

    def __call__(self, ssml: str) -> list[dict[str, Any]]: ...


@contextmanager
def checker() -> Iterator[Check]:
    """The checker, running until the block ends."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "Node is not there: scripts/setup installs it"
    assert (HERE / "node_modules").is_dir(), "ssml-check-core is not there: scripts/setup installs it"
    with subprocess.Popen(
        [node, str(HERE / "check.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def check(ssml: str) -> list[dict[str, Any]]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(ssml) + "\n")
            process.stdin.flush()
            faults: list[dict[str, Any]] = json.loads(process.stdout.readline())
            return faults

        yield check
        process.stdin.close()
