"""DynamoDB's protocol once more, by another hand and kept more strictly: the npm package dynalite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent


@contextmanager
def serving() -> Iterator[str]:
    """Its address, until the block ends."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "Node is not there: scripts/setup installs it"
    assert (HERE / "node_modules").is_dir(), "dynalite is not there: make test installs it"
    with subprocess.Popen(
        [node, str(HERE / "server.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()
