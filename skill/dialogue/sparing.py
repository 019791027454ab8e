"""What a pain leaves out, what is offered instead and what comes next; nothing of it outlasts the session."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import BodyPart
from skill.coaching.prescription import at_level
from skill.dialogue import workout
from skill.dialogue.answer import Answer, ask, close
from skill.dialogue.memory import Question
from skill.dialogue.phrases import MOST_IN_A_ROW, Phrase, Talk, name_of, names_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn


def with_hurt(turn: Turn, name: str) -> Turn:
    """The turn that knows of an exercise that hurt."""
    hurts = turn.memory.hurts
    return turn if name in hurts else turn.with_memory(hurts=(*hurts, name))


def with_sore(turn: Turn, parts: Iterable[BodyPart]) -> Turn:
    """The turn that knows which parts of the body are sore."""
    known = turn.memory.sore
    return turn.with_memory(sore=(*known, *(part for part in parts if part not in known)))


def left_out_today(turn: Turn, name: str, talk: Talk, quiet: float = 0.0) -> Answer:
    """Not again today. What spares the sore part is offered instead, if there is such a thing.

    It is offered after so many seconds of quiet.
    """
    turn = dropped(with_hurt(turn, name), name)
    # Neither what comes anyway, nor what was done today.
    planned = (*turn.workout.left, *turn.workout.done) if turn.workout is not None else ()
    instead = workout.instead_of(turn, name, planned)
    if instead is None:
        return what_is_next(turn, talk, name, quiet)
    return ask(turn, [*talk, left_out(name)], Question.INSTEAD, about=instead, quiet=quiet)


def dropped(turn: Turn, name: str) -> Turn:
    """Without the exercise, in the workout or beside it."""
    if turn.stint is not None and turn.stint.exercise == name and name in turn.memory.hurts:
        turn = turn.with_memory(left=turn.stint)
    planned, turn = turn.workout, workout.left_beside(turn, (name,))
    if planned is None:
        return turn
    return turn.with_person(workout=workout.without_today(turn, planned, name))


def taken_up_again(turn: Turn) -> Turn | None:
    """The turn at what was left last, as far as it was done then; None where nothing was."""
    left, planned = turn.memory.left, turn.workout
    if left is None:
        return None
    left = replace(left, place=left.place.at_rest)
    of_routine = planned is not None and left.exercise in turn.routine.order
    if planned is None or not of_routine or left.exercise in {*planned.left, *planned.done}:
        return turn.with_person(aside=left).with_memory(alone=replace(left, place=Place()))
    return turn.with_person(workout=planned.back_at(left.exercise, left.place))


def what_is_next(turn: Turn, talk: Talk, left: str = "", quiet: float = 0.0) -> Answer:
    """What spares the sore part is announced or gone on with; without a routine it may be enough.

    `left` was left out just now, and not told yet. Where there is to be quiet first, nobody is told to move
    before it is over: the way into what is next comes with its count.
    """
    if turn.workout is None:
        return ask(turn, [*talk, left_out(left) if left else None], Question.STOP_HERE, quiet=quiet)
    turn, gone = without_strain(turn)
    if left:
        gone = [left, *gone]
    if gone and turn.workout is not None and turn.workout.over:
        return close(turn, *talk, say("pain.nothing_left"))
    talk = [*talk, *leaving_out(turn, gone)]
    if turn.workout is not None and turn.workout.place != Place():
        return ask(turn, talk, question_of_place(turn, aside=False), quiet=quiet)
    if quiet and turn.stint is not None:
        return ask(turn.with_memory(started="", told="", depth=0), talk, Question.READY, quiet=quiet)
    return workout.announce(turn, *talk)


def without_strain(turn: Turn) -> tuple[Turn, list[str]]:
    """The workout without what strains a sore part, and the exercises that this leaves out."""
    gone = [name for name in _ahead(turn) if not _spares(turn, name)]
    for name in gone:
        turn = dropped(turn, name)
    return turn, gone


def easier_if_all_strain(turn: Turn) -> tuple[Turn, bool]:
    """Where each exercise ahead strains what is sore, those that spare it in an easier way are done that way.

    After a sharp pain none is.
    """
    counted = workout.counted(turn, _ahead(turn))
    if turn.memory.sharp_pain or any(_spares(turn, name) for name in counted):
        return turn, False
    before = turn
    for name in counted:
        level = turn.exercise(name).sparing_level(turn.level(name), turn.memory.sore)
        if level is not None and name not in turn.memory.hurts:
            turn = turn.but(person=at_level(turn.person, turn.exercise(name), level))
    return turn, turn is not before


def _ahead(turn: Turn) -> tuple[str, ...]:
    return workout.planned(turn) if turn.workout is None else turn.workout.left


def _spares(turn: Turn, name: str) -> bool:
    return turn.exercise(name).spares(turn.memory.sore, turn.level(name))


def strained_by(turn: Turn, name: str, parts: Iterable[BodyPart]) -> BodyPart | None:
    """The first of some parts of the body that an exercise strains, as it is done now."""
    exercise, level = turn.exercise(name), turn.level(name)
    return next((part for part in parts if not exercise.spares((part,), level)), None)


def leaving_out(turn: Turn, gone: list[str]) -> Talk:
    """Which exercises are left out; of a longer list, only how many. Easy movement is none."""
    gone = [name for name in gone if not turn.is_easy_movement(name)]
    if not gone:
        return ()
    if len(gone) > MOST_IN_A_ROW:
        return (say("pain.leaves_out_many", n=len(gone)),)
    return (say("pain.leaves_out", names=names_of(gone)),)


def left_out(name: str) -> Phrase:
    """An exercise is left out today."""
    return say("pain.left_out", name=name_of(name))
