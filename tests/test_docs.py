"""The documentation is right: links lead somewhere, commands and examples work, figures are measured."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
import types
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from benchmarks.__main__ import REPORTS
from skill import setting_names
from skill.__main__ import _parser
from skill.coaching.counting import count
from skill.coaching.person import Person
from skill.content import Speaker
from skill.echo.hearing import FALLBACK, Hearing
from tests import own_content
from tests.conversation import FOLDER, MOMENT
from tests.sensible import person, words
from tests.test_interaction_model import MODEL

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGETS = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
OURS = re.compile(r"^(?:[A-Z_]+=\S+ )*(make|python) .*")
EXAMPLES = ("side_plank", "/de/", "morning")
"""What docs/content.md leads the reader to create."""


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def prose(text: str) -> str:
    return FENCED.sub("", text)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(path: Path) -> set[str]:
    """The anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", prose(path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_relative_link_leads_to_a_file_and_a_heading() -> None:
    broken = []
    for path in PAGES:
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(path.read_text("utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists() or (anchor and anchor not in anchors(there)):
                broken.append(f"{named(path)}: {target}")
    assert broken == []


def commands(path: Path) -> Iterator[str]:
    """The commands of this project on a page, from its code blocks and from its sentences."""
    text = path.read_text("utf-8")
    blocks = "\n".join(code for language, code in FENCED.findall(text) if not language)
    for line in [*blocks.splitlines(), *re.findall(r"`([^`\n]+)`", prose(text))]:
        command = re.split(r"\s+#\s", line.strip())[0].strip()
        if OURS.fullmatch(command) and "…" not in command:
            yield command


def fault_of(command: str) -> str:
    """Why a command cannot work; nothing if it can."""
    words = [word for word in shlex.split(command) if not re.fullmatch(r"[A-Z_]+=\S+", word)]
    if words[0] == "make":
        return ", ".join(word for word in words[1:] if "=" not in word and word not in TARGETS)
    if words[1] != "-m":
        return "" if (ROOT / words[1]).is_file() else words[1]
    module, arguments = words[2], words[3:]
    if module == "skill":
        return refusal_of(arguments)
    if importlib.util.find_spec(module) is None:
        return module
    if module == "benchmarks":
        return ", ".join({*arguments} - {*REPORTS, "NAME"})
    return ", ".join(word for word in arguments if word.startswith("tests/") and not (ROOT / word).exists())


def refusal_of(arguments: list[str]) -> str:
    """What the command line says to arguments that it does not accept."""
    try:
        _parser().parse_args(arguments)
    except SystemExit as stopped:
        return "" if stopped.code == 0 else f"skill {shlex.join(arguments)}"
    return ""


def test_every_command_is_one_that_exists() -> None:
    found = [(named(path), command) for path in PAGES for command in commands(path)]
    assert {"make run", "make test", "python -m skill check"} <= {command for _, command in found}
    assert [(path, command) for path, command in found if fault_of(command)] == []


def test_a_command_that_does_not_exist_is_found() -> None:
    wrong = [
        "make tests",
        "python -m skill sing",
        "python -m skill say --loud x",
        "python -m tests.nothing",
        "python -m benchmarks speed",
        "python scripts/draw.py",
        "python -m pytest tests/test_nothing.py",
    ]
    assert all(map(fault_of, wrong))


def test_every_path_that_is_named_exists() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    missing = []
    for path in PAGES:
        for name in re.findall(r"`([\w./*-]+)`", prose(path.read_text("utf-8"))):
            ours = (
                "/" in name and name.split("/")[0] in folders and not any(word in name for word in EXAMPLES)
            )
            if ours and not list(ROOT.glob(name.rstrip("/"))):
                missing.append(f"{named(path)}: {name}")
    assert missing == []


def test_every_test_that_is_named_exists() -> None:
    files = re.findall(r"`(?:tests/)?(\w+\.py)`", page("docs/reliability.md"))
    assert files
    assert [file for file in files if not (ROOT / "tests" / file).is_file()] == []


def test_the_voice_commands_in_the_readme_are_understood() -> None:
    hearing = Hearing(MODEL)
    section = page("README.md").partition("## Voice commands")[2].partition("\n## ")[0]
    offered = [phrase.removeprefix("“Alexa, ").rstrip("”") for phrase in re.findall(r"\*([^*]+)\*", section)]
    assert len(offered) > 30
    assert [
        phrase for phrase in offered if hearing.understand(phrase, in_session=True).intent == FALLBACK.intent
    ] == []


def test_the_conversation_in_the_readme_is_what_is_said() -> None:
    dialogue = next(code for _, code in FENCED.findall(page("README.md")) if code.startswith("U: "))
    whole = (FOLDER / "in_the_readme.txt").read_text("utf-8")
    rest = " ".join(re.sub(r" \[[\d:]+\]|\[\d+ s\]", "", whole).split())
    for part in re.split(r"…|\n(?=[UA]: )", dialogue):
        said = " ".join(part.replace("U: Alexa, ", "U: ").split())
        assert said in rest
        rest = rest[rest.index(said) + len(said) :]


def test_the_figures_in_the_readme_are_among_the_measured_ones() -> None:
    section = page("README.md").partition("## How accurate it is")[2].partition("\n## ")[0]
    figures = re.findall(r"\*\*([\d.,]+)", section)
    assert len(figures) == 4
    measured = set(NUMBER.findall(page("docs/benchmarks.md")))
    assert [figure for figure in figures if not {figure, f"{figure}.0"} & measured] == []


def test_no_line_of_prose_is_too_long_to_read_in_a_diff() -> None:
    pages = [path for path in PAGES if path.name not in {"CHANGELOG.md", "benchmarks.md"}]
    lines = [
        f"{named(path)}: {line}" for path in pages for line in prose(path.read_text("utf-8")).split("\n")
    ]
    text = [line for line in lines if ": |" not in line and ": ![" not in line]
    assert [line for line in text if len(line.partition(": ")[2]) > 120] == []


def test_the_figures_of_reliability_are_those_of_the_benchmarks_they_name() -> None:
    measured = set(NUMBER.findall(page("docs/benchmarks.md")))
    rows = [row for row in page("docs/reliability.md").splitlines() if "| `python -m benchmarks" in row]
    figures = {row: NUMBER.findall(re.sub("`[^`]*`", "", row.split("|")[-2])) for row in rows}
    assert len(figures) > 8
    assert {row: told for row, told in figures.items() if {*told} - measured} == {}


def test_the_settings_are_all_described() -> None:
    assert set(re.findall(r"^\| `(SKILL_\w+)` \|", page("docs/deploy.md"), re.MULTILINE)) == set(
        setting_names.READERS
    )


def stored(shape: type[msgspec.Struct]) -> Iterator[str]:
    """The names of what is stored; those of a value inside another after its name and a dot."""
    for field in msgspec.structs.fields(shape):
        inner = [one for one in (field.type, *get_args(field.type)) if is_struct(one)]
        if inner and not isinstance(field.type, types.GenericAlias):
            yield from (f"{field.name}.{part.name}" for part in msgspec.structs.fields(inner[0]))
        else:
            yield field.name


def is_struct(shape: object) -> bool:
    return isinstance(shape, type) and issubclass(shape, msgspec.Struct)


def test_the_privacy_page_names_all_that_is_stored_and_nothing_else() -> None:
    section = page("PRIVACY.md").partition("## What is not stored")[0]
    assert re.findall(r"^\| `([\w.]+)` \|", section, re.MULTILINE) == list(stored(Person))


def test_the_examples_for_authors_are_good_content() -> None:
    library = own_content.library()
    english, work = library.language("en-NZ"), library.exercises["side_plank"].work
    timeline = count(work, Speaker(english), english.exercises["side_plank"].calls)
    assert [cue.place for cue in timeline if cue.place][-1].sets == work.dose.sets
    for cue in timeline:
        assert english.lengths.of(cue.text) <= 1.15 * (cue.lasts or 0), cue


def test_what_authors_add_is_done_by_its_name() -> None:
    """The steps of docs/content.md, to the end: an exercise and a routine are heard and led through."""
    with own_content.at_home(MOMENT) as echo:
        assert "the morning routine" in words(echo.hear("what routines are there"))
        assert "Now for the side plank." in words(echo.hear("do the side bridge"))
        begun = echo.hear("wake up routine")
        assert "Today it's the morning routine." in words(begun)
        workout = person(begun).workout
        assert workout is not None
        assert workout.routine == "morning"
        assert workout.exercises == ("march", "bird_dog", "side_plank", "childs_pose", "bridge", "knee_hug")
        assert "Four on each side, ten seconds each." in words(echo.hear("next exercise"))


def test_all_examples_of_content_are_toml() -> None:
    assert all(tomllib.loads(code) for code in own_content.examples())
