"""The routine under way: today's exercises, which comes next, and when it is over."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from skill.coaching.plan import doable, left_out, plan, stand_in
from skill.coaching.workout import PartBy, Stint, Workout
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue import following, moving, situation
from skill.dialogue.answer import Answer, ask, close, count_again, tell
from skill.dialogue.finishing import farewell
from skill.dialogue.logbook import day_of
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, name_of, say
from skill.dialogue.turn import Turn

JUST_NOW = 300.0
"""Seconds from an answer that ends a routine: it takes a minute or two, with the way up from the floor."""
BEHIND_AN_ASIDE = {Question.START, Question.DONE_BEFORE, Question.GO_ON}
"""What is asked once something was done beside the routine."""


def planned(turn: Turn) -> tuple[str, ...]:
    """The exercises planned for this person on any day."""
    return plan(turn.routine, possible_for(turn), turn.person.preferences)


def instead_of(turn: Turn, name: str, besides: Collection[str]) -> str | None:
    """What can be done instead of an exercise: none of `besides`, and nothing that hurt today."""
    possible = {*possible_for(turn)} - {*besides, *turn.memory.hurts}
    return stand_in(name, turn.library.exercises, turn.person.preferences, turn.memory.sore, possible)


def possible_for(turn: Turn) -> Collection[str]:
    """What they have the things for, and get to where it is done."""
    return doable(turn.library.exercises, turn.person.preferences, turn.library.off_the_floor)


def todays(turn: Turn) -> tuple[str, ...]:
    """Those without what hurt today or strains what is sore, unless that is all of them."""
    return _spared(turn) or planned(turn)


def counted(turn: Turn, names: Iterable[str]) -> tuple[str, ...]:
    """Those that count as exercises: the easy movement around them does not."""
    return tuple(name for name in names if not turn.is_easy_movement(name))


def everything_hurts(turn: Turn) -> bool:
    return not _spared(turn)


def _spared(turn: Turn) -> tuple[str, ...]:
    """None, where only easy movement would be left."""
    hurts, sore, spared = turn.memory.hurts, turn.memory.sore, planned(turn)
    if hurts or sore:
        spared = tuple(
            name
            for name in spared
            if name not in hurts and turn.exercise(name).spares(sore, turn.level(name))
        )
    return spared if counted(turn, spared) else ()


def begun(turn: Turn) -> Turn:
    """With a workout under way: the unfinished one without what hurt today, or today's.

    Somebody of whom nobody knows whether they have done the exercises begins gently.
    """
    if turn.unmet:
        turn = turn.with_person(preferences=replace(turn.person.preferences, routine=GENTLE_ROUTINE))
    workout = turn.workout
    for name in turn.memory.hurts:
        workout = workout and without_today(turn, workout, name)
    # What was chosen on another day and never begun was meant for that day.
    stale = workout is not None and workout.part and not workout.begun and turn.another_day
    if workout is None or workout.over or (stale and turn.new_session):
        workout = fresh(turn.with_person(workout=None))
    return turn.with_person(workout=workout)


def left_beside(turn: Turn, names: Collection[str]) -> Turn:
    """The turn in which what is done beside the routine is left, if it is one of these."""
    aside = turn.person.aside
    if aside is None or aside.exercise not in names:
        return turn
    return turn.with_person(aside=None).with_memory(alone=None)


def without_today(turn: Turn, workout: Workout, name: str) -> Workout:
    """The workout without an exercise: then it is a part of the routine, and meant for today alone."""
    without = left_out(workout, name)
    if without is workout or turn.is_easy_movement(name):
        return without
    return replace(without, part=without.part or PartBy.CHOICE)


def from_start(turn: Turn) -> Turn:
    """With a workout at its beginning: of what was chosen for today, else of all there is."""
    workout = turn.workout
    other_day = turn.memory.asked is Question.CARRY_ON or (turn.new_session and turn.another_day)
    if workout is not None and workout.part and not other_day:
        names = (*workout.done, *(name for name in workout.exercises if name not in workout.done))
        again = Workout(workout.routine, names, part=workout.part, reps=workout.reps)
        return begun(turn.with_person(workout=again, aside=None))
    return begun(turn.with_person(workout=None, aside=None))


def fresh(turn: Turn) -> Workout:
    """Today's workout of their routine, with nothing done."""
    return Workout(turn.routine.id, todays(turn))


def warms_up(turn: Turn) -> bool:
    """Whether nothing but easy movement has begun: what is said of it is meant of the routine."""
    stint, workout = turn.stint, turn.workout
    at_first = workout is not None and not workout.at and turn.person.aside is None
    return at_first and stint is not None and turn.is_easy_movement(stint.exercise)


def half_done(turn: Turn) -> bool:
    """Whether a routine was begun and not finished."""
    return turn.workout is not None and turn.workout.begun and not turn.workout.over


