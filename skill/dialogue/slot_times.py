"""What the slots of an intent tell about time: a length, a time of the day, days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import nan

from ask_sdk_model import Slot

from skill.coaching.reminder import EVERY_DAY, WEEKDAYS, WEEKEND, Weekday
from skill.dialogue.slot_values import resolved, text

PARTS = ("MO", "AF", "EV", "NI")
"""Parts of the day as AMAZON.TIME gives them: morning, afternoon, evening, night."""
PARTS_OF_DAYS = {"mornings": "MO", "evenings": "EV", "nights": "NI"}
"""The values for every day that are said with a part of it."""
ALTERNATE = "alternate"
"""The value for every other day."""
_MON, _TUE, _WED, _THU, _FRI, _SAT, _SUN = EVERY_DAY
DAYS = {
    "daily": EVERY_DAY,
    **dict.fromkeys(PARTS_OF_DAYS, EVERY_DAY),
    "weekdays": WEEKDAYS,
    "weekend": WEEKEND,
    ALTERNATE: (_MON, _WED, _FRI),
    "thrice": (_MON, _WED, _FRI),
    "twice": (_TUE, _FRI),
    "once": (_MON,),
} | {day.value: (day,) for day in EVERY_DAY}
"""The days of the week that the values of the model's types of days stand for."""
_PART_OF_DATE = re.compile(rf"(.+)T({'|'.join(PARTS)})")

_LENGTH = r"(\d{1,9}(?:\.\d{1,9})?)"
_DURATION = re.compile(rf"PT(?:{_LENGTH}H)?(?:{_LENGTH}M)?(?:{_LENGTH}S)?")
"""AMAZON.DURATION is ISO 8601; days and longer are no holds."""


def seconds(slot: Slot | None) -> float | None:
    """The length in seconds; None where none was said, not-a-number for one that was not understood."""
    if slot is None or slot.value is None:
        return None
    found = _DURATION.fullmatch(slot.value)
    if not found or not any(found.groups()):
        return nan
    hours, minutes, rest = (float(group or 0) for group in found.groups())
    return hours * 3600 + minutes * 60 + rest


def part(slots: Mapping[str, Slot]) -> str:
    """The part of the day that was said as a time, with a date, or with the days."""
    said = text(slots.get("time"))
    if said in PARTS:
        return said
    if dated := _PART_OF_DATE.fullmatch(text(slots.get("date"))):
        return dated[2]
    return next((PARTS_OF_DAYS[v.id] for v in resolved(slots.get("days")) if v.id in PARTS_OF_DAYS), "")


def time(slot: Slot | None, part: str) -> str:
    """The time; "every evening at seven" is no seven in the morning."""
    said = text(slot)
    hour, colon, minute = said.partition(":")
    if colon and hour.isdecimal() and int(hour) < 12 and part in PARTS[1:]:
        return f"{int(hour) + 12}:{minute}"
    return "" if said in PARTS else said


def date(slot: Slot | None) -> str:
    """The date as AMAZON.DATE gives it, without the part of the day."""
    return _PART_OF_DATE.sub(r"\1", text(slot))


def is_alternate(slot: Slot | None) -> bool:
    """Whether every other day was said."""
    return any(value.id == ALTERNATE for value in resolved(slot))


def days(named: Iterable[Slot | None]) -> tuple[Weekday, ...]:
    """All the days that are named, in the order of the week."""
    found = {day for slot in named for value in resolved(slot) for day in DAYS.get(value.id, ())}
    return tuple(day for day in EVERY_DAY if day in found)
