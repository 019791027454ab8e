"""How an exercise is done, as deeply as one wants it, and what to watch; then back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ask_sdk_model import Response

from skill.dialogue import phrases, reply, slots
from skill.dialogue.introduction import FULL_STEPS_TIMES
from skill.dialogue.memory import CUE, POINTS, STEPS, Question
from skill.dialogue.turn import Turn

PATIENCE = 8.0
"""Seconds that somebody in the middle of an exercise listens to an answer."""


def explain_exercise(turn: Turn) -> Response:
    """ "How do I do a bird dog": in a sentence to somebody who is in the middle, else step by step."""
    return about_one(turn, explain)


def all_steps(turn: Turn) -> Response:
    """ "All the steps": everything, wherever one is."""
    return about_one(turn, partial(_tell, depth=STEPS))


def more(turn: Turn) -> Response:
    """ "Tell me more": one deeper into what was explained last."""
    told, depth = turn.memory.told, turn.memory.depth
    if told not in turn.library.exercises or slots.exercise(turn.intent) not in {None, told}:
        return explain_exercise(turn)
    if not depth:
        return explain(turn, told)
    if depth >= STEPS:
        return back_to_place(turn, [turn.say.say("explain.all_told")], told)
    return _tell(turn, told, depth + 1)


def what_to_watch(turn: Turn) -> Response:
    """ "Am I doing it right": the points that one can feel oneself, and when to stop."""
    return about_one(turn, _watch)


def explain(turn: Turn, name: str) -> Response:
    """To somebody who asks for the same at once, it was not enough."""
    again = turn.memory.told == name and just_told(turn)
    depth = min(turn.memory.depth + 1, STEPS) if again else _first_depth(turn, name)
    return _tell(turn, name, depth)


def about_one(turn: Turn, tell: Callable[[Turn, str], Response]) -> Response:
    """`tell` of the exercise that is meant; where it is none that we know, ask which one."""
    name = meant(turn)
    if name is None:
        return which_to_explain(turn)
    if name not in turn.library.exercises:
        return which_to_explain(turn, turn.say.say("explain.unknown"))
    return tell(turn, name)


def meant(turn: Turn) -> str | None:
    """The exercise named, else the one the person is at; None where there is neither."""
    named = slots.exercise(turn.intent)
    if named is not None:
        return named
    stint = turn.person.stint
    return stint.exercise or None if stint else None


def which_to_explain(turn: Turn, *before: str) -> Response:
    return reply.ask(turn, before, Question.WHICH_TO_EXPLAIN)


def back_to_place(turn: Turn, talk: list[str], name: str) -> Response:
    """After an answer about one exercise: where one is, or, with nothing under way, shall we do it.

    Where a long answer leaves no room for it, "go" will tell where one is anyway.
    """
    if turn.memory.told != name:
        turn.memory.told, turn.memory.depth = name, 0
    stint = turn.person.stint
    if stint is None:
        return reply.ask(turn, talk, Question.DO_IT, about=name)
    place = phrases.place(turn, stint)
    return reply.ask(turn, _with_room_for(turn, talk, place), phrases.question_of_place(turn))


def just_told(turn: Turn) -> bool:
    """What was said last is how an exercise is done."""
    told, depth = turn.memory.told, turn.memory.depth
    if told not in turn.library.exercises or not depth:
        return False
    return turn.memory.said.startswith(_joined(_told_of(turn, told, depth)))


def _first_depth(turn: Turn, name: str) -> int:
    """How deeply one explains first: briefly in the middle, or what was met before; otherwise in full."""
    if turn.person.stint is None or (turn.new_session and not turn.interrupted):
        return STEPS
    return CUE if turn.under_way or name in turn.person.met else STEPS


def _tell(turn: Turn, name: str, depth: int) -> Response:
    talk, stint = _told_of(turn, name, depth), turn.person.stint
    if depth == CUE and turn.person.met.get(name, 0) < FULL_STEPS_TIMES:
        talk = _with_room_for(turn, talk, turn.say.say("explain.more"))
    if depth == STEPS and stint is not None:
        talk.append(phrases.place(turn, stint))
    response = back_to_place(turn, talk, name)
    turn.memory.depth = depth
    return response


def _told_of(turn: Turn, name: str, depth: int) -> list[str]:
    """What is said of an exercise, the way this person does it."""
    words = turn.words(name).at(turn.level(name))
    named = turn.say.say("explain.name", name=words.name)
    if depth == STEPS:
        position = turn.language.positions[turn.position(name)].there
        return [named, position, words.setup, *words.steps, *words.watch, words.caution]
    return [words.cue, *words.watch] if depth == POINTS else [named, words.cue]


def _watch(turn: Turn, name: str) -> Response:
    words = turn.words(name).at(turn.level(name))
    response = back_to_place(turn, [*words.watch, words.caution], name)
    turn.memory.depth = POINTS
    return response


def _with_room_for(turn: Turn, talk: list[str], last: str) -> list[str]:
    """`talk`, and `last` behind it where somebody in the middle would still listen."""
    whole = [*talk, last]
    return whole if turn.language.lengths.of(_joined(whole)) <= PATIENCE else talk


def _joined(texts: list[str]) -> str:
    return " ".join(filter(None, texts))
