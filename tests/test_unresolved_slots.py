"""A name, a number or a place that resolves to nothing gives nothing up."""

from __future__ import annotations

from typing import Any

import pytest

from skill.echo.house import at_home
from tests.sensible import at_exercise, person
from tests.test_interaction_model import IN_THE_MODEL

NO_MATCH = {
    "resolutionsPerAuthority": [{"authority": "a", "status": {"code": "ER_SUCCESS_NO_MATCH"}, "values": []}]
}
SLOTS = {
    name: sorted(slot["name"] for slot in intent.get("slots", ())) for name, intent in IN_THE_MODEL.items()
}
LEAVES_IT = {"SharpPainIntent", "WorseIntent", "BrokenBoneIntent", "OtherInDangerIntent"}
"""Pain and danger leave the exercise, whatever hurts and whoever is in danger."""


@pytest.mark.parametrize(
    "name", sorted(name for name, slots in SLOTS.items() if slots and name not in LEAVES_IT)
)
@pytest.mark.parametrize("resolutions", [None, NO_MATCH], ids=["empty", "no match"])
def test_what_is_done_and_to_do_stays(name: str, resolutions: dict[str, Any] | None) -> None:
    said = {} if resolutions is None else {"resolutions": resolutions}
    slots = {slot: {"name": slot, "value": "zzz", **said} for slot in SLOTS[name]}
    with at_home(moment=1_793_000_000.0) as echo:
        at_exercise(echo, 3)
        before = person(echo.hear("wait", 60.0))
        turn = echo.send({"type": "IntentRequest", "intent": {"name": name, "slots": slots}})
        after = person(turn)
    assert before.workout is not None
    assert after.workout is not None
    assert after.workout.exercises == before.workout.exercises
    assert (after.workout.at, after.workout.place[:2]) == (before.workout.at, before.workout.place[:2])
    assert after.preferences.never == before.preferences.never
    assert after.preferences.without == before.preferences.without
