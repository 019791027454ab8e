"""Steps of one exercise: one thing at a time, inside its range.

It grows in its reps, then in its hold, then it is done the harder way; it goes back the other way round.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.exercise import Exercise, Level
from skill.coaching.own_dose import SHORTEST_HOLD, Limits
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import work_of
from skill.coaching.progression_rule import Progression, Steps


class Standing(Struct, frozen=True):
    """How an exercise is done."""

    level: Level
    reps: int
    hold: int


class Room(NamedTuple):
    """How far an exercise may go at one level."""

    reps: Limits
    hold: Limits


def standing(exercise: Exercise, preferences: Preferences) -> Standing:
    """How somebody does an exercise."""
    dose = work_of(exercise, preferences).dose
    return Standing(preferences.level(exercise.id), dose.reps, dose.hold)


def room(exercise: Exercise, level: Level, rule: Progression) -> Room:
    """From the smallest dose of the range to the largest; the easier way goes no further than prescribed."""
    variant, prescribed, allowed = exercise.variant(level), exercise.work_at(level).dose, exercise.range
    narrower = rule.limits.get(exercise.id)
    longest = narrower.hold[1] if narrower and level is Level.USUAL else allowed.hold[1]
    most = allowed.reps[1]
    if level is Level.EASIER:
        longest, most = prescribed.hold, prescribed.reps
    if variant is not None and variant.reps is not None:
        most = variant.reps
    shortest = min(prescribed.hold, max(allowed.hold[0], SHORTEST_HOLD))
    return Room(
        Limits(min(prescribed.reps, allowed.reps[0], most), most),
        Limits(shortest, max(longest, shortest)),
    )


def forward(exercise: Exercise, at: Standing, rule: Progression) -> tuple[Standing, Change] | None:
    """A step on, by itself; None at the end, or where the harder way has to be asked for."""
    return _more(exercise, at, rule, rule.forward, by_itself=True)


def harder(exercise: Exercise, at: Standing, rule: Progression) -> Standing | None:
    """A step on for somebody who finds it too easy; None where it is as hard as it gets."""
    step = _more(exercise, at, rule, rule.asked, by_itself=False)
    return None if step is None else step[0]


def back(exercise: Exercise, at: Standing, rule: Progression) -> Standing | None:
    """A step back after a break, inside the range of the usual way; None where there is none."""
    step = _less(exercise, at, rule, rule.back)
    return None if step is not None and step.level < min(at.level, Level.USUAL) else step


def easier(exercise: Exercise, at: Standing, rule: Progression) -> Standing | None:
    """A step back for somebody who finds it too hard, down to the smallest dose of the easiest way."""
    asked, prescribed = rule.asked, exercise.work_at(at.level).dose
    longer = _steps(prescribed.hold - at.hold, asked.of(prescribed.hold))
    below = longer + _steps(prescribed.reps - at.reps, asked.reps)
    if at.level > Level.EASIER and below >= asked.before_the_easier_way:
        return another_way(exercise, at, Level(at.level - 1), rule)
    step = _less(exercise, at, rule, asked)
    if step is None and at.reps > asked.least_reps:
        return replace(at, reps=max(asked.least_reps, at.reps - asked.reps))
    return step


def gentle(exercise: Exercise, at: Standing, rule: Progression) -> Standing:
    """The smallest dose of the range, for somebody who was away for long; never more than before."""
    level = min(at.level, Level.USUAL)
    least = room(exercise, level, rule)
    return Standing(level, min(at.reps, least.reps.least), min(at.hold, least.hold.least))


def _more(
    exercise: Exercise, at: Standing, rule: Progression, steps: Steps, *, by_itself: bool
) -> tuple[Standing, Change] | None:
    within = room(exercise, at.level, rule)
    if at.reps < within.reps.most:
        reps = at.reps + min(steps.reps, max(1, at.reps // 2))
        return replace(at, reps=min(within.reps.most, reps)), Change.REPS
    if at.hold < within.hold.most:
        return replace(at, hold=min(within.hold.most, at.hold + steps.of(at.hold))), Change.HOLD
    names = rule.harder_way
    wanted = exercise.id in names.by_itself if by_itself else exercise.id not in names.more_of_the_same
    if at.level is Level.HARDER or (at.level is Level.USUAL and not wanted):
        return None
    return another_way(exercise, at, Level(at.level + 1), rule), Change.WAY


def _less(exercise: Exercise, at: Standing, rule: Progression, steps: Steps) -> Standing | None:
    within = room(exercise, at.level, rule)
    if at.hold > within.hold.least:
        return replace(at, hold=max(within.hold.least, at.hold - steps.of(at.hold)))
    if at.reps > within.reps.least:
        return replace(at, reps=max(within.reps.least, at.reps - steps.reps))
    return None if at.level is Level.EASIER else another_way(exercise, at, Level(at.level - 1), rule)


def another_way(exercise: Exercise, at: Standing, level: Level, rule: Progression) -> Standing:
    """Another way, with what it prescribes itself; a harder one is held for less long at first.

    Nothing is held for longer on the way back: that was too hard.
    """
    variant, within = exercise.variant(level), room(exercise, level, rule)
    prescribed = exercise.work_at(level).dose
    share = rule.harder_way.share_of_hold if level > at.level else 1.0
    reps, hold = min(at.reps, prescribed.reps), min(round(at.hold * share), prescribed.hold)
    if variant is not None:
        reps = reps if variant.reps is None else variant.reps
        hold = hold if variant.hold is None else variant.hold
    return Standing(level, within.reps.nearest(reps), within.hold.nearest(hold))


def _steps(difference: int, step: int) -> int:
    return max(0, -(-difference // step))
