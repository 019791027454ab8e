"""A checkout to set up, on a machine of which a test says what is there and what fails."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TOOLS = ["awk", "cat", "cmp", "cp", "df", "dirname", "env", "head", "id", "mkdir", "sh", "sort", "tail"]
"""What every machine has; everything else only if a test puts it there."""
OPTIONAL = ("espeak-ng", "systemd-analyze", "nginx")

PYTHON = r"""
case "$*" in
    -V) echo "Python ${VERSION:-3.11.2}" ;;
    *"version_info <"*) [ "${VERSION:-3.11.2}" != 3.9.18 ] ;;
    *"import ensurepip"*) [ -z "${NO_VENV:-}" ] ;;
    *"version_info[:2]"*) echo "Python ${VERSION:-3.11.2}" ;;
    *"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"pip install"*)
        [ -n "${PIP_SAYS:-}" ] || exit 0
        for line in 1 2 3 4 5 6 7 8 9; do echo "Collecting package $line"; done
        echo "$PIP_SAYS" >&2
        echo "[notice] A new release of pip is available" >&2
        exit 1 ;;
    *"pip check"*) ;;
    *) echo "not expected: $*" >&2; exit 1 ;;
esac
"""
"""A Python that has just enough of one: `PIP_SAYS` makes its pip fail, with that among its output."""


class Ended(NamedTuple):
    """How a set-up ended."""

    status: int
    told: list[str]
    """Lines on its standard error; it writes nothing else."""


class Checkout:
    """The scripts of this repository in a folder of their own, and a machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin, self._told = folder / "check out\u00e9", folder / "bin", folder / "told"
        shutil.copytree(ROOT / "scripts", self.folder / "scripts")
        self.lock = self.folder / "requirements" / "dev.txt"
        self.lock.parent.mkdir()
        self.lock.write_text("package==1.0 --hash=sha256:0\n")
        self.bin.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"there is no {tool}"
            (self.bin / tool).symlink_to(found)
        for tool in OPTIONAL:
            self.put(tool, "")
        self.put("python3", PYTHON)

    def put(self, command: str, script: str) -> None:
        """A command of this machine, as a shell script."""
        file = self.bin / command
        file.unlink(missing_ok=True)  # it may be a link to this machine's own
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def take_away(self, *commands: str) -> None:
        for command in commands:
            (self.bin / command).unlink()

    def put_real_python(self) -> None:
        self.put("python3", f'exec {shlex.quote(sys.executable)} "$@"')

    def put_apt(self, user: int = 0, script: str = "") -> Path:
        """An apt-get that installs nothing; the file in which it notes what was told before, and its call."""
        called = self.folder.parent / "apt"
        note = f'{{ cat {self._told}; echo "apt-get $*"; }} >>{called}'
        self.put("apt-get", f"{note}\n{script}")
        self.put("id", f"echo {user}")
        return called

    def set_up(
        self, environment: Mapping[str, str] | None = None, before: Callable[[], None] | None = None
    ) -> Ended:
        """Run scripts/setup; `before` is called in its process."""
        own = {"PATH": str(self.bin), "HOME": str(self.folder), "PIP_CONFIG_FILE": os.devnull}
        with self._told.open("w") as told:
            ended = subprocess.run(
                ["scripts/setup"],
                cwd=self.folder,
                env=own | dict(environment or {}),
                preexec_fn=before,
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
            )
        return Ended(ended.returncode, self._told.read_text("utf-8").splitlines())
