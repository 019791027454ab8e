"""The reminders that are set: told, changed and cancelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from skill.coaching.reminder import (
    CancelReminders,
    FindZone,
    Here,
    Listed,
    ListReminders,
    Outcome,
    Settled,
    Standing,
    Trouble,
)
from skill.dialogue.answer import Answer, ask, find_out, tell
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, in_breaths, say
from skill.dialogue.reminding import Unclear, when, wished
from skill.dialogue.situation import asked
from skill.dialogue.slots import Slots
from skill.dialogue.turn import Turn
from skill.handlers.reminders import UNCLEAR, confirm, say_time, trouble


def list_reminders(turn: Turn) -> Answer:
    """ "What reminders do I have"."""
    return _with_all(turn, _list)


def cancel(turn: Turn) -> Answer:
    """ "Cancel my reminder": the one that is meant, or the only one; of several all, after a question."""
    return _with_all(turn, _cancel)


def cancel_all(turn: Turn) -> Answer:
    """Yes, all of them."""
    return _with_all(turn, _cancel_these)


def change(turn: Turn) -> Answer:
    """ "Change my reminder to eight", "not on Fridays": of the one that is talked about, or that is set."""
    if asked(turn) in {Question.WHAT_TIME, Question.REMIND}:
        return say_time(turn)
    return find_out(turn, FindZone(), partial(_in_zone, turn))


Then: TypeAlias = Callable[[Turn, Sequence[Standing]], Answer]


def _with_all(turn: Turn, then: Then) -> Answer:
    """Go on with all that are set; without the permission there are none."""

    def listed(outcome: Outcome) -> Answer:
        if outcome is Trouble.NOT_ALLOWED:
            return tell(turn, say("reminder.none"))
        if not isinstance(outcome, Listed):
            return trouble(turn, outcome)
        return then(turn, outcome.standing) if outcome.standing else tell(turn, say("reminder.none"))

    return find_out(turn, ListReminders(), listed)


def _list(turn: Turn, standing: Sequence[Standing]) -> Answer:
    return tell(turn, *_named(standing))


def _named(standing: Sequence[Standing]) -> list[Phrase]:
    """When each of them rings."""
    times = [when(each.reminder, each.ahead) for each in standing]
    first, *others = in_breaths(times)
    return [say("reminder.there_are", times=first), *(say("reminder.and", times=more) for more in others)]


def _cancel(turn: Turn, standing: Sequence[Standing]) -> Answer:
    meant = [each for each in standing if _is_meant(each, turn.slots)]
    if len(meant) == 1:
        return _cancel_these(turn, meant)
    if not meant:
        return tell(turn, say("reminder.no_such"), *_named(standing))
    return ask(turn, _named(standing), Question.CANCEL_ALL)


def _cancel_these(turn: Turn, standing: Sequence[Standing]) -> Answer:
    def cancelled(outcome: Outcome) -> Answer:
        if isinstance(outcome, Settled):
            return tell(turn, say("reminder.cancelled", n=len(standing)))
        return trouble(turn, outcome)

    return find_out(turn, CancelReminders(tuple(each.token for each in standing)), cancelled)


def _is_meant(standing: Standing, slots: Slots) -> bool:
    """Whether it rings when it was said to ring; any does, where nothing was said."""
    reminder, (hour, _, minute) = standing.reminder, slots.time.partition(":")
    if slots.days and not set(slots.days) & set(reminder.days):
        return False
    if not minute.isdecimal() or not hour.isdecimal():
        return True
    # "The one at seven" may be in the evening.
    return reminder.minute == int(minute) and (reminder.hour or 0) % 12 == int(hour) % 12


def _in_zone(turn: Turn, found: Outcome) -> Answer:
    if not isinstance(found, Here):
        return trouble(turn, found)
    return _with_all(turn, partial(_change, found))


def _change(here: Here, turn: Turn, standing: Sequence[Standing]) -> Answer:
    """The only one there is, said with its new time."""
    if len(standing) > 1:
        return tell(turn, *_named(standing), say("reminder.change_which"))
    reminder = wished(turn.slots, here, standing[0].reminder)
    if isinstance(reminder, Unclear):
        return tell(turn, say(UNCLEAR[reminder]))
    return confirm(turn, replace(reminder, replaces=True), here)
