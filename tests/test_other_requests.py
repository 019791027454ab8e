"""Requests that are neither a plain launch nor an intent: whoever waits behind one hears words."""

from __future__ import annotations

import json
import re

import msgspec
import pytest

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.dialogue.records import Store
from tests.alexa_requests import Json, as_body, envelope, launch
from tests.stores import OneStore

NOW = 1_793_000_000.0
MID_PLANK = Person(version=4, workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)), met={"plank": 3})
CONSENT = {"type": "Connections.Response", "name": "AskFor", "token": "", "status": {"code": "200"}}
RESUMED = {"type": "SessionResumedRequest", "originIpAddress": "unknown member"}
WAITED_FOR = [
    {
        **CONSENT,
        "payload": {"permissionScope": "alexa::alerts:reminders:skill:readwrite", "status": "ACCEPTED"},
    },
    {**CONSENT, "payload": {"status": "DENIED"}, "status": {"code": "204", "message": "no"}},
    {**CONSENT, "payload": {}, "status": {"code": "500", "message": "internal error"}},
    {"type": "Connections.Response"},
    {"type": "Connections.Response", "name": 7, "status": "ok", "payload": []},
    {
        **RESUMED,
        "cause": {"type": "ConnectionCompleted", "token": "", "status": {"code": "200", "message": "OK"}},
    },
    {**RESUMED, "cause": {"type": "Something.Younger"}},
    {**RESUMED, "cause": None},
]
TASKS: list[object] = [
    {"name": "amzn1.ask.skill.1.StartRoutine", "version": "1", "input": {"minutes": 10}},
    {"name": "amzn1.ask.skill.1.SomethingElse", "version": "9"},
    {},
    "StartRoutine",
]


def ask(store: Store, request: Json, **settings: object) -> Json:
    written = envelope({**launch(), **request}, timestamp=NOW, **settings)  # type: ignore[arg-type]
    answered: Json = json.loads(create_skill(store, lambda: NOW).answer(as_body(written)))
    return answered


def said(answered: Json) -> str:
    return re.sub("<[^>]+>", " ", answered["response"]["outputSpeech"]["ssml"]).strip()


@pytest.mark.parametrize("request_", WAITED_FOR)
@pytest.mark.parametrize("new", [True, False])
def test_who_waits_is_told_where_they_are_and_asked(request_: Json, new: bool) -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    attributes = {} if new else {"person": store.kept, "memory": {"asked": "resume"}}
    answered = ask(store, request_, new=new, attributes=attributes)
    assert "You've done two of" in said(answered)
    assert said(answered).endswith("?")
    assert answered["response"]["shouldEndSession"] is False
    assert store.writes == 0


def test_somebody_new_is_welcomed() -> None:
    assert said(ask(OneStore(), CONSENT)).startswith("Welcome")


@pytest.mark.parametrize("request_", [CONSENT, RESUMED])
def test_after_an_emergency_no_exercise_is_offered(request_: Json) -> None:
    attributes = {"person": msgspec.to_builtins(Person(met={"plank": 3})), "memory": {"emergency": 1}}
    assert "nine one one" in said(ask(OneStore(), request_, new=False, attributes=attributes))


@pytest.mark.parametrize("task", TASKS)
def test_a_launch_for_a_task_is_a_launch(task: object) -> None:
    welcomed = ask(OneStore(), {"task": task})
    assert said(welcomed).startswith("Welcome")
    known = ask(OneStore(msgspec.to_builtins(msgspec.structs.replace(MID_PLANK, active=NOW))), {"task": task})
    if isinstance(task, dict) and task:
        assert said(known).endswith(("Ready to go on?", "Ready for the plank?"))
        assert "directives" not in known["response"], "nobody may be on the mat yet"
    else:
        assert known["response"]["directives"]


@pytest.mark.parametrize("request_", [CONSENT, RESUMED])
def test_a_fault_is_answered_in_words_too(request_: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("skill.handlers.coming_back.question_of_place", lambda _turn: 1 / 0)
    answered = ask(OneStore(msgspec.to_builtins(MID_PLANK)), request_)
    assert said(answered).startswith("Let me pick that up again.")
