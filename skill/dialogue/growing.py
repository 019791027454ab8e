"""Progression in a conversation: steps are taken when somebody comes another day, and told with a reason."""

from __future__ import annotations

from skill.coaching.change import Change
from skill.coaching.progression import EVERYTHING, opened
from skill.coaching.workout import Stint
from skill.dialogue.logbook import day_of
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.turn import Turn

A_DAY = 86_400.0
TOLD = {
    Change.REPS: "growing.reps",
    Change.HOLD: "growing.hold",
    Change.WAY: "growing.way",
    Change.BACK: "growing.back",
    Change.GENTLY: "growing.gently",
}


def progressed(turn: Turn) -> Turn:
    """The turn in which steps that were due have been taken; none within a day, and none for somebody new."""
    person = turn.person
    if turn.bystander or not person.active or not turn.another_day:
        return turn
    days = (turn.now - person.active) / A_DAY
    return turn.but(person=opened(person, turn.exercises, turn.library.progression, days))


def effort_is_asked(turn: Turn) -> bool:
    """Whether it is asked at the end of the routine how it was; never of somebody led through unasked."""
    rule, person = turn.library.progression.effort, turn.person
    if person.preferences.flow or EVERYTHING in person.preferences.stays:
        return False
    workout = turn.workout
    if workout is None or 2 * (len(workout.done) + 1) < len(workout.all):
        return False
    since = day_of(turn, turn.now) - person.effort_asked
    return person.finished + 1 >= rule.from_routine and since >= rule.every_days


def break_told(turn: Turn) -> Phrase | None:
    """Why everything is easier today; None where it is not."""
    change = turn.person.news.get(EVERYTHING)
    return None if change is None else say(TOLD[change])


def step_told(turn: Turn, stint: Stint) -> Phrase | None:
    """What is different in an exercise, and why; None where nothing is."""
    change = turn.person.news.get(stint.exercise)
    return None if change is None or stint.reps is not None else say(TOLD[change])
