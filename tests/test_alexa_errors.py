"""What Alexa reports about our answers is logged, counted and acted on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from skill import log
from skill.coaching.cue import Place
from skill.dialogue.request_time import HELD_UP
from skill.settings import Timing
from tests.alexa_requests import Json, intent, launch
from tests.test_documents import House, document

CAUSE = "amzn1.echo-api.request.0a1b-cafe"
SPEECH = "Third one. Hold, said somebody at amzn1.echo-api.request.1"
DAY = 24 * 3600.0


def ended(kind: object = "INVALID_RESPONSE", reason: object = "ERROR") -> Json:
    error = {"type": kind, "message": SPEECH}
    return {**launch(), "type": "SessionEndedRequest", "reason": reason, "error": error}


def exception(kind: object = "INVALID_RESPONSE", cause: object = CAUSE) -> Json:
    error = {"type": kind, "message": SPEECH}
    return {
        **launch(),
        "type": "System.ExceptionEncountered",
        "error": error,
        "cause": {"requestId": cause} if cause else None,
    }


def place(house: House) -> Place:
    assert house.person.workout is not None
    return house.person.workout.place


@pytest.mark.parametrize("request_", [ended, exception])
@pytest.mark.parametrize("kind", ["INVALID_RESPONSE", "DEVICE_COMMUNICATION_ERROR", "INTERNAL_SERVICE_ERROR"])
def test_what_alexa_reports_is_logged_without_its_message(
    request_: Any, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO")
    House().send(request_(kind))
    told = capsys.readouterr().err
    event, turn = map(json.loads, told.splitlines())
    cause = CAUSE if request_ is exception else ""
    assert (event["level"], event["event"]) == ("WARNING", "alexa_error")
    assert (event["error"], event["request"]) == (kind, cause)
    assert turn["outcome"] == "alexa_error"
    assert "somebody" not in told


@pytest.mark.parametrize(
    "request_",
    [
        ended(SPEECH),
        ended({"a": 1}),
        ended(None),
        {**ended(), "error": None},
        {**ended(), "error": SPEECH},
        exception(SPEECH, SPEECH),
        exception(7, 7),
        exception(cause=""),
        {**exception(), "cause": SPEECH, "error": []},
    ],
)
def test_nothing_but_known_words_and_ids_is_logged(
    request_: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO")
    answer = House().send(request_)
    told = capsys.readouterr().err
    event = json.loads(told.splitlines()[0])
    assert event["event"] == "alexa_error"
    assert event["error"] in {"UNKNOWN", "INVALID_RESPONSE"}
    assert event["request"] == ""
    assert "somebody" not in told
    assert "outputSpeech" not in answer["response"]


@pytest.mark.parametrize("request_", [{**ended(), "reason": "USER_INITIATED", "error": None}, launch()])
def test_an_ordinary_end_is_no_error(request_: Json, capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("INFO")
    House().send(request_)
    assert "alexa_error" not in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["INVALID_RESPONSE", "INTERNAL_SERVICE_ERROR"])
def test_after_a_document_that_failed_the_device_gets_plain_speech_for_a_day(kind: str) -> None:
    house = House()
    house.go()
    house.send(ended(kind))
    del house.attributes["kitchen"]
    again = house.go()
    assert document(again) is None
    assert "Third one." in again["response"]["outputSpeech"]["ssml"]
    assert document(house.go("bedroom")) is not None
    del house.attributes["kitchen"], house.attributes["bedroom"]
    house.send(intent("WhereAmIIntent"), later=DAY - 60.0)
    assert document(house.go()) is None
    assert document(house.go(later=120.0)) is not None
    assert house.person.no_documents == ()


@pytest.mark.parametrize(("kind", "ours"), [("INVALID_RESPONSE", True), ("INTERNAL_SERVICE_ERROR", False)])
def test_a_fault_of_the_document_is_told_apart_from_one_of_the_device(
    kind: str, ours: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure("INFO")
    house = House()
    house.go()
    house.send(ended(kind))
    (told,) = (line for line in map(json.loads, capsys.readouterr().err.splitlines()) if "ours" in line)
    assert (told["event"], told["ours"]) == ("document", ours)


def test_a_count_that_was_refused_is_offered_again() -> None:
    house = House()
    house.go()
    # Long after: had it been played, the plank would be done.
    house.send(ended(), later=600.0)
    assert place(house) == Place(0, 2)
    assert house.person.spoken is None


def test_an_internal_error_long_after_the_answer_leaves_what_was_heard() -> None:
    house = House()
    house.go()
    house.send(ended("INTERNAL_SERVICE_ERROR"), later=100.0)
    assert place(house) > Place(0, 2)


def test_the_time_that_alexa_waited_for_an_answer_is_not_credited() -> None:
    places = []
    for kind in ("DEVICE_COMMUNICATION_ERROR", "ENDPOINT_TIMEOUT"):
        house = House()
        house.go()
        house.send(ended(kind), later=56.0)
        places.append(place(house).seconds)
    assert places[0] - places[1] == HELD_UP


def test_the_attributes_of_an_earlier_answer_do_not_hide_the_error() -> None:
    house = House()
    house.send(intent("WhereAmIIntent"))
    accepted = house.attributes["kitchen"]
    house.go()
    house.attributes["kitchen"] = accepted
    house.send(ended())
    assert len(house.person.devices) == 1
    assert house.person.spoken is None


@pytest.mark.parametrize("kind", ["DEVICE_COMMUNICATION_ERROR", "ENDPOINT_TIMEOUT", "NEW_ERROR"])
def test_other_errors_say_nothing_about_documents(kind: str) -> None:
    house = House()
    house.go()
    house.send(ended(kind))
    assert house.person.devices == {}


def test_an_answer_without_a_document_does_not_mark_the_device() -> None:
    for timing in Timing:
        house = House(timing)
        if timing is Timing.SSML:
            house.go()
        house.send(intent("WhereAmIIntent") if timing is Timing.APLA else launch())
        house.send(ended())
        assert house.person.devices == {}


def test_an_exception_is_about_the_answer_that_it_names() -> None:
    house = House()
    asked = intent("ReadyIntent")
    house.send(asked)
    spoken = house.person.spoken
    house.send(exception(cause="amzn1.echo-api.request.earlier"))
    house.send(exception("DEVICE_COMMUNICATION_ERROR", asked["requestId"]))
    assert (house.person.spoken, house.person.devices) == (spoken, {})
    house.send(exception("INTERNAL_SERVICE_ERROR", asked["requestId"]), later=60.0)
    assert (house.person.spoken, len(house.person.devices), place(house)) == (None, 1, Place(0, 2))
    assert document(house.go()) is None


def test_the_number_of_devices_is_limited() -> None:
    house = House()
    for number in range(12):
        house.go(f"device {number}")
        house.send(ended(), f"device {number}")
    assert len(house.person.devices) == 8
    assert document(house.go("device 3")) is not None
    assert document(house.go("device 11")) is None


def test_the_same_report_twice_acts_once() -> None:
    house = House()
    house.go()
    report = ended()
    house.send(report)
    written = house.store.writes
    house.send(report)
    assert house.store.writes == written
