"""Whatever somebody says, whenever they say it: something sensible comes back and the place is never lost."""

from __future__ import annotations

import json
import random
import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.dialogue.memory import Question
from skill.echo.house import at_home
from skill.settings import Timing
from skill.skill import INTENTS
from tests.alexa_requests import as_body, envelope, intent
from tests.sensible import (
    LIBRARY,
    LOST_THREAD,
    at_exercise,
    check,
    check_emergency,
    in_emergency,
    person,
    stint,
)
from tests.stores import ForgetfulStore
from tests.test_out_of_breath import about

UTTERANCES = [
    "start my back routine", "next", "next exercise", "skip it", "previous", "go back", "repeat", "again",
    "start over", "from the top", "done", "ready", "go", "wait", "hold on", "pause", "resume", "go on",
    "do the plank", "do the hip thrust", "do the burpee", "plank", "superman", "count ten reps", "count reps",
    "count zero reps", "hold for twenty seconds", "hold for an hour", "ten", "two hundred", "thirty seconds",
    "how do I do a bird dog", "how", "how do I do a burpee", "what is this good for", "what do I need",
    "what do I need for the bridge", "what exercises are there", "where am I", "how many are left",
    "how long is left", "what comes next", "more", "all the steps", "am I doing it right",
    "which muscles is this", "eight", "for", "goat", "know",
    "I did six", "that was only three", "I did forty", "I did none", "you miscounted",
    "start from four", "start from nine", "other side", "it's the left arm's turn", "do this exercise again",
    "more rest", "thirty more seconds", "rest for an hour", "skip the rest", "I don't have a ball",
    "I have a ball", "that hurts", "my knee hurts", "my back hurts",
    "a sharp pain in my shoulder", "it hurts down my leg", "I feel dizzy", "I can't feel my legs", "easier",
    "harder", "yes", "no", "help", "I'm new here", "it's me again",
    "count down from ten", "three sets of ten", "hold ten seconds five times", "ten on each side",
    "do five bird dogs", "no fifteen", "that's wrong", "I meant the bridge", "stop the timer",
    "restart the timer", "skip the explanation", "skip the squats", "skip ten seconds",
    "someone is at the door", "rest for two minutes", "how long do I hold this",
    "chest pain", "my legs have gone numb", "call an ambulance", "I fell and can't get up", "help is coming",
    "hello", "motivate me", "are you recording me", "I'm in a hurry", "I wasn't talking to you",
    "what can I say", "pardon", "should I warm up", "how fast should I go", "where do I look",
    "I've got a cramp", "the usual way again", "I don't have a mat", "can I do this standing",
    "can my wife do this too", "count twelve squats",
    "the moon is made of cheese", "stop", "cancel", "exit",
]  # fmt: skip
EMERGENCIES = [
    "chest pain", "I can't feel my legs", "call an ambulance", "my speech is slurred", "I blacked out",
]  # fmt: skip
MOMENTS = st.one_of(st.none(), st.floats(0, 400))
"""Seconds into the answer at which somebody speaks; None: once it was heard."""


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(UTTERANCES), MOMENTS), min_size=5, max_size=40))
@settings(max_examples=40)
def test_any_conversation_stays_sensible(said: list[tuple[str, float | None]]) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        before = None
        for utterance, after in said:
            check(turn := echo.hear(utterance, after))
            check_emergency(before, turn)
            before = turn


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.sampled_from(UTTERANCES), MOMENTS), max_size=5),
    st.sampled_from(EMERGENCIES),
    st.lists(st.one_of(st.sampled_from(UTTERANCES), st.none()), min_size=1, max_size=8),
)
@settings(max_examples=150)
def test_no_exercise_follows_an_emergency_in_any_conversation(
    before: list[tuple[str, float | None]], emergency: str, after: list[str | None]
) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        for utterance, moment in before:
            echo.hear(utterance, moment)
        turn = echo.hear(emergency, 20.0)
        assert in_emergency(turn) or turn.ended
        check_emergency(None, turn)
        for said in after:
            if turn.ended:
                break
            earlier, turn = turn, echo.silence() if said is None else echo.hear(said)
            check_emergency(earlier, turn)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_two_hundred_random_utterances_the_place_is_still_there(seed: int) -> None:
    chance = random.Random(seed)
    with at_home(moment=1_793_000_000.0) as echo:
        for _ in range(200):
            utterance = chance.choice(UTTERANCES)
            check(echo.hear(utterance, chance.choice([None, chance.uniform(0, 300)])))
        answer = echo.hear("where am I")
        check(answer)
        assert not answer.ended


