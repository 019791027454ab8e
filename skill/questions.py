"""What each question means: one row for every question, one column for every one-word answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from skill.dialogue.answer import Answer, ask
from skill.dialogue.listed import beyond_the_list, named_by_place
from skill.dialogue.memory import ABOUT_PAIN, HAS_SETTLED, Question
from skill.dialogue.situation import LEADS_ON, asked
from skill.dialogue.slots import UNKNOWN
from skill.dialogue.turn import Turn
from skill.dialogue.workout import finish
from skill.handlers.choose_routine import leave_and_start
from skill.handlers.conditions import leave_out
from skill.handlers.corrections import set_done
from skill.handlers.difficulty import do_rather
from skill.handlers.emergency import help_is_coming, stay
from skill.handlers.explain import explain_exercise, just_told
from skill.handlers.felt import right
from skill.handlers.free_counting import count_reps
from skill.handlers.habit import leave_it
from skill.handlers.help import ask_again, back_to_place, not_understood, take_up
from skill.handlers.leaving import stop
from skill.handlers.leaving_out import better_again
from skill.handlers.meeting import (
    done_before,
    has_ball,
    has_no_ball,
    never_done,
    start_gently,
)
from skill.handlers.my_data import forget, keep
from skill.handlers.opening import launch
from skill.handlers.pain import accept_easier, decline_easier, decline_instead, keep_as_it_is
from skill.handlers.pause import resume
from skill.handlers.reminders import agree
from skill.handlers.resting_first import has_not_settled, has_settled, still_there
from skill.handlers.routine import (
    done,
    lead_on,
    next_exercise,
    restart_exercise,
    restart_routine,
    skip,
    start_routine,
)
from skill.handlers.sides import change_side
from skill.handlers.single_exercise import do_asked, do_exercise, which_to_do
from skill.handlers.skipping import skip_named, skip_next, skip_talk, skip_to
from skill.handlers.small_talk import thanks
from skill.handlers.standing_reminders import cancel, cancel_all
from skill.refusing import ask_first, not_now, not_that_one, stop_here

Handler: TypeAlias = Callable[[Turn], Answer]


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
    # question                     yes                 no                go               next             skip             done
    None:                      Row(launch,             stop,             resume,          next_exercise,   skip,            done),
    Question.DONE_BEFORE:      Row(done_before,        never_done,       start_gently,    start_gently,    start_gently,    done_before),
    Question.HAVE_BALL:        Row(has_ball,           has_no_ball,      start_routine,   start_routine,   start_routine,   start_routine),
    Question.LEAVE_ROUTINE:    Row(leave_and_start,    back_to_place,    leave_and_start, next_exercise,   back_to_place,   back_to_place),
    Question.START:            Row(start_routine,      stop,             start_routine,   next_exercise,   skip_next,       stop),
    Question.READY:            Row(lead_on,            not_now,          resume,          next_exercise,   skip,            done),
    Question.RESUME:           Row(lead_on,            not_now,          resume,          next_exercise,   skip,            done),
    Question.COUNT_ON:         Row(lead_on,            not_now,          resume,          next_exercise,   skip,            done),
    Question.GO_ON:            Row(lead_on,            stop,             resume,          next_exercise,   skip,            stop),
    Question.FINISH:           Row(finish,             which_to_do,      finish,          finish,          finish,          finish),
    Question.FROM_START:       Row(restart_routine,    restart_exercise, restart_routine, next_exercise,   skip,            done),
    Question.EASIER:           Row(accept_easier,      decline_easier,   accept_easier,   decline_easier,  decline_easier,  decline_easier),
    Question.INSTEAD:          Row(do_asked,           decline_instead,  do_asked,        decline_instead, decline_instead, decline_instead),
    Question.CARRY_ON:         Row(lead_on,            restart_routine,  resume,          next_exercise,   skip,            ask_again),
    Question.DO_IT:            Row(do_asked,           not_that_one,     do_asked,        next_exercise,   back_to_place,   back_to_place),
    Question.STOP_HERE:        Row(stop_here,          back_to_place,    ask_first,       next_exercise,   skip,            stop),
    Question.BETTER:           Row(still_there,        has_not_settled,  still_there,     still_there,     still_there,     stop),
    Question.STILL_THERE:      Row(has_not_settled,    has_settled,      has_settled,     has_settled,     has_settled,     stop),
    Question.HELP_COMING:      Row(help_is_coming,     stay,             stay,            stay,            stay,            stay),
    Question.LEAVE_OUT:        Row(leave_out,          back_to_place,    leave_out,       leave_out,       leave_out,       back_to_place),
    Question.RATHER:           Row(do_rather,          back_to_place,    do_rather,       next_exercise,   skip,            done),
    Question.EFFORT:           Row(right,              finish,           finish,          finish,          finish,          finish),
    Question.HABIT:            Row(ask_again,          leave_it,         leave_it,        leave_it,        leave_it,        leave_it),
    Question.SKIP_THIS:        Row(skip,               back_to_place,    resume,          next_exercise,   skip,            done),
    Question.WHICH_TO_DO:      Row(ask_again,          back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.WHICH_TO_EXPLAIN: Row(ask_again,          back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.WHICH_ROUTINE:    Row(ask_again,          back_to_place,    start_routine,   start_routine,   back_to_place,   back_to_place),
    Question.HOW_MANY:         Row(ask_again,          back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.HOW_LONG:         Row(ask_again,          back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.WHAT_TIME:        Row(ask_again,          back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.REMIND:           Row(agree,              back_to_place,    agree,           next_exercise,   back_to_place,   back_to_place),
    Question.CANCEL_ALL:       Row(cancel_all,         back_to_place,    take_up,         next_exercise,   back_to_place,   back_to_place),
    Question.FORGET:           Row(forget,             keep,             keep,            keep,            keep,            keep),
}
# fmt: on


def say_yes(turn: Turn) -> Answer:
    return ROWS[asked(turn)].yes(turn)


def say_no(turn: Turn) -> Answer:
    return ROWS[asked(turn)].no(turn)


def say_go(turn: Turn) -> Answer:
    """ "Ready", "go", "I'm on my mat": begin, whatever it is that waits; in an explanation, without its rest."""
    return skip_talk(turn) if turn.interrupted else ROWS[asked(turn)].go(turn)


def say_next(turn: Turn) -> Answer:
    """ "Next"; "skip to the plank" goes on there, and where it does not lie ahead, does it alone."""
    if turn.slots.exercise is None:
        return ROWS[asked(turn)].next(turn)
    return skip_to(turn) or say_exercise(turn)


def say_skip(turn: Turn) -> Answer:
    """ "Skip": the exercise, unless it answers a question about something else."""
    return skip_named(turn) if turn.slots.exercise is not None else ROWS[asked(turn)].skip(turn)


def say_done(turn: Turn) -> Answer:
    """ "Done": with the exercise, or with all of it."""
    return ROWS[asked(turn)].done(turn)


def say_finished(turn: Turn) -> Answer:
    """ "I'm finished": the same, but before an exercise it may be enough for today."""
    row, stint = ROWS[asked(turn)], turn.stint
    if row.done is done and stint is not None and not (turn.under_way or stint.begun):
        return ask(turn, [], Question.STOP_HERE)
    return row.done(turn)


def say_start(turn: Turn) -> Answer:
    """ "Start my routine": from its beginning where it is asked which part to begin with."""
    question = asked(turn)
    if question is Question.DONE_BEFORE:
        return start_gently(turn)
    if question is Question.LEAVE_OUT:
        return leave_out(turn)
    return restart_routine(turn) if question is Question.CARRY_ON else start_routine(turn)


def say_cancel(turn: Turn) -> Answer:
    """ "Get rid of it": of what is asked to be deleted, a yes; else of the reminder."""
    return forget(turn) if asked(turn) is Question.FORGET else cancel(turn)


def say_none(turn: Turn) -> Answer:
    """ "I didn't do any": none was done, or no to whatever else was asked."""
    question = asked(turn)
    counted = question in {None, Question.FINISH, *LEADS_ON}
    return set_done(turn, 0) if counted else ROWS[question].no(turn)


def say_none_of_them(turn: Turn) -> Answer:
    """ "None of them": none was done of what is being counted; to a question about something else it is no."""
    at_it = turn.interrupted or asked(turn) in {None, Question.RESUME, Question.COUNT_ON}
    return say_none(turn) if at_it else say_no(turn)


def say_better(turn: Turn) -> Answer:
    """ "It's fine now": the row's yes where it answers a question about a pain, else back to the place."""
    question = asked(turn)
    if question in HAS_SETTLED:
        return has_settled(turn)
    if question is Question.STOP_HERE:
        return back_to_place(turn)
    if question is Question.EFFORT:
        return right(turn)
    if question is Question.EASIER:
        return keep_as_it_is(turn)
    if question in ABOUT_PAIN:
        return ROWS[question].yes(turn)
    return better_again(turn) if turn.memory.sore or turn.interrupted else back_to_place(turn)


