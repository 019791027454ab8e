"""How many questions one exercise has: the one before it, and those where it has to be cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest

from skill.coaching import counting
from skill.coaching.prescription import prescribed
from skill.coaching.workout import Stint
from skill.content import load
from skill.dialogue.delivery import MOST_SECONDS
from skill.dialogue.memory import Question
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.echo.request import Device
from tests.sensible import person, stint

MOMENT = 1_793_000_000.0
A_DAY = 86_400.0
LIBRARY = load()
KNOWN_FROM = 4
"""Day on which everything has been introduced twice, and has grown once."""
LONG = ("bird_dog", "superman", "plank", "prone_extension")
"""In the back routine, one behind the other: each is longer than an answer once it has grown."""


def day(echo: Echo, opening: str) -> Iterator[Turn]:
    """All that is heard on one day, by somebody who says yes to every question."""
    turn = echo.hear(opening)
    yield turn
    while not turn.ended:
        effort = turn.response["sessionAttributes"]["memory"]["asked"] == Question.EFFORT
        turn = echo.hear("just right" if effort else "yes")
        yield turn


def questions(turns: Sequence[Turn]) -> Counter[str]:
    """Questions before an exercise, and within it, for each one."""
    asked = Counter[str]()
    for turn, following in pairwise(turns):
        memory = turn.response["sessionAttributes"]["memory"]
        if memory["asked"] in {Question.READY, Question.COUNT_ON}:
            asked[stint(following).exercise] += 1
    return asked


@pytest.mark.all_routines
@pytest.mark.parametrize("device", ["speaker", "screen", "plain-speaker"])
@pytest.mark.parametrize(
    "opening", ["start the gentle routine", "start my chair routine", "just the plank and the bridge"]
)
def test_what_is_known_has_one_question_an_exercise(opening: str, device: Device) -> None:
    with at_home(moment=MOMENT, device=device) as echo:
        for said in ("start the full routine", "yes", "stop"):
            echo.hear(said)
        for number in range(1, 11):
            turns = list(day(echo, opening))
            assert turns[-1].ended
            if number >= KNOWN_FROM:
                asked = questions(turns)
                assert asked
                assert max(asked.values()) == 1
            echo.leave_alone(A_DAY)


@pytest.mark.whole_routine
@pytest.mark.parametrize("device", ["speaker", "screen"])
def test_in_the_whole_routine_only_what_is_too_long_for_an_answer_has_two(device: Device) -> None:
    with at_home(moment=MOMENT, device=device) as echo:
        for number in range(1, 11):
            turns = list(day(echo, "start my back routine"))
            twice = {name for name, asked in questions(turns).items() if asked > 1}
            assert twice <= set(LONG)
            if number >= KNOWN_FROM:
                assert len(twice) < len(LONG)
                assert max(questions(turns).values()) == 2
            echo.leave_alone(A_DAY)


@pytest.mark.whole_routine
def test_where_an_answer_may_last_longer_none_has_two() -> None:
    with at_home(moment=MOMENT, device="plain-speaker") as echo:
        for number in range(1, 11):
            turns = list(day(echo, "start my back routine"))
            if number >= KNOWN_FROM:
                assert max(questions(turns).values()) == 1
            echo.leave_alone(A_DAY)


@pytest.mark.whole_routine
def test_four_exercises_in_a_row_are_longer_than_the_answers_of_one_question_each() -> None:
    with at_home(moment=MOMENT) as echo:
        for _ in range(9):
            list(day(echo, "start my back routine"))
            echo.leave_alone(A_DAY)
        chosen = person(echo.hear("start my back routine")).preferences
    works = [prescribed(Stint(name), LIBRARY.exercises, chosen) for name in LONG]
    rests = (len(LONG) - 1) * LIBRARY.routines["back"].rest
    # One question each makes four breaks, so five answers touch them. With this, a plan cannot do better.
    assert sum(map(counting.seconds, works)) + rests > (len(LONG) + 1) * MOST_SECONDS
