"""Progression: which exercises go a step on or back for a person, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.exercise import Exercise
from skill.coaching.log import Log, Way
from skill.coaching.own_dose import OwnDose
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import at_level, in_dose, work_of
from skill.coaching.progression_rule import Progression
from skill.coaching.steps import Standing, back, forward, gentle, standing

EVERYTHING = ""
"""In place of an exercise's id: all of them."""


def way(exercise: Exercise, preferences: Preferences) -> Way:
    """The same for the log, with the reps of all sets."""
    dose = work_of(exercise, preferences).dose
    return preferences.level(exercise.id), dose.reps * dose.sets, dose.hold


def set_to(person: Person, exercise: Exercise, to: Standing) -> Person:
    """The person doing an exercise so from now on; what is done of it stays done."""
    sets = person.preferences.doses.get(exercise.id, OwnDose()).sets
    if person.preferences.level(exercise.id) is not to.level:
        person = at_level(person, exercise, to.level)
    usual = exercise.work_at(to.level).dose
    own = OwnDose(
        reps=None if to.reps == usual.reps else to.reps,
        hold=None if to.hold == usual.hold else to.hold,
        sets=sets,
    )
    return in_dose(person, exercise, own)


def stays(preferences: Preferences, name: str) -> bool:
    """Whether an exercise is to stay as it is."""
    return bool({name, EVERYTHING} & set(preferences.stays))


def ready(person: Person, log: Log, exercises: Mapping[str, Exercise], rule: Progression) -> tuple[str, ...]:
    """Exercises that go a step on when the person comes another day: those that have waited longest first."""
    waiting = [
        (run.day, -run.times, log.names[run.exercise])
        for run in log.runs
        if run.times >= rule.forward.sessions
        and _may_grow(person, log.names[run.exercise], run.way, exercises, rule)
    ]
    names = dict.fromkeys((*person.ahead, *(name for _, _, name in sorted(waiting))))
    return tuple(names)[: rule.forward.exercises]


def opened(person: Person, exercises: Mapping[str, Exercise], rule: Progression, days_away: float) -> Person:
    """The person on another day: steps that are due are taken, or after a break, steps back."""
    known = [exercise for name, exercise in exercises.items() if _can_change(person, name, exercise)]
    if days_away >= rule.back.start_over_after_days:
        return _all_back(person, known, rule, Change.GENTLY)
    if days_away >= rule.back.after_days:
        return _all_back(person, known, rule, Change.BACK)
    return _all_forward(person, [exercise for exercise in known if exercise.id in person.ahead], rule)


def stepped_back(person: Person, known: Iterable[Exercise], rule: Progression) -> Person:
    """The person with each of these exercises a step easier."""
    for exercise in known:
        if (to := back(exercise, standing(exercise, person.preferences), rule)) is not None:
            person = set_to(person, exercise, to)
    return person


def _all_back(person: Person, known: list[Exercise], rule: Progression, change: Change) -> Person:
    before = person.preferences
    if change is Change.BACK:
        person = stepped_back(person, known, rule)
    else:
        for exercise in known:
            person = set_to(person, exercise, gentle(exercise, standing(exercise, before), rule))
    news = {} if person.preferences == before else {EVERYTHING: change}
    return replace(person, ahead=(), news=news)


def _all_forward(person: Person, known: list[Exercise], rule: Progression) -> Person:
    news = dict(person.news)
    for exercise in known:
        step = forward(exercise, standing(exercise, person.preferences), rule)
        if step is not None:
            person, news[exercise.id] = set_to(person, exercise, step[0]), step[1]
    return replace(person, ahead=(), news=news)


def _can_change(person: Person, name: str, exercise: Exercise) -> bool:
    """Whether it is one that they have met and want to change; what is under way is left as it is."""
    stint = person.stint
    under_way = stint is not None and stint.begun and stint.exercise == name
    return name in person.met and not (exercise.work.breaths or under_way or stays(person.preferences, name))


def _may_grow(
    person: Person, name: str, done: Way, exercises: Mapping[str, Exercise], rule: Progression
) -> bool:
    exercise = exercises.get(name)
    if exercise is None or exercise.work.breaths or stays(person.preferences, name):
        return False
    if tuple(done) != way(exercise, person.preferences):
        return False
    return forward(exercise, standing(exercise, person.preferences), rule) is not None
