"""As long as a pain is asked about, no exercise gets harder, and how hard it was says how much it hurts."""

from __future__ import annotations

from skill.dialogue.answer import Answer, tell
from skill.dialogue.memory import ABOUT_PAIN, HAS_SETTLED, Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked
from skill.dialogue.turn import Turn
from skill.half_answers import half_an_answer
from skill.handlers import felt, resting_first
from skill.questions import Handler

EASY_UP_TO, HARD_FROM = 4, 7
"""Out of ten. People call a pain mild up to four and severe from seven on (Palos et al., J Pain 2006); an
exercise is taken to be easy and hard by the same."""


def not_harder(handler: Handler) -> Handler:
    """The same handler, but whoever has just been in pain gets neither more nor a harder way by it."""

    def answer(turn: Turn) -> Answer:
        answered = handler(turn)
        if asked(turn) in ABOUT_PAIN and _is_harder(turn, turn.but(person=answered.person)):
            return tell(turn, say("pain.not_while_it_hurts"))
        return answered

    return answer


def _is_harder(before: Turn, after: Turn) -> bool:
    names = (name for name, exercise in before.exercises.items() if not exercise.work.breaths)
    return any(_load(after, name) > _load(before, name) for name in names)


def _load(turn: Turn, name: str) -> tuple[int, int]:
    """How hard the way is, and how much of it there is, in reps or in seconds."""
    stint = turn.stint
    dose = turn.work(stint if stint is not None and stint.exercise == name else turn.today(name)).dose
    return turn.level(name), dose.sets * dose.reps * max(1, dose.hold)


def say_how_it_was(turn: Turn) -> Answer:
    """ "Just right", "a six out of ten": how the exercises were, or how much it hurts."""
    rating = turn.slots.number
    if asked(turn) in ABOUT_PAIN:
        if rating is not None and rating >= HARD_FROM:
            return _strongly(turn)
        return half_an_answer(turn) or felt.right(turn)
    if rating is None or asked(turn) is not Question.EFFORT or EASY_UP_TO < rating < HARD_FROM:
        return felt.right(turn)
    return felt.easy(turn) if rating <= EASY_UP_TO else felt.hard(turn)


def _strongly(turn: Turn) -> Answer:
    resting = asked(turn) in HAS_SETTLED
    return resting_first.has_not_settled(turn) if resting else resting_first.hurts_sharply(turn)
