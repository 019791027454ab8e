"""Handlers by themselves: a turn in, an answer out, with no envelope and no SDK."""

from __future__ import annotations

from typing import Any

import pytest

from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Stint, Workout
from skill.content import load
from skill.dialogue.memory import Memory, Question
from skill.dialogue.phrases import name_of, say
from skill.dialogue.request_time import Sent
from skill.dialogue.slots import Slots
from skill.dialogue.turn import Turn
from skill.handlers import corrections, routine, single_exercise
from skill.questions import ROWS

LIBRARY = load()
NOW = 1_793_000_000.0


def turn(**values: Any) -> Turn:
    """A turn of somebody in the second exercise of two, two reps done."""
    workout = Workout("back", ("plank", "bridge"), 1, Place(0, 2))
    person = Person(workout=workout, met={"bridge": 3}, active=NOW - 60.0)
    values = {"person": person, "memory": Memory(asked=Question.RESUME), "new_session": False, **values}
    return Turn(LIBRARY, LIBRARY.language("en-US"), sent=Sent(NOW, NOW), now=NOW, **values)


def test_a_routine_that_was_begun_is_counted_on_where_it_stood() -> None:
    answer = routine.start_routine(turn(new_session=True))
    assert answer.count == Stint("bridge", None, Place(0, 2))
    assert answer.say == (say("greet.back_again"),)
    assert answer.ask is None


def test_a_routine_of_another_day_is_offered() -> None:
    later = turn(new_session=True).but(now=NOW + 43_200.0)
    answer = routine.start_routine(later)
    assert (answer.count, answer.ask) == (None, Question.CARRY_ON)
    assert answer.person == later.person


def test_the_last_exercise_that_is_skipped_is_named_and_ends_the_routine() -> None:
    before = turn()
    answer = routine.skip(before)
    assert say("skip.left_out", name=name_of("bridge")) in answer.say
    assert (answer.ask, answer.count) == (None, None), "it was the last: the session ends"
    assert answer.person.workout is None
    assert (before.person, before.memory) == (turn().person, turn().memory), "a handler changes nothing"


def test_a_correction_moves_the_place() -> None:
    answer = corrections.did_reps(turn(slots=Slots(count=4.0)))
    assert answer.person.stint == Stint("bridge", None, Place(0, 4))
    assert answer.memory.asked is Question.RESUME


def test_an_unknown_exercise_is_asked_for_again() -> None:
    answer = single_exercise.do_exercise(turn(slots=Slots(exercise="")))
    assert (answer.ask, answer.count) == (Question.WHICH_TO_DO, None)


@pytest.mark.parametrize("question", [None, *Question])
def test_every_question_has_a_row(question: Question | None) -> None:
    assert all(callable(handler) for handler in ROWS[question])
