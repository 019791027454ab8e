"""What was done: this week against last, on a day, in one exercise; and what was done without the skill."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.dose import COUNTED_HOLD, MOST_REPS
from skill.coaching.log import Entry, Log, Summary, noted
from skill.coaching.log_summary import days_until, summary_of_day
from skill.coaching.reminder import Weekday, weekday_of
from skill.coaching.work_done import done_between
from skill.coaching.workout import Stint
from skill.dialogue import introduction
from skill.dialogue.answer import Answer, ask, tell
from skill.dialogue.logbook import day_of
from skill.dialogue.phrases import (
    MOST_IN_A_ROW,
    Length,
    Phrase,
    Talk,
    in_breaths,
    name_of,
    say,
)
from skill.dialogue.reminding import WEEKDAY_NAMES
from skill.dialogue.situation import question_of_place
from skill.dialogue.turn import Turn
from skill.dialogue.weeks import weeks
from skill.dialogue.workout import todays
from skill.handlers import progress

DAYS_AGO = {"today": 0, "yesterday": 1, "day_before": 2}
"""The days that can be named. Nothing is put into the log on a day that was not understood."""
LONGEST_AGO = max(DAYS_AGO.values())
"""So many days ago something can be put into the log."""
AGO = {0: "history.today", 1: "history.yesterday"}
DAYS_OF_A_WEEK, FOUR_WEEKS = 7, 28
WEEKS_TOLD = 13
FULL_HOUR = A_MINUTE = 60


def how_am_i_doing(turn: Turn) -> Answer:
    """ "How am I doing": in the middle of an exercise, where one is; else this week against last."""
    return progress.where_am_i(turn) if turn.under_way else my_week(turn)


def my_week(turn: Turn) -> Answer:
    """ "How was my week": days, minutes and exercises of this week and of the last one."""
    log = turn.log
    if log is None:
        return tell(turn, say("history.unknown"))
    if not log.days and not log.weeks:
        return tell(turn, say("history.nothing"))
    now, before, keys = weeks(turn, log)
    enough = turn.library.progression.week.days[0] <= now.days
    return _told(
        turn,
        [
            _week(keys.exercised, now) if now.days else say(keys.nothing),
            say("history.enough") if enough else None,
            _week(keys.before, before) if before.days else None,
        ],
    )


def what_did_i_do(turn: Turn) -> Answer:
    """ "What did I do yesterday": the exercises of that day, or of the last day with any."""
    log, today = turn.log, day_of(turn, turn.now)
    if log is None:
        return tell(turn, say("history.unknown"))
    days = [day.day for day in log.days if summary_of_day(log, day.day).exercises]
    if not days:
        return tell(turn, say("history.nothing"))
    if turn.slots.when == "week":
        return my_week(turn)
    ago = _days_ago(turn, today)
    wanted = days[-1] if ago is None else today - ago
    if wanted not in days:
        nothing = say("history.nothing_then", when=_weekday(turn) or _ago(today - wanted))
        return _told(turn, [nothing, say("history.last_was", ago=_ago(today - days[-1]))])
    return _told(turn, [*_day(turn, log, wanted, today)])


def only_ours(turn: Turn) -> Answer:
    """ "I went for a walk, write that down": only the skill's own exercises are logged."""
    return tell(turn, say("history.only_ours"))


def how_long_is_mine(turn: Turn) -> Answer:
    """ "How long is my plank": how it is done now, and what was the longest."""
    name = _exercise(turn)
    if name is None:
        return my_week(turn)
    work, log = turn.work(Stint(name)), turn.log
    if log is None:
        return tell(turn, introduction.dose(work))
    last, longest = log.last(name), log.longest_hold(name)
    return tell(
        turn,
        say("explain.name", name=name_of(name)),
        introduction.dose(work),
        say("history.not_yet") if last is None else _last_time(turn, name, *last),
        say("history.longest", length=Length(longest)) if longest > COUNTED_HOLD else None,
    )


def how_many_days(turn: Turn) -> Answer:
    """ "How many days": of this week, and of the last four."""
    log, today = turn.log, day_of(turn, turn.now)
    if log is None:
        return tell(turn, say("history.unknown"))
    in_all = sum(summary.days for _, summary in days_until(log, today, FOUR_WEEKS))
    if not in_all:
        return my_week(turn)
    now, _, keys = weeks(turn, log)
    first = say(keys.days, days=_days(now)) if now.days else say(keys.nothing)
    return _told(turn, [first, say("history.days_in_four_weeks", n=in_all)])


