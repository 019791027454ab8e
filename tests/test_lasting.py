"""What lasts is said with the words that undo it; leaving and the end of a routine."""

from __future__ import annotations

import re
from functools import cache

import pytest

from skill.dialogue.memory import Question
from skill.echo.device import Echo
from skill.echo.house import at_home
from skill.skill import INTENTS
from tests.sensible import ENGLISH, at_exercise, check, person, words
from tests.test_out_of_breath import UNDER_WAY, remembered, send, spoken
from tests.test_pain import memory

MOMENT = 1_793_000_000.0
PLANK, HIP_THRUST = 2, 6
LASTING = ("style", "brief", "count_up", "explain", "flow", "never", "rest", "ready", "sides", "countdown")
"""How somebody is led; what is done, and how much of it, is told with the exercise."""
UNDOES = {"CountEverySecondIntent", "EndCountedDownIntent", "UsualPausesIntent", "BackInExerciseIntent"}
UNDONE = [
    ("more time to get ready", "the usual pauses"),
    ("longer rests", "the usual pauses"),
    ("you talk too much", "count every second"),
    ("count up", "count down at the end"),
    ("don't ask me", "ask me each time"),
    ("never the superman again", "bring back the superman"),
]


@cache
def told_of_what_lasts(name: str) -> str:
    """What is said to a wish in an exercise that changes how somebody is led; nothing for any other."""
    answered = send(UNDER_WAY, name, {"asked": "resume"})
    if "attributes" in answered or "outputSpeech" not in answered["response"]:
        return ""
    if answered["response"].get("shouldEndSession", True):
        return ""
    before, after = UNDER_WAY.preferences, remembered(answered).preferences
    changed = any(getattr(before, field) != getattr(after, field) for field in LASTING)
    return spoken(answered) if changed else ""


@pytest.mark.parametrize("name", sorted(INTENTS.keys() - UNDOES))
def test_whatever_lasts_says_how_to_undo_it(name: str) -> None:
    told = told_of_what_lasts(name)
    assert not told or re.search(r"\bsay: ", told), told


def test_there_are_wishes_that_last() -> None:
    lasts = {name for name in INTENTS.keys() - UNDOES if told_of_what_lasts(name)}
    assert {"CountLessIntent", "NeverExerciseIntent", "LeadThroughIntent", "LongerRestsIntent"} < lasts, lasts


@pytest.mark.parametrize(("wish", "undo"), UNDONE)
def test_the_words_that_undo_it_do(wish: str, undo: str) -> None:
    with at_home(moment=MOMENT) as echo:
        before = person(at_exercise(echo, 0)).preferences
        told = echo.hear(wish, 60.0)
        assert undo in words(told)
        assert person(told).preferences != before
        after = person(echo.hear(undo)).preferences
    assert [getattr(after, field) or None for field in LASTING if field != "style"] == [
        getattr(before, field) or None for field in LASTING if field != "style"
    ]


def leaves_in(echo: Echo, number: int, utterance: str, left: float) -> str:
    """What is said to somebody who leaves so many seconds before the last hold of an exercise is over."""
    counting = at_exercise(echo, number)
    while "for the last" in words(counting):
        counting = echo.hear("go")
    lower = [one.begins for one in counting.played.spoken if one.text in {"And down.", "Knees down."}][-1]
    answer = echo.hear(utterance, lower - left)
    check(answer)
    assert answer.ended
    return words(answer)


@pytest.mark.parametrize(
    ("number", "told"),
    [(PLANK, "Onto your hands and knees first"), (HIP_THRUST, "Walk your feet back until")],
)
def test_who_leaves_is_told_how_to_get_up(number: int, told: str) -> None:
    with at_home(moment=MOMENT) as echo:
        assert told in leaves_in(echo, number, "stop", 20.0)


def test_who_is_finished_in_the_last_second_has_done_it() -> None:
    with at_home(moment=MOMENT) as echo:
        leaves_in(echo, PLANK, "phew that's me finished", 0.5)
        back = echo.hear("start my back routine")
    workout = person(back).workout
    assert workout is not None
    assert workout.done[-1] == "plank"


def getting_up(echo: Echo) -> float:
    """Seconds into the answer that ends the routine at which somebody gets up."""
    last = at_exercise(echo, HIP_THRUST)
    assert last.ended
    return last.played.lasts - 6.0


@pytest.mark.parametrize("said", ["next", "right then, on we go", "done"])
def test_who_goes_on_behind_the_end_hears_that_it_is_all_done(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = echo.hear(said, getting_up(echo))
        assert answer.ended
        assert "finished for today" in words(answer)
        assert "routine?" in words(echo.hear("go"))


def test_who_gets_up_at_the_end_is_asked_nothing() -> None:
    with at_home(moment=MOMENT) as echo:
        answer = echo.hear("what's the best way to get off the floor", getting_up(echo))
    assert answer.ended
    assert "stand up slowly" in words(answer)


def test_in_its_first_hold_nobody_is_asked_whether_to_begin() -> None:
    with at_home(moment=MOMENT) as echo:
        counting = at_exercise(echo, PLANK)
        lifts = next(one.begins for one in counting.played.spoken if one.text == "Lift.")
        answer = echo.hear("which muscles does it work", lifts + 4.0)
        assert memory(answer).asked is Question.RESUME
        assert memory(echo.hear("thank you")).asked is Question.RESUME
        introduced = echo.hear("skip")
        assert memory(introduced).asked is Question.READY


@pytest.mark.parametrize("name", sorted(ENGLISH.exercises))
def test_arms_and_legs_are_told_as_bent_or_straight(name: str) -> None:
    answers = ENGLISH.exercises[name].answers
    assert re.search(r"\b(bent|bends?|straight|straighten|hang)\b", answers.arms, re.IGNORECASE), answers.arms
    assert re.search(r"\b(bent|bends?|straight|chin)\b", answers.legs, re.IGNORECASE), answers.legs


def test_the_bridge_is_as_high_as_it_was_taught() -> None:
    bridge = ENGLISH.exercises["bridge"]
    assert "as high as you can" in bridge.cue
    assert "as high as you can" in bridge.answers.how_far.lower()


@pytest.mark.all_routines
def test_somebody_new_hears_how_long_both_take() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        said = words(echo.hear("how many minutes will I need"))
    assert re.search(
        r"^About [\w-]+ minutes if these are new to you\. All seven take about [\w-]+\.", said
    ), said
