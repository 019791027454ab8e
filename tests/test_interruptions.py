""" "Alexa, wait" at any moment: the place is right, or off in the listener's favour."""

from __future__ import annotations

import random

import pytest

from skill.coaching.exercise import Level
from skill.coaching.style import LONGEST_SILENCE
from skill.settings import Timing
from tests.listener import ENGLISH, LIBRARY, Interruption, Listener, interruptions

pytestmark = pytest.mark.slow

EACH = 400
LATEST = 3.5 + LONGEST_SILENCE
"""Maximum seconds of a hold that are not credited: the uncertainty, and the time since the last word."""


@pytest.fixture(scope="module", params=range(2))
def heard(request: pytest.FixtureRequest) -> list[Interruption]:
    """Eight hundred interruptions in total, with documents, the default."""
    return list(interruptions(EACH, seed=request.param))


def test_the_place_is_within_one_rep(heard: list[Interruption]) -> None:
    assert sum(one.within_one for one in heard) >= 0.99 * len(heard)


def test_no_rep_counts_without_a_complete_hold(heard: list[Interruption]) -> None:
    assert [one for one in heard if one.not_begun or one.not_done] == []


def test_at_most_one_rep_is_repeated(heard: list[Interruption]) -> None:
    counted = [one for one in heard if not LIBRARY.exercises[one.exercise].work.breaths]
    assert [one for one in counted if one.done_twice] == []


def test_the_side_is_the_one_the_listener_expects(heard: list[Interruption]) -> None:
    # Within half a second of its name it may be the one before, which is done again.
    wrong = [one for one in heard if one.wrong_side]
    assert len(wrong) <= len(heard) / 100
    assert all(one.credited == one.done - 1 for one in wrong)


def test_what_is_interrupted_counts() -> None:
    chance = random.Random(0)
    for _ in range(20):
        listener = Listener(chance)
        calls = {call for level in Level for call in _calls(listener.exercise, level)}
        assert calls & {one.text for one in listener.begins().played.spoken}, listener.exercise


def _calls(exercise: str, level: Level) -> tuple[str, str]:
    """What is said when a movement begins, and at its end."""
    calls = ENGLISH.exercises[exercise].calls_at(level)
    return calls.lift, calls.lower


def test_a_hold_credits_no_second_too_many_and_repeats_few(
    heard: list[Interruption],
) -> None:
    in_a_hold = [one for one in heard if one.credited == one.done and one.seconds > 0]
    assert len(in_a_hold) > EACH / 100
    for one in in_a_hold:
        assert one.seconds - LATEST <= one.credited_seconds <= one.seconds


def test_every_exercise_was_interrupted_in_every_variant(heard: list[Interruption]) -> None:
    assert {one.exercise for one in heard} == set(LIBRARY.exercises)
    assert any(one.sides_heard == {1} for one in heard)
    assert any(one.done == one.begun for one in heard)


def test_plain_ssml_credits_no_rep_that_was_not_done() -> None:
    # There the voice's pace adds up over the count, so what is sure is less: some reps are done again.
    heard = list(interruptions(EACH, seed=9, timing=Timing.SSML))
    assert [one for one in heard if one.not_begun or one.not_done] == []
    assert sum(one.within_one for one in heard) >= 0.95 * len(heard)
    # Which side comes next cannot be known there: where it may be another one, that is said.
    with_sides = [one for one in heard if one.sides > 1]
    assert any(one.wrong_side for one in with_sides)
    assert sum(one.wrongly_sure for one in with_sides) <= len(with_sides) / 100
