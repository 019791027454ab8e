"""Content of one's own: a copy of the skill's, with everything that docs/content.md tells authors to add."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from skill.application import create_skill
from skill.content import Library, compiled, load
from skill.content.library import HERE
from skill.echo.device import Echo
from skill.echo.hearing import Hearing
from skill.echo.house_clock import HouseClock
from skill.echo.player import play
from skill.sentences import model, templates
from tests.stores import OneStore

PAGE = Path(__file__).parents[1] / "docs" / "content.md"
TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDED = {
    "exercises/side_plank.toml": 'id = "side_plank"',
    "en/exercises/side_plank.toml": 'name = "side plank"',
    "routines/morning.toml": 'id = "morning"',
    "en/routines/morning.toml": 'name = "morning routine"',
    "positions.toml": "[on_side]\nfrom_up = {",
    "en/positions.toml": "[on_side]\nthere = ",
    "en/locales/en-NZ.toml": "emergency_number",
}
"""Each file that the page writes or adds to, and how its example begins."""


def examples() -> list[str]:
    """All examples of content on the page."""
    return TOML.findall(PAGE.read_text("utf-8"))


def write(folder: Path) -> Path:
    """The copy, in `folder`."""
    ignored = shutil.ignore_patterns("*.py", "__pycache__", compiled.NAME)
    copy = Path(shutil.copytree(HERE, folder / "content", ignore=ignored))
    for name, beginning in ADDED.items():
        (example,) = (code for code in examples() if code.startswith(beginning))
        file = copy / name
        before = file.read_text("utf-8") + "\n" if name.endswith("positions.toml") else ""
        file.write_text(before if example in before else before + example, "utf-8")
    return copy


@cache
def library() -> Library:
    """The copy, read and checked."""
    with TemporaryDirectory() as folder:
        return load(write(Path(folder)))


@cache
def hearing() -> Hearing:
    """An ear by the model that `make model` builds from it."""
    return Hearing(model.build(templates.load(), library().language("en-US"), "en-US"))


@contextmanager
def at_home(moment: float) -> Iterator[Echo]:
    """An Echo with a skill that has this content."""
    clock = HouseClock.standing_at(moment)
    skill = create_skill(OneStore(), clock.now, library())
    speak = partial(play, lengths=library().language("en-US").lengths.of)
    yield Echo(skill.answer, hearing(), clock=clock, speak=speak, locale="en-US", device="speaker")
