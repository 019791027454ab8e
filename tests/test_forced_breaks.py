"""Where an answer has to end: one question an exercise, rests as prescribed, a goodbye without a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from skill.content import load
from skill.dialogue.memory import Question
from skill.echo.device import LISTENS, Echo, Turn
from skill.echo.house import at_home
from skill.echo.player import Spoken
from skill.echo.request import Device
from tests.sensible import ENGLISH, at_exercise, check, person, stint, words

MOMENT = 1_793_000_000.0
A_DAY = 86_400.0
LIBRARY = load()
ROUTINE = LIBRARY.routines["back"]
OPENING = "start my back routine"
DEVICES: tuple[Device, ...] = ("speaker", "plain-speaker")
STARTS = {"three"}
"""The first word of a countdown; it never stands before a start otherwise."""
GOODBYES = ("See you tomorrow.", "Until tomorrow.")


def asked(turn: Turn) -> Question:
    return Question(turn.response["sessionAttributes"]["memory"]["asked"])


def day(echo: Echo) -> Iterator[Turn]:
    """All that is heard on one day, by somebody who says yes to every question."""
    turn = echo.hear(OPENING)
    yield turn
    while not turn.ended:
        turn = echo.hear("yes")
        yield turn


def days(echo: Echo, number: int) -> list[list[Turn]]:
    heard = []
    for _ in range(number):
        heard.append(list(day(echo)))
        for turn in heard[-1]:
            if not turn.unplayed:
                check(turn)
        echo.leave_alone(A_DAY)
    return heard


def test_what_is_known_by_heart_is_asked_about_once_an_exercise() -> None:
    with at_home(moment=MOMENT) as echo:
        *_, third = days(echo, 3)
    forced = [turn for turn in third if not turn.ended and asked(turn) is Question.COUNT_ON]
    assert forced
    for turn in forced:
        assert re.search(r"[Bb]reathe\. Ready for [\w ]+\?$", words(turn))
    assert len(third) - 1 <= len(ROUTINE.exercises) + 1


@pytest.mark.whole_routine
def test_on_the_tenth_day_there_is_a_question_for_each_part_at_most() -> None:
    with at_home(moment=MOMENT) as echo:
        for _ in range(9):
            assert list(day(echo))[-1].ended
            echo.leave_alone(A_DAY)
        tenth = list(day(echo))
    whole = load().routines["back"]
    assert len(tenth) - 1 <= len(whole.exercises) + len(whole.easy_movement)
    broken_off = [
        (stint(following).exercise, words(turn))
        for turn, following in pairwise(tenth)
        if asked(turn) is Question.COUNT_ON
    ]
    # The warm-up leads into the ball lean. All else that fits into an answer is led through in one.
    assert broken_off[0][0] == "ball_lean"
    assert not {"march", "hip_thrust", "childs_pose", "bridge", "knee_hug"} & {name for name, _ in broken_off}
    assert all(said.endswith("set?") for name, said in broken_off if name == "prone_extension")


@pytest.mark.whole_routine
def test_the_warm_up_leads_to_what_is_needed_first() -> None:
    with at_home(moment=MOMENT) as echo:
        first, _, third = days(echo, 3)
    new, known = words(first[1]), words(third[0])
    assert new.endswith("a clear wall with a non-slip floor. Ready for the Swiss ball lean?")
    assert re.search(
        r"Swiss ball lean[\w ]*\. Grab what you need\. Lean from your ankles, back straight\.", known
    )


def test_somebody_new_is_asked_before_each_exercise() -> None:
    with at_home(moment=MOMENT) as echo:
        [first] = days(echo, 1)
    ready = [turn for turn in first if not turn.ended and asked(turn) is Question.READY]
    assert len(ready) == len(ROUTINE.exercises) - 1


@pytest.mark.parametrize("device", DEVICES)
def test_between_two_exercises_one_rests_as_long_on_any_day(device: Device) -> None:
    with at_home(moment=MOMENT, device=device) as echo:
        heard = days(echo, 3)
    for turns in heard:
        rests = list(_rests(turns))
        assert len(rests) == len(ROUTINE.exercises) - 1
        assert min(rests) >= ROUTINE.rest


def _rests(turns: list[Turn]) -> Iterator[float]:
    """Seconds from the end of each exercise to the countdown of the next one."""
    done, clock = None, 0.0
    for turn in turns:
        for spoken in turn.played.spoken:
            if re.search(r"est(\.| first\.)", spoken.text) and _rests_behind_an_exercise(turn, spoken):
                done = clock + spoken.begins
            if done is not None and spoken.text in STARTS:
                yield clock + spoken.begins - done
                done = None
        clock += turn.played.lasts + 1.0


def _rests_behind_an_exercise(turn: Turn, spoken: Spoken) -> bool:
    """Not between two sets: there it is told how many were done in the same breath."""
    behind = turn.played.spoken[turn.played.spoken.index(spoken) :]
    told = " ".join(one.text for one in behind[:5])
    return any(f"{ENGLISH.exercises[name].name}" in told for name in ROUTINE.exercises)


def test_a_rest_without_room_is_waited_for_before_the_next_start() -> None:
    with at_home(moment=MOMENT) as echo:
        days(echo, 2)
        superman = ROUTINE.exercises.index("superman")
        echo.hear(OPENING)
        for _ in range(superman):
            echo.hear("next exercise", 20.0)
        echo.hear("I did one", 40.0)
        last = echo.hear("go")
        assert "est first." in words(last)
        following = echo.hear("yes")
    done = next(one.begins for one in last.played.spoken if one.text.startswith("That's ten"))
    start = next(one.begins for one in following.played.spoken if one.text in STARTS)
    assert last.played.lasts - done + start >= ROUTINE.rest - 2.0


def test_no_warning_runs_into_a_question() -> None:
    with at_home(moment=MOMENT) as echo:
        for turns in days(echo, 3):
            for turn in turns:
                said = [spoken.text for spoken in turn.played.spoken]
                if "Five seconds." in said:
                    rest = said[said.index("Five seconds.") + 1 :]
                    assert rest[:3] == ["three", "two", "one"]


class TestTheEnd:
    def test_it_says_goodbye_and_asks_nothing(self) -> None:
        with at_home(moment=MOMENT) as echo:
            first, second, _ = days(echo, 3)
        for turns, times in ((first, "your first time"), (second, "your second time")):
            said = words(turns[-1])
            assert turns[-1].ended
            assert said.endswith(GOODBYES)
            assert times in said
            assert said.count("?") == 0

    def test_it_counts_as_finished_once_it_was_heard_to_its_end(self) -> None:
        with at_home(moment=MOMENT) as echo:
            *_, last = day(echo)
            assert person(last).finished == 0
            echo.leave_alone(A_DAY)
            assert person(echo.hear(OPENING)).finished == 1

    def test_heard_half_it_is_taken_up_again(self) -> None:
        with at_home(moment=MOMENT) as echo:
            *_, last = day(echo)
            again = echo.hear(OPENING, last.played.lasts / 2)
        workout = person(again).workout
        assert person(again).finished == 0
        assert workout is not None
        assert workout.exercises[workout.at] == ROUTINE.exercises[-1]

    def test_alone_in_its_answer_so_that_every_other_one_can_be_interrupted(self) -> None:
        with at_home(moment=MOMENT) as echo:
            *_, third = days(echo, 3)
        before = third[-2]
        assert ENGLISH.exercises[ROUTINE.exercises[-1]].name in before.played.spoken[-1].text

    def test_one_who_is_not_asked_hears_it_behind_the_silence(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear(OPENING)
            echo.hear("don't ask me")
            turn = echo.hear("yes")
            while not turn.ended:
                last = turn
                turn = echo.hear("yes", turn.played.lasts + LISTENS + turn.reprompt.lasts + 1.0)
        heard = last.reprompt.spoken[-1].text if last.reprompt.spoken else ""
        assert heard.endswith(GOODBYES) or words(turn).endswith(GOODBYES)

    def test_what_hurt_today_keeps_the_session_open(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, len(ROUTINE.exercises) - 2)
            echo.hear("that hurts", 40.0)
            turn = echo.hear("no")
            while not turn.ended and asked(turn) is not Question.FINISH:
                turn = echo.hear("better" if asked(turn) is Question.BETTER else "yes")
            assert not turn.ended
            assert echo.hear("yes").ended
