"""What a number or a length of time means, by what was asked and what is under way."""

from __future__ import annotations

import re

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import LONGEST_HOLD
from skill.coaching.own_dose import OwnDose
from skill.dialogue.answer import Answer
from skill.dialogue.free_counts import running
from skill.dialogue.listed import beyond_the_list, named_by_place
from skill.dialogue.memory import BEFORE_THE_START, NumberFor, Question
from skill.dialogue.situation import asked, is_timer
from skill.dialogue.turn import Turn
from skill.dialogue.workout import just_done_alone
from skill.handlers.corrections import set_done, set_done_unevenly, start_from
from skill.handlers.explain import just_told, more
from skill.handlers.free_counting import count_each_side, count_reps, count_sets, hold_for
from skill.handlers.help import not_understood
from skill.handlers.long_break import LONG, break_or_time
from skill.handlers.own_choice import so_many
from skill.handlers.own_dose import changed, do_in_dose, own_dose, own_sets
from skill.handlers.own_time import in_minutes, short, whole
from skill.handlers.pause import wait
from skill.handlers.relative_dose import hold_longer, longer, more_and_no_more, shorter
from skill.handlers.reminders import say_time
from skill.handlers.rest import longer_rest, more_rest
from skill.handlers.routine import start_over
from skill.handlers.running_count import as_far_on
from skill.handlers.single_exercise import do_exercise
from skill.handlers.standing_reminders import change
from skill.handlers.timer_length import more_time
from skill.misheard import OWN, corrected_number, thats_wrong

BEHIND_A_COUNT = {Question.READY, Question.COUNT_ON, Question.FINISH}
"""What is asked at the end of an answer that counts."""
ABOUT_A_TIME = {Question.WHAT_TIME, Question.REMIND}
"""Where a number is an hour."""
A_MINUTE = 60.0
"""Seconds: "a minute" that nobody asked for means "wait"."""


def say_number(turn: Turn) -> Answer:
    """A bare number or length: what was asked for, else the likeliest thing it can mean here."""
    question, length = asked(turn), turn.slots.seconds
    if question in ABOUT_A_TIME:
        return say_time(turn)
    if question is Question.HOW_LONG:
        return corrected_number(turn) or hold_for(turn)
    if length is not None and (not length or length > LONGEST_HOLD) and _before_the_start(turn):
        return in_minutes(turn)
    if question is not Question.HOW_MANY and length == A_MINUTE and not _just_timed(turn):
        return wait(turn)
    if length is not None and length > LONG and turn.stint is not None:
        return break_or_time(turn, length)
    if length is not None:
        in_exercise = turn.interrupted and turn.stint is not None and bool(turn.stint.exercise)
        return own_dose(turn) if in_exercise or running(turn) else hold_for(turn)
    if question is Question.HOW_MANY:
        return corrected_number(turn) or count_reps(turn)
    return _unasked_number(turn)


def say_at_time(turn: Turn) -> Answer:
    """ "At eight"; an "eight" that was heard as a time is a number where no time is asked for."""
    hour = re.fullmatch(r"(\d\d):00", turn.slots.time)
    if hour is None or asked(turn) in ABOUT_A_TIME:
        return say_time(turn)
    return say_number(turn.but(slots=replace(turn.slots, count=float(hour[1]))))


def say_own_dose(turn: Turn) -> Answer:
    """ "Make it ten seconds": in place of the last number, or from now on in this exercise."""
    if asked(turn) in {Question.HOW_MANY, Question.HOW_LONG, *ABOUT_A_TIME}:
        return say_number(turn)
    named = turn.slots.exercise is not None
    if (turn.slots.seconds or 0) >= LONGEST_HOLD and not named and _before_an_exercise(turn):
        return in_minutes(turn)
    if asked(turn) is Question.HABIT:  # asked as soon as a reminder is set: it is the reminder's time
        return change(turn)
    if _as_an_answer(turn):
        return more_and_no_more(turn)
    at_start = _nothing_begun(turn) or asked(turn) is Question.DONE_BEFORE
    if turn.slots.number is not None and not named and at_start:
        return so_many(turn)
    last = turn.memory.number_for
    if last in OWN or (running(turn) and last is not NumberFor.REST):
        return own_dose(turn)
    return corrected_number(turn) or own_dose(turn)


def _as_an_answer(turn: Turn) -> bool:
    """ "Just two", to "Ready for three more?": no more than that."""
    stint, wanted = turn.stint, turn.slots.count
    if stint is None or wanted is None or turn.slots.seconds is not None or turn.slots.exercise is not None:
        return False
    at_it = asked(turn) is Question.COUNT_ON and not turn.interrupted
    return at_it and 1 <= wanted <= turn.work(stint).dose.reps - stint.place.reps


def say_start_from(turn: Turn) -> Answer:
    """ "Go to number four": a rep of what is under way; anywhere else the exercise, as they are listed."""
    stint, number = turn.stint, turn.slots.number
    if number is None or stint is None or stint.begun or turn.under_way or turn.unsure:
        return start_from(turn)
    turn = turn.but(slots=replace(turn.slots, count=None, nth=number))
    return beyond_the_list(turn) or do_exercise(named_by_place(turn))


def say_start_again(turn: Turn) -> Answer:
    """ "Start again", "start again, but only three": from the beginning, and in that dose."""
    stint = turn.stint
    if turn.slots.number is None or stint is None or not stint.exercise:
        return start_over(turn)
    turn = turn.but(person=turn.person.at(Place()), before=None)
    turn = turn.with_memory(number_for=NumberFor.OWN_REPS)
    return changed(turn, OwnDose(reps=turn.slots.number), at_once=True)


