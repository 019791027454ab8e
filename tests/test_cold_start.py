"""The cold-start report measures functions that really start and answer, with a table that works."""

from __future__ import annotations

import pytest

from benchmarks import cold_start, table
from benchmarks.report import NotMeasuredError
from skill.storage.dynamodb import DynamoDbStore
from skill.store_url import DynamoDbUrl
from tests.store_contract import ANOTHER, SOMEBODY

pytestmark = pytest.mark.slow


def test_every_function_starts_and_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cold_start, "ROUNDS", 1)
    report = cold_start.report()
    ratios = [row[report.columns.index("ratio")] for row in report.rows]
    assert ratios[0] == ratios[2] == "1.00"
    assert all(float(ratio) > 0 for ratio in ratios)


def test_a_function_that_fails_to_start_is_a_one_line_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cold_start, "FUNCTIONS", ("from nowhere import handler",))
    with pytest.raises(NotMeasuredError, match=r"^a function failed to start: .*No module named 'nowhere'$"):
        cold_start.report()


def test_the_table_returns_what_the_store_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    with table.serving() as url:
        for name, value in table.surroundings(url).items():
            monkeypatch.setenv(name, value)
        store = DynamoDbStore(DynamoDbUrl("people"))
        store.check()
        store.save_attributes(SOMEBODY, {"version": 1, "rep": 3})
        assert store.get_attributes(SOMEBODY) == {"version": 1, "rep": 3}
        assert store.get_attributes(ANOTHER) == {}
