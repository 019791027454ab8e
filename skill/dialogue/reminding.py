"""Reminders in words, and out of what was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum, auto

from msgspec.structs import replace

from skill.coaching.reminder import EVERY_DAY, WEEKDAYS, WEEKEND, Here, Reminder, Weekday
from skill.dialogue.phrases import Items, Phrase, Prompt, say
from skill.dialogue.slots import Slots

NOON, EVENING, NIGHT = 12, 18, 21
"""Hours with which the parts of the day begin."""
MORNING_PART = "MO"
PROPOSED = {MORNING_PART: 8, "AF": 15, "EV": 18, "NI": 20}
"""The hour of each part of the day that is proposed where none was said."""
LAST_HOUR = 23
A_WEEK = 7
HALF_A_DAY = timedelta(hours=12)
FARTHEST = 90
"""Days ahead of the farthest reminder that rings once."""
MOST_LISTED = 3
"""Days of the week named in a row."""

WEEKDAY_NAMES: Mapping[Weekday, str] = {
    Weekday.MONDAY: "weekday.monday",
    Weekday.TUESDAY: "weekday.tuesday",
    Weekday.WEDNESDAY: "weekday.wednesday",
    Weekday.THURSDAY: "weekday.thursday",
    Weekday.FRIDAY: "weekday.friday",
    Weekday.SATURDAY: "weekday.saturday",
    Weekday.SUNDAY: "weekday.sunday",
}


class Unclear(Enum):
    """Why no reminder can be made of what was said."""

    TIME = auto()
    """Nobody has said at what time."""
    DAY = auto()
    """A week, a month or something else that is not one day."""
    PAST = auto()
    FAR = auto()


def wished(slots: Slots, here: Here, before: Reminder | None = None) -> Reminder | Unclear:
    """The reminder that was asked for; what was not said is as in `before`."""
    if slots.seconds is not None:
        return _in_a_while(slots.seconds, here)
    known = before or Reminder()
    days, day = _said_days(slots, known)
    if (day and not _is_day(day)) or (slots.but and not days):
        return Unclear.DAY
    soonest = here.now.hour + 1 if day == here.now.date().isoformat() else 0
    reminder = replace(_timed(slots, known, soonest), days=days, day=day, zone=here.zone)
    if reminder.hour is None:
        over = bool(day) and date.fromisoformat(day) < here.now.date()
        return Unclear.PAST if over else Unclear.TIME
    return _once(reminder, here.now) if not days else reminder


def so_far(slots: Slots, before: Reminder | None) -> Reminder:
    """The days that were said, now or before, without a time."""
    known = before or Reminder()
    days, day = _said_days(slots, known)
    return replace(known, days=days, day=day)


def which_days(reminder: Reminder, now: datetime) -> Phrase | None:
    """ "Every weekday, then": what is known of a reminder whose time is not."""
    if not reminder.days and not reminder.day:
        return None
    ahead = (date.fromisoformat(reminder.day) - now.date()).days if reminder.day else 0
    return say("reminder.so_far", day=_day(reminder, ahead))


def when(reminder: Reminder, ahead: int) -> Prompt:
    """ "every weekday at seven in the morning"; `ahead`: in how many days it rings."""
    return say("reminder.when", day=_day(reminder, ahead), time=_time(reminder))


def ahead_of(reminder: Reminder, now: datetime) -> int:
    """In how many days it rings first."""
    return (reminder.first(now).date() - now.date()).days


def or_tonight(slots: Slots, reminder: Reminder, now: datetime) -> Phrase | None:
    """ "At eight", said at noon: it is tomorrow's, and how to say this evening's."""
    hour = reminder.hour
    if hour is None or reminder.days or slots.date or slots.part or not slots.time:
        return None
    evening = hour + NOON >= EVENING and hour < NOON and hour + NOON > now.hour
    if not evening or ahead_of(reminder, now) != 1:
        return None
    return say("reminder.or_tonight", time=_clock(hour, reminder.minute))


def _in_a_while(seconds: float, here: Here) -> Reminder | Unclear:
    if seconds != seconds or seconds <= 0:  # not a number
        return Unclear.TIME
    if seconds > FARTHEST * 86_400:
        return Unclear.FAR
    moment = here.now + timedelta(seconds=max(seconds, 60.0))
    return Reminder(moment.hour, moment.minute, day=moment.date().isoformat(), zone=here.zone)


def _said_days(slots: Slots, known: Reminder) -> tuple[tuple[Weekday, ...], str]:
    """The days on which it repeats, or the one on which it rings once."""
    days = slots.days or (() if slots.date else known.days)
    if slots.but:
        days = tuple(day for day in days or EVERY_DAY if day not in slots.but)
    return days, "" if days else slots.date or known.day


def _timed(slots: Slots, known: Reminder, soonest: int) -> Reminder:
    """With the time that was said, or one that fits the part of the day: `soonest` is the next full hour."""
    hour, _, minute = slots.time.partition(":")
    if minute.isdecimal() and hour.isdecimal() and int(hour) < 24 and int(minute) < 60:
        return _at(int(hour), int(minute), known)
    if slots.part and not slots.time:
        return _in_part(slots.part, known, soonest)
    number = slots.number
    if slots.time or number is None:
        return known
    # "Seven", "seven thirty": a bare time may be taken for a number.
    hours, minutes = divmod(number, 100) if number > 99 else (number, 0)
    return _at(hours, minutes, known) if 0 < hours < 24 and minutes < 60 else known


def _at(hour: int, minute: int, known: Reminder) -> Reminder:
    """At this time; of an evening, a bare hour is one in the evening."""
    hour += NOON if known.later and hour < NOON else 0
    return replace(known, hour=hour, minute=minute, later=False)


def _in_part(part: str, known: Reminder, soonest: int) -> Reminder:
    """ "In the evening" moves the hour that is known; where none is, one is proposed."""
    later = part != MORNING_PART
    if known.hour is not None:
        return replace(known, hour=known.hour % NOON + (NOON if later else 0), later=later)
    hour = max(PROPOSED[part], min(soonest, LAST_HOUR)) if later else PROPOSED[part]
    return replace(known, hour=hour, later=later)


def _once(reminder: Reminder, now: datetime) -> Reminder | Unclear:
    """One that rings once, on its day or the next time that the clock shows this."""
    moment = reminder.first(now)
    if moment <= now and moment + HALF_A_DAY > now and moment.hour < NOON:
        moment += HALF_A_DAY  # "at eight" of today, said at noon, is in the evening
    if moment <= now:
        return Unclear.PAST
    if (moment - now).days > FARTHEST:
        return Unclear.FAR
    return replace(reminder, hour=moment.hour, day=moment.date().isoformat())


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-11-27") and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _day(reminder: Reminder, ahead: int) -> Phrase:
    if reminder.days:
        return _days(reminder.days)
    if ahead < 2:
        return say("reminder.tomorrow" if ahead == 1 else "reminder.today")
    if ahead < A_WEEK and reminder.day:
        weekday = EVERY_DAY[date.fromisoformat(reminder.day).weekday()]
        return say("reminder.on_day", day=say(WEEKDAY_NAMES[weekday]))
    return say("reminder.in_days", n=ahead)


def _days(days: tuple[Weekday, ...]) -> Phrase:
    if days == EVERY_DAY:
        return say("reminder.daily")
    if days == WEEKDAYS:
        return say("reminder.weekdays")
    if days == WEEKEND:
        return say("reminder.weekend")
    if len(days) > MOST_LISTED:
        if set(days) & set(WEEKEND):
            return say("reminder.daily_but", days=_names_without(days, EVERY_DAY))
        return say("reminder.weekdays_but", days=_names_without(days, WEEKDAYS))
    return say("reminder.on_days", days=_names(days))


def _names_without(days: tuple[Weekday, ...], among: tuple[Weekday, ...]) -> Items:
    return _names(tuple(day for day in among if day not in days))


def _names(days: tuple[Weekday, ...]) -> Items:
    return Items(tuple(say(WEEKDAY_NAMES[day]) for day in days))


def _time(reminder: Reminder) -> Prompt:
    hour, minute = reminder.hour or 0, reminder.minute
    if not minute and hour in {0, NOON}:
        return say("clock.noon" if hour else "clock.midnight")
    return say(_part_of_day(hour), time=_clock(hour % NOON or NOON, minute))


def _clock(hour: int, minute: int) -> Prompt:
    if not minute:
        return say("clock.hour", hour=hour)
    return say("clock.past" if minute >= 10 else "clock.just_past", hour=hour, minute=minute)


def _part_of_day(hour: int) -> str:
    if hour < NOON:
        return "clock.morning"
    if hour < EVENING:
        return "clock.afternoon"
    return "clock.evening" if hour < NIGHT else "clock.night"
