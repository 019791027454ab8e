"""What was really done, on its way into the log: noted in every turn, written seldom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor

from ask_sdk_model import RequestEnvelope
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.log import Log, Way, noted, with_batch
from skill.coaching.person import Person
from skill.coaching.progression import ready, way
from skill.coaching.work_done import done_between
from skill.coaching.workout import Stint
from skill.content import Language, Library
from skill.dialogue.records import Records
from skill.dialogue.turn import Turn

A_DAY, AN_HOUR = 86_400, 3600
MOST_UNLOGGED = 6
"""Exercises that may wait to be written: each write of a log costs several of a person's."""
MOST_WAITING = 24
"""Where the log cannot be written for long, so many wait."""


def day_of(turn: Turn, moment: float) -> int:
    """The day of a moment in the time of the place, as the log counts days."""
    return day_in(turn.language, moment)


def day_in(language: Language, moment: float) -> int:
    """The same where this language is spoken."""
    begins = language.day_begins
    return floor((moment - begins * AN_HOUR) / A_DAY) + (begins > 12)


def with_heard(before: Person, turn: Turn) -> Turn:
    """The turn with what was done since the last answer noted for the log."""
    if before.spoken is None:
        return turn
    day, unlogged = day_of(turn, before.spoken.answered), turn.person.unlogged
    for stint, until in _worked(before, turn.person):
        if stint.exercise in turn.library.exercises:
            done = done_between(turn.work(stint), stint.exercise, stint.place, until, day)
            if done.reps or done.seconds:
                unlogged = noted(unlogged, done)
    return turn if unlogged == turn.person.unlogged else turn.with_person(unlogged=unlogged[-MOST_WAITING:])


def with_corrected(turn: Turn, stint: Stint, end: Place) -> Turn:
    """The turn with what somebody says about how far they got, where `stint` stood elsewhere."""
    if not stint.exercise:
        return turn
    done = done_between(turn.work(stint), stint.exercise, stint.place, end, day_of(turn, turn.now))
    return turn.with_person(unlogged=noted(turn.person.unlogged, done))


def ways(library: Library, person: Person) -> dict[str, Way]:
    """How each exercise that is not in the log yet is done now."""
    exercises = library.exercises_for(person)
    names = {done.exercise for done in person.unlogged} & exercises.keys()
    return {name: way(exercises[name], person.preferences) for name in names}


def up_to_date(library: Library, person: Person, log: Log) -> Log:
    """The log with what is not written yet."""
    return with_batch(log, person.logged, person.unlogged, ways(library, person))


def written(library: Library, person: Person, log: Log, now: float) -> Person:
    """The person once `log`, which is up to date, was written."""
    ahead = ready(person, log, library.exercises_for(person), library.progression)
    return replace(person, unlogged=(), logged=max(int(now), person.logged + 1), ahead=ahead)


def with_log(records: Records, envelope: RequestEnvelope, turn: Turn) -> Turn:
    """The turn with the log as it would be if all were written."""
    log = records.read_log(envelope, turn.person.number)
    return turn.but(log=log and up_to_date(turn.library, turn.person, log))


def once_done(turn: Turn, stints: Iterable[tuple[Stint, Place | None]]) -> Turn:
    """The turn with its log, if it has one, once each stint is done to this place; None: to its end."""
    if turn.log is None:
        return turn
    day, unlogged = day_of(turn, turn.now), turn.person.unlogged
    for stint, until in stints:
        done = done_between(turn.work(stint), stint.exercise, stint.place, until, day)
        unlogged = noted(unlogged, done)
    return turn.but(log=up_to_date(turn.library, replace(turn.person, unlogged=unlogged), turn.log))


def kept(records: Records, envelope: RequestEnvelope, turn: Turn, person: Person, *, over: bool) -> Person:
    """The person once what they did is in the log; the same where it cannot be written, or need not be yet.

    It is written when the session is over, and before too much of it waits.
    """
    if len(person.unlogged) < (1 if over else MOST_UNLOGGED):
        return person

    def updated(log: Log) -> Log:
        # Where another turn has written the log since, what waits here may be in it already.
        outrun = log.number >= person.logged and records.is_written(envelope, person)
        return log if outrun else up_to_date(turn.library, person, log)

    log = records.write_log(envelope, person.number, updated)
    return person if log is None else written(turn.library, person, log, turn.now)


def _worked(before: Person, after: Person) -> Iterator[tuple[Stint, Place | None]]:
    """What was counted between two states: each stint where it stood, and how far; None: to its end."""
    person = before
    while (stint := person.stint) is not None:
        if _at(person) == _at(after):
            if after.stint is not None:
                yield stint, after.stint.place
            return
        yield stint, None
        person = person.stint_done()


def _at(person: Person) -> tuple[bool, int]:
    """What somebody is at, whatever is done of it."""
    return person.aside is not None, person.workout.at if person.workout is not None else -1
