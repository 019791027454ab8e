"""Clocks that cannot be right, and devices that talk at once: the place stays, and a sentence helps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.dialogue.request_time import CUT, HELD_UP, TRAVELS, sent
from skill.echo.device import Echo
from skill.echo.house import echo
from skill.echo.house_clock import HouseClock
from skill.storage.sqlite import SqliteStore
from tests.alexa_requests import Json, as_body, envelope, intent, launch
from tests.stores import OneStore
from tests.test_remembering import words

NOW = 1_793_000_000.0
DAY = 86_400.0
MID_PLANK = Person(version=4, workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)), met={"plank": 3})
UNSURE = "I'm not sure how far we got. You can tell me how many you did."


class Led:
    """Somebody who is being counted through the plank, by a server whose clock can be put."""

    def __init__(self) -> None:
        self.now = NOW
        self.store = OneStore(msgspec.to_builtins(MID_PLANK))
        self.skill = create_skill(self.store, lambda: self.now)
        self.attributes: Json = {}
        self.send(intent("ReadyIntent"), new=True)

    def send(self, request: Json, *, new: bool = False, timestamp: Any = None) -> str:
        when = self.now if timestamp is None else timestamp
        asked = envelope(request, new=new, timestamp=when, attributes=self.attributes)
        answer = json.loads(self.skill.answer(as_body(asked)))
        self.attributes = answer["sessionAttributes"]
        said: str = answer["response"].get("outputSpeech", {}).get("ssml", "")
        return said

    @property
    def place(self) -> Place:
        workout = msgspec.convert(self.store.kept, Person).workout
        assert workout is not None
        assert workout.at == 0
        return workout.place


@pytest.mark.parametrize("jump", [-DAY, -3_600.0, -90.0, 3_600.0, DAY, 365 * DAY])
def test_where_our_clock_was_put_nothing_is_credited_and_one_may_tell(jump: float) -> None:
    led = Led()
    led.now += 60.0 + jump
    assert UNSURE in led.send(intent("WhereAmIIntent"))
    assert led.place == Place(0, 2)
    led.now += 5.0
    led.send(intent("DidRepsIntent", {"count": {"name": "count", "value": "4"}}))
    assert led.place == Place(0, 4)


def test_somebody_is_greeted_before_they_hear_of_it() -> None:
    led = Led()
    led.now -= 3_600.0
    asked = envelope(launch(), new=True, timestamp=led.now, attributes=led.attributes)
    before, _, behind = led.skill.answer(as_body(asked)).decode().partition(UNSURE)
    assert before.endswith(("Good to have you back. ", "Welcome back. ", "There you are. "))
    assert "We were doing the plank." in behind


def test_where_our_clock_was_put_the_count_goes_on_where_it_began() -> None:
    led = Led()
    led.now += DAY
    led.send(intent("ReadyIntent"))
    assert led.place == Place(0, 2)


@pytest.mark.parametrize(
    "timestamp",
    ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59Z", "2001-09-09T01:46:40Z", NOW - DAY, NOW + DAY, NOW - 30],
)
def test_an_absurd_timestamp_does_not_count(timestamp: str | float) -> None:
    led = Led()
    led.now += 80.0
    assert UNSURE not in led.send(intent("WhereAmIIntent"), timestamp=timestamp)
    assert led.place >= Place(0, 3)


def test_a_timestamp_that_is_missing_does_not_count() -> None:
    led = Led()
    led.now += 80.0
    request = intent("WhereAmIIntent")
    asked = envelope(request, new=False, timestamp=led.now, attributes=led.attributes)
    del asked["request"]["timestamp"]
    led.skill.answer(as_body(asked))
    assert led.place >= Place(0, 3)


def test_a_request_that_was_held_up_counts_from_when_it_was_sent() -> None:
    prompt, late = Led(), Led()
    prompt.now = late.now = NOW + 47.0
    prompt.send(intent("AMAZON.PauseIntent"))
    late.now += 6.0
    late.send(intent("AMAZON.PauseIntent"), timestamp=NOW + 47.0)
    assert prompt.place.at_rest == late.place.at_rest
    assert abs(prompt.place.seconds - late.place.seconds) <= 1


@pytest.mark.parametrize("held_up", [5.6, HELD_UP - 1.0])
def test_one_that_was_held_up_is_told_how_long_it_takes(held_up: float) -> None:
    """Estimating where somebody will be from when the request was sent would never come to an end."""
    asked = Led().send(intent("HowLongLeftIntent"), timestamp=NOW - held_up)
    told = "About two minutes left in the plank. About seven minutes left in all."
    assert asked.startswith(f"<speak>{UNSURE} {told}")
    welcomed = create_skill(OneStore({}), lambda: NOW).answer(
        as_body(envelope(launch(), timestamp=NOW - held_up))
    )
    assert b"It takes about thirty minutes." in welcomed


@given(
    st.floats(0, 2e9),
    st.one_of(st.none(), st.floats(-1e12, 1e12), st.floats(-20, 20)),
)
def test_a_request_was_sent_before_it_arrived_and_not_long_before(arrived: float, ago: float | None) -> None:
    found = sent(None if ago is None else arrived - ago, arrived)
    assert arrived - HELD_UP <= found.earliest <= found.latest <= arrived
    assert found.latest - found.earliest <= max(CUT, TRAVELS) + 1e-6


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Echo, Echo]]:
    """A speaker and a screen of one person."""
    clock = HouseClock.standing_at(NOW)
    with closing(SqliteStore(tmp_path / "people.sqlite", clock.now)) as store:
        skill = create_skill(store, clock.now)
        yield echo(skill.answer, clock), echo(skill.answer, clock, "screen")


def test_another_device_goes_on_where_the_first_one_is_counting(house: tuple[Echo, Echo]) -> None:
    speaker, screen = house
    speaker.hear("start my back routine")
    speaker.hear("yes")
    moved = words(screen.hear("start my back routine", 85.0))
    assert moved.startswith("Okay, we'll carry on here.")
    assert "Second one." in moved


def test_a_question_to_another_device_keeps_the_place_of_the_first(house: tuple[Echo, Echo]) -> None:
    speaker, screen = house
    speaker.hear("start my back routine")
    speaker.hear("yes")
    assert "You've done two of" in words(screen.hear("where am I", 94.0))
    # The question changed nothing: the speaker counted on.
    assert "You've done five of" in words(speaker.hear("where am I", 99.0))
