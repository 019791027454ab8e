"""What is only answered in a rest does not cut it short: the rest goes on, and then the question comes."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Any

import pytest

from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.echo.house import at_home
from skill.skill import INTENTS
from tests.sensible import at_exercise, check, stint, words
from tests.test_out_of_breath import remembered, send
from tests.test_rest import BALL_LEAN, MOMENT, begins, lasting

LEFT = 40.0
"""Seconds of rest that are left."""
MET = {"bird_dog": 5, "plank": 5, "bridge": 5}
RESTING = Person(workout=Workout("back", ("bird_dog", "plank", "bridge"), 1, done=("bird_dog",)), met=MET)
COUNTS = {
    *("ReadyIntent", "GoOnIntent", "AMAZON.ResumeIntent", "AMAZON.YesIntent", "AgreeIntent"),
    *("MeantYesIntent", "SkipRestIntent", "SkipSecondsIntent", "SkipTalkIntent"),
    "LessTimeToGetReadyIntent",
    *("NextExerciseIntent", "AMAZON.NextIntent", "DoneIntent"),
    *("StartRoutineIntent", "BackRoutineIntent", "BackToRoutineIntent"),
    *("AgainIntent", "RepeatExerciseIntent"),
}
"""Words that end a rest: go, skip the rest, next, and the wish to do something over."""
BREAK = re.compile(r'<break time="(\d+)(m?)s"/>')


@cache
def in_a_rest(name: str) -> Any:
    memory = {"asked": "ready", "about": "plank", "rest_ends": time.time() + LEFT}
    return send(RESTING, name, memory)


def silence(answered: Any) -> float:
    """Seconds of silence in what is said."""
    ssml = answered["response"]["outputSpeech"]["ssml"]
    return sum(int(length) / (1000 if milli else 1) for length, milli in BREAK.findall(ssml))


def leads_back(answered: Any) -> bool:
    """Whether the place is as it was, and the question that leads on from it is asked."""
    if answered["response"].get("shouldEndSession", True) or "outputSpeech" not in answered["response"]:
        return False
    memory = answered["sessionAttributes"]["memory"]
    understood = not memory.get("misses")
    return understood and memory.get("asked") == "ready" and remembered(answered).stint == RESTING.stint


@pytest.mark.parametrize("name", sorted(INTENTS.keys() - COUNTS - {"AMAZON.FallbackIntent"}))
def test_whatever_only_answers_leaves_the_rest_as_long_as_it_was(name: str) -> None:
    answered = in_a_rest(name)
    if not leads_back(answered):
        return
    counted = remembered(answered).spoken
    assert counted is None or counted.after_question
    said = re.sub(r"<[^>]+>", "", answered["response"]["outputSpeech"]["ssml"])
    assert silence(answered) + len(said) / 10 > LEFT - 5, said


def test_there_are_many_such_answers() -> None:
    resting = [name for name in INTENTS if name not in COUNTS and leads_back(in_a_rest(name))]
    assert len(resting) > 150
    assert {"ThanksIntent", "WhatsNextIntent", "WasEasyIntent", "LeadThroughIntent"} < {*resting}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_go_ends_it(name: str) -> None:
    assert remembered(in_a_rest(name)).spoken is not None


def test_it_goes_on_behind_several_answers_and_what_was_not_understood() -> None:
    with at_home(moment=MOMENT) as echo:
        counting = at_exercise(echo, BALL_LEAN)
        echo.hear("which muscles is that", begins(counting, "est.") + 4.0)
        missed = echo.hear("purple elephant", 2.0)
        assert lasting(missed) < 8.0
        answer = echo.hear("thank you", 1.0)
    check(answer)
    assert words(answer).endswith("the bird dog?")
    assert stint(answer).exercise == "bird_dog"
    assert 15.0 < lasting(answer) < 25.0
