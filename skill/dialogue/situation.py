"""Where somebody is, as phrases: what is done of an exercise, which position comes next, what to ask."""

from __future__ import annotations

from collections.abc import Iterable

from skill.coaching.cue import Place
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.exercise import Equipment
from skill.coaching.stepping import taken_up
from skill.coaching.workout import Stint
from skill.dialogue import phrases
from skill.dialogue.likeliest import perhaps_more
from skill.dialogue.memory import STAYS_OPEN, Question
from skill.dialogue.moment import moment
from skill.dialogue.phrases import Items, Phrase, Prompt, Side, say, together
from skill.dialogue.turn import Turn

LEADS_ON = {Question.START, Question.READY, Question.RESUME, Question.COUNT_ON, Question.GO_ON}
"""Questions whether to do what comes next: for somebody who does not want to be asked, silence is a yes."""


def place(turn: Turn, stint: Stint | None, *, of_all: bool = True) -> Phrase | None:
    """What is done of the stint, `of_all` there is to do, and what is next; None where nothing is begun."""
    if stint is None or not stint.begun:
        return None
    work, at = turn.work(stint), stint.place
    sets = None
    if work.dose.sets > 1 and at.sets:
        sets = say("done.side_so_far") if work.dose.each_side else say("done.sets_so_far", n=at.sets)
    key = "place.side_in_doubt" if turn.in_doubt else "place.side_next"
    side = say(key, side=side_called(turn, stint, at.sides)) if work.sides else None
    second = taken_up(work, at).seconds
    from_second = work.dose.hold - second if work.dose.down else second
    hold = say("place.hold_from", n=from_second) if second else None
    return together(sets, _reps_done(turn, stint, at.reps, of_all=of_all), side, hold)


def _reps_done(turn: Turn, stint: Stint, reps: int, *, of_all: bool) -> Phrase | None:
    """So many reps are done; None for none."""
    work = turn.work(stint)
    if not reps:
        return None
    if turn.in_doubt:
        return say("place.each_side_at_least", n=reps)
    if work.sides:
        return say("place.each_side_done", n=reps)
    more = perhaps_more(turn)
    if work.breaths:
        key = "place.breaths_at_least" if more else "place.breaths"
        return say(key, n=reps, total=work.dose.reps)
    if of_all:
        return say("place.at_least_of" if more else "place.done_of", n=reps, total=work.dose.reps)
    return say("place.at_least" if more else "place.done", n=reps)


def is_held(work: Work) -> bool:
    """Whether a rep is called a hold: it is held for some seconds, which are the work."""
    return work.dose.hold >= COUNTED_HOLD and not work.moving


def side_called(turn: Turn, stint: Stint, number: int) -> Side:
    return Side(stint.exercise, turn.level(stint.exercise), number)


def is_timer(stint: Stint | None) -> bool:
    """Whether only time is counted: it stops when it is told to, and nothing has to be done again."""
    dose = stint.dose if stint is not None else None
    return dose is not None and bool(dose.hold) and dose.reps * dose.sets == 1


def question_of_place(turn: Turn, *, aside: bool = True) -> Question:
    """The question that leads back to what the person is doing; `aside` False: once the aside is over."""
    open_still = turn.memory.asked
    if open_still in STAYS_OPEN and not turn.interrupted:
        return open_still
    if aside and turn.person.aside is not None:
        return Question.RESUME
    workout = turn.workout
    if workout is None and turn.memory.asked is Question.HAVE_BALL:
        return Question.HAVE_BALL
    if workout is None:
        # Behind one exercise alone it would be heard as a question about that one.
        return Question.DONE_BEFORE if aside and turn.unmet and turn.memory.welcomed else Question.START
    if workout.over:
        return Question.FINISH
    if workout.begun and turn.new_session and turn.person.active and turn.another_day:
        return Question.CARRY_ON
    if not aside:
        return Question.GO_ON
    # Nobody gets ready for what they are doing: of easy movement the first breaths leave no place.
    marching = turn.under_way and turn.is_easy_movement(workout.exercises[workout.at])
    at_it = workout.place != Place() or marching or _at_the_first_rep(turn)
    return Question.RESUME if at_it else Question.READY


def _at_the_first_rep(turn: Turn) -> bool:
    """Whether a count that has begun was broken off in its first rep, in this turn or one before."""
    if not turn.interrupted:
        return turn.memory.asked is Question.RESUME and turn.under_way
    now = moment(turn)
    return now is not None and now.left is not None and not now.introduced


def asked(turn: Turn) -> Question | None:
    """What was asked last; somebody who broke a count off has not heard it, but means their place."""
    return question_of_place(turn) if turn.interrupted else turn.memory.asked


def question(turn: Turn, asking: Question, about: str = "", form: str = "ask") -> Prompt:
    """A question (or its reprompt, help, …: `form`) about an exercise, or about the next of the workout."""
    if not about and turn.workout is not None and not turn.workout.over:
        about = turn.workout.exercises[turn.workout.at]
    return phrases.question(asking, about, form)


def equipment(needs: Iterable[Equipment]) -> Items:
    return Items(tuple(dict.fromkeys(needs)))
