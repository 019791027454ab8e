"""Pauses of one's own: the rests, the time to get ready and to change sides, and the countdown."""

from __future__ import annotations

import pytest

from skill.coaching.dose import LONGEST_REST, SHORTEST_REST
from skill.content import load
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from tests.sensible import check, person, stint, words

MOMENT = 1_793_000_000.0
ENGLISH = load().languages["en"]


def starts(turn: Turn, lift: str) -> list[float]:
    return [one.begins for one in turn.played.spoken if one.text == lift]


def ends(turn: Turn, lower: str) -> list[float]:
    return [one.begins for one in turn.played.spoken if one.text == lower]


def getting_ready(turn: Turn) -> float:
    """Seconds from what is said last before the countdown, until it begins."""
    spoken = turn.played.spoken
    first = next(number for number, one in enumerate(spoken) if one.text == "three")
    return spoken[first].begins - spoken[first - 1].begins


def says(echo: Echo, *utterances: str) -> Turn:
    for utterance in utterances:
        turn = echo.hear(utterance)
        check(turn)
    return turn


def rest_between(echo: Echo, exercise: str) -> float:
    """Seconds from "lower" to "lift", without the two that lowering takes."""
    calls = ENGLISH.exercises[exercise].calls
    turn = says(echo, f"do the {exercise}")
    return starts(turn, calls.lift)[1] - ends(turn, calls.lower)[0] - 2.0


@pytest.mark.parametrize(
    ("said", "told", "rest"),
    [
        ("thirty seconds of rest from now on", "Okay, thirty seconds of rest from now on.", 30.0),
        ("longer rests", "Okay, thirty seconds of rest from now on.", 30.0),
        ("shorter breaks", "A rest can be anywhere from fifteen to ninety seconds.", float(SHORTEST_REST)),
        (
            "always rest for ten minutes",
            "A rest can be anywhere from fifteen to ninety seconds.",
            float(LONGEST_REST),
        ),
        (
            "always rest for two seconds",
            "A rest can be anywhere from fifteen to ninety seconds.",
            float(SHORTEST_REST),
        ),
    ],
)
def test_a_rest_of_ones_own_is_kept_within_bounds_and_stays(said: str, told: str, rest: float) -> None:
    with at_home(moment=MOMENT) as echo:
        assert rest_between(echo, "plank") == pytest.approx(20.0, abs=0.1)
        assert told in words(says(echo, said))
        echo.hear("stop")
        echo.leave_alone(86_400.0)
        if rest < LONGEST_REST:  # after that, the answer ends in the rest
            assert rest_between(echo, "plank") == pytest.approx(rest, abs=0.1)
        assert person(echo.hear("where am I")).preferences.rest == rest
        echo.hear("the usual rests")
        assert rest_between(echo, "plank") == pytest.approx(20.0, abs=0.1)


def test_it_holds_between_sets_and_between_exercises_too() -> None:
    with at_home(moment=MOMENT) as echo:
        says(echo, "start my back routine", "yes")
        turn = echo.hear("forty-five seconds of rest from now on", 50.0)
        assert " Forty-five seconds." in words(turn)
        echo.hear("stop", 5.0)
        turn = says(echo, "do the prone extension")
        *_, rest, question = turn.played.spoken
        assert question.text == "Ready for the second set?"
        assert question.begins - rest.begins == pytest.approx(45.0 - 5.0 - 3.0, abs=3.0)


@pytest.mark.parametrize(
    ("said", "told", "countdown"),
    [
        ("a shorter countdown", "count you in from two", "two one Lift."),
        ("count me in from five", "count you in from five", "five four three two one Lift."),
    ],
)
def test_a_countdown_of_ones_own(said: str, told: str, countdown: str) -> None:
    with at_home(moment=MOMENT) as echo:
        says(echo, "do the plank")
        assert told in words(echo.hear(said, 5.0))
        again = words(says(echo, "do the plank"))
        assert again.count(countdown) == again.count("Lift. Hold.")


def test_more_time_to_get_ready_and_to_change_sides_to_their_limits() -> None:
    calls = ENGLISH.exercises["bird_dog"].calls
    with at_home(moment=MOMENT) as echo:
        before = says(echo, "do the bird dog")
        for told in ("ten seconds", "fifteen seconds", "fifteen seconds"):
            assert f"Okay, {told} to get ready" in words(echo.hear("more time to get ready", 5.0))
        for told in ("more time to change sides", "more time to change sides", "as far as I can"):
            assert told in words(echo.hear("more time to switch sides", 5.0))
        after = says(echo, "do the bird dog")
    assert getting_ready(before) < 10.0
    assert 14.0 < getting_ready(after) < 16.0
    switch = [starts(turn, calls.lift)[1] - ends(turn, calls.lower)[0] for turn in (before, after)]
    assert switch[1] - switch[0] == pytest.approx(10.0, abs=0.1)


def test_the_place_is_kept_to_the_second_with_pauses_of_ones_own() -> None:
    calls = ENGLISH.exercises["bridge"].calls
    with at_home(moment=MOMENT) as echo:
        says(echo, "do the bridge", "more time to get ready", "count me in from five", "longer rests")
        turn = says(echo, "do the bridge")
        second = starts(turn, calls.lift)[1]
        assert stint(echo.hear("wait", second + 12.0)).place[:2] == (0, 1)
        turn = says(echo, "go")
        third = starts(turn, calls.lift)[1]
        assert stint(echo.hear("wait", third + 6.0)).place[:2] == (0, 2)
        left = echo.hear("go")
        assert person(left).preferences.ready == 5


def test_in_the_middle_of_a_hold_it_counts_on_and_in_a_rest_one_rests_on() -> None:
    with at_home(moment=MOMENT) as echo:
        turn = says(echo, "do the prone extension")
        lift = starts(turn, ENGLISH.exercises["prone_extension"].calls.lift)
        assert "three two one" in words(echo.hear("longer rests", lift[2]))
    with at_home(moment=MOMENT) as echo:
        turn = says(echo, "do the prone extension")
        rest = next(one for one in turn.played.spoken if one.text.startswith("Rest"))
        assert words(echo.hear("longer rests", rest.begins + 6.0)).endswith("?")


def test_a_countdown_of_five_is_the_warning_that_a_rest_ends() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        echo.hear("count me in from five", 5.0)
        turn = says(echo, "two sets of three", "count two sets of three reps")
        heard = words(turn)
        assert heard.count("five four three two one") == 2
        assert "Five seconds." not in heard


def test_more_time_to_change_sides_holds_for_a_count_of_ones_own() -> None:
    with at_home(moment=MOMENT) as echo:
        before = says(echo, "ten on each side")
        says(echo, "more time to change sides")
        after = says(echo, "ten on each side")
    assert "Now the other side. Fifteen seconds to change." in words(before)
    assert "Now the other side. Twenty seconds to change." in words(after)
