"""The first meeting: two questions at most, in half a minute; and routines with doses of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from skill.coaching.exercise import Equipment, Exercise
from skill.coaching.person import Person
from skill.coaching.routine import Amount
from skill.content import load
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue.duration import ANSWERING
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.conversation import MOMENT
from tests.routines import ALL
from tests.sensible import person, stint, words

pytestmark = pytest.mark.all_routines

GENTLE, EXERCISES = ALL[GENTLE_ROUTINE], load().exercises
HALF_A_MINUTE = 30.0
ANSWERS = [["yes"], ["no"], ["I don't know"], ["skip"], ["yes", "yes"], ["yes", "no"], ["yes", "skip"]]


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def done_with(echo: Echo, said: str) -> float:
    """Seconds until all is done and said, for somebody who goes on whenever they are asked."""
    turn, seconds = echo.hear(said), 0.0
    for _ in range(40):
        seconds += turn.played.lasts
        if turn.ended:
            return seconds
        seconds += ANSWERING
        turn = echo.hear("yes")
    raise AssertionError("the routine does not end")


@pytest.mark.parametrize("answers", ANSWERS)
def test_the_first_time_takes_half_a_minute_until_it_begins(echo: Echo, answers: Sequence[str]) -> None:
    talk, turn = 0.0, echo.hear("start my back routine")
    for answer in (*answers, "yes", "yes"):
        if person(turn).spoken is not None:
            return
        talk += turn.played.lasts
        assert talk < HALF_A_MINUTE
        turn = echo.hear(answer)
    assert person(turn).spoken is not None


def test_everybody_hears_what_to_be_careful_about_before_the_first_exercise(echo: Echo) -> None:
    for said in ("start the routine", "the gentle routine", "I've never done this before"):
        welcome = echo.hear(said)
        assert "ask your doctor first" in words(welcome), said
        assert "ask your doctor first" not in words(echo.hear("how long does it take"))
        echo.hear("stop")
        echo.hear("I'm new here")
        echo.hear("stop")


@pytest.mark.parametrize(
    "begins", ["do the bridge", "no warm up", "skip the bridge", "just the plank", "I have ten minutes"]
)
def test_they_hear_it_once_whatever_they_begin_with(echo: Echo, begins: str) -> None:
    heard = [words(echo.hear(said)) for said in (begins, "go")]
    assert " ".join(heard).count("ask your doctor first") == 1
    assert "ask your doctor first" in " ".join(heard).partition("three two one")[0].lower()


@pytest.mark.parametrize("name", GENTLE.exercises)
def test_the_gentle_start_is_the_bottom_of_each_range(name: str) -> None:
    exercise: Exercise = EXERCISES[name]
    dose = GENTLE.dose_of(exercise)
    assert (dose.reps, dose.hold, dose.sets) == (exercise.range.reps[0], exercise.range.hold[0], 1)
    assert GENTLE.dose is Amount.LEAST
    eased = GENTLE.prescribing(EXERCISES)[name].easier
    assert (eased.reps or 0) <= dose.reps
    assert (eased.hold or 0) <= dose.hold


def test_the_gentle_start_is_short_and_needs_no_ball() -> None:
    assert len(GENTLE.exercises) in {3, 4}
    on_the_floor = set(GENTLE.order) - set(GENTLE.off_the_floor)
    assert not any(EXERCISES[name].needs for name in on_the_floor)
    assert not any(Equipment.BALL in EXERCISES[name].needs for name in GENTLE.off_the_floor)
    assert GENTLE.rest == 60


def test_it_takes_as_long_as_was_said(echo: Echo) -> None:
    echo.hear("start my back routine")
    assert "about ten minutes" in words(echo.hear("no"))
    assert done_with(echo, "yes") == pytest.approx(600, rel=0.05)
    echo.leave_alone(86_400.0)
    assert "Today it's the gentle routine. Here's the warm-up march." in words(
        echo.hear("start my back routine")
    )
    assert person(echo.hear("wait")).finished == 1


def test_what_is_remembered_is_the_routine_and_no_more(echo: Echo) -> None:
    echo.hear("start my back routine")
    gentle = person(echo.hear("no"))
    assert gentle == Person(
        version=gentle.version,
        preferences=gentle.preferences,
        minutes=gentle.minutes,
        active=gentle.active,
        requests=gentle.requests,
    )
    assert gentle.preferences.routine == "gentle"
    echo.hear("stop")
    echo.leave_alone(86_400.0)
    assert "three exercises" in words(echo.hear("start my back routine"))


def test_an_exercise_alone_has_the_dose_of_the_routine_that_somebody_does(echo: Echo) -> None:
    echo.hear("start my back routine")
    echo.hear("no")
    assert "Twice, ten seconds each." in words(echo.hear("do the plank"))
    echo.hear("yes")
    echo.hear("the full routine")
    assert "Five times, thirty seconds each." in words(echo.hear("do the plank"))


def test_a_dose_of_ones_own_goes_before_that_of_the_routine(echo: Echo) -> None:
    for said in ("start my back routine", "no", "do the plank"):
        echo.hear(said)
    echo.hear("make it twenty seconds", 8.0)
    assert "Twenty seconds." in words(echo.hear("how long do I hold this", 3.0))


def test_who_has_a_ball_is_not_asked_again(echo: Echo) -> None:
    for said in ("start my back routine", "yes", "yes", "yes", "yes"):
        turn = echo.hear(said)
    assert stint(turn).exercise == "ball_lean"
    echo.hear("next exercise")
    echo.hear("the gentle routine")
    echo.hear("yes")
    assert "ball?" not in words(echo.hear("the full routine", 8.0))
