"""Reminders as Amazon writes them, and back.

Amazon: "Reminders REST API Reference". A time is written without its zone, which stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, ValidationError, convert

from skill.coaching.reminder import EVERY_DAY, Reminder, Weekday

_RULE = re.compile(r"(\w+)=([\w,]+)")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{1,2}):(\d{2})")


class _Recurrence(Struct, frozen=True, rename="camel"):
    recurrence_rules: list[str] = []


class _Trigger(Struct, frozen=True, rename="camel"):
    scheduled_time: str = ""
    time_zone_id: str = ""
    recurrence: _Recurrence | None = None


class _Alert(Struct, frozen=True, rename="camel"):
    alert_token: str
    status: str = "ON"
    trigger: _Trigger = _Trigger()


class _Alerts(Struct, frozen=True):
    alerts: list[Any] = []


def request(reminder: Reminder, label: str, locale: str, now: datetime) -> Any:
    """The body that sets a reminder; `now` by the clock of its zone."""
    from ask_sdk_model.services import reminder_management as sdk

    first = reminder.first(now)
    repeats = sdk.Recurrence(start_date_time=_midnight(now), recurrence_rules=[*rules(reminder)])
    return sdk.ReminderRequest(
        request_time=_written(now),
        trigger=sdk.Trigger(
            object_type=sdk.TriggerType.SCHEDULED_ABSOLUTE,
            scheduled_time=None if reminder.days else _written(first),
            time_zone_id=reminder.zone,
            recurrence=repeats if reminder.days else None,
        ),
        alert_info=sdk.AlertInfo(sdk.SpokenInfo([sdk.SpokenText(locale=locale, text=label)])),
        push_notification=sdk.PushNotification(sdk.PushNotificationStatus.ENABLED),
    )


def rules(reminder: Reminder) -> list[str]:
    """One rule for every day of the week: Amazon's documentation shows none of several days in a row."""
    at = f"BYHOUR={reminder.hour};BYMINUTE={reminder.minute};BYSECOND=0;INTERVAL=1;"
    if set(reminder.days) == set(EVERY_DAY):
        return [f"FREQ=DAILY;{at}"]
    return [f"FREQ=WEEKLY;BYDAY={day};{at}" for day in reminder.days]


def read(listed: Any) -> Iterator[tuple[str, Reminder]]:
    """The tokens of the reminders in an answer, and what can be understood of each."""
    for alert in convert(listed, _Alerts).alerts:
        try:
            known = convert(alert, _Alert)
            if known.status == "ON":
                yield known.alert_token, _reminder(known.trigger)
        except ValidationError:
            continue


def _reminder(trigger: _Trigger) -> Reminder:
    moment = _MOMENT.match(trigger.scheduled_time)
    day, hour, minute = moment.groups() if moment else ("", None, "0")
    repeats = [dict(_RULE.findall(rule)) for rule in (trigger.recurrence or _Recurrence()).recurrence_rules]
    for rule in repeats:
        hour, minute = rule.get("BYHOUR", hour), rule.get("BYMINUTE", minute)
    days = tuple(day for day in EVERY_DAY if _on(day, repeats))
    known = {"hour": None if hour is None else int(hour), "minute": int(minute), "days": days}
    return convert(known | {"day": "" if days else day, "zone": trigger.time_zone_id}, Reminder)


def _on(day: Weekday, repeats: Sequence[dict[str, str]]) -> bool:
    return any(rule.get("FREQ") == "DAILY" or day in rule.get("BYDAY", "").split(",") for rule in repeats)


def _midnight(now: datetime) -> Any:
    return _written(now.replace(hour=0, minute=0, second=0, microsecond=0))


def _written(moment: datetime) -> Any:
    """As Amazon wants it; the SDK would write the zone behind it, which is refused."""
    return moment.isoformat(timespec="milliseconds")
