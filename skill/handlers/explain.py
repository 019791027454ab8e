"""How an exercise is done, in as much detail as wanted, and what to watch; then back to the place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from skill.dialogue import moving, wording
from skill.dialogue.answer import Answer, ask
from skill.dialogue.memory import CUE, POINTS, STEPS, Question
from skill.dialogue.moment import moment
from skill.dialogue.phrases import ExerciseText, Phrase, PositionText, Talk, name_of, say
from skill.dialogue.situation import place, question_of_place
from skill.dialogue.turn import Turn

OFFERED = {Question.INSTEAD, Question.RATHER, Question.DO_IT}
"""Questions that offer an exercise other than the one the person is at: it is what "that" means."""
PATIENCE = 8.0
"""Seconds that somebody in the middle of an exercise listens to an answer."""


def explain_exercise(turn: Turn) -> Answer:
    """ "How do I do a bird dog": in a sentence to somebody who is in the middle, else step by step."""
    return about_one(turn, explain)


def all_steps(turn: Turn) -> Answer:
    """ "All the steps": everything."""
    return about_one(turn, partial(_tell, depth=STEPS), follow_up=True)


def more(turn: Turn) -> Answer:
    """ "Tell me more": one deeper into what was explained last."""
    told, depth = turn.memory.told, turn.memory.depth
    if told not in turn.library.exercises or turn.slots.exercise not in {None, told}:
        return explain_exercise(turn)
    if not depth:
        return explain(turn, told)
    if depth >= STEPS:
        return back_to_place(turn, [say("explain.all_told")], told)
    return _tell(turn, told, depth + 1)


def what_to_watch(turn: Turn) -> Answer:
    """ "Am I doing it right": the points a person can feel, and when to stop."""
    return about_one(turn, _watch)


def position(turn: Turn) -> Answer:
    """ "Where does the ball go", "do I lie on my back": how one is placed for it."""
    return about_one(turn, _position)


def explain(turn: Turn, name: str) -> Answer:
    """To somebody who asks for the same at once, it was not enough."""
    again = turn.memory.told == name and just_told(turn)
    depth = min(turn.memory.depth + 1, STEPS) if again else _first_depth(turn, name)
    return _tell(turn, name, depth)


def about_one(turn: Turn, tell: Callable[[Turn, str], Answer], *, follow_up: bool = False) -> Answer:
    """`tell` of the exercise that is meant; where it is none that we know, ask which one.

    A follow-up question without a name is about the exercise that was explained last.
    """
    name = subject(turn) if follow_up else meant(turn)
    if name is None:
        return ask(turn, [], Question.WHICH_TO_EXPLAIN)
    if name not in turn.library.exercises:
        return ask(turn, [say("explain.unknown")], Question.WHICH_TO_EXPLAIN)
    return tell(turn, name)


def meant(turn: Turn) -> str | None:
    """The exercise named (`slots.UNKNOWN` for one that does not exist), the one that was just offered, else
    the one the person is at."""
    named = turn.slots.exercise
    if named is not None or _is_offered(turn):
        return named or turn.memory.about
    return (turn.stint.exercise or None) if turn.stint else None


def subject(turn: Turn) -> str | None:
    """The exercise that a follow-up question is about."""
    told, follows_up = turn.memory.told, turn.slots.exercise is None and not _is_offered(turn)
    return told if follows_up and told in turn.library.exercises else meant(turn)


def back_to_place(turn: Turn, talk: Talk, name: str) -> Answer:
    """After an answer about an exercise: back to the place, or offer the exercise if nothing is in progress.

    A long answer leaves the place out; it is said when the count resumes.
    """
    if turn.memory.told != name:
        turn = turn.with_memory(told=name, depth=0)
    if _is_offered(turn) and turn.memory.asked is not None and name == turn.memory.about:
        return ask(turn, talk, turn.memory.asked, about=name)
    if turn.stint is None:
        return ask(turn, talk, Question.DO_IT, about=name)
    return ask(turn, _with_room_for(turn, talk, place(turn, turn.stint)), question_of_place(turn))


def _is_offered(turn: Turn) -> bool:
    return turn.memory.asked in OFFERED and not turn.interrupted


def just_told(turn: Turn) -> bool:
    """What was said last is how an exercise is done."""
    told, depth = turn.memory.told, turn.memory.depth
    if told not in turn.library.exercises or not depth:
        return False
    return wording.was_said(turn, _told_of(turn, told, depth))


def told_in_part(turn: Turn) -> bool:
    """What was said last is the beginning of an explanation, with the offer of more."""
    told, depth = turn.memory.told, turn.memory.depth
    return depth == CUE and just_told(turn) and moving.is_new(turn, told)


def _first_depth(turn: Turn, name: str) -> int:
    """How deeply one explains first: briefly in the middle, or what was met before; otherwise in full."""
    if turn.stint is None or (turn.new_session and not turn.interrupted) or _is_introduced(turn, name):
        return STEPS
    return CUE if turn.under_way or name in turn.person.met else STEPS


def _is_introduced(turn: Turn, name: str) -> bool:
    """Whether somebody broke off the explanation of what is new to them."""
    now = moment(turn) if turn.interrupted and moving.is_new(turn, name) else None
    return now is not None and now.introduced and now.stint.exercise == name


def _tell(turn: Turn, name: str, depth: int) -> Answer:
    talk: Talk = _told_of(turn, name, depth)
    if depth == CUE and moving.is_new(turn, name):
        talk = _with_room_for(turn, talk, say("explain.more"))
    if depth == STEPS:
        talk = (*talk, place(turn, turn.stint))
    answer = back_to_place(turn, talk, name)
    return replace(answer, memory=replace(answer.memory, depth=depth))


def _told_of(turn: Turn, name: str, depth: int) -> list[Phrase]:
    """What is said of an exercise, the way this person does it."""
    level = turn.level(name)
    named = say("explain.name", name=name_of(name))
    cue, watch = ExerciseText(name, "cue", level), ExerciseText(name, "watch", level)
    if depth != STEPS:
        return [cue, watch] if depth == POINTS else [named, cue]
    position = PositionText(turn.position(name), "there")
    setup, steps = ExerciseText(name, "setup", level), ExerciseText(name, "steps", level)
    warning, caution = ExerciseText(name, "warning", level), ExerciseText(name, "caution", level)
    return [named, position, setup, steps, watch, warning, caution]


def _watch(turn: Turn, name: str) -> Answer:
    level = turn.level(name)
    talk = [ExerciseText(name, "watch", level), ExerciseText(name, "warning", level)]
    answer = back_to_place(turn, talk, name)
    return replace(answer, memory=replace(answer.memory, depth=POINTS))


def _position(turn: Turn, name: str) -> Answer:
    there, setup = PositionText(turn.position(name), "there"), ExerciseText(name, "setup", turn.level(name))
    return back_to_place(turn, [there, setup], name)


def _with_room_for(turn: Turn, talk: Talk, last: Phrase | None) -> Talk:
    """`talk`, and `last` behind it where somebody in the middle would still listen."""
    whole = (*talk, last)
    return whole if wording.fits(turn, whole, PATIENCE) else talk
