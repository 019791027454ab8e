"""How long is left: compared with what is counted afterwards, second by second and over whole days."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.coaching.cue import Place
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.settings import Timing
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, stint, words

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
TO_THE_SECOND = 1.0
"""Seconds that an answer may be off: it is given in whole ones."""
HELD = [name for name in ORDER if LIBRARY.exercises[name].work.dose.hold >= 5]
FIVE_PER_CENT = 0.05
FREE_LOWER = str(ENGLISH.prompts["free.lower"])
UNITS = ("minute", "second")


def seconds_told(answer: Turn) -> float:
    """The length that the answer begins with."""
    minutes, seconds = (_number(rf"^(?:[\w ]+ and )?([\w-]+) {unit}s?\b", words(answer)) for unit in UNITS)
    return 60 * minutes + seconds


def _number(pattern: str, said: str) -> int:
    found = re.search(pattern, said)
    return ENGLISH.numbers.cardinals.index(found[1].casefold()) if found else 0


def hold_ends(counted: Turn, lower: str, after: float) -> float:
    """Seconds into the count at which the hold ends that is being held at `after`."""
    ends = (spoken.begins for spoken in counted.played.spoken if spoken.text == lower)
    return next(end for end in ends if end > after)


@given(second=st.floats(0.5, 119.4), length=st.sampled_from([10, 30, 60, 120]))
@settings(max_examples=15)
def test_of_a_hold_of_ones_own_every_second_is_told(second: float, length: int) -> None:
    second = second % length
    with at_home(moment=MOMENT) as echo:
        counted = echo.hear(f"hold for {length} seconds")
        end = hold_ends(counted, FREE_LOWER, 0.0)
        answer = echo.hear("how many seconds left", end - length + second)
    assert seconds_told(answer) == pytest.approx(length - second, abs=TO_THE_SECOND)


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("timing", Timing)
@given(chance=st.floats(0, 1))
@settings(max_examples=6)
def test_of_the_hold_of_an_exercise_every_second_is_told(name: str, timing: Timing, chance: float) -> None:
    hold = LIBRARY.exercises[name].work.dose.hold
    with at_home(moment=MOMENT, timing=timing) as echo:
        counted = echo.hear(f"do the {ENGLISH.exercises[name].name}")
        end = hold_ends(counted, ENGLISH.exercises[name].calls.lower, 0.0)
        left = 0.5 + chance * (hold - 1.0)
        answer = echo.hear("how long is left", end - left)
    assert "to go" in words(answer)
    off = TO_THE_SECOND if timing is Timing.APLA else 2 * TO_THE_SECOND
    assert seconds_told(answer) == pytest.approx(left, abs=off)


@pytest.mark.parametrize(
    ("exercise", "movement", "remains"),
    [
        ("plank", 1, "Then four more."),
        ("plank", 3, "Then two more."),
        ("bird_dog", 1, "Then left arm, right leg. Then four more on each side."),
        ("bird_dog", 2, "Then four more on each side."),
        ("bird_dog", 3, "Then left arm, right leg. Then three more on each side."),
    ],
)
def test_what_remains_after_the_hold_is_told(exercise: str, movement: int, remains: str) -> None:
    with at_home(moment=MOMENT) as echo:
        counted = echo.hear(f"do the {ENGLISH.exercises[exercise].name}")
        end = 0.0
        for _ in range(movement):
            end = hold_ends(counted, ENGLISH.exercises[exercise].calls.lower, end)
        answer = echo.hear("how long is left", end - 4.0)
    assert words(answer).startswith(f"Four seconds to go. {remains}")


def test_of_the_last_hold_it_is_told_that_it_is_the_last() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, ORDER.index("bridge"))
        answer = in_the_last_hold(echo, "bridge", "how many seconds left", 4.0)
    check(answer)
    assert words(answer).startswith("Four seconds to go. And that's the last one. About ")


def test_once_the_last_hold_is_over_nothing_is_left() -> None:
    with at_home(moment=MOMENT) as echo:
        counted = echo.hear("hold for ten seconds")
        answer = echo.hear("how long is left", hold_ends(counted, FREE_LOWER, 0.0) + 1.5)
    assert words(answer).startswith("That was ten seconds.")


def in_the_last_hold(echo: Echo, name: str, utterance: str, before_its_end: float) -> Turn:
    """Said that long before the last hold ends of the exercise that is being counted."""
    echo.hear("I did four", 60.0)
    last = echo.hear("go")
    lower = ENGLISH.exercises[name].calls.lower
    end = [spoken.begins for spoken in last.played.spoken if spoken.text == lower][-1]
    return echo.hear(utterance, end - before_its_end)


class TestRest:
    def test_behind_an_exercise_its_seconds_and_what_comes(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = at_exercise(echo, 0)
            rest = next(one.begins for one in counted.played.spoken if re.search(r"[Rr]est\.", one.text))
            length = seconds_rested(counted)
            answer = echo.hear("how long is left", rest + 4.0)
        assert seconds_told(answer) == pytest.approx(length - 4.0, abs=TO_THE_SECOND)
        assert "of rest. Then the bird dog." in words(answer)

    def test_it_goes_on_while_it_is_asked_about(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            echo.hear("yes")
            echo.hear("rest for sixty seconds", 60.0)
            answer = echo.hear("how long is left", 20.0)
        assert seconds_told(answer) == pytest.approx(40.0, abs=TO_THE_SECOND)
        question = answer.played.spoken[-1].begins
        assert question == pytest.approx(40.0, abs=2 * TO_THE_SECOND)

    def test_between_sets_its_seconds_and_the_sets(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = at_exercise(echo, 4)
            rest = next(one.begins for one in counted.played.spoken if "Thirty seconds." in one.text)
            answer = echo.hear("how long do I rest", rest + 6.0)
        assert "of rest. Then two more sets." in words(answer)
        assert 20 <= seconds_told(answer) <= 27

    def test_between_sets_of_reps_that_are_not_held(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("three sets of ten reps")
            rest = next(one.begins for one in counted.played.spoken if "Thirty seconds." in one.text)
            answer = echo.hear("when does the break end", rest + 6.0)
        assert "of rest. Then two more sets." in words(answer)
        assert 20 <= seconds_told(answer) <= 27

    def test_between_two_holds(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("do the plank")
            down = hold_ends(counted, ENGLISH.exercises["plank"].calls.lower, 0.0)
            answer = echo.hear("how long is left", down + 7.0)
        assert words(answer).startswith("Fifteen seconds of rest. Then four more.")


def seconds_rested(counted: Turn) -> float:
    said = words(counted)
    return float(_number(r"[Rr]est\. ([\w-]+) seconds", said))


class TestWholeRoutine:
    @pytest.mark.parametrize("wishes", [(), ("no ball",), ("don't ask me",), ("no ball", "don't ask me")])
    def test_it_takes_as_long_as_it_was_said_to_take(self, wishes: tuple[str, ...]) -> None:
        with at_home(moment=MOMENT) as echo:
            for day in range(1, 11):
                echo.hear("start my back routine")
                if day == 1:
                    for wish in wishes:
                        echo.hear(wish)
                else:
                    echo.hear("start over", 0.5)
                told = minutes_told(echo.hear("how long does it take", 0.5 if day > 1 else None))
                took = minutes_taken(echo)
                if day in (1, 10):
                    assert told == pytest.approx(took, rel=FIVE_PER_CENT)
                echo.leave_alone(86_400.0)

    def test_the_welcome_and_the_answer_agree(self) -> None:
        with at_home(moment=MOMENT) as echo:
            welcome = echo.hear("start my back routine")
            asked = echo.hear("how long does it take")
        told = minutes_told(asked)
        assert told == minutes_told(welcome)
        assert words(asked).startswith("The routine takes about")

    def test_in_the_middle_it_is_what_is_left(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 3)
            told = minutes_told(echo.hear("how long is left", 60.0))
            took = minutes_taken(echo)
        assert told == pytest.approx(took, abs=0.5 + FIVE_PER_CENT * took)


def minutes_told(answer: Turn) -> int:
    return _number(r"bout ([\w-]+) minutes?(?: in all| left in all)?\.(?! About)", words(answer))


def minutes_taken(echo: Echo) -> float:
    """What the rest of the routine takes somebody who says go whenever they are asked."""
    began = echo.clock.now()
    turn = echo.hear("go")
    while not turn.ended:
        turn = echo.hear("yes")
    return (echo.clock.now() + turn.played.lasts - began) / 60


class TestLengthOfAHold:
    @pytest.mark.parametrize(
        ("utterance", "told"),
        [
            ("how long do I hold this", "Thirty seconds."),
            ("how long is the hold", "Thirty seconds."),
            ("how long do I hold the bridge", "Fifteen seconds."),
        ],
    )
    def test_it_is_the_hold_and_not_the_routine(self, utterance: str, told: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the plank")
            answer = echo.hear(utterance, 60.0)
        check(answer)
        assert words(answer).startswith(told)

    def test_the_place_is_kept(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, ORDER.index("plank"))
            asked = echo.hear("how long do I hold this", 100.0)
        assert stint(asked).place.at_rest == Place(0, 1)

    def test_of_a_free_hold_its_own(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("hold for forty seconds")
            assert words(echo.hear("how long do I hold this", 20.0)).startswith("Forty seconds.")

    def test_what_only_moves_is_not_held(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count ten reps")
            assert words(echo.hear("how long do I hold this", 20.0)).startswith(
                "There's no hold in this one."
            )
