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
LATER = 9.0
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
    echo.leave_alone(86_400)
    assert person(echo.hear("start my back routine")).finished == 1
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


ASKS = (
    "where am I",
    "how many are left",
    "how long is left",
    "how do I do a bird dog",
    "slower",
    "count less",
    "skip it",
    "previous",
    "I did three",
    "thirty seconds of rest",
    "thank you",
    "what is the weather",
)
"""What is answered with a question to which silence is a yes."""


def led_on(turn: Turn) -> bool:
    """Whether the reprompt counts."""
    return any(spoken.text == "two" for spoken in turn.reprompt.spoken)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("utterance", ASKS)
def test_silence_continues_behind_every_question_of_the_routine(device: Device, utterance: str) -> None:
    with at_home(moment=MOMENT, device=device) as echo:
        echo.hear("start my back routine")
        echo.hear("don't ask me")
        asking = echo.hear(utterance, 40.0)
        before = person(asking).workout
        after = person(echo.hear("wait", heard_out(asking) - 2.0)).workout
    assert led_on(asking)
    assert before is not None
    assert after is not None
    assert (after.at, after.place) > (before.at, before.place)


@pytest.mark.parametrize(
    "utterance", ["that hurts", "sharp pain in my back", "chest pain", "I'm dizzy", "wait"]
)
def test_silence_never_continues_behind_a_pain_or_in_a_pause(utterance: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("don't ask me")
        turn = echo.hear(utterance, 40.0)
        assert not led_on(turn)
        assert not led_on(echo.hear("where am I"))


def test_the_first_question_is_not_asked_again() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        turn = echo.hear("don't ask me")
        assert any(spoken.text == "two" for spoken in turn.played.spoken)


def test_somebody_new_hears_the_welcome_first() -> None:
    with at_home(moment=MOMENT) as echo:
        turn = echo.hear("don't ask me")
    said = " ".join(spoken.text for spoken in turn.played.spoken)
    assert "ask your doctor first" in said
    assert not turn.ended


def test_a_question_that_was_answered_counts_nothing() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("don't ask me")
        before = person(echo.hear("where am I", 40.0)).stint
        stint = person(echo.hear("count less")).stint
    assert before is not None
    assert stint == before


def test_a_pain_question_stays_open() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("yes")
        question = echo.hear("that hurts", 40.0).played.spoken[-1].text
        turn = echo.hear("don't ask me")
        assert turn.played.spoken[-1].text == question
        assert not led_on(turn)


@pytest.mark.all_routines
@pytest.mark.parametrize(
    "before",
    [
        (),
        ("do the plank",),
        ("start my back routine",),
        ("start my back routine", "yes"),
        ("start my back routine", "yes", "yes"),
        ("start my back routine", "yes", "yes", "skip the warm-up"),
    ],
    ids=" / ".join,
)
def test_nobody_is_asked_from_the_first_questions_on(
    before: tuple[str, ...],
) -> None:
    with at_home(moment=MOMENT) as echo:
        for said in before:
            echo.hear(said)
        assert person(echo.hear("don't ask me")).spoken is not None


def test_silence_begins_the_routine() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("don't ask me")
        echo.leave_alone(86_400)
        turn = echo.hear("skip the bridge")
        assert turn.response["response"]["reprompt"]["directives"]
        turn = echo.hear("where am I", heard_out(turn) + 30.0)
        assert person(turn).stint is not None
