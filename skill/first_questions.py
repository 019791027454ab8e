"""Answers to the first questions that are more than yes and no, and a routine by the name of the skill."""

from __future__ import annotations

from msgspec.structs import replace

from skill.coaching.exercise import Equipment
from skill.coaching.household import last_other
from skill.content.known import GENTLE_ROUTINE, USUAL_ROUTINE
from skill.dialogue.answer import Answer, ask
from skill.dialogue.choosing import chosen
from skill.dialogue.listed import beyond_the_list, named_by_place
from skill.dialogue.memory import BEFORE_THE_START, Question
from skill.dialogue.phrases import say
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import warms_up
from skill.half_answers import half_an_answer
from skill.handlers.choose_routine import start
from skill.handlers.coaching_style import ask_each_time, lead_straight_through, never_asked
from skill.handlers.equipment import have_ball, no_ball
from skill.handlers.explain import OFFERED, all_steps, explain_exercise, what_to_watch
from skill.handlers.facts import what_do_i_need
from skill.handlers.help import help, not_understood
from skill.handlers.leaving import stop
from skill.handlers.meeting import done_before, first_time, has_ball, has_no_ball, never_done
from skill.handlers.pause import wait
from skill.handlers.people import me_again, new_here
from skill.handlers.progress import where_am_i
from skill.handlers.routine import next_exercise, repeat, say_again
from skill.handlers.skipping import skip_talk
from skill.handlers.small_talk import who_are_you
from skill.manner import say_easier
from skill.questions import ROWS, say_no, say_start
from skill.unsure import default_number

BEFORE_ANY = {None, Question.DONE_BEFORE, Question.HAVE_BALL, Question.CARRY_ON, Question.WHICH_ROUTINE}
"""What is asked before any exercise is named, or that nothing is."""
FIRST_QUESTIONS = {*BEFORE_THE_START, Question.HABIT}


def say_own_name(turn: Turn) -> Answer:
    """ "Start my back routine"."""
    own = turn.routine.id in {USUAL_ROUTINE, GENTLE_ROUTINE}
    return say_start(turn) if own else start(turn, USUAL_ROUTINE)


def say_begin(turn: Turn) -> Answer:
    """ "Let's get to the exercises": out of the warm-up, on to the first of them."""
    return next_exercise(turn) if turn.interrupted and warms_up(turn) else say_start(turn)


def say_done_before(turn: Turn) -> Answer:
    """ "I've done these before": yes where that is asked, else somebody whom the skill should know."""
    if asked(turn) is Question.DONE_BEFORE:
        return done_before(turn)
    if last_other(turn.person) is None:
        return ask(turn, [say("meeting.whole")], turn.memory.asked or question_of_place(turn))
    return me_again(turn)


def say_never_done(turn: Turn) -> Answer:
    """ "I've never done this before": no where that is asked, else the exercise, or somebody new."""
    if asked(turn) in BEFORE_THE_START:
        return never_done(turn)
    unknown = default_number(turn)
    if unknown is not None:
        return unknown
    return all_steps(turn) if _at_an_exercise(turn) else first_time(turn)


def _at_an_exercise(turn: Turn) -> bool:
    """Whether "this" is an exercise; not before it is clear whose routine this is."""
    if turn.new_session and not turn.interrupted:
        return False
    question, stint = asked(turn), turn.stint
    at_one = stint is not None and bool(stint.exercise) and question is not Question.CARRY_ON
    return at_one or question in OFFERED


def say_new_here(turn: Turn) -> Answer:
    """ "I'm new here": to somebody new, the same."""
    return never_done(turn) if asked(turn) is Question.DONE_BEFORE else new_here(turn)


def say_me_again(turn: Turn) -> Answer:
    """ "It's me again": where nobody else is known, somebody who has done the exercises."""
    alone = last_other(turn.person) is None
    return done_before(turn) if alone and asked(turn) is Question.DONE_BEFORE else me_again(turn)


def say_hardly(turn: Turn) -> Answer:
    """ "A bit", "years ago": the cautious answer to the first questions; "a bit better" is one to a pain."""
    return half_an_answer(turn) or _cautiously(turn) or default_number(turn) or not_understood(turn)


def say_been_a_while(turn: Turn) -> Answer:
    """ "I haven't done this for a month": gently before the start, else how it is done."""
    gently = _cautiously(turn)
    if gently is not None:
        return gently
    at_one = turn.stint is not None and (turn.workout is None or turn.workout.begun)
    return explain_exercise(turn) if at_one else say_easier(turn)


def say_healthy(turn: Turn) -> Answer:
    """ "I don't have any of those", of who should ask a doctor first; then what was asked."""
    return ask(
        turn, [say("meeting.whole")], turn.memory.asked or question_of_place(turn), about=turn.memory.about
    )


def say_not_today(turn: Turn) -> Answer:
    """ "Not today": the exercise that is asked about, or all of it where none is."""
    question = asked(turn)
    return stop(turn) if question in {*BEFORE_ANY, Question.START} else ROWS[question].skip(turn)


def say_not_now(turn: Turn) -> Answer:
    """ "Not now", "maybe later": no, but to a first question goodbye."""
    return stop(turn) if asked(turn) in BEFORE_ANY else say_no(turn)


