"""Conditions to ask a doctor about: what is offered to be left out stays out, whenever it is said."""

from __future__ import annotations

import pytest

from skill.coaching.exercise import Condition, Level
from skill.dialogue.memory import Question
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.sensible import LIBRARY, check, person, words
from tests.test_out_of_breath import UNDER_WAY, send, spoken
from tests.test_pain import memory

pytestmark = pytest.mark.all_routines

MOMENT = 1_793_000_000.0
RISKY = {name: each for name, each in LIBRARY.conditions.items() if each.leaves_out or each.no_bending}
NAMES = LIBRARY.languages["en"].conditions
NOT_BACK = [
    *("my physio told me not to arch backwards", "I mustn't bend backwards", "the surgeon says no arching"),
    *("I've been told to avoid backbends", "I was told not to bend back", "I'm not allowed to twist"),
]


def says(name: str) -> str:
    words = NAMES[name].name
    return (
        f"I'm {words}"
        if name == "pregnancy"
        else f"I was told {words}"
        if "not" in words
        else f"I have {words}"
    )


def ruled_out(condition: Condition, name: str) -> bool:
    return condition.rules_out(LIBRARY.exercises[name], Level.USUAL)


def done(echo: Echo, *said: str) -> set[str]:
    """The exercises that are led through from here to the end."""
    led: set[str] = set()
    for each in said:
        turn = echo.hear(each)
    while echo.in_session:
        check(turn)
        stint = person(turn).stint
        if stint is not None and person(turn).spoken is not None:
            led.add(stint.exercise)
        turn = echo.hear("next exercise" if person(turn).spoken is not None else "go")
    return led


@pytest.mark.parametrize("when", [(), ("no",), ("yes", "yes")], ids=["at once", "gently", "in the whole"])
@pytest.mark.parametrize("name", RISKY)
def test_what_is_left_out_does_not_come(name: str, when: tuple[str, ...]) -> None:
    condition = RISKY[name]
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", *when):
            echo.hear(said)
        turn = echo.hear(says(name))
        if memory(turn).asked is not Question.LEAVE_OUT:
            assert name == "vertigo", "the gentle routine has no ball"
            return
        assert words(turn).startswith(NAMES[name].advice)
        led = done(echo, "yes", *(() if when else ("no",)))
        assert led
        assert not [each for each in led if ruled_out(condition, each)]


def test_somebody_new_hears_no_number_that_is_not_theirs() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("I have osteoporosis")
        assert words(echo.hear("yes")) == "Okay, they're out. Have you done these exercises before?"


@pytest.mark.parametrize("said", NOT_BACK)
def test_told_not_to_bend_in_other_words(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        for each in ("start my back routine", "yes", "yes"):
            echo.hear(each)
        turn = echo.hear(said)
        assert memory(turn).asked is Question.LEAVE_OUT
        left = person(echo.hear("yes")).workout
        assert left is not None
        assert not {"superman", "prone_extension", "knee_hug"} & {*left.left}


def test_vertigo_is_a_condition_at_first_and_a_complaint_in_an_exercise() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        assert words(echo.hear("I get vertigo")).startswith("With vertigo")
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the bridge")
        turn = echo.hear("I have vertigo", 40.0)
        assert memory(turn).asked is Question.BETTER


@pytest.mark.parametrize("said", ["I think I'm having a funny turn", "I'm having one of my turns"])
def test_a_funny_turn_is_as_feeling_faint(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the bridge")
        turn = echo.hear(said, 40.0)
        assert words(turn).startswith("Stop there. Lie down or sit down")
        assert memory(turn).asked is Question.BETTER


@pytest.mark.parametrize("part", ["thighs are", "legs are", "stomach is", "arms are"])
def test_a_muscle_that_is_killing_somebody_is_effort_and_sharp_is_to_stop(part: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        said = words(echo.hear(f"my {part} killing me", 50.0))
        assert "If it's sharp, stop." in said
        assert "numb" not in said


@pytest.mark.parametrize(("part", "signs"), [("stomach", False), ("back", True)])
def test_a_stomach_has_none_of_the_signs_of_the_back(part: str, signs: bool) -> None:
    slots = {"body_part": {"name": "body_part", "value": part}}
    heard = spoken(send(UNDER_WAY, "SharpPainIntent", {}, slots))
    assert "lie on your back" in heard
    assert ("numb" in heard) is signs


@pytest.mark.parametrize("said", ["I'm only joking", "it's gone now", "false alarm", "I'm fine"])
def test_a_false_alarm_closes_calmly(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the bridge")
        echo.hear("chest pain", 40.0)
        turn = echo.hear(said)
        assert turn.ended
        assert "no more exercise now" in words(turn)
        assert "nine one one" in words(turn)


@pytest.mark.parametrize(
    "said", ["no", "I haven't got a phone", "I can't reach the phone", "call an ambulance"]
)
def test_without_a_phone_there_is_something_else_to_do(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the bridge")
        echo.hear("chest pain", 40.0)
        assert "bang on the floor" in words(echo.hear(said))
