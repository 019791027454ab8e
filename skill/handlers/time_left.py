"""How long is left: of the hold or the rest, of the exercise, of the routine; and how long a hold is."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from msgspec.structs import replace

from skill.coaching import counting
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.remaining import Remaining
from skill.coaching.stepping import after, finished, taken_up
from skill.coaching.workout import Stint
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue import choosing, duration, following, situation
from skill.dialogue.answer import Answer, ask
from skill.dialogue.likeliest import at_likeliest
from skill.dialogue.moment import Moment, moment, rest_left
from skill.dialogue.phrases import Length, Phrase, name_of, say
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.workout import counted, fresh, just_done_alone, nothing_ahead
from skill.handlers import explain
from skill.handlers.progress import last_one

TOLD_FROM = 5
"""The shortest hold whose own seconds are told; a shorter one is over before they are said."""
RESTING_FROM = 4
"""The shortest rest whose seconds are told; a shorter one is needed to get set."""


def how_long_left(turn: Turn) -> Answer:
    """Seconds of the hold or the rest and what remains after it, then minutes to the end of the routine."""
    turn = at_likeliest(turn)
    stint = turn.stint
    if stint is None:
        over = turn.workout is not None or just_done_alone(turn) is not None
        return nothing_ahead(turn) if over else _whole_routine(turn)
    now = moment(turn) or _resting(turn, stint) or Moment(stint)
    rest = _seconds(now.rest) if now.rest is not None else 0
    told = [*_of_rest(turn, now, rest)] if rest >= RESTING_FROM else [*_of_count(turn, now)]
    talk = [*told, *_of_routine(turn, said=bool(told))]
    return ask(turn, talk, question_of_place(turn), repeat=talk)


def how_long_hold(turn: Turn) -> Answer:
    """ "How long do I hold this": the seconds of one hold, of the exercise named or the one under way."""
    stint = turn.stint
    if turn.slots.exercise is None and stint is not None and not stint.exercise:
        return ask(turn, [_hold_of(turn, stint)], question_of_place(turn))
    return explain.about_one(
        turn, lambda turn, name: explain.back_to_place(turn, [_hold_of(turn, Stint(name))], name)
    )


def how_long_held(turn: Turn) -> Answer:
    """ "How many seconds was that": of the hold that was broken off; else how long one is."""
    turn = at_likeliest(turn)
    held = turn.stint.place.seconds if turn.stint is not None else 0
    alone = just_done_alone(turn) if turn.stint is None else None
    if alone is not None and turn.slots.exercise is None:
        return ask(turn, [following.done_with(turn, alone)], question_of_place(turn))
    if not held:
        return how_long_hold(turn)
    return ask(turn, [say("left.held", length=Length(held))], question_of_place(turn))


def _hold_of(turn: Turn, stint: Stint) -> Phrase:
    """How long one hold of a stint is."""
    hold = turn.work(stint).dose.hold
    return say("hold.length", length=Length(hold)) if hold >= COUNTED_HOLD else say("hold.none")


def _whole_routine(turn: Turn) -> Answer:
    """Nothing has begun: how long today's routine takes; to somebody new, the gentle start before it."""
    takes = duration.minutes(turn, fresh(turn))
    if not (turn.unmet and turn.library.routines[GENTLE_ROUTINE] is not turn.routine):
        return ask(turn, [say("left.whole_routine", n=takes)], question_of_place(turn))
    gently = choosing.chosen(turn, GENTLE_ROUTINE)
    few = duration.minutes(gently, fresh(gently))
    told = say("left.new_or_whole", few=few, n=takes, exercises=len(counted(turn, fresh(turn).exercises)))
    return ask(turn, [told], question_of_place(turn))


def is_resting(turn: Turn) -> bool:
    """Whether some of a rest is left that is worth telling."""
    return turn.stint is not None and rest_left(turn) >= RESTING_FROM


def _resting(turn: Turn, stint: Stint) -> Moment | None:
    """The moment in a rest that the person asked for."""
    left = turn.memory.rest_ends - turn.sent.latest
    return Moment(stint, rest=left) if left > 0 else None


