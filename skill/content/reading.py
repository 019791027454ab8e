"""Reading one content file: what is wrong is said with file, field and what was expected."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

Shape = TypeVar("Shape")


class ContentError(ValueError):
    """A content file is bad: `path` names it, `fault` the field and what was expected there."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(f"{path}: {fault}")
        self.path, self.fault = path, fault


def read(path: Path, shape: type[Shape]) -> Shape:
    """The TOML file at `path` as `shape`.

    Raises:
        ContentError: it is missing, no TOML, or not of that shape.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except OSError as error:
        raise ContentError(path, f"cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise ContentError(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise ContentError(path, "is not UTF-8") from error
