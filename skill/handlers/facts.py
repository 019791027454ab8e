"""What an exercise is good for, which muscles it works, what it needs; and which ones there are."""

from __future__ import annotations

from collections.abc import Callable

from ask_sdk_model import Response

from skill.content.language import ExerciseWords
from skill.dialogue import phrases, reply, slots
from skill.dialogue.turn import Turn
from skill.handlers import explain
from skill.handlers.routine import todays


def why_exercise(turn: Turn) -> Response:
    """ "What is this good for": the exercise named, the one being done, or the whole routine."""
    return _fact(turn, lambda words: words.good_for)


def which_muscles(turn: Turn) -> Response:
    """ "What muscles does this work", of the same."""
    return _fact(turn, lambda words: words.muscles)


def what_do_i_need(turn: Turn) -> Response:
    """ "What do I need": for the exercise named, else for the whole routine."""
    named = slots.exercise(turn.intent)
    if named is not None and named in turn.library.exercises:
        needs = [*turn.exercise(named).needs]
        key = "need.exercise" if needs else "need.nothing"
        things = phrases.equipment(turn, needs)
        talk = turn.say.say(key, name=turn.words(named).name, things=things)
        return explain.back_to_place(turn, [talk], named)
    needs = [item for name in todays(turn) for item in turn.exercise(name).needs]
    key = "need.routine" if needs else "need.nothing"
    talk = turn.say.say(key, things=phrases.equipment(turn, needs))
    return reply.ask(turn, [talk], phrases.question_of_place(turn))


def list_exercises(turn: Turn) -> Response:
    """The exercises by name, three in a breath."""
    names = [turn.words(name).name for name in todays(turn)]
    first, *others = phrases.in_breaths(turn, names)
    talk = [
        turn.say.say("list.first", n=len(names), names=first),
        *(turn.say.say("list.then", names=breath) for breath in others[:-1]),
        *(turn.say.say("list.at_last", names=breath) for breath in others[-1:]),
    ]
    return reply.ask(turn, talk, phrases.question_of_place(turn))


def _fact(turn: Turn, told: Callable[[ExerciseWords], str]) -> Response:
    if explain.meant(turn) is None:
        return reply.ask(turn, [turn.say.say("why.routine")], phrases.question_of_place(turn))
    return explain.about_one(
        turn, lambda turn, name: explain.back_to_place(turn, [told(turn.words(name))], name)
    )
