"""The first answer waits for no import, and the cold-start report measures functions that really answer."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks import ROOT, cold_start, table
from benchmarks.report import NotMeasuredError
from skill.storage.dynamodb import DynamoDbStore
from skill.store_url import DynamoDbUrl
from tests.envelopes import ENVELOPES
from tests.store_contract import ANOTHER, SOMEBODY

pytestmark = pytest.mark.slow

ANSWERED = """
import json, sys
from benchmarks.forgetful_lambda import handler
at_start = {*sys.modules}
handler(json.load(sys.stdin), None)
print(json.dumps([*{*sys.modules} - at_start]))
"""


def test_the_first_answer_waits_for_no_import() -> None:
    meant_for = ENVELOPES["launch"]["context"]["System"]["application"]["applicationId"]
    ran = subprocess.run(
        [sys.executable, "-c", ANSWERED],
        cwd=ROOT,
        env={"SKILL_ID": meant_for, "SKILL_STORE": "dynamodb://people"},
        input=json.dumps(ENVELOPES["launch"]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout.splitlines()[-1]) == []


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
