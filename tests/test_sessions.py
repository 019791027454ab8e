"""A count belongs to the session that speaks it, and a request acts once."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.log import Done, Log, with_batch
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home, echo
from skill.echo.house_clock import HouseClock
from tests.alexa_requests import Json, as_body, envelope, intent, launch
from tests.sensible import person, stint, words
from tests.stores import OneStore

MOMENT = 1_793_000_000.0
DAY = 20_751
MID_BRIDGE = Person(version=4, workout=Workout("back", ("plank", "bridge", "superman"), 1, Place(0, 2)))


class Home:
    """Two Echos of one account over a store that can be looked into; every request is remembered."""

    def __init__(self) -> None:
        self.store, self.clock = OneStore(), HouseClock.standing_at(MOMENT)
        self.skill = create_skill(self.store, self.clock.now)
        self.sent: list[bytes] = []
        self.kitchen = echo(self.ask, self.clock)
        self.bedroom = self.kitchen.beside("bedroom")

    def ask(self, body: bytes) -> bytes:
        self.sent.append(body)
        return self.skill.answer(body)

    def again(self) -> Json:
        """The answer to the last request, which Alexa sends a second time."""
        answered: Json = json.loads(self.skill.answer(self.sent[-1]))
        return answered


def at(alexa: Echo, seconds: float, utterance: str, since: Echo) -> Turn:
    """Said to one Echo so many seconds into the answer of another."""
    return alexa.hear(utterance, since.answered_at + seconds - alexa.answered_at)


QUESTIONS = [
    *("where am I", "how many are left", "how long is left", "how do I do a bird dog", "help", "stop"),
    *("what's next", "tell me about spoons", "count less", "no", "more", "what do I need"),
]


@pytest.mark.parametrize(
    "question", [*QUESTIONS, "tell me a joke about spoons", "yes please no", "count less"]
)
def test_what_is_said_to_another_device_leaves_the_count_alone(question: str) -> None:
    home = Home()
    home.kitchen.hear("do the bridge")
    spoken = home.store.kept["spoken"]
    at(home.bedroom, 30.0, question, home.kitchen)
    assert home.store.kept["spoken"] == spoken
    assert "aside" in home.store.kept
    answer = at(home.kitchen, 118.0, "wait", home.kitchen)
    assert stint(answer).place.reps == 2


def test_what_another_device_is_told_is_the_place_at_that_second() -> None:
    home = Home()
    home.kitchen.hear("do the bridge")
    assert "You've done two of" in words(at(home.bedroom, 118.0, "where am I", home.kitchen))
    assert "You've done three of" in words(at(home.bedroom, 143.0, "where am I", home.kitchen))


def test_an_emergency_at_another_device_closes_a_workout_that_has_just_run_out() -> None:
    home = Home()
    home.store.kept = msgspec.to_builtins(Person(version=1, workout=Workout("back", ("bridge",))))
    home.kitchen.hear("start my back routine")
    called = at(home.bedroom, 220.0, "chest pain", home.kitchen)
    assert person(called).workout is None
    assert home.store.kept.get("workout") is None


def test_a_preference_named_at_another_device_is_kept_and_so_is_the_count() -> None:
    home = Home()
    home.kitchen.hear("do the bridge")
    at(home.bedroom, 30.0, "don't ask me", home.kitchen)
    kept = msgspec.convert(home.store.kept, Person)
    assert (kept.preferences.flow, kept.spoken is not None) == (True, True)


def test_yes_at_another_device_does_not_answer_the_question_of_the_count() -> None:
    home = Home()
    turn = home.kitchen.hear("start my back routine")
    turn = home.kitchen.hear("yes")
    # The rest is over, and "Ready for the bird dog?" was asked in the kitchen.
    at(home.bedroom, turn.played.lasts + 2.0, "where am I", home.kitchen)
    assert stint(home.kitchen.hear("yes")).exercise == "bird_dog"


@pytest.mark.parametrize("reason", ["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR"])
def test_the_late_end_of_an_older_session_changes_nothing(reason: str) -> None:
    home = Home()
    home.kitchen.hear("start my back routine")
    home.kitchen.hear("yes")
    older = json.loads(home.sent[-1])
    home.kitchen.hear("open my back routine", 60.0)
    before = dict(home.store.kept)
    home.clock.wait(20.0)
    ends = {**launch(), "type": "SessionEndedRequest", "reason": reason}
    older["request"] = {**ends, "timestamp": older["request"]["timestamp"]}
    answered = json.loads(home.skill.answer(json.dumps(older).encode()))
    assert home.store.kept == before
    assert set(answered["response"]) <= {"shouldEndSession"}


def test_the_end_of_a_session_in_another_room_changes_nothing() -> None:
    home = Home()
    home.bedroom.hear("where am I")
    home.kitchen.hear("do the bridge")
    before = dict(home.store.kept)
    home.bedroom.silence()
    assert home.store.kept == before


def test_the_end_of_its_own_session_settles_the_count() -> None:
    home = Home()
    home.kitchen.hear("do the bridge")
    home.kitchen.hear("exit", 118.0)
    kept = msgspec.convert(home.store.kept, Person)
    assert (kept.spoken, kept.aside and kept.aside.place) == (None, Place(0, 2))


def ask(store: OneStore, request: Json, **settings: Any) -> Callable[[], Json]:
    """Asks the same request, as often as it is called."""
    body, skill = as_body(envelope(request, **settings)), create_skill(store)
    return lambda: json.loads(skill.answer(body))


@pytest.mark.parametrize("in_session", [True, False])
@pytest.mark.parametrize("wish", ["SkipIntent", "NextExerciseIntent", "DoneIntent", "PreviousExerciseIntent"])
def test_the_same_request_twice_acts_once(wish: str, in_session: bool) -> None:
    store = OneStore(msgspec.to_builtins(MID_BRIDGE))
    attributes = {"person": msgspec.to_builtins(MID_BRIDGE), "memory": {"asked": "resume"}}
    asked = ask(store, intent(wish), new=not in_session, attributes=attributes if in_session else {})
    asked()
    first = msgspec.convert(store.kept, Person)
    second = asked()
    kept = msgspec.convert(store.kept, Person)
    assert kept.workout == first.workout
    assert second["response"]["shouldEndSession"] is False
    after = second["sessionAttributes"]["person"]["workout"]
    assert msgspec.convert(after, Workout) == first.workout


@pytest.mark.parametrize("danger", ["EmergencyIntent", "FireIntent", "SharpPainIntent", "UnwellIntent"])
def test_what_to_do_about_a_danger_is_the_answer_both_times(danger: str) -> None:
    asked = ask(OneStore(msgspec.to_builtins(MID_BRIDGE)), intent(danger), new=True)
    first, second = asked(), asked()
    memory = first["sessionAttributes"]["memory"]
    assert memory.get("asked") in {None, "help_coming", "better"}
    assert second["sessionAttributes"]["memory"].get("asked") == memory.get("asked")


@pytest.mark.parametrize(
    ("request_", "memory"),
    [
        (launch(), {}),
        ({**launch(), "task": {"name": "x.StartRoutine", "version": "1", "input": {"minutes": 5}}}, {}),
        (intent("AMAZON.NextIntent"), {"asked": "something that only another version asks"}),
        (intent("AMAZON.NextIntent"), {"told": "an exercise of another version"}),
    ],
)
def test_an_emergency_is_final_whatever_comes_in_its_session(request_: Json, memory: Json) -> None:
    store = OneStore(msgspec.to_builtins(MID_BRIDGE))
    attributes = {"person": store.kept, "memory": {"emergency": 1} | memory}
    answer = ask(store, request_, new=False, attributes=attributes)()
    assert answer["sessionAttributes"]["memory"]["asked"] == "help_coming"
    assert "directives" not in answer["response"]


def test_a_late_end_of_another_session_does_not_log_again_what_is_in_the_log() -> None:
    waiting = replace(MID_BRIDGE, unlogged=(Done(DAY, "plank", 4, 30, 188),), logged=100)
    kept = replace(waiting, version=9, unlogged=(), logged=300)
    store = OneStore(msgspec.to_builtins(kept))
    log = with_batch(with_batch(Log(), 100, waiting.unlogged, {}), 200, (Done(DAY, "bridge", 2, 15, 40),), {})
    store.logs[0] = msgspec.to_builtins(replace(log, version=2))
    end = {**launch(), "type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}
    ask(store, end, new=False, attributes={"person": msgspec.to_builtins(waiting)})()
    assert msgspec.convert(store.logs[0], Log).days == log.days
    assert store.kept == msgspec.to_builtins(kept)


def test_a_request_that_comes_again_later_still_acts_once() -> None:
    store = OneStore(msgspec.to_builtins(MID_BRIDGE))
    skip = ask(store, intent("SkipIntent"), new=True)
    attributes = skip()["sessionAttributes"]
    ask(store, intent("NoBallIntent"), new=False, attributes=attributes)()
    workout = store.kept["workout"]
    skip()
    assert store.kept["workout"] == workout


def test_a_launch_that_comes_twice_counts_from_where_the_first_did() -> None:
    home = Home()
    home.store.kept = msgspec.to_builtins(replace(MID_BRIDGE, active=MOMENT))
    first = home.kitchen.hear("open my back routine")
    home.clock.wait(4.0)
    second = home.again()
    for answered in (first.response, second):
        assert answered["response"]["directives"]
        assert answered["sessionAttributes"]["person"]["workout"]["place"] == [0, 2, 0, 0]
    # If the second answer is the one that is heard, its count is followed from when it left.
    assert home.store.kept["spoken"]["answered"] == home.clock.now()


def test_requests_without_an_id_all_act() -> None:
    store = OneStore(msgspec.to_builtins(MID_BRIDGE))
    attributes: Json = {"person": store.kept}
    for name, at_exercise in (("AMAZON.PreviousIntent", 0), ("SkipIntent", 1)):
        request = intent(name)
        del request["requestId"]
        attributes = ask(store, request, new=False, attributes=attributes)()["sessionAttributes"]
        assert store.kept["workout"].get("at", 0) == at_exercise


def test_a_count_without_a_session_id_goes_by_its_device() -> None:
    with at_home(moment=MOMENT) as alexa:
        turn = alexa.hear("do the bridge")
        assert person(turn).spoken is not None
    store = OneStore(turn.response["sessionAttributes"]["person"])
    written = json.loads(as_body(envelope(intent("WaitIntent"), new=False, timestamp=MOMENT + 116.0)))
    del written["session"]["sessionId"]
    written["context"]["System"]["device"] = turn.request["context"]["System"]["device"]
    answered = json.loads(create_skill(store, lambda: MOMENT + 116.0).answer(json.dumps(written).encode()))
    assert answered["sessionAttributes"]["person"]["aside"]["place"][1] == 2
