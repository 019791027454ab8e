"""What each question means: one row for every question, one column for every one-word answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from skill.coaching.cue import Place
from skill.dialogue.answer import Answer
from skill.dialogue.memory import Question
from skill.dialogue.situation import LEADS_ON, asked
from skill.dialogue.slots import UNKNOWN
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish
from skill.handlers.conditions import leave_out
from skill.handlers.corrections import set_done
from skill.handlers.difficulty import easier
from skill.handlers.emergency import help_is_coming, stay
from skill.handlers.explain import explain_exercise, just_told, more
from skill.handlers.free_counting import count_each_side, count_reps, count_sets, hold_for
from skill.handlers.help import ask_again, back_to_place, not_understood, take_up
from skill.handlers.leaving import stop
from skill.handlers.long_break import LONG, away
from skill.handlers.opening import launch
from skill.handlers.own_dose import hold_longer, own_dose, own_sets
from skill.handlers.pain import better, do_easier, hurts, leave, move_on, stop_for_today, stop_here
from skill.handlers.pause import resume, wait
from skill.handlers.rest import more_rest
from skill.handlers.routine import (
    done,
    lead_on,
    next_exercise,
    restart_exercise,
    restart_routine,
    skip,
    start_routine,
)
from skill.handlers.single_exercise import do_asked, do_exercise, which_to_do
from skill.misheard import corrected_number, thats_wrong

Handler: TypeAlias = Callable[[Turn], Answer]

BEHIND_A_COUNT = {Question.READY, Question.COUNT_ON, Question.FINISH}
"""What is asked at the end of an answer that counts."""
ABOUT_PAIN = {Question.BETTER, Question.EASIER, Question.INSTEAD}
A_MINUTE = 60.0
"""Seconds: "a minute" that nobody asked for means "wait"."""


class Row(NamedTuple):
    """What one word means once a question was asked; "ready" and "on my mat" mean `go`."""

    yes: Handler
    no: Handler
    go: Handler
    next: Handler
    skip: Handler
    done: Handler


# fmt: off
ROWS: Mapping[Question | None, Row] = {
    # question                     yes              no                go               next           skip           done
    None:                      Row(launch,          stop,             resume,          next_exercise, skip,          done),
    Question.START:            Row(start_routine,   stop,             start_routine,   next_exercise, stop,          stop),
    Question.READY:            Row(lead_on,         wait,             resume,          next_exercise, skip,          done),
    Question.RESUME:           Row(lead_on,         wait,             resume,          next_exercise, skip,          done),
    Question.COUNT_ON:         Row(lead_on,         wait,             resume,          next_exercise, skip,          done),
    Question.GO_ON:            Row(lead_on,         stop,             resume,          next_exercise, skip,          stop),
    Question.FINISH:           Row(finish,          which_to_do,      finish,          finish,        finish,        finish),
    Question.FROM_START:       Row(restart_routine, restart_exercise, restart_routine, next_exercise, skip,          done),
    Question.EASIER:           Row(do_easier,       leave,            do_easier,       leave,         leave,         leave),
    Question.INSTEAD:          Row(do_asked,        move_on,          do_asked,        move_on,       move_on,       move_on),
    Question.CARRY_ON:         Row(lead_on,         restart_routine,  resume,          next_exercise, skip,          ask_again),
    Question.DO_IT:            Row(do_asked,        stop,             do_asked,        next_exercise, back_to_place, back_to_place),
    Question.STOP_HERE:        Row(stop_here,       back_to_place,    take_up,         next_exercise, skip,          stop),
    Question.BETTER:           Row(better,          stop_for_today,   better,          better,        better,        stop),
    Question.HELP_COMING:      Row(help_is_coming,  stay,             stay,            stay,          stay,          stay),
    Question.LEAVE_OUT:        Row(leave_out,       back_to_place,    leave_out,       next_exercise, leave_out,          done),
    Question.SKIP_THIS:        Row(skip,            back_to_place,    resume,          next_exercise, skip,          done),
    Question.WHICH_TO_DO:      Row(ask_again,       back_to_place,    take_up,         next_exercise, back_to_place, back_to_place),
    Question.WHICH_TO_EXPLAIN: Row(ask_again,       back_to_place,    take_up,         next_exercise, back_to_place, back_to_place),
    Question.HOW_MANY:         Row(ask_again,       back_to_place,    ask_again,       next_exercise, back_to_place, back_to_place),
    Question.HOW_LONG:         Row(ask_again,       back_to_place,    ask_again,       next_exercise, back_to_place, back_to_place),
}
# fmt: on


def say_yes(turn: Turn) -> Answer:
    return ROWS[asked(turn)].yes(turn)


def say_no(turn: Turn) -> Answer:
    return ROWS[asked(turn)].no(turn)


def say_go(turn: Turn) -> Answer:
    """ "Ready", "go", "I'm on my mat": begin, whatever it is that waits."""
    return ROWS[asked(turn)].go(turn)


def say_next(turn: Turn) -> Answer:
    return ROWS[asked(turn)].next(turn)


def say_skip(turn: Turn) -> Answer:
    """ "Skip": the exercise, unless it answers a question about something else."""
    return skip(turn) if turn.slots.exercise is not None else ROWS[asked(turn)].skip(turn)


def say_done(turn: Turn) -> Answer:
    """ "Done": with the exercise, or with all of it."""
    return ROWS[asked(turn)].done(turn)


def say_start(turn: Turn) -> Answer:
    """ "Start my routine": from its beginning where it is asked which part to begin with."""
    return restart_routine(turn) if asked(turn) is Question.CARRY_ON else start_routine(turn)


def say_none(turn: Turn) -> Answer:
    """ "None of them": none was done, or no to whatever else was asked."""
    question = asked(turn)
    counted = question in {None, Question.START, Question.FINISH, *LEADS_ON}
    return set_done(turn, 0) if counted else ROWS[question].no(turn)


def say_better(turn: Turn) -> Answer:
    """ "It's fine now": the row's yes where it answers a question about a pain, else back to the place."""
    question = asked(turn)
    if question is Question.STOP_HERE:
        return back_to_place(turn)
    return ROWS[question].yes(turn) if question in ABOUT_PAIN else back_to_place(turn)


