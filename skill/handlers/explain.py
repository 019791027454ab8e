"""Questions about exercises: how one is done, what it is for, what it needs, which ones there are."""

from __future__ import annotations

from ask_sdk_model import Response

from skill.handlers import phrases, reply, slots
from skill.handlers.memory import Question
from skill.handlers.routine import todays
from skill.handlers.turn import Turn


def explain_exercise(turn: Turn) -> Response:
    """ "How do I do a bird dog": all its steps, then back to the place one was at."""
    name = _exercise_meant(turn)
    if name is None:
        return which_to_explain(turn)
    if name not in turn.library.exercises:
        return which_to_explain(turn, turn.say.say("explain.unknown"))
    return explain(turn, name)


def explain(turn: Turn, name: str) -> Response:
    words, say = turn.words(name), turn.say.say
    position = turn.language.positions[turn.position(name)].there
    named = say("explain.name", name=words.name)
    talk = [named, position, words.setup, *words.steps, *words.watch, words.caution]
    return _back_to_place(turn, talk, name)


def which_to_explain(turn: Turn, *before: str) -> Response:
    return reply.ask(turn, before, Question.WHICH_TO_EXPLAIN)


def why_exercise(turn: Turn) -> Response:
    """ "What is this good for": the exercise named, the one being done, or the whole routine."""
    name = _exercise_meant(turn)
    if name is None:
        return reply.ask(turn, [turn.say.say("why.routine")], phrases.question_of_place(turn))
    if name not in turn.library.exercises:
        return which_to_explain(turn, turn.say.say("explain.unknown"))
    return _back_to_place(turn, [turn.words(name).good_for], name)


def what_do_i_need(turn: Turn) -> Response:
    """ "What do I need": for the exercise named, else for the whole routine."""
    named = slots.exercise(turn.intent)
    if named is not None and named in turn.library.exercises:
        needs = [*turn.exercise(named).needs]
        key = "need.exercise" if needs else "need.nothing"
        things = phrases.equipment(turn, needs)
        return _back_to_place(turn, [turn.say.say(key, name=turn.words(named).name, things=things)], named)
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


def _exercise_meant(turn: Turn) -> str | None:
    """The exercise named, else the one the person is at; None where there is neither."""
    named = slots.exercise(turn.intent)
    if named is not None:
        return named
    stint = turn.person.stint
    return stint.exercise or None if stint else None


def _back_to_place(turn: Turn, talk: list[str], name: str) -> Response:
    """After an answer about one exercise: where one stands, or, with nothing under way, shall we do it."""
    stint = turn.person.stint
    if stint is None:
        return reply.ask(turn, talk, Question.DO_IT, about=name)
    return reply.ask(turn, [*talk, phrases.place(turn, stint)], phrases.question_of_place(turn))
