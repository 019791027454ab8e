"""What is installed is to the byte what was tested: every lock names versions and hashes, and no address."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NODE_LOCKS = [
    ROOT / path
    for path in (
        "",
        "tests/ssml_check",
        "tests/apl_check",
        "tests/axe",
        "tests/dynalite",
        "skill/echo/viewhost",
        "benchmarks/node",
    )
]
INSTALLS = re.compile(
    r"-m pip install|uv pip install --quiet --dry-run|pip download|npm (?:ci|install)(?: --p\S+)?|npx [^-]"
)
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


def test_packages_are_installed_in_one_place() -> None:
    """tests/test_setup.py holds it to installing what a lock names; here, that there is no other."""
    places = [*(ROOT / "scripts").iterdir(), ROOT / "Makefile", *(ROOT / ".ci").iterdir()]
    asked = {path.name: INSTALLS.findall(path.read_text("utf-8")) for path in places if path.is_file()}
    assert {name: found for name, found in asked.items() if found} == {
        "common.sh": ["-m pip install", "npm ci"],
        "lock": ["uv pip install --quiet --dry-run", "npm install --package-lock-only"],
    }


def versions(lock: Path) -> dict[str, str]:
    """What a lock names for this machine."""
    named = [Requirement(one.partition(" --hash")[0]) for one in requirements(lock)]
    return {one.name: str(one.specifier) for one in named if not one.marker or one.marker.evaluate()}


@pytest.mark.parametrize("name", ["run.txt", "lambda.txt", "bench.txt"])
def test_what_is_deployed_and_measured_has_the_versions_that_are_tested(name: str) -> None:
    tested = versions(ROOT / "requirements" / "dev.txt")
    named = versions(ROOT / "requirements" / name)
    shared = named.keys() & tested.keys()
    assert shared
    assert {package: named[package] for package in shared} == {package: tested[package] for package in shared}


@pytest.mark.parametrize("lock", [*LOCKS, *(folder / "package-lock.json" for folder in NODE_LOCKS)], ids=str)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert re.findall(r"\w+://\S+", lock.read_text("utf-8")) == []
