"""Content compiled into one file is the same content, and no other is ever taken for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from skill.content import ContentError, compiled, library
from skill.content.library import HERE, Library, compile_sources, load, load_sources

WHAT_TO_DO = "delete it, or write it again with python scripts/compile_content.py"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Content, compiled."""
    copy = tmp_path / "content"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__", compiled.NAME))
    compile_sources(copy)
    return copy


def test_it_is_the_content_of_the_sources(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = load_sources(folder)
    monkeypatch.setattr(library, "load_sources", lambda _folder: pytest.fail("the sources were read"))
    assert msgspec.to_builtins(load(folder)) == msgspec.to_builtins(sources)


def test_without_it_the_sources_are_read(folder: Path) -> None:
    (folder / compiled.NAME).unlink()
    assert msgspec.to_builtins(load(folder)) == msgspec.to_builtins(load_sources(folder))


def test_it_is_all_that_is_needed(folder: Path) -> None:
    sources = msgspec.to_builtins(load_sources(folder))
    for path in folder.rglob("*.toml"):
        path.unlink()
    assert msgspec.to_builtins(load(folder)) == sources


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def one_word_changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"thirty", b"thirsty", 1))


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def overwritten(path: Path) -> None:
    path.write_bytes(b"\xff\xfe{}")


@pytest.mark.parametrize("damage", [cut_off, one_word_changed, emptied, overwritten])
def test_a_damaged_one_is_refused(folder: Path, damage: Callable[[Path], None]) -> None:
    path = folder / compiled.NAME
    damage(path)
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert str(refused.value) == f"{path}: is damaged; {WHAT_TO_DO}"


def test_one_that_cannot_be_read_is_refused(folder: Path) -> None:
    path = folder / compiled.NAME
    path.unlink()
    path.mkdir()
    with pytest.raises(ContentError, match="cannot be read: Is a directory"):
        load(folder)


def changed(folder: Path) -> None:
    file = folder / "exercises" / "bridge.toml"
    file.write_text(file.read_text("utf-8").replace("reps = 5", "reps = 6"), "utf-8")


def added(folder: Path) -> None:
    (folder / "exercises" / "new.toml").write_text("", "utf-8")


def taken_away(folder: Path) -> None:
    (folder / "en" / "numbers.toml").unlink()


@pytest.mark.parametrize("change", [changed, added, taken_away])
def test_where_the_sources_have_changed_since_they_are_read(
    folder: Path, change: Callable[[Path], None]
) -> None:
    change(folder)
    assert outcome(load, folder) == outcome(load_sources, folder)


def test_one_of_another_version_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "__version__", "9.9.9")
    assert compiled.read(folder, object) is None


def outcome(read: Callable[[Path], Library], folder: Path) -> object:
    """The content, or what is wrong with it."""
    try:
        return msgspec.to_builtins(read(folder))
    except ContentError as fault:
        return str(fault)


def test_one_of_another_shape_is_refused(folder: Path) -> None:
    whole: Library = load_sources(folder)
    compiled.write(folder, {"exercises": msgspec.to_builtins(whole.exercises), "routines": 3})
    with pytest.raises(ContentError, match="is of another version of the skill"):
        load(folder)