def did_it(turn: Turn) -> Answer:
    """ "I did the bridge yesterday": what was done without the skill goes into the log, too."""
    name, today = turn.slots.exercise, day_of(turn, turn.now)
    ago = _days_ago(turn, today)
    if name is not None and name not in turn.library.exercises:
        return tell(turn, say("explain.unknown"))
    if ago is None or ago > LONGEST_AGO:
        return tell(turn, say("history.which_day"))
    day = today - ago
    known = turn.log.on(day) if turn.log is not None else {}
    names = [each for each in ((name,) if name else todays(turn)) if each not in known]
    if not names:
        return tell(turn, say("history.there_already"))
    for each in names:
        turn = _noted(turn, each, day)
    when = _ago(ago)
    if name is None:
        return tell(turn, say("history.noted_routine", when=when))
    return tell(turn, say("history.noted", name=name_of(name), when=when))


def _days_ago(turn: Turn, today: int) -> int | None:
    """How long ago the day is that was named; of the days of the week, the last one before today."""
    named = turn.slots.when
    last_week = (ago for ago in range(1, 1 + DAYS_OF_A_WEEK) if weekday_of(today - ago) == named)
    return DAYS_AGO.get(named, next(last_week, None))


def _weekday(turn: Turn) -> Phrase | None:
    named = turn.slots.when
    return say(WEEKDAY_NAMES[Weekday(named)]) if named in set(Weekday) else None


def _noted(turn: Turn, name: str, day: int) -> Turn:
    """An exercise in its dose, or so many of it, on a day. Nobody counted it, so nothing grows by it."""
    work, reps = turn.work(Stint(name)), turn.slots.number
    if reps is not None and 1 <= reps <= MOST_REPS:
        work = replace(work, dose=replace(work.dose, reps=reps, sets=1, rest=0))
    done = replace(done_between(work, name, Place(), None, day), full=0)
    return turn.with_person(unlogged=noted(turn.person.unlogged, done))


def _told(turn: Turn, talk: Talk) -> Answer:
    """Said, and kept to be read on a card, or shown with the last seven days."""
    return replace(ask(turn, talk, question_of_place(turn)), card=tuple(talk), week=True)


def _week(key: str, week: Summary) -> Phrase:
    exercises = say("history.exercises", n=week.exercises)
    return say(key, days=_days(week), time=_time(week), exercises=exercises)


def _days(week: Summary) -> Phrase:
    return say("history.days", n=week.days)


def _time(worked: Summary) -> Phrase:
    if worked.seconds < A_MINUTE:
        return say("history.under_a_minute")
    minutes = worked.minutes
    hours, rest = divmod(minutes, FULL_HOUR)
    if not hours:
        return say("time.minutes", n=minutes)
    if not rest:
        return say("history.hours", n=hours)
    return say("list.last", front=say("history.hours", n=hours), last=say("time.minutes", n=rest))


def _day(turn: Turn, log: Log, day: int, today: int) -> Iterator[Phrase]:
    """What was done on one day; of a few exercises, how much of each."""
    summary = summary_of_day(log, day)
    exercises = say("history.exercises", n=summary.exercises)
    yield say("history.day", ago=_ago(today - day), exercises=exercises, time=_time(summary))
    done = {
        name: entry for name, entry in log.on(day).items() if entry.counts and name in turn.library.exercises
    }
    if len(done) <= MOST_IN_A_ROW:
        for name, entry in done.items():
            yield say("history.of_one", name=name_of(name), much=_much(turn, name, entry))
        return
    for names in in_breaths([say("list.item", name=name_of(name)) for name in done]):
        yield say("history.names", names=names)


def _last_time(turn: Turn, name: str, day: int, entry: Entry) -> Phrase:
    return say("history.last_time", ago=_ago(day_of(turn, turn.now) - day), much=_much(turn, name, entry))


def _much(turn: Turn, name: str, entry: Entry) -> Phrase:
    """How much was done: reps, and how long each was held."""
    if not entry.reps:
        return say("history.held", length=Length(entry.hold))
    n = min(entry.reps, MOST_REPS)
    sided = turn.exercise(name).work.sides
    reps = say("history.reps_each", n=n) if sided else say("history.reps", n=n)
    return (
        say("history.reps_held", n=n, reps=reps, length=Length(entry.hold))
        if entry.hold > COUNTED_HOLD
        else reps
    )


def _ago(days: int) -> Phrase:
    """How long ago that was; a day that a clock set back has put ahead is told as today."""
    days = max(days, 0)
    if days in AGO:
        return say(AGO[days])
    weeks = days // DAYS_OF_A_WEEK
    if weeks < 2:
        return say("history.days_ago", n=days)
    return say("history.weeks_ago", n=weeks) if weeks <= WEEKS_TOLD else say("history.long_ago")


def _exercise(turn: Turn) -> str | None:
    named, stint = turn.slots.exercise, turn.stint
    if named in turn.library.exercises:
        return named
    return stint.exercise if stint is not None and stint.exercise else None
