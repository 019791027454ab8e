"""Run `make test` in fresh copies of this checkout, under every condition that this machine can make.

    scripts/test_all.py [NAME ...]    only the conditions with these words in their names

Each starts with an empty environment, without .git and without anything that was installed here: with each
Python from 3.11 on, in a folder whose name has a space and an accent, without byte code, without git and
sudo, and, if this is root, as a user who is not.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = (
    ".git",
    ".venv",
    "node_modules",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    ".data",
    ".serverless",
    ".coverage*",
)
PLACES = [
    *os.environ["PATH"].split(os.pathsep),
    "/usr/bin",
    "/usr/local/bin",
    "/opt/*/bin",
    "~/.pyenv/versions/*/bin",
    "~/.local/share/uv/python/*/bin",
]
"""Where a Python can be."""
SYSTEM = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
NOBODY = 65534
ABOUT = "import sys; assert sys.version_info >= (3, 11); print(sys.version.split()[0], sys.base_prefix)"


@dataclass(frozen=True)
class Condition:
    name: str
    python: str
    folder: str = "copy"
    environment: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    """Commands that are not on PATH."""
    user: int | None = None


@dataclass(frozen=True)
class Result:
    name: str
    passed: bool
    seconds: float
    said: str


def main(wanted: list[str]) -> int:
    chosen = [one for one in conditions(pythons()) if not wanted or any(word in one.name for word in wanted)]
    if not chosen:
        print(f"test-all: no condition has {' or '.join(wanted)} in its name", file=sys.stderr)
        return 2
    results = []
    for number, condition in enumerate(chosen, 1):
        print(f"[{number}/{len(chosen)}] {condition.name} …", flush=True)
        results.append(run(condition))
        print(f"      {results[-1].said}", flush=True)
    width = max(len(result.name) for result in results)
    print()
    for result in results:
        passed = "passed" if result.passed else "FAILED"
        print(f"{result.name:{width}}  {passed}  {result.seconds:4.0f} s  {result.said}")
    return 0 if all(result.passed for result in results) else 1


def pythons() -> dict[str, str]:
    """Every Python from 3.11 on that is found, the same one once: what it is → its path."""
    found: dict[tuple[str, str], str] = {}
    for place in PLACES:
        for path in sorted(glob.glob(os.path.expanduser(f"{place}/python3.[1-9][0-9]"))):
            asked = subprocess.run([path, "-IS", "-c", ABOUT], capture_output=True, text=True, cwd="/")
            if asked.returncode == 0:
                version, prefix = asked.stdout.strip().split(" ", 1)
                found.setdefault((version, os.path.realpath(prefix)), os.path.realpath(path))
    return {f"Python {version} of {prefix}": path for (version, prefix), path in sorted(found.items())}


def conditions(found: Mapping[str, str]) -> Iterator[Condition]:
    for name, python in found.items():
        yield Condition(name, python)
    usual = next((python for python in found.values() if others_can_run(python)), next(iter(found.values())))
    yield Condition("folder with a space and an accent", usual, folder="a folder caf\u00e9")
    without_byte_code = {"PYTHONDONTWRITEBYTECODE": "1", "PIP_NO_COMPILE": "1"}
    yield Condition("no byte code", usual, environment=without_byte_code)
    yield Condition("no git, no sudo", usual, without=("git", "sudo"))
    if os.getuid() == 0 and others_can_run(usual):
        yield Condition("not root, no home", usual, environment={"HOME": "/nonexistent"}, user=NOBODY)


def others_can_run(python: str) -> bool:
    """Not where it lies in root's own folder."""
    return all(folder.stat().st_mode & 0o5 for folder in Path(python).parents)


def run(condition: Condition) -> Result:
    """The folder is kept if it fails."""
    folder = Path(tempfile.mkdtemp(prefix="test-all-"))
    folder.chmod(0o755)
    copy, log, tools = folder / condition.folder, folder / "log", folder / "bin"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
    put_on_path(tools, condition)
    temporary = folder / "tmp"
    temporary.mkdir()
    if condition.user is not None:
        for path in (copy, temporary, *copy.rglob("*")):
            os.chown(path, condition.user, condition.user)
    environment = {"PATH": str(tools), "HOME": os.environ.get("HOME", "/"), "TMPDIR": str(temporary)}
    began = time.monotonic()
    with log.open("wb") as output:
        ended = subprocess.run(
            ["make", "test"],
            cwd=copy,
            env=environment | dict(condition.environment),
            user=condition.user,
            group=condition.user,
            extra_groups=None if condition.user is None else [],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    seconds = time.monotonic() - began
    passed = ended.returncode == 0
    said = summary(log.read_text("utf-8", "replace").splitlines(), passed)
    if passed:
        shutil.rmtree(folder)
    else:
        said = f"{said}; see {log}"
    return Result(condition.name, passed, seconds, said)


def put_on_path(folder: Path, condition: Condition) -> None:
    """A folder with this machine's commands, of which python3 is the one that is to be tried."""
    folder.mkdir()
    for place in SYSTEM:
        for command in Path(place).glob("*"):
            link = folder / command.name
            if command.name not in condition.without and not link.is_symlink():
                link.symlink_to(command)
    for name in folder.glob("python3*"):
        name.unlink()
    python = folder / "python3"
    python.write_text(f'#!/bin/sh\nexec "{condition.python}" "$@"\n')
    python.chmod(0o755)


def summary(lines: list[str], passed: bool) -> str:
    """pytest's last line, or where it broke off."""
    counted = [line.strip("= ") for line in lines if " passed" in line or " failed" in line]
    if counted and (passed or " failed" in counted[-1]):
        return counted[-1]
    told = [line for line in lines if line and not line.startswith("make")]
    return told[-1] if told else "nothing was said"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
