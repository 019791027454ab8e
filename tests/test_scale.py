"""What a turn may cost: one write of one unit, where something has changed; and seldom one of the log."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from benchmarks import costs, habits, scale
from benchmarks.generated_client import GeneratedClient
from benchmarks.report import NotMeasuredError
from skill.storage.dynamodb_client import DynamoDbClient

pytestmark = pytest.mark.slow

PEOPLE = 13
LOGGED = 3
"""How often somebody's log is written on a day, at the most, and read for it."""
LAST = 3
"""Turns in the last exercise of a routine, in which the log is read for what is remarked at its end."""


@pytest.fixture(scope="module")
def days() -> Iterator[tuple[scale.Day, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scale, "SAMPLED", PEOPLE)
        patch.setattr(scale, "PEOPLE", 1_000)
        patch.setattr(costs, "SAMPLED", PEOPLE)
        patch.setattr(costs, "COMPARED", PEOPLE)
        scale.whole_day.cache_clear()
        yield scale.sampled(PEOPLE, DynamoDbClient)
        scale.whole_day.cache_clear()


def test_every_habit_is_sampled_and_comes_to_an_end(days: tuple[scale.Day, ...]) -> None:
    assert len(days) == sum(round(share * PEOPLE) for share in habits.HABITS.values())
    assert all(2 <= len(day) < habits.MOST_TURNS for day in days)


def test_a_turn_writes_once_and_one_unit_and_seldom_the_log(days: tuple[scale.Day, ...]) -> None:
    turns = [turn for day in days for turn in day]
    assert max(len(turn.writes) for turn in turns) == 2
    assert max(sum(len(turn.writes) == 2 for turn in day) for day in days) <= LOGGED
    sizes = [size for turn in turns for size in turn.writes]
    assert max(sizes) <= scale.UNIT


def test_a_session_reads_once_and_no_write_is_for_the_wording_alone(days: tuple[scale.Day, ...]) -> None:
    assert max(sum(turn.reads for turn in day) for day in days) <= 3 + LOGGED + LAST
    assert not any(turn.wording for day in days for turn in day)


def test_the_reports_are_made_of_the_sample(days: tuple[scale.Day, ...]) -> None:
    rows = {row[0]: row[1] for row in scale.report().rows}
    assert float(rows["turns on the day"].replace(",", "")) > 1_000
    assert rows["writes to one key in its busiest second"] in {"1", "2"}
    (*items, together) = costs.report().rows
    for column in (1, 2, 3, 4):
        assert float(together[column]) == pytest.approx(sum(float(item[column]) for item in items), abs=0.5)
    assert float(together[2]) < float(together[1]) / 2, "halved"


def test_the_generated_client_leads_people_through_the_same_turns(days: tuple[scale.Day, ...]) -> None:
    generated = scale.sampled(PEOPLE, GeneratedClient)
    assert [[turn.intent for turn in day] for day in generated] == [
        [turn.intent for turn in day] for day in days
    ]
    assert not any(turn.intent == "" for day in generated for turn in day)


def test_costs_of_other_turns_are_not_compared(
    days: tuple[scale.Day, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def apologetic(people: int, client: object) -> tuple[scale.Day, ...]:
        return days if client is DynamoDbClient else days[:1] * people

    monkeypatch.setattr(costs, "sampled", apologetic)
    with pytest.raises(NotMeasuredError, match="same turns"):
        costs.report()


def test_an_item_is_as_large_as_dynamodb_counts_it() -> None:
    """Amazon DynamoDB, Developer Guide: "DynamoDB item sizes and formats"."""
    item = {"person": {"S": "é"}, "version": {"N": "123"}, "attributes": {"B": "AAEC"}}
    assert scale.size(item) == 6 + 2 + 7 + 3 + 10 + 3


def test_everybody_begins_within_the_day() -> None:
    chance = Random(1)
    assert all(0 <= habits.beginning(chance) < 86_400 for _ in range(1_000))
