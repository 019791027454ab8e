"""Counts are sent as audio documents, and as plain SSML to devices on which one failed."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from skill import log
from skill.application import Skill, create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.settings import Timing
from tests.alexa_requests import Json, as_body, envelope, intent
from tests.stores import OneStore

MID_PLANK = Person(version=4, workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)))
NOW = 1_793_000_000.0
RENDER_ERROR = {"type": "RENDER_ERROR", "reason": "INTERNAL_SERVER_ERROR", "message": "no"}
DOCUMENT_ERROR = {"type": "DOCUMENT_ERROR", "reason": "INVALID_DOCUMENT", "message": "no"}
LINK_ERROR = {"type": "LINK_ERROR", "reason": "INTERNAL_SERVER_ERROR", "message": "no"}


class House:
    """One person's devices, each with a session."""

    def __init__(self, timing: Timing = Timing.APLA) -> None:
        self.store = OneStore(msgspec.to_builtins(MID_PLANK))
        self.now = NOW
        self.skill: Skill = create_skill(self.store, lambda: self.now, timing=timing)
        self.attributes: dict[str, Json] = {}

    def send(self, request: Json, device: str = "kitchen", later: float = 1.0) -> Json:
        self.now += later
        new = device not in self.attributes
        sent = envelope(request, new=new, timestamp=self.now, attributes=self.attributes.get(device))
        sent["context"]["System"]["device"]["deviceId"] = device
        answer: Json = json.loads(self.skill.answer(as_body(sent)))
        self.attributes[device] = answer["sessionAttributes"]
        return answer

    def go(self, device: str = "kitchen", later: float = 1.0) -> Json:
        return self.send(intent("ReadyIntent"), device, later)

    def fail(self, token: Any, *errors: Json, device: str = "kitchen") -> Json:
        event = {**intent("x"), "type": "Alexa.Presentation.APLA.RuntimeError", "token": token}
        return self.send({**event, "errors": list(errors)}, device)

    @property
    def person(self) -> Person:
        return msgspec.convert(self.store.kept, Person)


def document(answer: Json) -> Json | None:
    directives = answer["response"].get("directives", [])
    return directives[0] if directives else None


def token(answer: Json) -> str:
    directive = document(answer)
    assert directive is not None
    return str(directive["token"])


def test_a_count_is_an_audio_document_that_ends_with_a_question() -> None:
    answer = House().go()
    directive = document(answer)
    assert directive is not None
    assert directive["type"] == "Alexa.Presentation.APLA.RenderDocument"
    assert directive["document"]["version"] == "0.91"
    assert "outputSpeech" not in answer["response"]
    assert answer["response"]["shouldEndSession"] is False
    assert answer["response"]["reprompt"]["outputSpeech"]["ssml"].endswith("?</speak>")


def test_answers_without_a_count_are_plain_speech() -> None:
    answer = House().send(intent("WhereAmIIntent"))
    assert document(answer) is None
    assert "plank" in answer["response"]["outputSpeech"]["ssml"]


def test_the_service_can_be_set_to_ssml_for_all() -> None:
    assert document(House(Timing.SSML).go()) is None


@pytest.mark.parametrize("error", [RENDER_ERROR, LINK_ERROR])
def test_only_the_failing_device_gets_ssml_from_then_on(error: Json) -> None:
    house = House()
    silence = house.fail(token(house.go()), error)
    assert "outputSpeech" not in silence["response"]
    again = house.go()
    assert document(again) is None
    assert "Third one." in again["response"]["outputSpeech"]["ssml"]
    assert document(house.go("bedroom")) is not None
    del house.attributes["kitchen"]
    assert document(house.go()) is None


def test_the_lost_set_is_offered_again() -> None:
    house = House()
    house.fail(token(house.go(later=1.0)), RENDER_ERROR)
    # Long after: had the document been played, the plank would be done.
    offered = house.send(intent("AMAZON.HelpIntent"), later=600.0)
    assert offered["response"]["outputSpeech"]["ssml"].endswith("on?</speak>")
    assert house.person.workout is not None
    assert house.person.workout.place == Place(0, 2)


def test_an_invalid_document_is_logged_and_does_not_mark_the_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Json] = []
    monkeypatch.setattr(log, "document_failed", lambda **fields: told.append(fields))
    house = House()
    sent = token(house.go())
    house.fail(sent, DOCUMENT_ERROR)
    assert told == [{"token": sent, "ours": True}]
    assert house.person.no_documents == ()
    assert document(house.go()) is None
    assert document(house.go()) is None
    del house.attributes["kitchen"]
    assert document(house.go()) is not None


@pytest.mark.parametrize("unknown", ["count-999", "", None, 7, {"a": 1}])
def test_an_error_with_another_token_is_ignored(unknown: Any) -> None:
    house = House()
    house.go()
    before = house.store.kept
    house.fail(unknown, RENDER_ERROR)
    assert house.store.kept == before
    assert document(house.go(later=0.5)) is not None


@pytest.mark.parametrize("errors", [[], [{"type": "NEXT_YEARS_ERROR"}], [{}], None])
def test_an_unknown_error_marks_the_device(errors: list[Json] | None) -> None:
    house = House()
    house.fail(token(house.go()), *(errors or []))
    assert len(house.person.no_documents) == 1


def test_the_number_of_remembered_devices_is_limited() -> None:
    house = House()
    for number in range(12):
        device = f"device {number}"
        house.fail(token(house.go(device)), RENDER_ERROR, device=device)
    assert len(house.person.no_documents) == 8
    assert all(len(digest) == 8 for digest in house.person.no_documents)
