"""What follows a count: what was done, a rest, what comes next and what is asked; at the end, goodbye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from skill.coaching.exercise import Equipment, Position
from skill.coaching.workout import Stint, Workout
from skill.dialogue import growing, moving, situation, wording
from skill.dialogue.finishing import done_to_the_end, farewell
from skill.dialogue.logbook import once_done
from skill.dialogue.memory import Question
from skill.dialogue.parts import Ending, Timed
from skill.dialogue.phrases import Length, Move, Phrase, name_of, say, taking, together
from skill.dialogue.turn import Turn

FETCHING = 10.0
"""Seconds to fetch what an exercise needs."""
REST_IN_STEPS_OF = 5
"""Seconds: a rest that is longer than usual has a round length; nobody says "seventy-two seconds"."""
TWICE = 2
"""So many reps have a word of their own: "both"."""


def not_ahead(turn: Turn, name: str) -> Phrase:
    """An exercise that was named is not among those to come: it is behind them, or was never planned."""
    workout = turn.workout
    behind = workout is not None and name in workout.exercises[: workout.at]
    return say("skip.behind" if behind else "skip.not_ahead", name=name_of(name))


class _Way(NamedTuple):
    """From one position into the next exercise."""

    off: Sequence[Timed]
    """What comes before the rest."""
    moves: Sequence[Move]
    """What ends it."""
    told: Phrase | None
    """The same in one breath, or to stay."""


def announcement(turn: Turn, name: str, later: int = 0) -> Phrase:
    """Which exercise comes next, worded unlike the announcement before it."""
    return taking(turn.person.openings + later, "lead.next", name=name_of(name))


def ending(turn: Turn, stint: Stint, later: int = 0, *, less: bool = False) -> Ending:
    """What follows a stint; of the routine, the one that comes so many exercises `later`.

    `less`: for the first time, fewer of its seconds were counted.
    """
    done = Timed(together(done_with(turn, stint), say("style.less_now") if less else None))
    workout = turn.workout
    if turn.person.aside is not None or workout is None:
        return Ending((done,), situation.question_of_place(turn, aside=False))
    if len(workout.left) == later + 1:
        if turn.memory.hurts or turn.memory.sore:
            # What hurt is known as long as the session lasts, so it is not ended unasked.
            return Ending((done,), Question.FINISH)
        if growing.effort_is_asked(turn):
            return Ending((done,), Question.EFFORT)
        goodbye = tuple(_goodbye(turn, stint, workout, later))
        return Ending((done, *_getting_up(turn, stint), *goodbye), None, goodbye=len(goodbye))
    following = workout.left[later + 1]
    announced = announcement(turn, following, later)
    if turn.is_easy_movement(stint.exercise) or turn.is_easy_movement(following):
        return Ending((done, _change(turn, stint, following, announced)), Question.READY, following)
    way = _way(turn, turn.position(stint.exercise), following)
    seconds = _rest(turn, way, announced)
    said = (done, *way.off, Timed(together(say("rest.first"), announced, way.told)))
    resting = (done, *way.off, *_resting(way, announced, seconds))
    return Ending(said, Question.READY, following, resting, float(seconds))


def _getting_up(turn: Turn, stint: Stint) -> Iterator[Timed]:
    """How to get up from the last exercise, in the time that takes."""
    first = turn.person.met.get(stint.exercise, 0) < moving.FULL_STEPS_TIMES + stint.begun
    up = moving.up(turn, turn.position(stint.exercise), first=first)
    if up is not None:
        yield Timed(up, up.takes)


def _goodbye(turn: Turn, stint: Stint, workout: Workout, later: int) -> Iterator[Timed]:
    """What was done, and goodbye; so many other exercises are done in the same answer before the last one."""
    before = [turn.stint, *map(turn.today, workout.left[1:later])] if later else []
    done = [(each, None) for each in (*before, stint) if each is not None]
    said = farewell(once_done(turn, done), done_to_the_end(workout))
    yield from (Timed(phrase) for phrase in said if phrase is not None)


def _change(turn: Turn, stint: Stint, following: str, announced: Phrase) -> Timed:
    """On to easy movement, or from it: that is a rest by itself, with the time to get into place."""
    here, needs = turn.position(stint.exercise), turn.exercise(following).needs
    fetch, moves = _fetch(turn, following), moving.into(turn, here, following)
    before = turn.language.lengths.of(wording.text(turn, (announced, fetch)))
    takes = max(moving.seconds(moves), FETCHING if needs else 0.0)
    there = moves or (moving.told(turn, here, following),)
    return Timed(together(announced, fetch, together(*there)), before + takes)


def _fetch(turn: Turn, name: str) -> Phrase | None:
    """What an exercise needs: all of it the first times, later a reminder."""
    needs = turn.exercise(name).needs
    if needs and moving.is_new(turn, name):
        return say("welcome.needs", things=situation.equipment(needs))
    if not needs:
        return None
    return say("lead.wall" if set(needs) == {Equipment.WALL} else "lead.fetch")


def _way(turn: Turn, here: Position, following: str) -> _Way:
    moves = moving.into(turn, here, following)
    off = moving.before_rest(turn, moves)
    left = moves[len(off) :]
    told = together(*left) if moves else moving.told(turn, here, following)
    return _Way([Timed(move, move.takes) for move in off], left, told)


def _resting(way: _Way, announced: Phrase, seconds: int) -> Iterator[Timed]:
    """The rest, and at its end the way into the next position: nobody rests in a plank."""
    begins = say("rest.begins", seconds=seconds)
    if not way.moves:
        yield Timed(together(begins, announced, way.told), float(seconds))
        return
    yield Timed(together(begins, announced), seconds - moving.seconds(way.moves))
    yield Timed(way.told, moving.seconds(way.moves))


def _rest(turn: Turn, way: _Way, announced: Phrase) -> int:
    """Seconds of rest after an exercise: the routine's, or as many as the way to the next position takes."""
    assert turn.workout is not None, "the exercise is one of a routine"
    usual = turn.person.preferences.rest or turn.library.routines[turn.workout.routine].rest
    before = wording.text(turn, (say("rest.begins", seconds=usual), announced))
    needed = turn.language.lengths.of(before) + moving.seconds(way.moves)
    return max(usual, REST_IN_STEPS_OF * ceil(needed / REST_IN_STEPS_OF))


def done_with(turn: Turn, stint: Stint) -> Phrase:
    """How many, or how long, once all of a stint is done."""
    work, free = turn.work(stint), stint.dose
    if work.breaths:
        return say("done.breaths")
    dose, length = work.dose, Length(work.dose.hold)
    if free is not None and free.hold and dose.reps == 1 and (dose.sets == 1 or dose.each_side):
        return say("done.each_side_held" if dose.each_side else "done.hold", length=length)
    if dose.sets > 1 and not dose.each_side:
        return say("done.both_sets") if dose.sets == TWICE else say("done.sets", n=dose.sets)
    if dose.reps == TWICE and not (work.sides or dose.each_side):
        return say("done.both")
    return say("done.sides" if work.sides or dose.each_side else "done.reps", n=dose.reps)
