"""State of other versions: older ones open, and what a newer one wrote outlasts this one."""

from __future__ import annotations

import json
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.device import Device
from skill.coaching.person import Person
from skill.dialogue.state_versions import read_person, written
from tests.alexa_requests import Json, intent, launch
from tests.stores import OneStore
from tests.test_remembering import MID_PLANK, answer

OF_0_1_0: Json = {
    "version": 7,
    "preferences": {"without": ["ball"], "style": "every_five", "flow": True},
    "workout": {"routine": "back", "exercises": ["bird_dog", "plank"], "at": 1, "place": [0, 2, 0, 0]},
    "met": {"bird_dog": 3, "plank": 2},
    "openings": 5,
    "finished": 1,
    "no_documents": ["1a2b3c4d"],
}
OF_0_2_0: Json = {
    **OF_0_1_0,
    "active": time.time() - 86_400,
    "requests": ["5e6f7a8b"],
    "spoken": {
        "answered": 1_793_000_000.0,
        "legs": [{"lead": 12.5, "words": 9.0, "until": [0, 4, 0, 0], "rest": 20.0}],
        "device": "1a2b3c4d",
        "session": "9c0d1e2f",
    },
    "number": 1,
    "others": [{"version": 3, "met": {"plank": 1}}],
}
BEFORE_IT_WAS_COMPRESSED: Json = {
    **OF_0_2_0,
    "workout": {**OF_0_1_0["workout"], "done": ["bird_dog"]},
    "spoken": {
        "answered": 1793176220.588667,
        "legs": [{"lead": 35.5, "words": 1.97, "rest": 12.73, "pieces": 1.0, "talk": 1.97}],
        "device": "20c18eb3",
        "session": "f6876577",
        "extent": [153.5, 0.0, 3.0, 4.7],
    },
    "preferences": {
        "doses": {"plank": {"hold": 20, "reps": 3}},
        "levels": {"bird_dog": -1},
        "never": ["march"],
        "paces": {"": 1, "bridge": -1},
        "count_up": True,
        "just_count": True,
        "explain": True,
    },
    "minutes": 34,
    "devices": {"20c18eb3": {"plain_until": 5.0, "replies": [[4.3, 0.0, 2.0, 3.5]]}},
}
OF_TODAY: Json = {
    **OF_0_2_0,
    "preferences": {
        "levels": {"bridge": 1},
        "doses": {"plank": {"reps": 3, "hold": 20}, "superman": {"sets": 2}},
        "stays": ["superman"],
    },
    "unlogged": [[20751, "plank", 3, 20, 96, 1], [20751, "march", 0, 0, 64]],
    "logged": 1_793_000_000,
    "ahead": ["plank"],
    "news": {"bridge": "way", "": "back"},
    "effort_asked": 20750,
    "met_on": {"plank": 20751},
}
NEWER: Json = {
    "version": 4,
    "streak": {"days": 12},
    "preferences": {"flow": True, "voice": "quiet"},
    "workout": {"routine": "back", "exercises": ["plank", "bridge"], "place": [0, 2, 0, 0], "minutes": 10},
    "met": {"plank": 3},
    "others": [{"number": 1, "streak": {"days": 3}}],
}


@pytest.mark.parametrize(
    "state",
    [OF_0_1_0, OF_0_2_0, BEFORE_IT_WAS_COMPRESSED, OF_TODAY],
    ids=["0.1.0", "0.2.0", "uncompressed", "unreleased"],
)
def test_the_state_of_an_earlier_version_opens(state: Json) -> None:
    store = OneStore(state)
    assert "plank" in str(answer(store, launch())["response"])
    assert not store.aside


def test_what_a_newer_version_wrote_outlasts_this_one() -> None:
    store = OneStore(NEWER)
    answer(store, intent("WaitIntent"))
    answer(store, intent("NoBallIntent"))
    kept = store.kept
    assert kept["preferences"]["without"] == ("ball",)
    assert (kept["streak"], kept["preferences"]["voice"]) == ({"days": 12}, "quiet")
    assert kept["workout"]["minutes"] == 10
    assert kept["others"][0]["streak"] == {"days": 3}
    assert "beyond" not in kept


def test_it_outlasts_a_session_in_which_it_is_carried_along() -> None:
    store = OneStore(NEWER)
    first = answer(store, launch())
    answer(store, intent("NoBallIntent"), new=False, attributes=first["sessionAttributes"])
    assert store.kept["streak"] == {"days": 12}


def test_what_belonged_to_a_workout_goes_with_it() -> None:
    store = OneStore(NEWER)
    answer(store, intent("EmergencyIntent"))
    assert "workout" not in store.kept
    assert store.kept["streak"] == {"days": 12}


def test_structures_under_keys_keep_all_their_members() -> None:
    known = Person(devices={"1a2b3c4d": Device(plain_until=5.0)})
    state = msgspec.to_builtins(known)
    assert read_person(state) == known
    state["devices"]["1a2b3c4d"]["volume"] = 7
    person = read_person(state)
    assert person is not None
    assert written(person) == state


def test_what_cannot_be_read_is_set_aside_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    store = OneStore({**NEWER, "met": "many"})
    assert "Welcome" in str(answer(store, launch())["response"])
    assert store.aside == [{**NEWER, "met": "many"}]
    assert "set_aside" in [record.message for record in caplog.records]


MEMBERS = st.dictionaries(
    st.text(min_size=1, max_size=5).map("new_{}".format), st.recursive(st.integers(), st.lists), max_size=3
)


@given(MEMBERS, MEMBERS, MEMBERS)
def test_unknown_members_come_back_wherever_they_stood(
    top: dict[str, Any], preferred: dict[str, Any], of_workout: dict[str, Any]
) -> None:
    state = msgspec.to_builtins(MID_PLANK) | top
    state["preferences"] = preferred
    state["workout"] = state["workout"] | of_workout
    person = read_person(state)
    assert person is not None
    carried = read_person(json.loads(json.dumps(msgspec.to_builtins(person))))
    for again in (written(person), written(carried or Person())):
        assert read_person(again) == person
        assert again | {"preferences": again.get("preferences", {})} == state
