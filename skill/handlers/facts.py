"""What an exercise is good for, which muscles it works, what it needs; and which ones there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from skill.coaching.workout import Workout
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue import duration
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.listed import listed
from skill.dialogue.memory import Question
from skill.dialogue.phrases import ExerciseText, Part, Phrase, PositionText, in_breaths, name_of, say
from skill.dialogue.situation import asked, equipment, question_of_place
from skill.dialogue.sparing import strained_by
from skill.dialogue.turn import Turn
from skill.dialogue.workout import todays
from skill.handlers import explain


def why_exercise(turn: Turn) -> Answer:
    """ "What is this good for": the exercise named, the one being done, or the whole routine."""
    if (strain := _strains(turn)) is not None:
        return ask(turn, [strain], asked(turn) or question_of_place(turn))
    if explain.subject(turn) is not None or turn.under_way:
        return _fact(turn, "good_for", say("why.routine"))
    if turn.memory.told_studies:
        return _fact(turn, "good_for", say("why.studies_again"))
    return _fact(turn.with_memory(told_studies=True), "good_for", say("why.routine"), say("why.studies"))


def which_is_best(turn: Turn) -> Answer:
    """ "Which one is the hardest", "which one is the best"."""
    return tell(turn, say("why.which"))


def which_muscles(turn: Turn) -> Answer:
    """ "What muscles does this work", of the same."""
    return _fact(turn, "muscles", say("why.muscles"))


def _strains(turn: Turn) -> Phrase | None:
    """ "Why not the bridge", of one that works what is sore."""
    name = turn.slots.exercise
    if name is None or name not in turn.library.exercises:
        return None
    part = strained_by(turn, name, turn.memory.sore)
    return None if part is None else say("pain.would_strain", part=Part(part))


def what_do_i_need(turn: Turn) -> Answer:
    """ "What do I need": for the exercise named, else for the whole routine."""
    named = turn.slots.exercise
    if named is not None and named in turn.library.exercises:
        return explain.back_to_place(turn, [_needs(turn, (named,), "need.exercise")], named)
    return ask(turn, [_needs(turn, todays(turn), "need.routine"), _gently(turn)], question_of_place(turn))


def _gently(turn: Turn) -> Phrase | None:
    """Nobody who is new and has no ball should give up here."""
    gentle = turn.library.routines.get(GENTLE_ROUTINE)
    if gentle is None or asked(turn) is not Question.DONE_BEFORE:
        return None
    return None if any(turn.exercise(name).equipment for name in gentle.exercises) else say("need.gentle")


def ball_size(turn: Turn) -> Answer:
    """ "What size ball do I need"."""
    about = "" if turn.interrupted else turn.memory.about
    return ask(turn, [say("need.ball_size")], asked(turn) or question_of_place(turn), about=about)


def list_exercises(turn: Turn) -> Answer:
    """ "What's my routine": today's exercises, how long they take, and what was left out for good."""
    workout = turn.workout
    if workout is None or workout.over:
        workout = Workout(turn.routine.id, todays(turn))
    names = listed(turn)
    first, *others = in_breaths([say("list.item", name=name_of(name)) for name in names])
    talk = [
        say("list.first" if others else "list.all", n=len(names), names=first),
        *(say("list.then", names=breath) for breath in others[:-1]),
        *(say("list.at_last", names=breath) for breath in others[-1:]),
        say("left.in_all", n=duration.minutes(turn, workout.moved(0))),
        *_left_out(turn),
    ]
    return ask(turn, talk, question_of_place(turn))


def _needs(turn: Turn, exercises: tuple[str, ...], key: str) -> Phrase:
    """What to fetch for these exercises; where that is nothing, what they are done on."""
    things = tuple(item for name in exercises for item in turn.exercise(name).equipment)
    if things:
        return say(key, name=name_of(exercises[0]), things=equipment(things))
    positions = {turn.position(name) for name in exercises}
    only = positions.pop() if len(positions) == 1 else None
    if only is not None and turn.language.positions[only].needs:
        return PositionText(only, "needs")
    return say("need.nothing")


def _left_out(turn: Turn) -> Iterator[Phrase]:
    """What the person never wants."""
    breaths = in_breaths([say("list.item", name=name_of(name)) for name in turn.person.preferences.never])
    if len(breaths) > 1:
        yield say("choice.out_many", n=len(turn.person.preferences.never))
    elif breaths:
        yield say("choice.out", names=breaths[0])


def _fact(turn: Turn, fact: Literal["good_for", "muscles"], *of_all: Phrase | None) -> Answer:
    if explain.subject(turn) is None:
        return tell(turn, *of_all)
    return explain.about_one(
        turn,
        lambda turn, name: explain.back_to_place(turn, [ExerciseText(name, fact)], name),
        follow_up=True,
    )
