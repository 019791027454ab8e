"""What people want, in many words: every wish in `tests/wishes/` comes true."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wish_files import Wish, WishError, read_situations, read_wishes
from tests.wish_stage import Stage

WISHES = read_wishes()
WORDINGS = sum(len(wish.wordings) for wish in WISHES)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage()


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.file.removesuffix('.txt')}:{wish.line}")
def test_the_wish_comes_true(wish: Wish, stage: Stage) -> None:
    problems = {
        f"[{situation}] {wording}": problems
        for situation in wish.situations
        for wording in wish.wordings
        if (problems := stage.problems(wish, situation, wording))
    }
    assert not problems, wish.meaning


def test_there_are_at_least_three_hundred_in_twelve_hundred_wordings() -> None:
    assert len(WISHES) >= 300
    assert WORDINGS >= 1200


def test_no_situation_is_left_over() -> None:
    assert {situation for wish in WISHES for situation in wish.situations} == {*read_situations()}


def test_no_wish_is_written_twice() -> None:
    """Only what is said behind it may differ."""
    said = [
        (situation, wording, *(result.said for result in wish.results if result.said))
        for wish in WISHES
        for situation in wish.situations
        for wording in wish.wordings
    ]
    assert sorted(said) == sorted(set(said))


GOOD = """\
[in a plank hold] pause
- wait
- hold on
- one moment
=> it does not count
"""


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        ("[in a plank hold]", "[in a headstand]", 1, "no situation"),
        ("pause", "", 1, "meaning"),
        ("- hold on\n", "", 1, "three different wordings"),
        ("- hold on", "- wait", 1, "three different wordings"),
        ("- hold on", "hold on", 3, "expected"),
        ("=> it does not count\n", "", 1, "what must happen"),
        ("it does not count", "it is nice", 5, "expected one of the results"),
        ("it does not count", "it is at the headstand", 5, "expected one of the results"),
        ("it does not count", "it asks whether I am well", 5, "expected one of the results"),
        ("it does not count", "seventeenish are done", 5, "expected one of the results"),
        ("it does not count", "it says hello", 5, "quotation marks"),
        ("it does not count", 'after "go": it is nice', 5, "expected one of the results"),
        ("it does not count\n", "it counts\n- wait wait\n", 6, "above what must happen"),
        (GOOD, "- wait\n", 1, "a situation in brackets first"),
    ],
)
def test_a_mistake_is_reported_with_file_and_line(
    tmp_path: Path, right: str, wrong: str, line: int, problem: str
) -> None:
    file = tmp_path / "pausing.txt"
    file.write_text(GOOD.replace(right, wrong))
    with pytest.raises(WishError, match=rf"pausing\.txt, line {line}: .*{problem}"):
        read_wishes([file])


@pytest.mark.parametrize(
    ("wording", "result", "holds"),
    [
        ("wait", "it does not count", True),
        ("wait", "it counts", False),
        ("wait", "the place stays", True),
        ("next exercise", "the place stays", False),
        ("next exercise", "it is at the superman", True),
        ("wait", "it is at the superman", False),
        ("wait", "the session ends", False),
        ("stop", "the session ends", True),
        ("stop", "the session goes on", False),
        ("wait", "nothing is under way", False),
        ("I did two", "two are done", True),
        ("I did two", "one is done", False),
        ("wait", 'it says "just say go" or "take your time, and say go"', True),
        ("wait", 'it says "plank"', False),
        ("wait", 'it never says "plank"', True),
        ("wait", 'it never says "go"', False),
        ("wait", "it asks whether to go on", True),
        ("wait", "it asks whether to start", False),
        ("wait", 'after "go": it counts', True),
        ("wait", 'after "go": it does not count', False),
        ("the moon is made of cheese", "it is not understood", True),
        ("wait", "it is not understood", False),
        ("the moon is made of cheese", "it may not be understood", True),
        ("the moon is made of cheese", "it does not count", False),
    ],
)
def test_a_result_can_fail(tmp_path: Path, stage: Stage, wording: str, result: str, *, holds: bool) -> None:
    file = tmp_path / "pausing.txt"
    file.write_text(GOOD.replace("it does not count", result))
    [wish] = read_wishes([file])
    problems = stage.problems(wish, "in a plank hold", wording)
    assert (not problems) is holds