def say_not_yet(turn: Turn) -> Answer:
    return _cautiously(turn) or wait(turn)


def say_explain(turn: Turn) -> Answer:
    """ "What do you mean", "how do I do this": of an exercise, unless a first question was asked."""
    beyond = beyond_the_list(turn)
    if beyond is not None:
        return beyond
    turn, question = named_by_place(turn), asked(turn)
    if question is Question.HAVE_BALL and _is_the_ball(turn, turn.slots.exercise):
        return help(turn)
    if turn.slots.exercise is not None or question not in FIRST_QUESTIONS:
        return explain_exercise(turn)
    return help(turn)


def _is_the_ball(turn: Turn, name: str | None) -> bool:
    """Whether an exercise is called as the ball is: "what's an exercise ball" is asked about the ball."""
    if name is None or name not in turn.library.exercises:
        return False
    ball = turn.language.equipment[Equipment.BALL].casefold()
    return any(ball.endswith(other.casefold()) for other in turn.words(name).names)


def say_what_i_need(turn: Turn) -> Answer:
    """ "What kind of ball": what it is, where one is asked for."""
    return help(turn) if asked(turn) is Question.HAVE_BALL else what_do_i_need(turn)


def say_form(turn: Turn) -> Answer:
    """ "What if I do it wrong": before any exercise is named, how they will know."""
    if turn.stint is None and turn.slots.exercise is None and asked(turn) in BEFORE_ANY:
        return ask(turn, [say("meeting.form")], turn.memory.asked or question_of_place(turn))
    return what_to_watch(turn)


def say_where_am_i(turn: Turn) -> Answer:
    """ "What is this": before anything has begun, the skill."""
    return who_are_you(turn) if asked(turn) in BEFORE_THE_START else where_am_i(turn)


def say_pardon(turn: Turn) -> Answer:
    """ "Pardon", "what was that": of the first questions, the question; the second time, what it is about.

    The welcome before it is long, and was heard.
    """
    return _asked_once_more(turn) or say_again(turn)


def say_once_more(turn: Turn) -> Answer:
    """ "Again"."""
    return _asked_once_more(turn) or repeat(turn)


def _asked_once_more(turn: Turn) -> Answer | None:
    """The first question that is open, once more; what a ball is, at once."""
    question, misses = asked(turn), turn.memory.misses
    if question not in BEFORE_THE_START:
        return None
    answer = help(turn) if misses or question is Question.HAVE_BALL else ask(turn, [], question)
    return replace(answer, memory=replace(answer.memory, misses=misses + 1), repeat=())


def say_skip_talk(turn: Turn) -> Answer:
    """ "Just get on with it": the first questions are skipped, too."""
    question = asked(turn)
    return ROWS[question].skip(turn) if question in BEFORE_THE_START else skip_talk(turn)


def say_lead_through(turn: Turn) -> Answer:
    """ "Don't ask me": the first questions are skipped, too."""
    question = asked(turn)
    if turn.unmet and turn.stint is None and question in {None, Question.START}:
        question = Question.DONE_BEFORE  # it would be asked next
    if question not in BEFORE_THE_START:
        return lead_straight_through(turn)
    answer = ROWS[question].skip(never_asked(turn))
    return replace(answer, say=(say("flow.straight_through"), *answer.say))


def say_ask_each_time(turn: Turn) -> Answer:
    """ "Ask me each time": no answer to a first question, and nothing that is to last."""
    return help(turn) if asked(turn) in BEFORE_THE_START else ask_each_time(turn)


def say_not_sure(turn: Turn) -> Answer:
    """ "I don't know": before the start an easy one is named, else an exercise is explained."""
    if turn.stint is None and asked(turn) is Question.START and turn.routine.id != GENTLE_ROUTINE:
        return ask(turn, [say("meeting.unsure")], Question.START)
    return _cautiously(turn) or default_number(turn) or explain_exercise(turn)


def _cautiously(turn: Turn) -> Answer | None:
    """The row's no, where one of the first questions was asked."""
    question = asked(turn)
    return ROWS[question].no(turn) if question in FIRST_QUESTIONS else None


def say_have_ball(turn: Turn) -> Answer:
    return has_ball(turn) if asked(turn) is Question.HAVE_BALL else have_ball(turn)


def say_no_ball(turn: Turn) -> Answer:
    return has_no_ball(turn) if asked(turn) is Question.HAVE_BALL else no_ball(turn)


def say_yes_without_ball(turn: Turn) -> Answer:
    """ "Yes, but I don't have a ball": both first questions at once."""
    if asked(turn) is Question.DONE_BEFORE:
        return has_no_ball(chosen(turn, USUAL_ROUTINE))
    return say_no_ball(turn)


def say_neither(turn: Turn) -> Answer:
    """ "No, and I don't have a ball"."""
    if asked(turn) is not Question.DONE_BEFORE:
        return say_no_ball(turn)
    gently = has_no_ball(chosen(turn, GENTLE_ROUTINE))
    return replace(gently, say=(say("meeting.gentle"), *gently.say))
