"""A question about a pain stays open: whatever else is said, it is asked again until it is answered."""

from __future__ import annotations

import pytest

from skill.dialogue.memory import Question
from skill.skill import INTENTS
from tests.test_out_of_breath import UNDER_WAY, remembered, send

ANSWERS = {
    *("AMAZON.YesIntent", "AMAZON.NoIntent", "AgreeIntent", "DeclineIntent", "ReadyIntent", "DoneIntent"),
    *("FinishedIntent", "MeantYesIntent", "MeantNoIntent", "NotNowIntent"),
    *("BetterIntent", "FineIntent", "StillHurtsIntent", "WorseIntent", "DidNoneIntent"),
    *("EasierIntent", "EasierWayIntent", "WasHardIntent"),
}
"""Intents that answer such a question."""
LEAVES = {
    *("LeaveIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"),
    *("LongBreakIntent", "StopTimerIntent", "NewHereIntent", "ForgetMeIntent", "AlexaRoutineIntent"),
}
"""Those that end the session, or are about something else altogether."""
DOES_SOMETHING_ELSE = {
    *("SkipIntent", "NotTodayIntent", "NextExerciseIntent", "AMAZON.NextIntent"),
    *("NeverExerciseIntent", "LaterIntent"),
    *("OnlyPositionIntent", "ThisFirstIntent", "JustTheseIntent"),
    *("ShortOfTimeIntent", "LongOneIntent", "SeatedIntent", "InBedIntent"),
    *("StartRoutineIntent", "BackRoutineIntent"),
    *("DoExerciseIntent", "DoCountIntent", "NameExerciseIntent", "MeantExerciseIntent"),
    *("CountRepsIntent", "NameNumberIntent", "EachSideIntent", "HoldForIntent"),
}
"""Those that leave what hurt."""
HEALTH = {
    *("PainIntent", "CrampIntent", "SharpPainIntent", "LegPainIntent", "UnwellIntent", "WarningSignIntent"),
    *("EmergencyIntent", "OtherInDangerIntent", "BrokenBoneIntent", "AmbulanceComingIntent"),
    *("FireIntent", "CrisisIntent", "LaborIntent", "DrinkingIntent", "ColdIntent", "FellIntent"),
    "ShouldIStopIntent",
}
"""Those that ask, or tell, something more urgent."""
ELSE = sorted(INTENTS.keys() - ANSWERS - LEAVES - DOES_SOMETHING_ELSE - HEALTH)


@pytest.mark.parametrize("question", [Question.EASIER, Question.BETTER])
@pytest.mark.parametrize("name", ELSE)
def test_nothing_but_an_answer_ends_the_question(name: str, question: Question) -> None:
    memory = {"asked": question.value, "about": "plank", "hurts": ["plank"], "pains": 1}
    answered = send(UNDER_WAY, name, memory)
    assert not answered["response"]["shouldEndSession"]
    assert remembered(answered).spoken is None, "it counts"
    after = answered["sessionAttributes"]["memory"]
    still = {Question.BETTER, Question.STILL_THERE} if question is Question.BETTER else {question}
    assert after["asked"] in still
    assert question is Question.BETTER or after["about"] == "plank"
