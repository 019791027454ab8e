"""Reading one content file, and collecting what is wrong in all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

Shape = TypeVar("Shape")

_UNCLOSED = re.compile(r"Illegal character '\\n' \(at line (\d+)")
QUOTED = 'a text stands in "quotes", a list in [brackets]'


class Fault(NamedTuple):
    """One thing that is wrong in a content file."""

    path: Path
    text: str
    """The field, and what was expected there."""

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class ContentError(ValueError):
    """Content is bad: `faults` is everything that is wrong with it, the message one line about the first."""

    def __init__(self, path: Path, text: str, others: Sequence[Fault] = ()) -> None:
        self.faults = (Fault(path, text), *others)
        more = f" (and {len(others)} more; python -m skill check lists them all)" if others else ""
        super().__init__(f"{self.faults[0]}{more}")


class Faults:
    """Collects what is wrong in any number of files, so that all of it is told at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def read(self, path: Path, shape: type[Shape]) -> Shape | None:
        """The file at `path`; None if it is bad, which is then one of the faults."""
        try:
            return read(path, shape)
        except ContentError as error:
            self._found.extend(error.faults)
            return None

    def add(self, path: Path, text: str) -> None:
        self._found.append(Fault(path, text))

    def check(self) -> None:
        """Raise what was found.

        Raises:
            ContentError: there is a fault.
        """
        if self._found:
            (path, text), *others = self._found
            raise ContentError(path, text, others)


def read(path: Path, shape: type[Shape]) -> Shape:
    """The TOML file at `path` as `shape`.

    Raises:
        ContentError: it is missing, no TOML, or not of that shape.
    """
    try:
        text = path.read_bytes()
        return msgspec.toml.decode(text, type=shape)
    except FileNotFoundError as error:
        raise ContentError(path, "is missing; docs/content.md tells what belongs there") from error
    except OSError as error:
        raise ContentError(path, f"cannot be read: {error.strerror}") from error
    except msgspec.ValidationError as error:
        raise _misshapen(path, text, shape) from error
    except msgspec.DecodeError as error:
        raise ContentError(path, _not_toml(str(error))) from error
    except UnicodeDecodeError as error:
        raise ContentError(path, "is not UTF-8") from error


def named(*place: str | int) -> str:
    """A place as an author reads it: `work.sides, item 1`."""
    name = ""
    for step in place:
        if isinstance(step, int):
            name += f", item {step + 1}"
        else:
            name += f".{step}" if re.fullmatch(r"[\w-]+", step) else f'."{step}"'
    return name.lstrip(".,").strip()


def entry(path: Path, name: str) -> object:
    """One entry of a file whose shape is bad; None where there is none, or nothing can be read."""
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8")).get(name)
    except (OSError, ValueError):
        return None


def _not_toml(error: str) -> str:
    """What an author can do about a file that cannot be read at all."""
    if unclosed := _UNCLOSED.search(error):
        return f"line {unclosed[1]}: a text has no closing quote"
    return f"not a TOML file: {error}; {QUOTED}"


def _misshapen(path: Path, text: bytes, shape: type[Shape]) -> ContentError:
    import tomllib  # here, as the next: a start without faults, or from the compiled file, need not load it

    from skill.content.shapes import faults_of

    first, *others = (Fault(path, found) for found in faults_of(tomllib.loads(text.decode()), shape))
    return ContentError(path, first.text, others)
