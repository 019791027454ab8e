"""The mode without questions: silence continues, and the place is still known."""

from __future__ import annotations

import json

import msgspec
import pytest

from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.content import load
from skill.echo.device import LISTENS, Echo, Turn
from skill.echo.house import at_home
from skill.echo.request import Device

MOMENT = 1_793_000_000.0
ORDER = load().routines["back"].exercises
DEVICES: tuple[Device, ...] = ("speaker", "plain-speaker")
LATER = 6.0
"""Seconds after something at which it is certainly over."""


def person(turn: Turn) -> Person:
    return msgspec.convert(turn.response["sessionAttributes"]["person"], Person)


def heard_out(turn: Turn) -> float:
    """Seconds until the reprompt was heard too, without an answer."""
    return turn.played.lasts + LISTENS + turn.reprompt.lasts + 1.0


def through(echo: Echo, turn: Turn, *, silent: bool) -> int:
    """How often somebody has to speak until the routine is finished."""
    spoke = 0
    while not turn.ended:
        turn = echo.hear("yes", heard_out(turn) if silent else None)
        spoke += 1
    assert person(turn).finished == 1
    return spoke


@pytest.mark.parametrize("device", DEVICES)
def test_silence_continues_and_halves_the_number_of_answers(device: Device) -> None:
    with at_home(moment=MOMENT, device=device) as echo:
        echo.hear("start my back routine")
        asked = through(echo, echo.hear("yes"), silent=False)
    with at_home(moment=MOMENT, device=device) as echo:
        echo.hear("start my back routine")
        echo.hear("don't ask me")
        straight = through(echo, echo.hear("yes"), silent=True)
    assert straight <= asked / 2 + 1


def test_the_mode_is_remembered_until_it_is_changed() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("don't ask me")
        echo.leave_alone(86_400)
        echo.hear("start my back routine")
        assert echo.hear("yes").response["response"]["reprompt"]["directives"]
        echo.hear("ask me each time", 10.0)
        assert "directives" not in echo.hear("go").response["response"]["reprompt"]


@pytest.mark.parametrize("lowered", range(4))
def test_waiting_during_the_reprompt_keeps_its_place(lowered: int) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("don't ask me")
        turn = echo.hear("start my back routine")
        calls = [spoken.begins for spoken in turn.reprompt.spoken if spoken.text == "And down."]
        stint = person(echo.hear("wait", turn.played.lasts + LISTENS + calls[lowered] + LATER)).stint
    assert stint is not None
    sides = lowered + 1
    assert (stint.exercise, stint.place) == (ORDER[1], Place(0, sides // 2, sides % 2))


def test_a_yes_answers_the_question_and_not_the_reprompt() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("don't ask me")
        echo.hear("start my back routine")
        # Right behind the rest of the first exercise: nothing of the second one was heard.
        stint = person(echo.hear("yes")).stint
    assert stint is not None
    assert (stint.exercise, stint.begun) == (ORDER[1], False)


def test_an_answer_with_its_reprompt_stays_small() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("don't ask me")
        echo.hear("start my back routine")
        turn = echo.hear("yes")
        while not turn.ended:
            assert len(json.dumps(turn.response)) < 48 * 1024
            turn = echo.hear("yes")
