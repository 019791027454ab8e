"""The remark at the end of a routine: true by the log, never for the first time, never for the same again."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.dose import MOST_REPS
from skill.coaching.log import Done, Log, with_batch
from skill.coaching.log_summary import beaten
from tests.sensible import check, words
from tests.stores import BrokenStore, OneStore
from tests.test_difficulty import MOMENT, at_the_door_of

TODAY = 20_751
"""The day at the door of `test_difficulty`, a Sunday; what is a week before is told of no week of it."""
BEFORE = TODAY - 8
LONG_AGO = TODAY - 200


def ending(done: list[Done], **person: Any) -> str:
    """What is said at the end of a part of the routine, with so much done on these days."""
    store = OneStore(at_the_end(**person))
    log = Log(version=1)
    for number, one in enumerate(done):
        log = with_batch(log, number, [one], {})
    store.logs[0] = msgspec.to_builtins(log)
    turn = at_the_door_of(store).hear("yes")
    check(turn)
    assert turn.ended
    return words(turn).rpartition("Well done. ")[2]


def at_the_end(**person: Any) -> dict[str, Any]:
    """Somebody before the last exercise of a part of the routine."""
    workout = {
        "routine": "back",
        "exercises": ["plank", "bridge"],
        "at": 1,
        "done": ["plank"],
        "part": "choice",
    }
    met = dict.fromkeys(("plank", "bridge", "superman"), 3)
    return {
        "version": 1,
        "workout": workout,
        "met": met,
        "active": MOMENT - 60,
        "logged": 9,
        **person,
    }


@pytest.mark.parametrize(
    ("before", "today", "remark"),
    [
        (Done(BEFORE, "plank", 5, 30, 200), Done(TODAY, "plank", 5, 33, 215), "longest plank so far"),
        (Done(BEFORE, "plank", 5, 30, 200), Done(TODAY, "plank", 5, 30, 200), ""),
        (Done(BEFORE, "superman", 10, 3, 200), Done(TODAY, "plank", 5, 33, 215), ""),
        (Done(BEFORE, "superman", 10, 3, 200), Done(TODAY, "superman", 10, 5, 215), ""),
        (Done(BEFORE, "hip_thrust", 10, 3, 90), Done(TODAY, "hip_thrust", 11, 3, 99), "eleven hip thrusts"),
        (Done(BEFORE, "superman", 10, 3, 200), Done(TODAY, "superman", 11, 3, 215), "supermans on each side"),
        (Done(BEFORE, "plank", 99, 30, 200), Done(TODAY, "plank", MOST_REPS + 1, 30, 200), ""),
        (Done(BEFORE, "cartwheel", 5, 30, 200), Done(TODAY, "cartwheel", 5, 33, 215), ""),
    ],
)
def test_only_what_was_never_as_good_is_remarked_on(before: Done, today: Done, remark: str) -> None:
    said = ending([before, today, Done(BEFORE, "bridge", 5, 15, 140)])
    assert remark.lower() in said.lower()
    assert said.count(".") == (2 if remark else 1)


def test_the_exercise_that_ends_the_routine_counts_too() -> None:
    assert "your longest bridge so far" in ending([Done(BEFORE, "bridge", 5, 12, 130)])


def test_what_the_log_has_forgotten_is_not_claimed() -> None:
    same = [Done(day, "bridge", 5, 15, 140) for day in (LONG_AGO, BEFORE)]
    planks = [Done(day, "plank", 5, hold, 200) for day, hold in ((LONG_AGO, 60), (BEFORE, 30), (TODAY, 33))]
    assert "longest plank in three months" in ending([*same, *planks])


def test_without_a_log_it_says_goodbye_all_the_same() -> None:
    class Unreadable(OneStore):
        get_log = BrokenStore.get_log

    turn = at_the_door_of(Unreadable(at_the_end())).hear("yes")
    assert turn.ended
    assert words(turn).endswith(("Well done. See you tomorrow.", "Well done. Until tomorrow."))


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["plank", "bridge"]), st.integers(0, 40))))
def test_what_is_beaten_was_less_on_every_day_before(held: list[tuple[int, str, int]]) -> None:
    log = Log()
    for number, (day, name, hold) in enumerate(held):
        log = with_batch(log, number, [Done(TODAY + day, name, 1, hold, 1)], {})
    for name, best in beaten(log, TODAY + 9, lambda entry: entry.hold):
        before = [hold for day, other, hold in held if other == name and day < 9]
        assert 0 < max(before) < best