def say_so_many(turn: Turn) -> Answer:
    """ "Twelve reps": of the exercise that is under way; else they are counted."""
    stint = turn.stint
    if asked(turn) is Question.HOW_MANY:
        return count_reps(turn)
    in_exercise = turn.under_way and stint is not None and bool(stint.exercise)
    return own_dose(turn) if in_exercise or running(turn) else count_reps(turn)


def say_so_many_exercises(turn: Turn) -> Answer:
    """ "I only want three": exercises of the routine; of a free count under way, reps."""
    return own_dose(turn) if turn.slots.number is not None and running(turn) else so_many(turn)


def say_longer(turn: Turn) -> Answer:
    """ "Make it longer": the hold, or before the start all of the routine."""
    return whole(turn) if _nothing_begun(turn) else longer(turn)


def say_shorter(turn: Turn) -> Answer:
    """ "Make it shorter": the hold, or before the start the routine."""
    return short(turn) if _nothing_begun(turn) else shorter(turn)


def say_more_time(turn: Turn) -> Answer:
    """ "Ten more seconds": of the hold that runs or was just over, else of rest."""
    return hold_longer(turn) or more_time(turn) or longer_rest(turn)


def say_sets(turn: Turn) -> Answer:
    """ "Three sets": of the exercise that is named, else of the one the person is at."""
    if turn.slots.exercise in turn.library.exercises:
        return do_in_dose(turn)
    in_exercise = turn.stint is not None and bool(turn.stint.exercise)
    only_sets, free = turn.slots.count is None and turn.slots.seconds is None, turn.person.aside
    if only_sets and free is not None and free.dose is not None:
        dose = free.dose
        slots = replace(turn.slots, count=float(dose.reps), seconds=float(dose.hold) or None)
        return as_far_on(turn, count_sets(turn.but(slots=slots)))
    at_start = asked(turn) in BEFORE_THE_START
    return own_sets(turn) if only_sets and (in_exercise or at_start) else count_sets(turn)


def say_corrected_number(turn: Turn) -> Answer:
    """ "No, fifteen", "not fifty, fifteen"."""
    if turn.slots.count is None and turn.slots.seconds is None:
        return thats_wrong(turn)
    return corrected_number(turn) or say_number(turn)


def say_rest(turn: Turn) -> Answer:
    """ "Give me twenty seconds": the hold that was asked about, the time for the routine, else a rest."""
    if asked(turn) is Question.HOW_LONG:
        return hold_for(turn)
    for_the_routine = (turn.slots.seconds or 0) > LONGEST_HOLD and _before_the_start(turn)
    return in_minutes(turn) if for_the_routine else more_rest(turn)


def say_each_side(turn: Turn) -> Answer:
    """ "Ten on each side": how many are done of an exercise with sides under way, else what to count."""
    reps, stint = turn.slots.number, turn.stint
    in_exercise = stint is not None and bool(stint.exercise) and (turn.under_way or _just_counted(turn))
    if reps is not None and turn.slots.seconds is None and in_exercise:
        return set_done_unevenly(turn) if turn.slots.did else set_done(turn, reps)
    return count_each_side(turn)


def _unasked_number(turn: Turn) -> Answer:
    """A word that sounds like it, or how many are done; where nothing is under way, so many reps."""
    said = turn.slots.number
    if turn.interrupted and said == _sounds_like(turn, "wait"):
        return wait(turn)
    instead = corrected_number(turn) if _not_begun(turn) and not turn.slots.guessed else None
    if instead is not None:
        return instead
    if just_told(turn) and said == _sounds_like(turn, "more"):
        return more(turn)
    if turn.slots.guessed:
        return not_understood(turn)
    if said is not None and (turn.under_way or _just_counted(turn)):
        return set_done(turn, said)
    return count_reps(turn)


def _before_the_start(turn: Turn) -> bool:
    """Nothing of a routine is under way: a length of time is how long it may take."""
    begun = turn.workout is not None and turn.workout.begun
    return turn.person.aside is None and not turn.under_way and (turn.new_session or not begun)


def _before_an_exercise(turn: Turn) -> bool:
    """Before the start or in the warm-up: what is too long for a hold is said of the routine."""
    stint = turn.stint
    return _before_the_start(turn) or (stint is not None and turn.is_easy_movement(stint.exercise))


def _just_timed(turn: Turn) -> bool:
    """Whether a timer is what was done last: "a minute" is another one then, and no "wait a minute"."""
    alone = just_done_alone(turn)
    return turn.stint is None and alone is not None and is_timer(alone)


def _nothing_begun(turn: Turn) -> bool:
    unasked = asked(turn) is None and turn.stint is None
    return unasked or (asked(turn) is Question.START and not turn.under_way)


def _sounds_like(turn: Turn, word: str) -> int | None:
    """The number that is heard where somebody says `word`, in this language."""
    return turn.language.numbers.sounds_like.get(word)


def _not_begun(turn: Turn) -> bool:
    """A free count was started, and nothing of it is done: another number is meant instead."""
    aside = turn.person.aside
    return aside is not None and aside.dose is not None and not aside.place.at_rest > Place()


def _just_counted(turn: Turn) -> bool:
    """A count was heard to its end, and nothing since."""
    return not turn.memory.said and turn.memory.asked in BEHIND_A_COUNT
