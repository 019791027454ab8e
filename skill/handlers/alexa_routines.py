"""A routine of Alexa's own that starts this one: offered, so that she makes it, or told how to make it."""

from __future__ import annotations

from functools import partial

from skill.coaching.reminder import FindZone, Here, Outcome, Reminder
from skill.dialogue.answer import Answer, find_out, hand_over, tell
from skill.dialogue.hand_over import OfferRoutine
from skill.dialogue.phrases import say
from skill.dialogue.reminding import wished
from skill.dialogue.turn import Turn

ABOUT = "routine"
MADE, DECLINED = 200, 204
ALREADY = "AUTOMATION_ALREADY_ENABLED"
"""Amazon: "Pre-Built Routine API Reference"."""


def offer(turn: Turn) -> Answer:
    """ "Make an Alexa routine", with a time of the day or without."""
    if turn.slots.time or turn.slots.part:
        return find_out(turn, FindZone(), partial(_at_a_time, turn))
    return _offer(turn, None)


def answered(turn: Turn) -> Answer:
    """What became of it."""
    resumed = turn.resumed
    if resumed is not None and resumed.status == MADE:
        return tell(turn, say("automation.made"))
    if resumed is not None and resumed.reason == ALREADY:
        return tell(turn, say("automation.already"))
    if resumed is not None and resumed.status == DECLINED:
        return tell(turn, say("pause.fine"))
    return tell(turn, say("automation.by_hand"))


def _at_a_time(turn: Turn, found: Outcome) -> Answer:
    reminder = wished(turn.slots, found) if isinstance(found, Here) else None
    if not isinstance(reminder, Reminder):
        return tell(turn, say("automation.by_hand"))
    return _offer(turn, reminder)


def _offer(turn: Turn, when: Reminder | None) -> Answer:
    return hand_over(turn, OfferRoutine(ABOUT, when), say("automation.offer"))
