"""More rest, or none: for as long as one wants, wherever one is, and the place is kept."""

from __future__ import annotations

import pytest

from skill.coaching.cue import Place
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from tests.sensible import at_exercise, check, person, stint, words

MOMENT = 1_793_000_000.0
BLANKS = 0.3
"""Seconds by which the blanks between three sentences may be shorter than the table's stops."""
BALL_LEAN, BIRD_DOG, PLANK, SUPERMAN, PRONE_EXTENSION, BRIDGE = range(6)


def begins(turn: Turn, text: str) -> float:
    """Seconds into the answer at which the last thing begins that is said with these words in it."""
    return next(spoken.begins for spoken in reversed(turn.played.spoken) if text in spoken.text)


def lasting(turn: Turn) -> float:
    """Seconds from the start of the answer to its question."""
    return turn.played.spoken[-1].begins


def in_the_rest_behind(echo: Echo, number: int, utterance: str) -> Turn:
    """Somebody speaks in the rest behind an exercise."""
    counting = at_exercise(echo, number)
    answer = echo.hear(utterance, begins(counting, "est.") + 12.0)
    check(answer)
    return answer


def between_sets(echo: Echo, utterance: str) -> Turn:
    """Somebody speaks in the rest behind the first set of the prone extension."""
    counting = at_exercise(echo, PRONE_EXTENSION)
    first = next(spoken for spoken in counting.played.spoken if "Then the second set." in spoken.text)
    answer = echo.hear(utterance, first.begins + 12.0)
    check(answer)
    return answer


def in_a_hold(echo: Echo, number: int, movement: int, utterance: str) -> Turn:
    """Somebody speaks twelve seconds after a movement began."""
    counting = at_exercise(echo, number)
    starts = [spoken.begins for spoken in counting.played.spoken if spoken.text in {"Lift.", "Reach."}]
    answer = echo.hear(utterance, starts[movement - 1] + 12.0)
    check(answer)
    return answer


class TestMoreRest:
    def test_behind_an_exercise_the_next_one_is_named(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = in_the_rest_behind(echo, BALL_LEAN, "more rest")
            assert "est. Fifty seconds. Then the bird dog." in words(answer)
            assert words(answer).endswith("the bird dog?")
            assert (stint(answer).exercise, stint(answer).place) == ("bird_dog", Place())
            assert stint(echo.hear("ready")).exercise == "bird_dog"

    def test_between_sets_the_next_set(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, "a longer rest")
            assert "Forty-five seconds. Then the second set." in words(answer)
            assert stint(answer).place == stint(echo.hear("go")).place == Place(1)

    def test_in_a_hold_it_is_a_pause(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = in_a_hold(echo, BRIDGE, 3, "rest a bit longer")
            assert "Thirty seconds. Then the third one." in words(answer)
            assert stint(echo.hear("go")).place.at_rest == Place(0, 2)

    def test_with_sides_the_side_is_named(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = in_a_hold(echo, BIRD_DOG, 4, "more rest")
            assert "Then the other side: left arm, right leg." in words(answer)
            assert stint(echo.hear("go")).place.at_rest == Place(0, 1, 1)

    def test_in_a_pause(self) -> None:
        with at_home(moment=MOMENT) as echo:
            in_a_hold(echo, BRIDGE, 3, "wait")
            answer = echo.hear("thirty more seconds", 20.0)
            check(answer)
            assert "Then the third one." in words(answer)
            assert stint(echo.hear("go")).place.at_rest == Place(0, 2)

    def test_again_and_again(self) -> None:
        with at_home(moment=MOMENT) as echo:
            between_sets(echo, "more rest")
            answers = [echo.hear("more rest") for _ in range(3)]
        assert {stint(answer).place for answer in answers} == {Place(1)}

    def test_in_a_free_count(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count twelve reps")
            answer = echo.hear("more rest", 26.0)
            check(answer)
            assert "Then the" in words(answer)
            assert stint(echo.hear("go")) == stint(answer)

    def test_in_a_free_hold_that_has_not_begun(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("hold for ten seconds")
            answer = echo.hear("more rest", 2.0)
        check(answer)
        assert "Then" not in words(answer)

    @pytest.mark.parametrize(
        ("utterance", "seconds"),
        [
            ("more rest", 45),
            ("eight more seconds", 25),
            ("thirty more seconds", 45),
            ("give me twenty more seconds", 35),
            ("rest for fifteen seconds", 15),
            ("another forty seconds", 55),
            ("rest for a minute", 60),
            ("a minute and a half of rest", 90),
            ("ninety more seconds", 90),
        ],
    )
    def test_it_lasts_as_long_as_was_asked_and_no_warning_runs_into_the_question(
        self, utterance: str, seconds: int
    ) -> None:
        """What is more comes on top of the sixteen seconds that are left, in round numbers."""
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, utterance)
        assert lasting(answer) == pytest.approx(seconds, abs=BLANKS)
        assert "Five seconds." not in words(answer)

    def test_the_shortest_is_hardly_longer_than_what_is_said_of_it(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, "rest for five seconds")
        assert 4.0 < lasting(answer) < 6.0

    @pytest.mark.parametrize(
        "utterance",
        [
            "rest for four seconds",
            "zero more seconds",
            "half more seconds",
        ],
    )
    def test_what_is_no_rest_is_told_what_is_and_the_place_is_kept(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, utterance)
        assert words(answer).startswith("A rest can be anywhere from five to ninety seconds.")
        assert stint(answer).place == Place(1)

    @pytest.mark.parametrize(
        "utterance", ["rest for two minutes", "rest for ninety one seconds", "one hundred more seconds"]
    )
    def test_of_a_longer_one_as_much_is_rested_as_may_be(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, utterance)
        assert "ninety seconds" in words(answer).casefold()
        assert not answer.ended
        assert stint(answer).place == Place(1)
        assert lasting(answer) == pytest.approx(90.0, abs=BLANKS)
        assert answer.reprompt.lasts > 20.0, "the reprompt waits, too"

    def test_asked_to_say_it_again_it_tells_what_comes_next(self) -> None:
        with at_home(moment=MOMENT) as echo:
            between_sets(echo, "more rest")
            again = echo.hear("say that again")
        assert words(again).startswith("Then the second set.")
        assert stint(again).place == Place(1)


class TestSkippedRest:
    @pytest.mark.parametrize("utterance", ["skip the rest", "no rest", "I don't need a rest"])
    def test_behind_an_exercise_the_next_one_begins(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = in_the_rest_behind(echo, BALL_LEAN, utterance)
        assert (stint(answer).exercise, stint(answer).place) == ("bird_dog", Place())
        assert person(answer).spoken is not None

    def test_between_sets_the_next_set_begins(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = between_sets(echo, "skip the rest")
        assert stint(answer).place == Place(1)
        assert words(answer).startswith("Second set. First one.")

    def test_in_a_pause_the_count_goes_on(self) -> None:
        with at_home(moment=MOMENT) as echo:
            in_a_hold(echo, BRIDGE, 3, "more rest")
            answer = echo.hear("I don't need to rest", 6.0)
        assert stint(answer).place.at_rest == Place(0, 2)
        assert words(answer).startswith("Third one.")


@pytest.mark.parametrize("utterance", ["more rest", "thirty more seconds", "skip the rest"])
def test_with_nothing_under_way_it_offers_to_begin(utterance: str) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = echo.hear(utterance)
    check(answer)
    assert words(answer).startswith("We haven't started yet.")
