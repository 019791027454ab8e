"""Breaks that outlast a session: the place is kept, what to say is told, and saying it leads back there."""

from __future__ import annotations

import pytest

from skill.coaching.cue import Place
from skill.echo.house import at_home
from tests.sensible import LIBRARY, at_exercise, check, stint, words

MOMENT = 1_793_000_000.0
BRIDGE = LIBRARY.routines["back"].exercises.index("bridge")
COME_BACK = "When you're back, say: Alexa, open my back routine."
LONG = [
    "back in five minutes",
    "wait five minutes",
    "give me five minutes",
    "rest for ten hours",
    "someone is at the door",
    "I have to answer the door",
    "I'll be back",
    "I'll be back in ten minutes",
    "I have to use the bathroom",
]


@pytest.mark.parametrize("utterance", LONG)
def test_the_place_is_kept_and_told_how_to_come_back_to(utterance: str) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, BRIDGE)
        echo.hear("wait", 60.0)
        answer = echo.hear(utterance)
        check(answer)
        place = stint(answer)
        assert answer.ended
        assert words(answer) == f"Sure. I'll keep your place at the bridge. {COME_BACK}"
        assert place.place.at_rest == Place(0, 1)
        echo.leave_alone(600.0)
        back = echo.hear("open my back routine")
    assert stint(back) == place
    assert "Second one." in words(back)


def test_in_the_middle_of_a_hold_what_was_heard_is_credited() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, BRIDGE)
        answer = echo.hear("someone's at the door", 60.0)
    assert answer.ended
    assert stint(answer).place.at_rest == Place(0, 1)


def test_one_exercise_alone_has_to_be_asked_for_again() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        answer = echo.hear("I'll be back in ten minutes", 60.0)
    assert answer.ended
    assert words(answer).endswith(f"{COME_BACK} Then ask for the plank.")


@pytest.mark.parametrize("before", [(), ("start my back routine",), ("hold for twenty seconds",)])
def test_no_place_is_promised_where_there_is_none(before: tuple[str, ...]) -> None:
    with at_home(moment=MOMENT) as echo:
        for utterance in before:
            echo.hear(utterance)
        answer = echo.hear("someone is at the door")
    assert answer.ended
    assert words(answer) == f"Sure. {COME_BACK}"


def test_what_is_no_longer_than_a_pause_is_waited_for() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, BRIDGE)
        answer = echo.hear("I'll be back in thirty seconds", 60.0)
    assert not answer.ended
    assert answer.played.lasts > 60.0