@pytest.mark.parametrize("utterance", UTTERANCES)
@pytest.mark.parametrize("before", [(), ("start my back routine",), ("start my back routine", "yes")])
def test_everything_works_one_shot_and_at_any_moment(utterance: str, before: tuple[str, ...]) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        for earlier in before:
            echo.hear(earlier)
        check(echo.hear(utterance, 60.0 if before else None))


SAID_WITHIN = [words for words in UTTERANCES if words != "exit"]


@pytest.mark.parametrize(
    ("utterance", "number"),
    # Each in one of the first six, all of which have their turn, and in the last one.
    [(said, number) for place, said in enumerate(SAID_WITHIN) for number in (place % 6, 6)],
)
def test_everything_works_in_an_exercise_and_in_the_last_one(utterance: str, number: int) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        at_exercise(echo, number)
        check(echo.hear(utterance, 55.0))


def test_every_exercise_is_reached_by_next_and_left_by_previous() -> None:
    order = LIBRARY.routines["back"].exercises
    with at_home(moment=1_793_000_000.0) as echo:
        echo.hear("start my back routine")
        reached = [stint(echo.hear("yes")).exercise]
        reached += [stint(echo.hear("next", 40.0)).exercise for _ in order[1:]]
        assert tuple(reached) == order
        back = [stint(echo.hear("previous", 40.0)).exercise]
        back += [stint(echo.hear("previous")).exercise for _ in order[2:]]
        assert tuple(back) == order[-2::-1]


def test_every_exercise_that_is_heard_out_leads_to_the_next_by_one_word() -> None:
    reached = []
    with at_home(moment=1_793_000_000.0) as echo:
        echo.hear("start my back routine")
        turn = echo.hear("yes")
        while not turn.ended:
            reached.append(stint(turn).exercise)
            turn = echo.hear("yes")
        reached.append(stint(turn).exercise)
        echo.leave_alone(600.0)
        turn = echo.hear("start my back routine")
    # Some are too long for one answer and come again, to be counted on.
    assert tuple(dict.fromkeys(reached)) == LIBRARY.routines["back"].exercises
    assert person(turn).finished == 1


@pytest.mark.parametrize("question", [None, *Question])
@pytest.mark.parametrize("name", ["Yes", "No", "Help", "Fallback"])
@pytest.mark.parametrize("under_way", [False, True])
def test_every_question_has_its_answers(question: Question | None, name: str, under_way: bool) -> None:
    person = Person(workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)) if under_way else None)
    memory = {"asked": question.value, "about": about(question.value)} if question else {}
    attributes = {"person": msgspec.to_builtins(person), "memory": memory}
    request = envelope(intent(f"AMAZON.{name}Intent"), new=False, attributes=attributes)
    response = json.loads(create_skill(ForgetfulStore(), timing=Timing.SSML).answer(as_body(request)))[
        "response"
    ]
    said = re.sub("<[^>]+>", " ", response["outputSpeech"]["ssml"]).strip()
    assert said.endswith("?") is not response["shouldEndSession"]
    assert not any(excuse in said for excuse in LOST_THREAD)


NINES = "9" * 400
HUGE = {"length": f"PT{NINES}M", "count": NINES, "sets": NINES, "exercise": f"{NINES} planks"}


@pytest.mark.parametrize("name", INTENTS)
def test_every_intent_is_answered_without_its_slots_and_with_numbers_of_hundreds_of_digits(name: str) -> None:
    with at_home(moment=1_793_000_000.0) as echo:
        for said in ({}, HUGE):
            slots = {slot: {"name": slot, "value": value} for slot, value in said.items()}
            check(echo.send({"type": "IntentRequest", "intent": {"name": name, "slots": slots}}))
