"""What is said around a count: how an exercise is introduced, and what follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.counting import REST_WARNING
from skill.coaching.cue import Cue, Timeline
from skill.coaching.dose import COUNTED_HOLD, SHORTEST_REST, Work
from skill.coaching.person import Stint
from skill.handlers import phrases, reply
from skill.handlers.memory import Question
from skill.handlers.turn import Turn

FULL_STEPS_TIMES = 2
"""How often an exercise is introduced with all its steps; after that the short cue will do."""

SHORTENED_BY = 5
"""Seconds by which the rest behind an exercise gives way, so that no last rep is left to another answer."""


class Ending(NamedTuple):
    """What is said when the count is over, and what is asked."""

    outros: tuple[Timeline, ...]
    """The one that is wanted, then those to make do with where an answer has less room."""
    question: Question
    about: str = ""


def lead(turn: Turn, *before: str) -> Response:
    """Introduce what the person is doing as far as they need it, and count it to its end."""
    stint = turn.person.stint
    assert stint is not None, "there is something to lead through"
    talk = [*before, *_introduction(turn, stint)]
    _note_introduction(turn, stint)
    ending = _ending(turn, stint)
    return reply.lead(turn, talk, ending.outros, ending.question, about=ending.about)


def _introduction(turn: Turn, stint: Stint) -> Iterator[str]:
    if stint.dose is not None:
        if not stint.begun:
            yield _free_dose(turn, stint)
        return
    words = turn.words(stint.exercise)
    position = phrases.into_position(turn, turn.position(stint.exercise))
    if stint.begun:
        if position:
            yield turn.say.say("lead.back_to", name=words.name)
            yield position
        return
    yield turn.say.taking(turn.person.openings).say("lead.opening", name=words.name)
    yield position
    if turn.person.met.get(stint.exercise, 0) < FULL_STEPS_TIMES:
        yield words.setup
        yield from words.steps
    else:
        yield words.cue
    yield words.way(turn.level(stint.exercise))
    yield _dose(turn, turn.work(stint))


def _note_introduction(turn: Turn, stint: Stint) -> None:
    """Remember that the exercise was met, and that the next opening must be worded otherwise."""
    person = turn.person
    if stint.exercise and not stint.begun:
        met = {**person.met, stint.exercise: person.met.get(stint.exercise, 0) + 1}
        turn.person = replace(person, met=met, openings=person.openings + 1)


def _dose(turn: Turn, work: Work) -> str:
    dose = work.dose
    if dose.sets > 1:
        return turn.say.say("dose.sets", sets=dose.sets, reps=dose.reps)
    length = phrases.length(turn, dose.hold)
    if dose.hold < COUNTED_HOLD:
        return turn.say.say("dose.reps", n=dose.reps)
    return turn.say.say("dose.sides" if work.sides else "dose.held", n=dose.reps, length=length)


def _free_dose(turn: Turn, stint: Stint) -> str:
    assert stint.dose is not None
    if stint.dose.hold:
        return turn.say.say("free.hold_for", length=phrases.length(turn, stint.dose.hold))
    return turn.say.say("dose.reps", n=stint.dose.reps)


def _ending(turn: Turn, stint: Stint) -> Ending:
    done = Cue(_done(turn, stint))
    workout = turn.workout
    if turn.person.aside is not None or workout is None:
        return Ending(((done,),), phrases.question_of_place(turn, aside=False))
    if len(workout.left) == 1:
        return Ending(((done, Cue(turn.say.say("lead.last"))),), Question.FINISH)
    following = workout.left[1]
    rests = range(turn.library.routines[workout.routine].rest, SHORTEST_REST - 1, -SHORTENED_BY)
    outros = tuple((done, *_rest(turn, stint, following, seconds)) for seconds in rests)
    return Ending(outros, Question.READY, following)


def _rest(turn: Turn, stint: Stint, following: str, seconds: int) -> Iterable[Cue]:
    """The rest after an exercise: how long, what comes next, how to get there, and when it is nearly over."""
    here, there = turn.position(stint.exercise), turn.position(following)
    text = " ".join(
        (
            turn.say.say("rest.begins", seconds=seconds),
            announcement(turn, following),
            phrases.transition(turn, here, there),
        )
    )
    return (
        Cue(text, float(seconds - REST_WARNING)),
        Cue(turn.say.say("count.rest_ends", seconds=REST_WARNING), float(REST_WARNING)),
    )


def announcement(turn: Turn, name: str) -> str:
    """Which exercise comes next, worded unlike the announcement before it."""
    return turn.say.taking(turn.person.openings).say("lead.next", name=turn.words(name).name)


def _done(turn: Turn, stint: Stint) -> str:
    work = turn.work(stint)
    if stint.dose is not None and stint.dose.hold:
        return turn.say.say("done.hold", length=phrases.length(turn, stint.dose.hold))
    if work.dose.sets > 1:
        return turn.say.say("done.sets", n=work.dose.sets)
    return turn.say.say("done.sides" if work.sides else "done.reps", n=work.dose.reps)
