"""Every control, said in the middle of every exercise: then "go", and the count starts where one expects it.

Somebody speaks in the second rep, and where there are sides, on its second side. Where the count has to start
from then is written down here as a physiotherapist would tell it, not as the skill computes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from tests.sensible import ENGLISH, at_exercise, check, person, stint, words

MOMENT = 1_793_000_000.0
ORDER = ("ball_lean", "bird_dog", "plank", "superman", "prone_extension", "bridge", "hip_thrust")
SIDED = {"bird_dog", "superman"}
SPEAKS = {
    "ball_lean": 7.0,
    "bird_dog": 12.0,
    "plank": 20.0,
    "superman": 6.5,
    "prone_extension": 4.5,
    "bridge": 12.0,
    "hip_thrust": 6.5,
}
"""Seconds after the second rep began at which somebody speaks: before it is over, and so late in it that
nobody can doubt that it had begun."""
AT_ONCE = 2.0
"""Seconds into a count that was just begun: nothing of it has been done."""
LAUNCH = "start my back routine"


class Where(NamedTuple):
    """Where a count starts, as people say it: the first set, the second rep, the second side."""

    exercise: str
    nth_set: int = 1
    rep: int = 1
    side: int = 1


def under_way(name: str) -> Where:
    """The rep and side that was under way."""
    return Where(name, rep=2, side=2 if name in SIDED else 1)


def neighbour(name: str, by: int) -> str | None:
    at = ORDER.index(name) + by
    return ORDER[at] if 0 <= at < len(ORDER) else None


def after_next(name: str) -> Where | None:
    following = neighbour(name, 1)
    return Where(following) if following else None


def after_previous(name: str) -> Where:
    """There is none before the first: there it goes on."""
    before = neighbour(name, -1)
    return Where(before) if before else under_way(name)


def at_another_level(name: str) -> Where:
    """As many reps as before; in the prone extension, of two or three long holds instead of ten, none."""
    return Where(name) if name == "prone_extension" else under_way(name)


def told(name: str) -> Where:
    """Whoever asks where they are is told that a short hold is done while they come down from it."""
    short = {"superman", "prone_extension", "hip_thrust"}
    return Where(name, rep=3) if name in short else under_way(name)


HERE = {name: under_way(name) for name in ORDER}
ENDS: Mapping[str, Mapping[str, Where | None]] = {
    "pause": HERE,
    "resume": HERE,
    "next exercise": {name: after_next(name) for name in ORDER},
    "previous exercise": {name: after_previous(name) for name in ORDER},
    "repeat": HERE,
    "start over": {name: Where(name) for name in ORDER},
    "help": HERE,
    "stop": HERE,
    "how do I do this": HERE,
    "that's too hard": {name: at_another_level(name) for name in ORDER},
    "that's too easy": HERE,
    "an easier version": {name: at_another_level(name) for name in ORDER},
    "that hurts": {name: at_another_level(name) for name in ORDER},
    "where am I": {name: told(name) for name in ORDER},
}
"""What is said → the exercise in which it is said → where the count starts in the end; None: all is over."""


def in_the_second_rep(echo: Echo, name: str, utterance: str) -> Turn:
    """Somebody speaks in the second rep of an exercise, on its second side if it has any."""
    effort, counting = ENGLISH.exercises[name].calls.lift, at_exercise(echo, ORDER.index(name))
    starts = [spoken.begins for spoken in counting.played.spoken if spoken.text == effort]
    second = starts[3 if name in SIDED else 1]
    return echo.hear(utterance, second + SPEAKS[name])


def go(echo: Echo, answer: Turn) -> Turn:
    """What a person says until it counts: a launch where it closed, yes or no to what is asked; then "go"."""
    check(answer)
    asked = words(answer)
    if answer.ended and person(answer).spoken is None:
        return go(echo, echo.hear(LAUNCH))
    if asked.endswith("Back to the very beginning?"):
        return go(echo, echo.hear("no"))
    if "asier way?" in asked:
        return go(echo, echo.hear("yes"))
    counts = person(answer).spoken is not None
    if answer.ended:
        return echo.hear(LAUNCH, AT_ONCE)
    return echo.hear("go", AT_ONCE if counts else None)


def start(turn: Turn) -> Where:
    """Where the count starts, by what is remembered; it has to be counting."""
    assert person(turn).spoken is not None
    sets, reps, sides, _ = stint(turn).place
    return Where(stint(turn).exercise, sets + 1, reps + 1, sides + 1)


@pytest.mark.parametrize("name", ORDER)
@pytest.mark.parametrize("control", ENDS)
def test_the_count_starts_where_one_expects_it(control: str, name: str) -> None:
    expected = ENDS[control][name]
    with at_home(moment=MOMENT) as echo:
        answer = in_the_second_rep(echo, name, control)
        if expected is None:
            check(answer)
            assert answer.ended
            return
        turn = go(echo, answer)
        check(turn)
        assert start(turn) == expected
        assert announced(turn, expected)


def announced(turn: Turn, where: Where) -> bool:
    """Whether it is heard, too: "Second one. Left arm, right leg." before three, two, one."""
    before = words(turn).partition("three")[0].casefold()
    if where.rep == 1 and where.side == 1:
        return "one." not in before or "first one." in before
    calls = ENGLISH.exercises[where.exercise].calls_at(person(turn).preferences.level(where.exercise))
    side = calls.sides[where.side - 1].casefold() if calls.sides else ""
    return f"{('first', 'second', 'third')[where.rep - 1]} one." in before and side in before


@pytest.mark.parametrize("name", ORDER[1:])
def test_from_the_very_first_exercise_it_starts_there(name: str) -> None:
    with at_home(moment=MOMENT) as echo:
        in_the_second_rep(echo, name, "start over")
        assert start(echo.hear("yes")) == Where(ORDER[0])


def test_past_the_last_exercise_it_ends() -> None:
    with at_home(moment=MOMENT) as echo:
        assert in_the_second_rep(echo, "hip_thrust", "next exercise").ended


def test_every_control_is_tried_in_every_exercise() -> None:
    guarantees = Path(__file__).parents[1] / "docs" / "reliability.md"
    assert f"| {len(ORDER)} × {len(ENDS)} conversations |" in guarantees.read_text("utf-8")
    assert all(tuple(ends) == ORDER for ends in ENDS.values())
