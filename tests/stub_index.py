"""An index for pip: what a lock names and a newer version of each, as wheels with nothing in them."""

from __future__ import annotations

import hashlib
import re
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

from packaging.version import Version

NAMED = re.compile(r"^([\w.-]+)==(\S+)( ;[^\\]+)?", re.MULTILINE)
"""A package of a lock, its version, and where it is wanted."""


def build(lock: Path, folder: Path) -> Path:
    """The wheels in `folder`, and beside them the same lock with their hashes, which is returned."""
    named = NAMED.findall(lock.read_text("utf-8"))
    stub_lock, lines = folder / lock.name, []
    for name, version, where in named:
        wheel = _wheel(folder, name, version)
        lines.append(f"{name}=={version}{where} --hash=sha256:{_sha256(wheel)}\n")
        _wheel(folder, name, newer(version))
    stub_lock.write_text("".join(lines))
    return stub_lock


def newer(version: str) -> str:
    """The least that is newer, so that whatever asks for a range of versions takes it."""
    parsed = Version(version)
    return f"{parsed.base_version}.post{(parsed.post or 0) + 1}"


def _wheel(folder: Path, name: str, version: str) -> Path:
    """A package that asks for what the real one asks for."""
    stem = f"{name.replace('-', '_').replace('.', '_')}-{version}"
    wheel, about = folder / f"{stem}-py3-none-any.whl", f"{stem}.dist-info"
    files = {
        "METADATA": ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *_requirements(name)],
        "WHEEL": ["Wheel-Version: 1.0", "Root-Is-Purelib: true", "Tag: py3-none-any"],
        "RECORD": [f"{about}/{file},," for file in ("METADATA", "WHEEL", "RECORD")],
    }
    with ZipFile(wheel, "w") as archive:
        for file, lines in files.items():
            archive.writestr(f"{about}/{file}", "\n".join([*lines, ""]))
    return wheel


def _requirements(name: str) -> list[str]:
    try:
        return [f"Requires-Dist: {requirement}" for requirement in metadata.requires(name) or []]
    except metadata.PackageNotFoundError:  # of another platform
        return []


def _sha256(wheel: Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()
