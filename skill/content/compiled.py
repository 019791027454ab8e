"""All content in one file, checked, which is read faster than many: written when the skill is packaged."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar
from zlib import crc32  # finds accidents, and loads no OpenSSL at a cold start

from msgspec import DecodeError, Struct, ValidationError, json

from skill import __version__
from skill.content.reading import ContentError

NAME = "compiled.json"
NO_SOURCES = 0
"""The checksum of no files."""
AGAIN = "delete it, or write it again with python scripts/compile_content.py"

Shape = TypeVar("Shape")


class _Head(Struct):
    """The first line of the file; the content is the rest."""

    version: str
    """Of the skill that wrote it."""
    sources: int
    """Checksum of the files it was made from."""
    content: int
    """Checksum of the rest."""


def write(folder: Path, content: object) -> Path:
    """The file in `folder`, which holds `content`, read and checked from the other files there."""
    written, path = json.encode(content), folder / NAME
    head = _Head(__version__, _of_sources(folder), crc32(written))
    path.write_bytes(json.encode(head) + b"\n" + written)
    return path


def read(folder: Path, shape: type[Shape]) -> Shape | None:
    """The content that was written to `folder`; None where none was, or the skill or the other files have
    changed since: then they are what counts. In a package there are no others.

    Raises:
        ContentError: the file is damaged.
    """
    path = folder / NAME
    try:
        head_line, _, written = path.read_bytes().partition(b"\n")
        head = json.decode(head_line, type=_Head)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ContentError(path, f"cannot be read: {error.strerror}") from error
    except (DecodeError, UnicodeDecodeError) as error:
        raise ContentError(path, f"is damaged; {AGAIN}") from error
    if crc32(written) != head.content:
        raise ContentError(path, f"is damaged; {AGAIN}")
    if head.version != __version__ or _of_sources(folder) not in (head.sources, NO_SOURCES):
        return None
    try:
        return json.decode(written, type=shape)
    except ValidationError as error:
        raise ContentError(path, f"is of another version of the skill; {AGAIN}") from error


def _of_sources(folder: Path) -> int:
    """A checksum of every TOML file's name and text."""
    checksum = NO_SOURCES
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix().encode()
        checksum = crc32(b"\0".join((name, path.read_bytes(), b"")), checksum)
    return checksum
