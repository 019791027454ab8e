"""Doing an exercise an easier or a harder way from now on."""

from __future__ import annotations

from skill.coaching.dose import Work
from skill.coaching.exercise import Level
from skill.coaching.prescription import at_level
from skill.coaching.progression import set_to
from skill.coaching.steps import Standing
from skill.dialogue import introduction, moving
from skill.dialogue.phrases import ExerciseText, Length, Phrase, Talk, say
from skill.dialogue.situation import is_held
from skill.dialogue.turn import Turn


def changed(turn: Turn, name: str, level: Level) -> tuple[Turn, Talk]:
    """The turn afterwards, and what is to be told: what is no longer done, where the body goes, what it does,
    how long."""
    position, before, left = turn.position(name), turn.work(turn.today(name)), turn.level(name)
    turn = turn.but(person=at_level(turn.person, turn.exercise(name), level))
    there, current = turn.position(name), turn.stint is not None and turn.stint.exercise == name
    moved = current and there is not position
    moves = moving.into(turn, turn.memory.body, name, briefly=True) if moved else ()
    if moves:
        turn = turn.with_memory(body=there)
    back = () if left is Level.EASIER and moves else (ExerciseText(name, "back", left),)
    way, dose = ExerciseText(name, "way", level), _new_dose(before, turn.work(turn.today(name)))
    # A weight is laid aside before anybody moves.
    return turn, (*back, *moves, way, dose) if left is Level.HARDER else (*moves, *back, way, dose)


def given_up(turn: Turn, name: str) -> Talk:
    """What is no longer done of an exercise that is made easier from its harder way; else nothing."""
    return (ExerciseText(name, "back", Level.HARDER),) if turn.level(name) is Level.HARDER else ()


def stepped(turn: Turn, name: str, to: Standing) -> tuple[Turn, Talk]:
    """The same for a step: another way is told as such, another dose in a word."""
    before, level = turn.work(turn.today(name)), turn.level(name)
    if to.level is not level:
        turn, (*told, _) = changed(turn, name, to.level)
    else:
        told = []
    turn = turn.but(person=set_to(turn.person, turn.exercise(name), to), unsure=False)
    return turn, (*told, _new_dose(before, turn.work(turn.today(name))))


def _new_dose(before: Work, now: Work) -> Phrase | None:
    """As much of the dose as is new."""
    if before.dose == now.dose:
        return None
    if before.dose.reps == now.dose.reps:
        return say("level.held", length=Length(now.dose.hold))
    if before.dose.hold == now.dose.hold and not now.breaths:
        key = "level.holds" if is_held(now) else "level.reps"
        return say("level.reps_each_side" if now.sides else key, n=now.dose.reps)
    return introduction.dose(now)
