"""Difficulty: the current exercise a step easier or harder, remembered until it is changed."""

from __future__ import annotations

from skill.coaching.exercise import Level
from skill.coaching.stepping import finished
from skill.coaching.steps import Standing, another_way, standing
from skill.coaching.steps import easier as easier_than
from skill.coaching.steps import harder as harder_than
from skill.dialogue import variants
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.memory import Question
from skill.dialogue.phrases import name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import instead_of, just_done_alone, tick_off, without_today
from skill.handlers.own_dose import as_prescribed, usual_dose
from skill.handlers.single_exercise import do_asked

LEVELS = set(Level)
MOST_AT_ONCE, SHORT = 2, 20
"""How many times as long as now the harder way is held at the most, or for so many seconds; else one goes in
steps."""


def easier(turn: Turn, name: str | None = None) -> Answer:
    """ "That's too hard": less, then the easier way, down to its smallest dose; then another."""
    name = name or _exercise(turn)
    if name is None:
        return _no_exercise(turn)
    exercise = turn.exercise(name)
    to = easier_than(exercise, standing(exercise, turn.person.preferences), turn.library.progression)
    if to is not None:
        return _changed(turn, name, to, -1)
    return _offer_another(turn, name) if name == _current(turn) else tell(turn, say("level.easiest"))


def harder(turn: Turn, name: str | None = None) -> Answer:
    """ "That's too easy": more, then the harder way."""
    name = name or _exercise(turn)
    if name is None:
        return _no_exercise(turn)
    exercise = turn.exercise(name)
    to = harder_than(exercise, standing(exercise, turn.person.preferences), turn.library.progression)
    return tell(turn, say("level.hardest")) if to is None else _changed(turn, name, to, 1)


def easier_way(turn: Turn) -> Answer:
    """ "An easier version", "on my knees": that way at once, however much is done of it."""
    return _other_way(turn, -1) or easier(turn)


def harder_way(turn: Turn) -> Answer:
    """ "The harder version"."""
    return _other_way(turn, 1) or harder(turn)


def usual(turn: Turn) -> Answer:
    """ "The usual", "the usual plank": the way and the dose that everybody begins with."""
    name, stint = _exercise(turn), turn.stint
    if name is None:
        return tell(turn, say("own.which_usual" if stint is None else "level.free"))
    if turn.level(name) is Level.USUAL:
        return usual_dose(turn, name)
    turn, told = variants.changed(as_prescribed(turn, name), name, Level.USUAL)
    if stint is not None and stint.exercise == name and finished(turn.work(turn.today(name)), stint.place):
        return tick_off(turn, say("level.usual"))
    return ask(turn, [say("level.usual"), *told], question_of_place(turn))


def do_rather(turn: Turn) -> Answer:
    """Yes to another exercise: the one that is too hard is left out today."""
    name, workout = _exercise(turn), turn.workout
    if name is not None and workout is not None and turn.person.aside is None:
        turn = turn.with_person(workout=without_today(turn, workout, name))
    return do_asked(turn.with_person(aside=None))


def _other_way(turn: Turn, by: int) -> Answer | None:
    """The exercise a way easier or harder; None where there is no such way."""
    name = _exercise(turn)
    if name is None or turn.level(name) + by not in LEVELS:
        return None
    exercise, level = turn.exercise(name), Level(turn.level(name) + by)
    at = standing(exercise, turn.person.preferences)
    to = another_way(exercise, at, level, turn.library.progression)
    if by > 0 and to.hold > max(MOST_AT_ONCE * at.hold, SHORT):
        return None
    return _changed(turn, name, to, by)


def _changed(turn: Turn, name: str, to: Standing, by: int) -> Answer:
    """A step on or back is taken, and the place kept; fewer reps than are done end the exercise."""
    before, said = turn.level(name), "level.easier" if by < 0 else "level.harder"
    turn, told = variants.stepped(turn, name, to)
    stint = turn.stint
    if stint is None or stint.exercise != name:
        of_another = "level.easier_of" if by < 0 else "level.harder_of"
        return tell(turn, say(of_another, name=name_of(name)), *told)
    if finished(turn.work(stint), stint.place):
        return tick_off(turn, say("done.well"))
    back_to_usual = before is not to.level is Level.USUAL
    return ask(turn, [say("level.usual" if back_to_usual else said), *told], question_of_place(turn))


def _offer_another(turn: Turn, name: str) -> Answer:
    """It is as easy as it gets: another exercise, if there is one that does not come anyway."""
    instead = instead_of(turn, name, (name, *(turn.workout.all if turn.workout is not None else ())))
    if instead is None:
        return ask(turn, [say("level.easiest")], Question.SKIP_THIS, about=name)
    return ask(turn, [say("level.easiest")], Question.RATHER, about=instead)


def _exercise(turn: Turn) -> str | None:
    """The exercise that was named, or that the person is at; None in a free count, too."""
    named = turn.slots.exercise
    return named if named in turn.library.exercises else _current(turn)


def _current(turn: Turn) -> str | None:
    stint = turn.stint if turn.stint is not None else just_done_alone(turn)
    return stint.exercise or None if stint is not None else None


def _no_exercise(turn: Turn) -> Answer:
    return tell(turn, say("level.in_each" if turn.stint is None else "level.free"))