def say_never_mind(turn: Turn) -> Answer:
    """ "Never mind", "cancel": behind a pain it may be the pain, the easier way or the whole that is meant."""
    return ask(turn, [], Question.STOP_HERE) if asked(turn) is Question.EASIER else stop(turn)


def say_back_to_routine(turn: Turn) -> Answer:
    """ "Back to the routine": from one exercise alone, too."""
    return resume(turn if turn.workout is None else turn.with_person(aside=None))


def say_fine(turn: Turn) -> Answer:
    """ "No, it's fine": no to what was offered, and no reason to leave what is being done."""
    question = asked(turn)
    if question is Question.EASIER:
        return keep_as_it_is(turn)
    if turn.interrupted or question in {None, Question.BETTER, Question.EFFORT}:
        return say_better(turn)
    return ROWS[question].no(turn)


def say_thanks(turn: Turn) -> Answer:
    """ "That was good": thanks, or an answer to how it was."""
    return right(turn) if asked(turn) is Question.EFFORT else thanks(turn)


def say_side(turn: Turn) -> Answer:
    """ "Right": of easy, right or hard it is no side, and "the left one" may be the knee that hurts."""
    question = asked(turn)
    if question is Question.EFFORT:
        return right(turn)
    return ask_again(turn) if question in ABOUT_PAIN else change_side(turn)


def say_exercise(turn: Turn) -> Answer:
    """ "Do the plank"; of "twelve squats" nobody here knows the squats, but twelve can be counted."""
    if turn.slots.exercise == UNKNOWN and turn.slots.number is not None:
        return count_reps(turn)
    return beyond_the_list(turn) or do_exercise(named_by_place(turn))


def say_name(turn: Turn) -> Answer:
    """A bare name: an explanation where one was asked about, else the exercise itself."""
    question = asked(turn)
    if question is Question.WHICH_TO_EXPLAIN:
        return explain_exercise(turn)
    if question is not Question.WHICH_TO_DO and turn.slots.exercise == UNKNOWN:
        return not_understood(turn)
    return say_exercise(turn)


def say_other_name(turn: Turn) -> Answer:
    """ "I meant the bridge": explained or done, as the one that was misheard."""
    return explain_exercise(turn) if just_told(turn) else say_name(turn)
