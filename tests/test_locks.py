"""What is installed is to the byte what was tested: every lock names versions and hashes, and no address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NODE_LOCKS = [ROOT / path for path in ("", "tests/ssml_check", "tests/dynalite", "benchmarks/node")]
INSTALLERS = ["setup", "setup-bench"]
PINNED = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!-]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+")


def requirements(lock: Path) -> list[str]:
    """Each as one line, without what is noted about it."""
    lines = [line for line in lock.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r" *\\ +", " ", " ".join(lines))
    return re.split(r"(?<=[0-9a-f]{64}) +(?=[\w])", joined.strip())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_version_is_pinned_by_its_hashes(lock: Path) -> None:
    named = requirements(lock)
    assert len(named) == len(re.findall(r"^\w", lock.read_text("utf-8"), re.MULTILINE)) > 0
    assert [one for one in named if not PINNED.fullmatch(one)] == []


@pytest.mark.parametrize("folder", NODE_LOCKS, ids=lambda folder: folder.name)
def test_every_package_for_node_is_pinned_by_its_hash(folder: Path) -> None:
    lock: dict[str, Any] = json.loads((folder / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [
        name for name, package in packages.items() if not package["integrity"].startswith("sha512-")
    ] == []


@pytest.mark.parametrize("script", INSTALLERS)
def test_nothing_is_installed_without_its_hash(script: str) -> None:
    installs = re.findall(r"pip install[^&|]+", (ROOT / "scripts" / script).read_text("utf-8"))
    assert installs
    assert all("--require-hashes" in install for install in installs)


@pytest.mark.parametrize("lock", [*LOCKS, *(folder / "package-lock.json" for folder in NODE_LOCKS)], ids=str)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert re.findall(r"\w+://\S+", lock.read_text("utf-8")) == []
