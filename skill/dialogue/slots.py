"""What the slots of an intent tell: an exercise, a number, a length of time; None where nothing was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isnan, nan

from ask_sdk_model import Intent, Slot
from msgspec import Struct

from skill.coaching.exercise import BodyPart
from skill.coaching.reminder import Weekday
from skill.content import Language
from skill.dialogue import slot_times
from skill.dialogue.slot_values import id_of, name_of, numbers, resolved

UNKNOWN = ""
"""An exercise was named that the interaction model does not know."""

LYING = "lying"
"""Any position in which one lies."""

FURTHER = ("second", "third")
"""Slots of further exercises."""

FIRST_LOOKED_FOR = sorted(BodyPart, key=[BodyPart.CHEST, BodyPart.HEAD, *BodyPart].index)
"""A pain in the chest or the head goes before any other that is named with it."""


class Slots(Struct, frozen=True):
    """What was said in the slots of an intent."""

    exercise: str | None = None
    """The id of the exercise named; UNKNOWN for one that does not exist."""
    others: tuple[str, ...] = ()
    """The ids of further exercises named with it."""
    count: float | None = None
    """The number; not-a-number for one that was not understood ("half")."""
    routine: str | None = None
    """The id of the routine named; UNKNOWN for one that does not exist."""
    sets: float | None = None
    """The number of sets or of times; not-a-number for one that was not understood."""
    remaining: float | None = None
    """The number of those that are left; not-a-number for one that was not understood."""
    wrong: float | None = None
    """The number that was misheard, where it is said, too."""
    seconds: float | None = None
    """The length of time in seconds; not-a-number for one that was not understood."""
    off: float | None = None
    """The seconds of rest between holds; not-a-number for a length that was not understood."""
    little: bool = False
    """What hurts was made little of: "but it's fine"."""
    side: str = ""
    """The side in the words of the interaction model ("left arm")."""
    did: str = ""
    """The side that is done already, in the same words."""
    nth: int | None = None
    """The exercise by its place in the list, from one; 0 for the last of them."""
    body_part: BodyPart | None = None
    other_part: bool = False
    """A part of the body was named that is none of those that the skill knows, such as the stomach."""
    on_floor: bool = False
    """What somebody kneels or lies on was named with it."""
    limb: str = ""
    """An arm, a leg, a side or just "one", and not which: "the wrong arm", "which leg", "which one"."""
    cleared: bool = False
    """Their doctor has agreed, as they say."""
    open_end: bool = False
    """For as long as they can, or until they say stop."""
    condition: str | None = None
    """The id of the condition named; UNKNOWN for one that nobody knows."""
    time: str = ""
    """A time of the day as AMAZON.TIME gives it: "07:30"."""
    part: str = ""
    """The part of the day, one of PARTS."""
    date: str = ""
    """A date as AMAZON.DATE gives it."""
    days: tuple[Weekday, ...] = ()
    """The days of the week named."""
    alternate: bool = False
    """Every other day was named, for which the days of the week can only be the nearest."""
    but: tuple[Weekday, ...] = ()
    """The days of the week excepted."""
    when: str = ""
    """The id of the day named: "yesterday"."""
    habit: str = ""
    """The id of what is done each day."""
    position: str | None = None
    """The position of the body, by its id; UNKNOWN for one that nobody knows, LYING for whichever."""
    thing: str | None = None
    """The id of something that this skill cannot do; UNKNOWN for what nobody knows."""
    guessed: bool = False
    """The number is none that was said, but what a word sounds like: "for" for four."""

    @property
    def exercises(self) -> tuple[str, ...]:
        """The ids of all exercises named, each once."""
        return tuple(dict.fromkeys(filter(None, (self.exercise, *self.others))))

    @property
    def length(self) -> float | None:
        """The length of time in seconds, or the bare number as seconds."""
        return self.count if self.seconds is None else self.seconds

    @property
    def number(self) -> int | None:
        """The number; None where none was said or none was understood."""
        return None if self.count is None or isnan(self.count) else int(self.count)


def read(intent: Intent | None, language: Language) -> Slots:
    """The slots of an intent; all empty for None."""
    slots = (intent.slots if intent else None) or {}
    if not slots:
        return Slots()
    heard = slots.get("heard")
    part_named, body_part = slots.get("body_part"), _body_part(slots.get("body_part"), language)
    return Slots(
        exercise=_exercise(slots.get("exercise"), language),
        others=tuple(filter(None, (_exercise(slots.get(slot), language) for slot in FURTHER))),
        count=_number(slots, language),
        routine=_routine(slots.get("routine"), language),
        sets=_count(slots.get("sets"), slots.get("times"), slots.get("sets_heard")),
        remaining=_count(slots.get("remaining")),
        wrong=_count(slots.get("wrong")),
        seconds=slot_times.seconds(slots.get("length")),
        off=_count(slots.get("off")),
        little=_id(slots.get("little")) is not None,
        side=name_of(slots.get("side")),
        did=name_of(slots.get("did")),
        nth=next((int(id) for id in numbers(slots.get("nth"))), None),
        body_part=body_part,
        other_part=body_part is None and part_named is not None and bool(part_named.value),
        on_floor=_id(slots.get("floor")) is not None,
        limb=id_of(slots.get("limb")),
        cleared=_id(slots.get("cleared")) is not None,
        open_end=_id(slots.get("until")) is not None,
        condition=_id(slots.get("condition")),
        time=slot_times.time(slots.get("time"), part := slot_times.part(slots)),
        part=part,
        date=slot_times.date(slots.get("date")),
        days=slot_times.days(slots.get(name) for name in ("days", "day_one", "day_two", "day_three")),
        alternate=slot_times.is_alternate(slots.get("days")),
        but=slot_times.days([slots.get("but")]),
        when=id_of(slots.get("when")),
        habit=id_of(slots.get("habit")),
        position=_id(slots.get("position")),
        thing=_id(slots.get("thing")),
        guessed=heard is not None and bool(heard.value),
    )


def _exercise(slot: Slot | None, language: Language) -> str | None:
    """The exercise named; one that Alexa did not resolve goes by its name, a number before it aside."""
    if slot is None or not slot.value:
        return None
    for found in resolved(slot):
        return found.id
    _, said = _number_and_name(slot.value, language)
    for name, words in language.exercises.items():
        if said in map(str.casefold, words.names):
            return name
    return UNKNOWN


def _id(slot: Slot | None) -> str | None:
    return None if slot is None or not slot.value else id_of(slot)


def _routine(slot: Slot | None, language: Language) -> str | None:
    """The routine named; one that Alexa did not resolve goes by its name, or what stands before "routine"."""
    if slot is None or not slot.value:
        return None
    for found in resolved(slot):
        return found.id
    said = slot.value.casefold().strip()
    for id, words in language.routines.items():
        if any(f"{name.casefold()} ".startswith(f"{said} ") for name in words.names):
            return id
    return UNKNOWN


def _number(slots: Mapping[str, Slot], language: Language) -> float | None:
    """The number in its slot, else the one before the exercise."""
    named = _count(slots.get("count"), slots.get("few"), slots.get("heard"))
    return named if named is not None else _number_before(slots.get("exercise"), language)


def _number_before(slot: Slot | None, language: Language) -> float | None:
    """The number in "five bird dogs", where all of it stands in one slot."""
    if slot is None or not slot.value or any(resolved(slot)):
        return None
    number, _ = _number_and_name(slot.value, language)
    return number


def _number_and_name(value: str, language: Language) -> tuple[float | None, str]:
    """The number that what was said begins with, and the rest."""
    said = value.casefold().strip()
    first, _, rest = said.partition(" ")
    if re.fullmatch(r"\d{1,9}", first) and rest:
        return float(first), rest
    cardinals = language.numbers.cardinals
    if rest and first in cardinals:
        return float(cardinals.index(first)), rest
    return None, said


def _count(slot: Slot | None, *heard: Slot | None) -> float | None:
    """A number, else the one that the first word in `heard` means or sounds like."""
    if slot is not None and slot.value is not None:
        return float(slot.value) if re.fullmatch(r"\d{1,9}", slot.value) else nan
    return next((next(map(float, numbers(word)), nan) for word in heard if word and word.value), None)


def _body_part(slot: Slot | None, language: Language) -> BodyPart | None:
    """The part of the body named; one that Alexa did not resolve is looked for in what was said."""
    if slot is None or not slot.value:
        return None
    for found in resolved(slot):
        if found.id in set(BodyPart):
            return BodyPart(found.id)
    said = f" {slot.value.casefold()} "
    names = ((part, name) for part in FIRST_LOOKED_FOR for name in language.body_parts[part].names)
    return next((part for part, name in names if f" {name} " in said), None)
