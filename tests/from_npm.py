"""Runs Node scripts of npm packages for the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def running(script: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """The input and output of the running script; it ends when the block closes its input."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "Node is not there: scripts/setup installs it"
    assert (script.parent / "node_modules").is_dir(), f"{script} lacks its packages: make test installs them"
    with subprocess.Popen(
        [node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdin, process.stdout
        process.stdin.close()
