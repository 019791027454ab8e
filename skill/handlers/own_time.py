"""Your minutes: as much of the routine as there is time for, at its start or in the middle of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from skill.coaching.workout import Workout
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue import duration, timing_plan
from skill.dialogue.answer import Answer, ask, close, count
from skill.dialogue.choosing import chosen
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Length, Phrase, name_of, names_of, say
from skill.dialogue.situation import equipment, question_of_place
from skill.dialogue.timing_plan import Fitted
from skill.dialogue.turn import Turn
from skill.dialogue.workout import announce, closed, counted, everything_hurts

NAMED_AT_MOST = 3
"""Exercises that are named in one sentence."""
TALK = 5.0
"""Seconds in which the plan is told."""


def in_minutes(turn: Turn) -> Answer:
    """ "I have ten minutes", "I have to be done in five minutes", "start a ten minute routine"."""
    seconds = _asked_for(turn)
    if seconds is None:
        return _said(turn, say("fit.how"))
    return _in(turn, seconds)


def short(turn: Turn) -> Answer:
    """ "A short one", "I'm in a hurry": the routine's short one, but no more than half of what is ahead."""
    workout = turn.workout
    if workout is None or not workout.begun or workout.over:
        workout = timing_plan.everything(turn)
    half = 60.0 * max(1, round(duration.of_workout(turn, workout) / 120))
    return _in(turn, min(turn.routine.short * 60.0, half))


def whole(turn: Turn) -> Answer:
    """ "The long one": all that there is for today."""
    if everything_hurts(turn):
        return close(closed(turn.with_person(aside=None)), say("pain.all_of_it"))
    turn = turn.with_person(workout=timing_plan.everything(turn), aside=None)
    assert turn.workout is not None
    return _led(turn, [say("fit.whole", n=duration.minutes(turn, turn.workout))])


def _asked_for(turn: Turn) -> float | None:
    """The seconds that there are; None where they were not understood. A bare number is one of minutes."""
    length, number = turn.slots.seconds, turn.slots.count
    if length is not None:
        return None if isnan(length) else length
    return None if number is None or isnan(number) else number * 60.0


def _in(turn: Turn, seconds: float) -> Answer:
    if seconds < 1:
        return _said(turn, say("fit.none"))
    unmet = turn.unmet
    if unmet:  # too little on the first day does no harm
        turn = chosen(turn, GENTLE_ROUTINE)
    if everything_hurts(turn):
        return close(closed(turn.with_person(aside=None)), say("pain.all_of_it"))
    counts = _counts_now(turn)
    found = timing_plan.fitted(turn, max(seconds - TALK * counts, 1.0))
    if found is None:  # only a cool-down is left: there is nothing to choose from
        return _said(turn, say("own.okay"))
    told = [*_told(turn, found, seconds), *([say("fit.gently"), say("meeting.more")] if unmet else [])]
    turn = turn.with_person(workout=timing_plan.everything(turn) if _is_all(turn, found) else found.workout)
    return _led(turn.with_person(aside=None), told)


def _told(turn: Turn, found: Fitted, seconds: float) -> Iterator[Phrase | None]:
    """What is done, and why it is not as long as was asked for."""
    left = counted(turn, found.workout.left)
    asked, length = round(seconds / 60), Length(duration.rounded(found.seconds))
    if not found.close and found.seconds < seconds and _is_all(turn, found):
        yield say("fit.most", n=max(1, round(found.seconds / 60)))
        return
    if not found.close:
        yield say(_missing(found, seconds, len(left)), length=length)
        yield say("choice.just", names=names_of(left)) if 0 < len(left) <= NAMED_AT_MOST else None
    elif not left or not asked:
        yield say("own.okay")
    elif len(left) <= NAMED_AT_MOST:
        yield say("fit.named", n=asked, names=names_of(left))
    else:
        yield say("fit.many", n=asked, exercises=len(left), name=name_of(left[0]))


def _missing(found: Fitted, seconds: float, exercises: int) -> str:
    """What is said of a plan that is not as long as the time: where it only just is not, how long it is."""
    if duration.rounded(found.seconds) == round(seconds / 60) * 60:
        return "fit.about"
    return "fit.least" if found.seconds > seconds and exercises == 1 else "fit.nearest"


def _is_all(turn: Turn, found: Fitted) -> bool:
    """Whether nothing is left out for want of time."""
    return not found.workout.reps and set(timing_plan.everything(turn).exercises) <= set(found.workout.all)


def _counts_now(turn: Turn) -> bool:
    """Whether what follows is counted at once: it was just being done, or the skill was opened with it."""
    return turn.interrupted or turn.new_session


def _led(turn: Turn, told: list[Phrase | None]) -> Answer:
    """Tell the plan, and go on where they were: in a count, before an exercise, or before the beginning."""
    workout = turn.workout
    assert workout is not None
    if not turn.person.met:
        first = tuple(_for_the_first_time(turn, workout))
        return ask(turn.with_memory(welcomed=True), [*told, *first], Question.START)
    if _counts_now(turn) and not workout.over:
        return count(turn.but(unsure=False), *told)
    if not workout.begun:
        return ask(turn, told, Question.START)
    return announce(turn, *told)


def _for_the_first_time(turn: Turn, workout: Workout) -> Iterator[Phrase | None]:
    """What somebody new has to know before they start."""
    needs = [item for name in workout.exercises for item in turn.exercise(name).equipment]
    yield say("welcome.needs", things=equipment(needs)) if needs else None
    yield None if turn.memory.welcomed else say("welcome.safety")


def _said(turn: Turn, phrase: Phrase) -> Answer:
    return ask(turn, [phrase], question_of_place(turn))
