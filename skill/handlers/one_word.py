"""One word, and no breath for more: go, next, skip, done, a name, a number, each by what was asked last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ask_sdk_model import Response

from skill.dialogue import slots
from skill.dialogue.memory import Question
from skill.dialogue.turn import Turn
from skill.handlers import answers, corrections, explain, leaving, pause, routine, single_exercise

Answer = Callable[[Turn], Response]

A_MINUTE = 60.0
"""Seconds: "a minute" that nobody asked for means "wait"."""


def ready(turn: Turn) -> Response:
    """ "Ready", "go", "I'm on my mat": begin, whatever it is that waits."""
    return _GO.get(answers.asked(turn), pause.resume)(turn)


def move_on(turn: Turn) -> Response:
    """ "Next"."""
    return _NEXT.get(answers.asked(turn), routine.next_exercise)(turn)


def skip(turn: Turn) -> Response:
    """ "Skip": the exercise, unless it answers a question about something else."""
    if slots.exercise(turn.intent) is not None:
        return routine.skip(turn)
    return _SKIP.get(answers.asked(turn), routine.skip)(turn)


def done(turn: Turn) -> Response:
    """ "Done": with the exercise, or with all of it."""
    return _DONE.get(answers.asked(turn), routine.done)(turn)


def name(turn: Turn) -> Response:
    """A bare name: an explanation where one was asked about, else the exercise itself."""
    asked = answers.asked(turn)
    if asked is Question.WHICH_TO_EXPLAIN:
        return explain.explain_exercise(turn)
    if asked is not Question.WHICH_TO_DO and slots.exercise(turn.intent) == slots.UNKNOWN:
        return answers.not_understood(turn)
    return single_exercise.do_exercise(turn)


def number(turn: Turn) -> Response:
    """A bare number or length: what was asked for, else the likeliest thing it can mean here."""
    asked, length = answers.asked(turn), slots.seconds(turn.intent)
    if asked is Question.HOW_LONG:
        return single_exercise.hold_for(turn)
    if asked is not Question.HOW_MANY and length == A_MINUTE:
        return pause.wait(turn)
    if length is not None:
        return single_exercise.hold_for(turn)
    return single_exercise.count_reps(turn) if asked is Question.HOW_MANY else _unasked_number(turn)


def _unasked_number(turn: Turn) -> Response:
    """A word that sounds like it, or how many are done; where nothing is under way, so many reps."""
    said = slots.number(turn.intent)
    if turn.interrupted and said == _sounds_like(turn, "wait"):
        return pause.wait(turn)
    if explain.just_told(turn) and said == _sounds_like(turn, "more"):
        return explain.more(turn)
    if slots.is_guess(turn.intent):
        return answers.not_understood(turn)
    if said is not None and (turn.under_way or _just_counted(turn)):
        return corrections.set_done(turn, said)
    return single_exercise.count_reps(turn)


def _sounds_like(turn: Turn, word: str) -> int | None:
    """The number that is heard where somebody says `word`, in this language."""
    return turn.language.numbers.sounds_like.get(word)


def _just_counted(turn: Turn) -> bool:
    """A count was heard to its end, and nothing since."""
    return not turn.memory.said and turn.memory.asked in corrections.BEHIND_A_COUNT


def _take_up(turn: Turn) -> Response:
    """The place again, whatever was asked; where there is none, what would be an answer."""
    return routine.lead_on(turn) if turn.person.stint is not None else answers.ask_again(turn)


_GO: Mapping[Question | None, Answer] = {
    Question.START: answers.yes,
    Question.EASIER: answers.yes,
    Question.INSTEAD: answers.yes,
    Question.FROM_START: answers.yes,
    Question.DO_IT: answers.yes,
    Question.STOP_HERE: _take_up,
    Question.WHICH_TO_DO: _take_up,
    Question.WHICH_TO_EXPLAIN: _take_up,
    Question.HOW_MANY: answers.ask_again,
    Question.HOW_LONG: answers.ask_again,
}
"""Else it takes up what is under way."""
_NEXT: Mapping[Question | None, Answer] = {
    Question.EASIER: answers.no,
    Question.INSTEAD: answers.no,
}
"""Else it goes on to the next exercise."""
_SKIP: Mapping[Question | None, Answer] = {
    Question.EASIER: answers.no,
    Question.INSTEAD: answers.no,
    Question.DO_IT: answers.back_to_place,
    Question.WHICH_TO_DO: answers.back_to_place,
    Question.WHICH_TO_EXPLAIN: answers.back_to_place,
    Question.HOW_MANY: answers.back_to_place,
    Question.HOW_LONG: answers.back_to_place,
}
"""Else it leaves the exercise out."""
_DONE: Mapping[Question | None, Answer] = {
    Question.START: answers.ask_again,
    Question.GO_ON: leaving.stop,
    Question.EASIER: answers.no,
    Question.INSTEAD: answers.no,
    Question.DO_IT: answers.back_to_place,
    Question.STOP_HERE: leaving.stop,
    Question.WHICH_TO_DO: answers.back_to_place,
    Question.WHICH_TO_EXPLAIN: answers.back_to_place,
    Question.HOW_MANY: answers.back_to_place,
    Question.HOW_LONG: answers.back_to_place,
}
"""Else the exercise is done."""
