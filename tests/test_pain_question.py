"""A question about a pain stays open: whatever else is said, it is asked again until it is answered."""

from __future__ import annotations

import pytest

from skill.coaching.person import Person
from skill.coaching.prescription import prescribed
from skill.coaching.workout import Stint
from skill.content import load
from skill.dialogue.memory import Question
from skill.echo.house import at_home
from skill.skill import INTENTS
from tests.sensible import at_exercise, person
from tests.test_out_of_breath import UNDER_WAY, remembered, send
from tests.test_pain import memory

ANSWERS = {
    *("AMAZON.YesIntent", "AMAZON.NoIntent", "AgreeIntent", "DeclineIntent", "ReadyIntent", "DoneIntent"),
    *("FinishedIntent", "MeantYesIntent", "MeantNoIntent", "NotNowIntent"),
    *("BetterIntent", "FineIntent", "StillHurtsIntent", "WorseIntent", "DidNoneIntent"),
    "NoneOfThemIntent",
    "HardlyIntent",
    *("EasierIntent", "EasierWayIntent", "WasHardIntent", "JustRightIntent"),
}
"""Intents that answer such a question."""
LEAVES = {
    *("LeaveIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent"),
    *("LongBreakIntent", "StopTimerIntent", "NewHereIntent", "ForgetMeIntent", "AlexaRoutineIntent"),
}
"""Those that end the session, or are about something else altogether."""
DOES_SOMETHING_ELSE = {
    *("SkipIntent", "SkipNextIntent", "NotTodayIntent", "NextExerciseIntent", "AMAZON.NextIntent"),
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


PUT_BETWEEN = [
    "forget me", "start over", "I fell", "I have osteoporosis", "remind me tomorrow at seven",
    "skip the squats", "start the gentle routine", "make an Alexa routine", "cancel all my reminders",
    "never the squats again", "I have a cold", "how do I do a bird dog", "do the plank", "don't ask me",
    "I'm new here",
]  # fmt: skip


@pytest.mark.parametrize("answer", ["no", "yes", "never mind"])
@pytest.mark.parametrize("between", PUT_BETWEEN)
@pytest.mark.parametrize("pain", ["a sharp pain in my back", "it hurts down my leg", "I feel dizzy"])
def test_it_stays_open_over_other_questions_and_their_answers(pain: str, between: str, answer: str) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        at_exercise(echo, 3)
        turn = echo.hear(pain, 60.0)
        for said in (between, answer, "repeat", "how long is left"):
            if (said, memory(turn).asked) == ("no", Question.STILL_THERE):
                return  # it is gone
            turn = echo.hear(said)
            assert turn.ended or person(turn).spoken is None, "it counts"
            if turn.ended or person(turn).number:
                return  # somebody else is here now
        assert memory(turn).asked in {Question.BETTER, Question.STILL_THERE}


HARDEST = {
    name: {"name": name, "value": value, "confirmationStatus": "NONE"}
    for name, value in {"count": "5", "length": "PT45S", "times": "3"}.items()
}
PLANK = load().exercises["plank"]


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_no_exercise_gets_harder_while_it_hurts(name: str) -> None:
    memory = {"asked": "easier", "about": "plank", "hurts": ["plank"], "pains": 1}
    answered = send(UNDER_WAY, name, memory, HARDEST)
    kept = "person" in answered.get("sessionAttributes", {})
    assert not kept or planks(remembered(answered)) <= planks(UNDER_WAY)


def planks(who: Person) -> tuple[int, int]:
    """How hard the plank is for them: the way, and its seconds."""
    dose = prescribed(Stint("plank"), {"plank": PLANK}, who.preferences).dose
    return who.preferences.level("plank"), dose.sets * dose.reps * dose.hold