def _seconds(exact: float) -> int:
    """Whole seconds: what has begun to run out counts no more, as the answer takes its time, too."""
    return max(1, floor(exact))


def _of_rest(turn: Turn, now: Moment, rest: int) -> Iterator[Phrase]:
    yield say("left.of_rest", length=Length(rest))
    stint = now.stint
    if stint.begun:
        yield from _then(turn, stint)
    elif stint.exercise:
        yield say("rest.then_exercise", name=name_of(stint.exercise))


def _of_count(turn: Turn, now: Moment) -> Iterator[Phrase]:
    """What is left of the hold, else of the exercise; nothing of one that was only announced."""
    stint = now.stint
    if now.left is not None and _is_over(turn, stint, now.left):
        yield say("left.over")
        return
    hold, dose = _hold_left(turn, now), turn.work(stint).dose
    alone = not stint.exercise and dose.reps * dose.sets == 1
    if alone and dose.hold:
        yield say("left.of_free_hold", length=Length(hold or dose.hold))
    elif hold is not None:
        yield say("left.of_hold", length=Length(hold))
        yield from _then(turn, _after(turn, stint))
    elif _is_last(turn, now):
        yield say("left.last_now")
    elif turn.under_way or turn.person.aside is not None:
        yield _of_stint(turn, now)


def _hold_left(turn: Turn, now: Moment) -> int | None:
    """Seconds of the hold under way, or of the one that was broken off as it will be taken up."""
    work, stint = turn.work(now.stint), now.stint
    if work.dose.hold < TOLD_FROM:
        return None
    if now.left is not None:
        return None if now.left.hold is None else _seconds(now.left.hold)
    if not stint.place.seconds:
        return None
    return work.dose.hold - taken_up(work, stint.place).seconds


def _is_over(turn: Turn, stint: Stint, left: Remaining) -> bool:
    """Nothing is left but to come down."""
    return left.hold is None and left.total <= turn.work(stint).tempo.lower


def _is_last(turn: Turn, now: Moment) -> bool:
    """Whether the last of several movements is under way: what is left of it is told by its number."""
    work = turn.work(now.stint)
    several = work.dose.reps * work.dose.sets > 1 and not work.breaths
    at_it = now.left is not None and not now.introduced
    return several and at_it and finished(work, after(work, now.stint.place))


def _after(turn: Turn, stint: Stint) -> Stint:
    """The stint once the movement under way is over."""
    return replace(stint, place=after(turn.work(stint), stint.place))


def _then(turn: Turn, stint: Stint) -> Iterator[Phrase]:
    """What remains from a place between two movements."""
    work, place = turn.work(stint), stint.place
    if finished(work, place):
        yield say("left.was_last")
        return
    sets = work.dose.sets - place.sets
    if place.between_sets and place.sets:
        yield _then_sets(work, sets)
        return
    reps = work.dose.reps - place.reps
    if place.sides:
        yield say("left.then_side", side=situation.side_called(turn, stint, place.sides))
        reps -= 1
    if reps:
        yield say("left.then_each_side" if work.sides else "left.then_reps", n=reps)
    if sets > 1:
        yield _then_sets(work, sets - 1)


def _then_sets(work: Work, sets: int) -> Phrase:
    return say("rest.then_other_side") if work.dose.each_side else say("left.then_sets", n=sets)


def _of_stint(turn: Turn, now: Moment) -> Phrase:
    """How long all of the exercise or count still takes."""
    stint = now.stint
    exact = now.left.total if now.left is not None else counting.seconds(turn.work(stint), stint.place)
    length = Length(duration.rounded(exact))
    if not stint.exercise:
        return say("left.of_count", length=length)
    return say("left.of_exercise", length=length, name=name_of(stint.exercise))


def _of_routine(turn: Turn, *, said: bool) -> Iterator[Phrase]:
    """Minutes to its end; `said`: something was said of what the person is doing."""
    workout = turn.workout
    if workout is None or workout.over:
        return
    if said and turn.person.aside is None and len(workout.left) == 1:
        yield last_one(turn)
        return
    key = "left.minutes"
    if said:
        key = "left.routine" if turn.person.aside else "left.to_the_end"
    yield say(key, n=duration.minutes(turn, workout))
