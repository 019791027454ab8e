"""Free counting: down, in sets, on each side, and by the name of timer; each as the voice counts it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.coaching import counting
from skill.coaching.counting import count, seconds
from skill.coaching.cue import Place
from skill.coaching.dose import Dose
from skill.coaching.free import free_work
from skill.echo.device import Turn
from skill.echo.house import at_home
from tests.sensible import ENGLISH, at_exercise, check, person, stint, words
from tests.works import PlainScript, calls, places

MOMENT = 1_793_000_000.0
NUMBERS = ENGLISH.numbers.cardinals


def told(turn: Turn, text: str) -> list[float]:
    """When it is said."""
    return [one.begins for one in turn.played.spoken if one.text == text]


class TestDown:
    @given(number=st.integers(2, 100))
    @settings(max_examples=20)
    def test_every_number_from_thirty_on_falls_on_its_second(self, number: int) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear(f"count down from {NUMBERS[number]}")
        [end] = told(counted, "And done.")
        for left in range(min(number, counting.EACH_FROM), 0, -1):
            assert told(counted, NUMBERS[left])[-1] == pytest.approx(end - left, abs=0.01)

    def test_in_a_longer_one_the_fives_are_told(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("count down from forty five")
        [end] = told(counted, "And done.")
        fives = [round(end - told(counted, NUMBERS[left])[0]) for left in (45, 40, 35, 30)]
        assert fives == [45, 40, 35, 30]
        assert not told(counted, "forty-four")

    @pytest.mark.parametrize(
        "utterance", ["count down from ten", "count backwards from ten", "countdown from tan"]
    )
    def test_in_any_words(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear(utterance)
        check(counted)
        assert words(counted).startswith("Down from ten. Get set. ten nine eight")

    def test_it_goes_on_where_it_was(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count down from sixty")
            assert "We'll pick up at forty-five seconds." in words(echo.hear("wait", 24.0))
            again = echo.hear("go")
        assert words(again).startswith("Picking up at forty-five seconds. forty-five")

    def test_without_a_number_it_asks(self) -> None:
        with at_home(moment=MOMENT) as echo:
            assert words(echo.hear("count down")) == "How long should we hold?"

    @pytest.mark.parametrize("utterance", ["count down from one", "count down from five hundred"])
    def test_what_cannot_be_counted_down_is_told(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear(utterance)
        check(answer)
        assert words(answer).startswith("I can count down from anything between two and one hundred.")


class TestSets:
    def test_of_reps_with_a_rest_between(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("three sets of ten")
        assert words(counted).startswith("Three sets of ten.")
        assert words(counted).count("That's ten. Rest. Thirty seconds.") == 2
        assert "That's all three sets." in words(counted)

    def test_of_holds(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("hold ten seconds five times")
        down = told(counted, "And rest.")
        assert words(counted).startswith("Five times, ten seconds each.")
        assert len(told(counted, "Hold.")) == len(down) == 5
        for lift, lower in zip(told(counted, "Hold."), down, strict=True):
            assert lower - lift == pytest.approx(10.0 + counting.HOLD_CALL, abs=0.01)

    def test_of_both(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("two sets of three held for five seconds")
        assert words(counted).startswith("Two sets of three, five seconds each.")
        assert len(told(counted, "Hold.")) == 6

    @pytest.mark.parametrize(
        ("utterance", "said"),
        [
            ("do three sets", "Say it all at once, such as: three sets of ten."),
            ("eleven sets of ten", "I can count up to ten sets."),
            ("three sets of two hundred", "I can count anything from one to one hundred."),
            ("hold ten minutes three times", "I can count holds from two seconds to two minutes."),
        ],
    )
    def test_what_cannot_be_counted_is_told(self, utterance: str, said: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear(utterance)
        check(answer)
        assert words(answer).startswith(said)


class TestEachSide:
    def test_reps_on_one_side_then_on_the_other(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("ten on each side")
        assert words(counted).startswith("Ten on each side.")
        assert words(counted).count("Now the other side. Fifteen seconds to change.") == 1
        assert len(told(counted, "And back.")) == 20
        assert words(counted).endswith("That's ten on each side. Shall we start the routine?")

    def test_a_hold_on_each_side(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("hold ten seconds on each side")
            asked = echo.hear("how long is left", told(counted, "And rest.")[0] - 4.0)
        assert len(told(counted, "Hold.")) == 2
        assert words(counted).endswith("That was ten seconds on each side. Shall we start the routine?")
        assert words(asked).startswith("Four seconds to go. Then the other side.")

    def test_the_other_side_goes_there(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("ten on each side")
            other = echo.hear("other side", 20.0)
        assert stint(other).place == Place(1)
        assert words(other).startswith("The other side. First one.")

    def test_one_side_is_told_where_it_is_done(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("ten on each side")
            assert words(echo.hear("where am I", 75.0)).startswith("That's one side.")

    def test_what_is_left_is_told_with_the_other_side(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("ten on each side")
            echo.hear("I did four", 25.0)
            assert words(echo.hear("how many are left")).startswith("Six reps to go. Then the other side.")

    def test_in_an_exercise_with_sides_so_many_are_done(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            answer = echo.hear("three on each side", 60.0)
        assert stint(answer).place == Place(0, 3)
        assert person(answer).aside is None


@given(
    reps=st.integers(1, 4),
    hold=st.sampled_from([0, 2, 5, 30]),
    sets=st.integers(1, 3),
    kind=st.sampled_from(["plain", "down", "each_side"]),
)
def test_the_length_of_a_count_is_known_before(reps: int, hold: int, sets: int, kind: str) -> None:
    if kind == "down":
        dose = Dose(1, hold or 10, down=True)
    elif kind == "each_side":
        dose = Dose(reps, hold, 2, 15, each_side=True)
    else:
        dose = Dose(reps, hold, sets, 30 if sets > 1 else 0)
    work = free_work(dose)
    for place in places(work):
        timeline = count(work, PlainScript(), calls(work), place)
        assert sum(cue.lasts or 0.0 for cue in timeline) == pytest.approx(seconds(work, place))


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        (("hold ten seconds five times",), 8.0),
        (("hold thirty seconds three times",), 20.0),
        (("twenty five seconds of rest from now on", "hold ten seconds five times"), 25.0),
    ],
)
def test_between_two_holds_is_a_rest_as_in_the_exercises(said: tuple[str, ...], rest: float) -> None:
    with at_home(moment=MOMENT) as echo:
        for utterance in said:
            turn = echo.hear(utterance)
    down, next_hold = told(turn, "And rest.")[0], told(turn, "Hold.")[1]
    assert next_hold - down == pytest.approx(2.0 + rest, abs=0.5)


def test_of_one_hold_there_is_nothing_between() -> None:
    assert free_work(Dose(1, 10)).tempo.between == 0


class TestTimer:
    @pytest.mark.parametrize("wish", ["stop the timer", "stop the clock", "kindly stop the counting"])
    def test_it_stops_by_its_name(self, wish: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for thirty seconds")
            answer = echo.hear(wish, 20.0)
        check(answer)
        assert answer.ended
        assert person(answer).aside is None

    def test_a_hold_without_an_end_has_every_second_and_no_middle(self) -> None:
        with at_home(moment=MOMENT) as echo:
            said = words(echo.hear("count until I say stop"))
            assert "I'll count up to two minutes. When you've had enough, say: Alexa, stop." in said
            assert "halfway" not in said.casefold()
            assert words(echo.hear("okay I'm done", 40.0)).startswith("That was twenty-three seconds.")
            assert words(echo.hear("how long was that")).startswith("That was twenty-three seconds.")

    def test_a_routine_that_waits_for_it_is_offered(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            echo.hear("set a timer for thirty seconds", 30.0)
            answer = echo.hear("cancel the timer", 20.0)
        assert words(answer) == "That was nine seconds. Every bit counts. Shall we go on with the bird dog?"
        assert stint(answer).exercise == "bird_dog"

    @pytest.mark.parametrize("wish", ["stop the timer", "stop the clock", "that's enough counting"])
    def test_in_an_exercise_it_waits(self, wish: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            answer = echo.hear(wish, 30.0)
        assert not answer.ended
        assert "say go" in words(answer)
        assert stint(answer).exercise == "bird_dog"

    def test_with_nothing_under_way_it_is_stop(self) -> None:
        with at_home(moment=MOMENT) as echo:
            assert echo.hear("stop the timer").ended

    def test_it_pauses_goes_on_and_begins_again(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for one minute")
            assert "We'll pick up at twenty-five seconds." in words(echo.hear("pause the timer", 37.0))
            assert words(echo.hear("resume the timer")).startswith("Picking up at twenty-five seconds.")
            assert " One minute. Get ready. three two one Hold. one" in words(
                echo.hear("restart the timer", 20.0)
            )

    @pytest.mark.parametrize("utterance", ["what time is left", "how long is left on the timer"])
    def test_its_time_is_told(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            counted = echo.hear("set a timer for one minute")
            [end] = told(counted, "And rest.")
            answer = echo.hear(utterance, end - 25.0)
        assert words(answer).startswith("Twenty-five seconds left.")

    def test_one_that_is_over_begins_again(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for ten seconds")
            assert " Ten seconds. Get ready. three two one Hold. one" in words(echo.hear("restart the timer"))

    @pytest.mark.parametrize(
        ("length", "second", "wish", "hold", "held"),
        [
            ("one minute", 40.0, "another thirty seconds", 90, 25),
            ("two minutes", 45.0, "make it a minute and a half", 90, 30),
            ("two minutes", 45.0, "no, ninety seconds", 90, 30),
            ("thirty seconds", 20.0, "add thirty seconds", 60, 5),
        ],
    )
    def test_another_length_keeps_what_was_held(
        self, length: str, second: float, wish: str, hold: int, held: int
    ) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear(f"set a timer for {length}")
            check(answer := echo.hear(wish, second))
        assert stint(answer).dose == Dose(1, hold)
        assert held <= stint(answer).place.seconds <= held + 6
        assert "three two one" in words(answer)

    def test_beyond_the_longest_what_is_left_is_a_timer_of_its_own(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for two minutes")
            check(answer := echo.hear("give me another thirty seconds", 125.0))
        dose = stint(answer).dose
        assert dose is not None
        assert 34 <= dose.hold <= 38
        assert stint(answer).place == Place()

    def test_once_it_is_over_more_time_is_another_one(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for forty seconds")
            check(answer := echo.hear("another thirty seconds"))
        assert stint(answer).dose == Dose(1, 30)

    def test_longer_than_can_be_counted_keeps_the_place(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("set a timer for two minutes")
            check(answer := echo.hear("make it three minutes", 45.0))
        assert "to two minutes." in words(answer)
        assert "We'll pick up at thirty seconds." in words(answer)
        assert stint(answer).dose == Dose(1, 120)

    @pytest.mark.parametrize("wish", ["fifteen", "make it fifteen"])
    def test_what_was_misheard_keeps_the_place(self, wish: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count twenty reps")
            assert "How many should I count?" in words(echo.hear("that's wrong", 50.0))
            check(answer := echo.hear(wish))
        assert stint(answer).dose == Dose(15)
        assert words(answer).startswith("Fifteen reps. Eleventh one.")


@pytest.mark.parametrize("wish", ["one more please", "one more rep", "give me one extra"])
def test_one_more_is_one_on_top(wish: str) -> None:
    with at_home(moment=MOMENT) as echo:
        spoken = echo.hear("count twenty reps").played.spoken
        last = next(each.begins for each in reversed(spoken) if each.text == "twenty")
        check(answer := echo.hear(wish, last + 0.8))
    assert stint(answer).dose == Dose(21)
    assert words(answer).count("And back.") == 1
