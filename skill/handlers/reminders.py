"""Reminders: set, after the person has agreed to the very one, and to the permission where Alexa wants it.

Nothing is stored about them: Amazon keeps them, and what is being talked about travels with the session, or
with the question that Alexa asks meanwhile.
"""

from __future__ import annotations

from functools import partial

import msgspec
from msgspec.structs import replace

from skill.coaching.reminder import FindZone, Here, Outcome, Reminder, SetReminder, Settled, Trouble
from skill.dialogue.answer import Answer, ask, find_out, hand_over
from skill.dialogue.habits import asked_once
from skill.dialogue.hand_over import AskPermission
from skill.dialogue.memory import Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.reminding import Unclear, ahead_of, or_tonight, so_far, when, which_days, wished
from skill.dialogue.situation import asked, question_of_place
from skill.dialogue.turn import Turn
from skill.handlers.help import back_to_place, not_understood

ABOUT = "reminder:"
"""What the token begins with that travels along while Alexa asks for the permission; the reminder follows."""


def remind(turn: Turn) -> Answer:
    """ "Remind me every weekday at seven"."""
    return _find_zone(turn, None)


def say_time(turn: Turn) -> Answer:
    """ "At eight", "every day": of the reminder that is talked about."""
    if asked(turn) not in {Question.WHAT_TIME, Question.REMIND}:
        return not_understood(turn)
    return _find_zone(turn, turn.memory.reminder)


def agree(turn: Turn) -> Answer:
    """Yes to the very reminder."""
    reminder = turn.memory.reminder
    if reminder is None or reminder.hour is None:
        return back_to_place(turn)
    return find_out(turn, SetReminder(reminder), partial(_set, turn, reminder))


def confirm(
    turn: Turn, reminder: Reminder, here: Here, *before: Phrase | None, after: Phrase | None = None
) -> Answer:
    """Say a reminder with its time, and ask whether it is right: Amazon wants a yes to each."""
    turn = turn.with_memory(reminder=reminder)
    return ask(
        turn,
        [*before, say("reminder.it", when=when(reminder, ahead_of(reminder, here.now))), after],
        Question.REMIND,
    )


def permission_answered(turn: Turn) -> Answer:
    """Alexa has asked for the permission: with a yes the reminder is set, which was agreed to before."""
    resumed = turn.resumed
    reminder = _travelled(resumed.token) if resumed is not None else None
    if resumed is None or reminder is None:
        return back_to_place(turn)
    if resumed.granted:
        return find_out(turn, SetReminder(reminder), partial(_set_at_last, turn, reminder))
    return _not_allowed(turn, card=not resumed.declined and not resumed.card)


def trouble(turn: Turn, outcome: Outcome) -> Answer:
    """Why it could not be done, and what helps; then back to the place."""
    kind = outcome if isinstance(outcome, Trouble) else Trouble.UNAVAILABLE
    return _told(turn, say(TROUBLES[kind]))


def _find_zone(turn: Turn, before: Reminder | None) -> Answer:
    return find_out(turn, FindZone(), partial(_in_zone, turn, before))


def _in_zone(turn: Turn, before: Reminder | None, found: Outcome) -> Answer:
    """The reminder by the clocks of the person's time zone."""
    if not isinstance(found, Here):
        return trouble(turn, found)
    reminder = wished(turn.slots, found, before)
    nearest = say("reminder.alternate") if turn.slots.alternate else None
    if isinstance(reminder, Reminder):
        return confirm(turn, reminder, found, nearest, after=or_tonight(turn.slots, reminder, found.now))
    if reminder is not Unclear.TIME:
        known = replace(before, days=(), day="") if before and reminder is Unclear.DAY else Reminder()
        return ask(turn.with_memory(reminder=known), [say(UNCLEAR[reminder])], Question.WHAT_TIME)
    known = so_far(turn.slots, before)
    by_clock = say("reminder.by_clock") if turn.slots.habit else None
    said = [nearest, by_clock, which_days(known, found.now)]
    return ask(turn.with_memory(reminder=known), said, Question.WHAT_TIME)


def _set(turn: Turn, reminder: Reminder, outcome: Outcome) -> Answer:
    """Set, or else Alexa is sent to ask for the permission."""
    if outcome is Trouble.NOT_ALLOWED:
        token = ABOUT + msgspec.json.encode(reminder).decode()
        return hand_over(turn.with_memory(reminder=None), AskPermission(token))
    return _set_at_last(turn, reminder, outcome)


def _set_at_last(turn: Turn, reminder: Reminder, outcome: Outcome) -> Answer:
    """The same, with no permission left to ask for."""
    if outcome is Trouble.NOT_ALLOWED:
        return _not_allowed(turn, card=True)
    if not isinstance(outcome, Settled):
        return trouble(turn, outcome)
    said = say("reminder.already" if outcome.already else "reminder.set", when=when(reminder, outcome.ahead))
    if outcome.first and reminder.days:
        return asked_once(turn.with_memory(reminder=None), said) or _told(turn, said)
    return _told(turn, said)


def _not_allowed(turn: Turn, *, card: bool) -> Answer:
    answer = _told(turn, say("reminder.card" if card else "reminder.not_allowed"))
    return replace(answer, consent_card=card)


def _told(turn: Turn, *talk: Phrase | None) -> Answer:
    """Say it, and lead back to the place; the reminder is no longer talked about."""
    return ask(turn.with_memory(reminder=None), talk, question_of_place(turn))


def _travelled(token: str) -> Reminder | None:
    """The reminder in the token that Alexa brings back."""
    if not token.startswith(ABOUT):
        return None
    try:
        reminder = msgspec.json.decode(token.removeprefix(ABOUT), type=Reminder)
    except msgspec.DecodeError:
        return None
    return reminder if reminder.hour is not None else None


UNCLEAR = {
    Unclear.TIME: "reminder.which_time",
    Unclear.DAY: "reminder.which_day",
    Unclear.PAST: "reminder.past",
    Unclear.FAR: "reminder.far",
}

TROUBLES = {
    Trouble.NOT_ALLOWED: "reminder.not_allowed",
    Trouble.FULL: "reminder.full",
    Trouble.NO_DEVICE: "reminder.no_device",
    Trouble.NO_ZONE: "reminder.no_zone",
    Trouble.REFUSED: "reminder.refused",
    Trouble.GONE: "reminder.gone",
    Trouble.BUSY: "reminder.busy",
    Trouble.UNAVAILABLE: "reminder.unavailable",
    Trouble.UNSURE: "reminder.unsure",
}
