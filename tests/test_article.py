"""Nothing of the article is lost: every row of `docs/article.md` is in its file, and it is heard."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from skill.content import load
from skill.content.library import HERE
from skill.content.reading import read
from skill.echo.house import at_home
from tests.routines import WHOLE
from tests.sensible import ENGLISH, words

PAGE = Path(__file__).parents[1] / "docs" / "article.md"

MOMENT = 1_793_000_000.0
DAY = 86_400.0


class Fact(NamedTuple):
    """A row of the table."""

    fact: str
    file: str
    field: str
    words: tuple[str, ...]
    asked: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {self.field}"


def facts(page: str) -> list[Fact]:
    rows = [re.split(r" *\| *", line.strip("| ")) for line in page.splitlines() if line.startswith("| ")]
    return [
        Fact(fact, file, field, tuple(said.split(", ")), tuple(asked.split(" / ")))
        for fact, file, field, said, asked in rows
        if fact != "fact" and set(fact) != {"-"}
    ]


def missing(fact: Fact, folder: Path = HERE) -> list[str]:
    """What the fact's field does not say, with file and field."""
    value: object = read(folder / fact.file, dict[str, object])
    for step in fact.field.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    said = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return [f"{fact}: expected {text!r}" for text in fact.words if text.lower() not in said.lower()]


@cache
def heard(*asked: str) -> str:
    """The answer to the last of what is said to an Echo, one after the other; a count is broken off."""
    with at_home(moment=MOMENT) as echo:
        first, *others = asked
        answer = echo.hear(first)
        in_the_middle = 60.0 if first.startswith("do ") else None
        for said in others:
            answer, in_the_middle = echo.hear(said, in_the_middle), None
    return words(answer).lower()


def spoken(text: str) -> str:
    """A number in a file as it is said."""
    return ENGLISH.numbers.cardinals[int(text)] if text.isdigit() else text.lower()


FACTS = facts(PAGE.read_text("utf-8"))


def test_all_of_the_article_is_there() -> None:
    """Every exercise, and in each what there is to be done, to be careful about and to work up to."""
    assert len(FACTS) > 70
    listed = {str(fact) for fact in FACTS}
    for name in WHOLE.exercises:
        fields = ("setup", "steps", "warning", "answers.goal", "source")
        assert {f"en/exercises/{name}.toml: {field}" for field in fields} <= listed


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_it_is_in_its_file(fact: Fact) -> None:
    assert missing(fact) == []


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_it_is_heard(fact: Fact) -> None:
    answer = heard(*fact.asked)
    assert [text for text in fact.words if spoken(text) not in answer] == [], answer


def test_a_fact_that_no_file_says_is_named_with_file_and_field(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(HERE, tmp_path / "content"))
    plank = copy / "en" / "exercises" / "plank.toml"
    plank.write_text(plank.read_text().replace("don't hold your breath", "have fun"))
    found = [fault for fact in FACTS for fault in missing(fact, copy)]
    assert found == ['en/exercises/plank.toml: warning: expected "don\'t hold your breath"']


class TestWarnings:
    @pytest.mark.parametrize("name", load().exercises)
    def test_the_first_two_times_and_after_a_week_away(self, name: str) -> None:
        wanted = f"do the {ENGLISH.exercises[name].name}"
        warning = ENGLISH.exercises[name].warning
        with at_home(moment=MOMENT) as echo:
            said = []
            for away in (DAY, DAY, DAY, 8 * DAY):
                said.append(warning in words(echo.hear(wanted)))
                echo.hear("stop", 3.0)
                echo.leave_alone(away)
            assert said == [True, True, False, False]
            assert warning in words(echo.hear(wanted))
            echo.hear("stop", 3.0)
            echo.leave_alone(DAY)
            assert warning not in words(echo.hear(wanted))

    @pytest.mark.parametrize("name", load().exercises)
    @pytest.mark.parametrize("asked", ["am I doing it right", "all the steps"])
    def test_later_whoever_asks_hears_it(self, name: str, asked: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear(f"do the {ENGLISH.exercises[name].name}")
            assert ENGLISH.exercises[name].warning in words(echo.hear(asked, 60.0))

    def test_once_it_was_left_out_for_two_weeks_though_others_were_done(self) -> None:
        warning = ENGLISH.exercises["plank"].warning
        with at_home(moment=MOMENT) as echo:
            heard = []
            for name in ("plank", "plank", "plank", *["bridge"] * 5, "plank", "plank"):
                heard.append((name, warning in words(echo.hear(f"do the {name}"))))
                echo.hear("stop", 70.0)
                echo.leave_alone(3 * DAY)
        assert [said for name, said in heard if name == "plank"] == [True, True, False, True, False]

    def test_what_is_begun_again_after_a_week_is_warned_about_too(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            echo.hear("yes")
            for away in (DAY, 8 * DAY):
                echo.hear("stop", 60.0)
                echo.leave_alone(away)
                said = words(echo.hear("open my back routine"))
                if away == DAY:
                    said = words(echo.hear("go"))
                assert (ENGLISH.exercises["ball_lean"].warning in said) is (away > DAY)
