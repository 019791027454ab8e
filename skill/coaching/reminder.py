"""A reminder to exercise: its days and its time; what is asked of Amazon about it, and what comes back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct


class Weekday(StrEnum):
    """The days as calendars abbreviate them (RFC 5545), in the order of the week."""

    MONDAY = "MO"
    TUESDAY = "TU"
    WEDNESDAY = "WE"
    THURSDAY = "TH"
    FRIDAY = "FR"
    SATURDAY = "SA"
    SUNDAY = "SU"


EVERY_DAY = tuple(Weekday)
WEEKDAYS, WEEKEND = EVERY_DAY[:5], EVERY_DAY[5:]
FIRST_DAY = EVERY_DAY.index(Weekday.THURSDAY)
"""The weekday of day 0, 1 January 1970."""


def weekday_of(day: int) -> Weekday:
    """The weekday of a day, counted since 1 January 1970."""
    return EVERY_DAY[(day + FIRST_DAY) % len(EVERY_DAY)]


class Reminder(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One that repeats on some days of the week, or rings once; by the clock of the person's time zone."""

    hour: Annotated[int, Meta(ge=0, le=23)] | None = None
    """None: nobody has said at what time."""
    minute: Annotated[int, Meta(ge=0, le=59)] = 0
    days: tuple[Weekday, ...] = ()
    """The days on which it repeats; none: it rings once."""
    day: str = ""
    """The date on which it rings once, as ISO 8601 writes it."""
    zone: str = ""
    """The time zone by its name in the tz database."""
    replaces: bool = False
    """It takes the place of the one that is set."""
    later: bool = False
    """It was moved to an afternoon or evening: an hour that is said next is one of these."""

    def same_as(self, other: Reminder) -> bool:
        """Whether both ring at the same times."""
        mine, theirs = (
            (each.hour, each.minute, set(each.days), each.day if not each.days else "")
            for each in (self, other)
        )
        return mine == theirs

    def at(self, day: date) -> datetime:
        """The moment at which it rings on a day."""
        return datetime.combine(day, time(self.hour or 0, self.minute))

    def first(self, now: datetime) -> datetime:
        """The moment at which it rings first, after `now`; one that rings once may be over."""
        if self.day:
            return self.at(date.fromisoformat(self.day))
        coming = (self.at(now.date() + timedelta(ahead)) for ahead in range(8))
        return next(each for each in coming if each > now and falls_on(each, self.days))


def falls_on(day: date, days: Collection[Weekday]) -> bool:
    """Whether a day is one of `days`; any is, where there are none."""
    return not days or EVERY_DAY[day.weekday()] in days


class Standing(Struct, frozen=True):
    """A reminder that is set."""

    token: str
    """What Amazon knows it by."""
    reminder: Reminder
    ahead: int
    """In how many days it rings next."""


class FindZone(Struct, frozen=True):
    """Asks for the time zone of the device."""


class ListReminders(Struct, frozen=True):
    """Asks for all that are set."""


class SetReminder(Struct, frozen=True):
    """Asks for one to be set, unless there is one like it."""

    reminder: Reminder
    label: str = ""
    """What Alexa says when it rings."""


class CancelReminders(Struct, frozen=True):
    """Asks for some to be deleted."""

    tokens: tuple[str, ...]


Wanted: TypeAlias = FindZone | ListReminders | SetReminder | CancelReminders


class Here(Struct, frozen=True):
    """The time zone, and what its clocks show."""

    zone: str
    now: datetime


class Listed(Struct, frozen=True):
    """All that are set."""

    standing: tuple[Standing, ...]


class Settled(Struct, frozen=True):
    """It is done."""

    ahead: int = 0
    """In how many days the one that was set rings first."""
    already: bool = False
    """There was one like it before."""
    first: bool = False
    """There was none before."""


class Trouble(StrEnum):
    """Why Amazon did not do what was asked."""

    NOT_ALLOWED = "not_allowed"
    """The person has not given the permission."""
    FULL = "full"
    NO_DEVICE = "no_device"
    """This device rings no reminders."""
    NO_ZONE = "no_zone"
    """The device has no time zone, or an unknown one."""
    REFUSED = "refused"
    GONE = "gone"
    BUSY = "busy"
    """Too many calls: once more in a minute."""
    UNAVAILABLE = "unavailable"
    UNSURE = "unsure"
    """It was asked for, and no answer came: it may be done or not."""


Outcome: TypeAlias = Here | Listed | Settled | Trouble