def say_still_hurts(turn: Turn) -> Answer:
    """ "It still hurts": the cautious answer to a question about a pain, else a pain of its own."""
    question = asked(turn)
    if question in {Question.INSTEAD, Question.STOP_HERE}:
        return stop_for_today(turn)
    return ROWS[question].no(turn) if question in ABOUT_PAIN else hurts(turn)


def say_easier(turn: Turn) -> Answer:
    """ "Make it easier": what was just offered, else the easier way of the exercise."""
    return do_easier(turn) if asked(turn) is Question.EASIER else easier(turn)


def say_exercise(turn: Turn) -> Answer:
    """ "Do the plank"; of "twelve squats" nobody here knows the squats, but twelve can be counted."""
    if turn.slots.exercise == UNKNOWN and turn.slots.number is not None:
        return count_reps(turn)
    return do_exercise(turn)


def say_name(turn: Turn) -> Answer:
    """A bare name: an explanation where one was asked about, else the exercise itself."""
    question = asked(turn)
    if question is Question.WHICH_TO_EXPLAIN:
        return explain_exercise(turn)
    if question is not Question.WHICH_TO_DO and turn.slots.exercise == UNKNOWN:
        return not_understood(turn)
    return say_exercise(turn)


def say_number(turn: Turn) -> Answer:
    """A bare number or length: what was asked for, else the likeliest thing it can mean here."""
    question, length = asked(turn), turn.slots.seconds
    if question is Question.HOW_LONG:
        return hold_for(turn)
    if question is not Question.HOW_MANY and length == A_MINUTE:
        return wait(turn)
    if length is not None and length > LONG and turn.stint is not None:
        return away(turn)
    if length is not None:
        in_exercise = turn.interrupted and turn.stint is not None and bool(turn.stint.exercise)
        return own_dose(turn) if in_exercise else hold_for(turn)
    return count_reps(turn) if question is Question.HOW_MANY else _unasked_number(turn)


def say_own_dose(turn: Turn) -> Answer:
    """ "Make it ten seconds": in place of the last number, or from now on in this exercise."""
    if asked(turn) in {Question.HOW_MANY, Question.HOW_LONG}:
        return say_number(turn)
    return corrected_number(turn) or own_dose(turn)


def say_more_time(turn: Turn) -> Answer:
    """ "Ten more seconds": of the hold that was interrupted, else of rest."""
    return hold_longer(turn) or more_rest(turn)


def say_sets(turn: Turn) -> Answer:
    """ "Three sets": of the exercise one is at, unless it is said of what."""
    in_exercise = turn.stint is not None and bool(turn.stint.exercise)
    only_sets = turn.slots.count is None and turn.slots.seconds is None
    return own_sets(turn) if in_exercise and only_sets else count_sets(turn)


def say_corrected_number(turn: Turn) -> Answer:
    """ "No, fifteen", "not fifty, fifteen"."""
    if turn.slots.count is None and turn.slots.seconds is None:
        return thats_wrong(turn)
    return corrected_number(turn) or say_number(turn)


def say_other_name(turn: Turn) -> Answer:
    """ "I meant the bridge": explained or done, as the one that was misheard."""
    return explain_exercise(turn) if just_told(turn) else say_name(turn)


def say_rest(turn: Turn) -> Answer:
    """ "Give me twenty seconds": the hold that was asked about, else a rest."""
    return hold_for(turn) if asked(turn) is Question.HOW_LONG else more_rest(turn)


def say_each_side(turn: Turn) -> Answer:
    """ "Ten on each side": how many are done of an exercise with sides under way, else what to count."""
    reps, stint = turn.slots.number, turn.stint
    in_exercise = stint is not None and bool(stint.exercise) and (turn.under_way or _just_counted(turn))
    if reps is not None and turn.slots.seconds is None and in_exercise:
        return set_done(turn, reps)
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
