"""A slot as Alexa sends it: what was said, and what the interaction model makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from hassil.models import MatchEntity

from skill.echo.grammar import DATE, DURATION, NUMBER, TIME, Json
from skill.echo.request import SKILL_ID

NOT_UNDERSTOOD = "?"
"""The value of a number or a duration that Alexa could make nothing of (Amazon: Slot Type Reference)."""
CLOCK = ("hour", "minute", "past", "half_of_day", "named")
"""The same of a time of the day."""
UNITS = ("hours", "minutes", "seconds")
"""What the parts of a duration are called in the rules of builtin_utterances.toml."""


def read(name: str, type_name: str, found: Sequence[MatchEntity]) -> Json:
    """The slot `name`, out of what was found in an utterance; without a value where nothing was."""
    lengths = [entity for entity in found if entity.name in UNITS]
    if type_name == DURATION and lengths:
        return _filled(name, {"value": _duration(lengths)})
    if type_name in (TIME, DATE):
        told = {entity.name: entity.value for entity in found if entity.name in (*CLOCK, "day")}
        value = told.get("day") if type_name == DATE else _time(told)
        return _filled(name, {"value": value}) if value else {"name": name, "confirmationStatus": "NONE"}
    said = next((entity for entity in found if entity.name == name), None)
    if said is None:
        return {"name": name, "confirmationStatus": "NONE"}
    if type_name in (NUMBER, DURATION):
        return _filled(name, {"value": NOT_UNDERSTOOD if said.is_wildcard else f"{said.value:g}"})
    return _filled(name, {"value": said.text, "resolutions": _resolutions(type_name, said)})


def _filled(name: str, meant: Json) -> Json:
    """Alexa says what was meant twice: in the slot itself, and again in `slotValue`."""
    slot = {"name": name, "confirmationStatus": "NONE", "source": "USER"}
    return slot | meant | {"slotValue": {"type": "Simple"} | meant}


def _resolutions(type_name: str, said: MatchEntity) -> Json:
    """What entity resolution found (Amazon: "Entity Resolution", status codes)."""
    authority = {"authority": f"amzn1.er-authority.echo-sdk.{SKILL_ID}.{type_name}"}
    if said.is_wildcard:
        return {"resolutionsPerAuthority": [authority | {"status": {"code": "ER_SUCCESS_NO_MATCH"}}]}
    match = {"status": {"code": "ER_SUCCESS_MATCH"}, "values": [{"value": said.value}]}
    return {"resolutionsPerAuthority": [authority | match]}


def dated(slots: Mapping[str, Json], today: date) -> dict[str, Json]:
    """The slots with days counted from today, or named, as the dates that they are."""
    return {name: _dated(slot, today) for name, slot in slots.items()}


def _dated(slot: Json, today: date) -> Json:
    kind, _, rest = str(slot.get("value", "")).partition(":")
    number, cut, part = rest.partition("T")
    if kind == "ahead":
        ahead = int(number)
    elif kind == "weekday":
        ahead = (int(number) - today.weekday() - 1) % 7 + 1
    else:
        return slot
    return _filled(slot["name"], {"value": (today + timedelta(ahead)).isoformat() + cut + part})


def _time(told: Mapping[str, str]) -> str:
    """ "07:30"; or the part of the day, where no hour is said (Amazon: AMAZON.TIME)."""
    if "hour" not in told:
        return told.get("named", "")
    minutes = int(told["hour"]) * 60 + int(told.get("minute", 0)) + int(told.get("past", 0))
    later = told.get("half_of_day", "0")
    minutes = minutes % 720 + int(later) * 60 if "half_of_day" in told else minutes % 1440
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _duration(lengths: Iterable[MatchEntity]) -> str:
    """ISO 8601 in the units that were said: "ninety seconds" is PT90S, "a minute and a half" PT1M30S."""
    amounts: Counter[str] = Counter()
    for entity in lengths:
        amounts[entity.name] += entity.value
    hours, part_of_an_hour = divmod(amounts["hours"], 1)
    minutes, part_of_a_minute = divmod(amounts["minutes"] + part_of_an_hour * 60, 1)
    seconds = amounts["seconds"] + part_of_a_minute * 60
    said = [f"{amount:g}{unit}" for amount, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if amount]
    return "PT" + ("".join(said) or "0S")
