"""What is not counted unasked: where a pain may be, what hurt today, and a second routine on one day."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.workout import Stint
from skill.dialogue import wording
from skill.dialogue.answer import Answer, ask, greeted
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.sparing import what_is_next
from skill.dialogue.turn import Turn
from skill.dialogue.workout import closed_today

NOT_THROUGH = (say("pain.not_through"),)


def guarded(turn: Turn, answer: Answer) -> Answer:
    """The answer to `turn`, or a question in its place where it would count too soon."""
    if answer.count is None:
        return answer
    if answer.memory.may_hurt:
        if answer.memory.asked is not Question.STILL_THERE:
            return ask(turn, [], Question.STILL_THERE)
        return what_is_next(turn.with_memory(asked=None, unsettled=False), [say("pain.good")])
    answer, aside = _of_what_hurt(turn, answer, answer.count), answer.person.aside
    if answer.count is None or turn.elsewhere or not turn.new_session or not closed_today(turn):
        return answer
    if aside is not None and aside.dose is not None:  # a free count is no exercise
        return answer
    turn, hello = greeted(turn.but(person=answer.person), say("greet.same_day"))
    if aside is None:
        return ask(turn, hello, Question.START)
    return ask(turn, hello, Question.READY, about=aside.exercise)


def _of_what_hurt(turn: Turn, answer: Answer, stint: Stint) -> Answer:
    """The answer, or a question before what hurt today, or strains what is sore, is counted as it was.

    Somebody who says so twice decides for themselves.
    """
    name, asked = stint.exercise, turn.memory.asked
    about_it = bool(name) and name == turn.memory.about and not turn.interrupted
    if about_it and asked is Question.EASIER and name in answer.memory.hurts:
        if not wording.was_said(turn, NOT_THROUGH):
            return ask(turn, NOT_THROUGH, Question.EASIER)
    elif not (about_it and asked is Question.DO_IT):
        counting = turn.but(person=answer.person, memory=answer.memory)
        caution = _caution(counting, stint)
        if caution is None:
            return answer
        return ask(_without(counting, stint), [caution], Question.DO_IT, about=name)
    hurts = tuple(other for other in answer.memory.hurts if other != name)
    return replace(answer, memory=replace(answer.memory, hurts=hurts))


def _caution(turn: Turn, stint: Stint) -> Phrase | None:
    """What is told before an exercise that hurt today, or strains what is sore, is counted as it was."""
    if stint.dose is not None or (stint.begun and turn.memory.asked is Question.COUNT_ON):
        return None
    name = stint.exercise
    if name in turn.memory.hurts:
        return say("pain.again")
    spared = stint.begun or turn.exercise(name).spares(turn.memory.sore, turn.level(name))
    return None if spared else say("pain.strains")


def _without(turn: Turn, stint: Stint) -> Turn:
    """The turn in which nothing is done beside the routine, where that was to be this."""
    return turn.with_person(aside=None) if turn.person.aside == stint else turn
