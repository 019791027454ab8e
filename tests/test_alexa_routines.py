"""A routine of Alexa's own: she is asked to offer one, and what she starts she is told the end of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.echo.request import SKILL_ID
from tests.sensible import check, words

MOMENT = 1_793_000_000.0


def directives(turn: Turn) -> list[Any]:
    return list(turn.response["response"].get("directives") or [])


def automation(turn: Turn) -> Any:
    [directive] = directives(turn)
    assert directive["uri"] == "connection://AMAZON.OfferAutomation/1"
    return directive["input"]["automation"]


class TestAnOffer:
    def test_a_sentence_starts_it_where_no_time_is_said(self) -> None:
        with at_home(moment=MOMENT) as alexa:
            offered = automation(alexa.hear("make an Alexa routine"))
        assert offered["trigger"]["type"] == "Alexa.Automation.Trigger.Voice.CustomUtterance"
        assert offered["trigger"]["payload"]["locale"] == "en-US"
        [step] = offered["operations"]["serial"]
        wanted = step["operation"]["payload"]["connectionRequest"]
        assert wanted == {"uri": f"connection://{SKILL_ID}.StartRoutine/1?provider={SKILL_ID}", "input": {}}

    def test_a_time_starts_it_by_the_clock_of_the_house(self) -> None:
        with at_home(moment=MOMENT) as alexa:
            trigger = automation(alexa.hear("make an Alexa routine every weekday at half past seven"))[
                "trigger"
            ]
        assert trigger["payload"]["schedule"] == {
            "triggerTime": "073000",
            "timeZoneId": "America/New_York",
            "recurrence": "RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR",
        }

    def test_without_a_time_zone_it_is_told_how_to_make_one(self) -> None:
        with at_home(moment=MOMENT) as alexa:
            alexa.amazon.zone = ""
            assert "In the Alexa app" in words(alexa.hear("make an Alexa routine at seven")).replace(
                "in the", "In the"
            )

    @pytest.mark.parametrize(
        ("cause", "said"),
        [
            ({"status": {"code": "200"}}, "is set"),
            ({"status": {"code": "204"}, "result": {}}, "Shall we"),
            (
                {
                    "status": {"code": "204"},
                    "result": {"offerAutomationResponse": {"reason": "AUTOMATION_ALREADY_ENABLED"}},
                },
                "already",
            ),
            ({"status": {"code": "400", "message": "not published"}}, "in the Alexa app"),
            ({}, "in the Alexa app"),
        ],
    )
    def test_whatever_becomes_of_it_is_answered(self, cause: Any, said: str) -> None:
        with at_home(moment=MOMENT) as alexa:
            [directive] = directives(alexa.hear("make an Alexa routine"))
            resumed = {"type": "ConnectionCompleted", "token": directive["token"], **cause}
            turn = alexa.send({"type": "SessionResumedRequest", "cause": resumed})
        check(turn)
        assert said in words(turn)


def completes(turn: Turn) -> bool:
    return {"type": "Tasks.CompleteTask", "status": {"code": "200", "message": "OK"}} in directives(turn)


class TestATask:
    def begin(self, alexa: Echo, minutes: object = "10") -> Turn:
        turn = alexa.start_task("StartRoutine", {"minutes": minutes} if minutes is not None else {})
        check(turn)
        return turn

    def test_its_end_is_reported_once_the_session_ends(self) -> None:
        with at_home(moment=MOMENT) as alexa:
            assert not completes(self.begin(alexa))
            assert not completes(alexa.hear("yes"))
            stopped = alexa.hear("stop", 30.0)
            assert stopped.ended
            assert completes(stopped)

    def test_nothing_is_reported_where_a_person_has_opened_the_skill(self) -> None:
        with at_home(moment=MOMENT) as alexa:
            alexa.hear("start my back routine")
            assert not completes(alexa.hear("stop"))

    @pytest.mark.parametrize("minutes", [None, "", "soon", -5, 0, 1e9, [10], "999999999", True])
    def test_minutes_that_are_none_start_the_routine_all_the_same(self, minutes: object) -> None:
        with at_home(moment=MOMENT) as alexa:
            assert json.dumps(self.begin(alexa, minutes).response)