def stopped_at(turn: Turn) -> Phrase | None:
    """Where the routine was left."""
    workout = turn.workout
    return None if workout is None or workout.over else say("greet.stopped_at", name=name_of(workout.left[0]))


def ask_to_start(turn: Turn) -> Answer:
    """Nothing is under way: offer to begin. What was left because it hurts was begun."""
    return ask(turn, [None if turn.memory.hurts else say("place.nothing")], Question.START)


def nothing_ahead(turn: Turn) -> Answer:
    """No exercise is left: none was begun, or all are behind."""
    if turn.workout is not None:
        return finish(turn)
    alone = just_done_alone(turn)
    if alone is not None:
        named = say("next.that_was", name=name_of(alone.exercise)) if alone.exercise else None
        return tell(turn, named, following.done_with(turn, alone))
    if closed_today(turn):
        return ask(turn, [say("next.done_today")], Question.START)
    return ask_to_start(turn)


def announce(turn: Turn, *before: Phrase | None, named: bool = False) -> Answer:
    """Name the exercise the workout is at now (unless `before` did), tell how to get into place, and ask.

    Where something beside the routine is under way, it is that which one is asked about.
    """
    if turn.person.aside is not None:
        return tell(turn, *before)
    if turn.stint is None:
        return finish(turn, *before)
    name = turn.stint.exercise
    position = turn.position(name)
    announced = None if named else following.announcement(turn, name)
    talk = [*before, announced, moving.told(turn, turn.memory.body, name)]
    turn = turn.with_person(openings=turn.person.openings + 1)
    return ask(
        turn.with_memory(body=position, started="", told="", depth=0, explanation=None), talk, Question.READY
    )


def tick_off(turn: Turn, said: Phrase) -> Answer:
    """The exercise under way is finished; the next one is announced."""
    was_aside = turn.person.aside is not None
    turn = turn.but(person=turn.person.stint_done())
    if was_aside:
        return ask(turn, [said], situation.question_of_place(turn, aside=False))
    return announce(turn, said)


def aside(turn: Turn, stint: Stint, told: Phrase | None = None) -> Answer:
    """Do something else first, with something `told` before it; the place in the routine stays."""
    return count_again(turn.with_person(aside=stint).with_memory(alone=stint), told)


def just_done_alone(turn: Turn) -> Stint | None:
    """What was done beside the routine, as long as the question behind it is open."""
    over = turn.person.aside is None and turn.memory.asked in BEHIND_AN_ASIDE
    return turn.memory.alone if over else None


def just_done(turn: Turn) -> str | None:
    """The exercise that was done last, until the next one has begun: beside the routine or in it."""
    alone, workout, stint = just_done_alone(turn), turn.workout, turn.stint
    if alone is not None:
        return alone.exercise or None
    asked = situation.asked(turn)
    waiting = asked is Question.READY and stint is not None and not (stint.begun or turn.under_way)
    last = workout.done[-1] if waiting and workout is not None and workout.done else None
    return None if last is None or turn.is_easy_movement(last) else last


def may_end_here(turn: Turn) -> Turn:
    """With the routine where it is; what is opened later that day is asked about first."""
    return turn.with_person(closed_on=max(day_of(turn, turn.now), 0))


def closed_today(turn: Turn) -> bool:
    """Whether a routine was closed on the day of the turn.

    It may have been finished, or something hurt; which of them is not kept.
    """
    return turn.person.closed_on == day_of(turn, turn.now)


def all_done(turn: Turn) -> Answer | None:
    """Goodbye once more to somebody who goes on behind the goodbye of a routine; None for anybody else."""
    before = turn.before
    if before is None or before.spoken is None or turn.stint is not None or not turn.new_session:
        return None
    if not before.spoken.closes or turn.now - before.spoken.answered > JUST_NOW:
        return None
    return close(turn, say("next.done_today"), say("finish.goodbye"))


def closed(turn: Turn, moment: float | None = None) -> Turn:
    """Without a workout under way, since `moment` or from now on."""
    person = turn.person.workout_closed(turn.routine.easy_movement)
    day = day_of(turn, turn.now if moment is None else moment)
    return turn.but(person=replace(person, closed_on=max(day, 0)))


def without_what_is_over(turn: Turn) -> Turn:
    """The turn that opens a session, without what nobody goes on with."""
    if turn.person.active and turn.another_day:
        # Nobody goes on in mid-set with muscles that are cold; of a routine, they are asked.
        turn = turn.with_person(aside=None)
    if turn.workout is not None and (turn.workout.over or turn.long_away):
        turn = closed(turn, turn.person.active)
    return turn


def finish(turn: Turn, *before: Phrase | None) -> Answer:
    """The routine is over: say `before`, how to get up, what was done, and goodbye."""
    up = moving.up(turn, turn.memory.body, first=False) if turn.workout and turn.workout.done else None
    goodbye = farewell(turn, turn.workout)
    return replace(close(closed(turn.with_person(aside=None)), *before, up, *goodbye), week=True)
