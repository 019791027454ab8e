"""This week's log as the page draws it, read from where the skill keeps it."""

from __future__ import annotations

import json
from datetime import date, timedelta

from msgspec import Struct

from skill import envelope
from skill.coaching.log_summary import days_until
from skill.content import load
from skill.dialogue.logbook import day_in, up_to_date
from skill.dialogue.records import Records, Store
from skill.dialogue.seven_days import DAYS
from skill.dialogue.state_versions import read_person
from skill.page.conversation import Conversation

FIRST = date(1970, 1, 1)


class Day(Struct, frozen=True):
    """What was done on one day."""

    day: date
    minutes: int
    exercises: int


def last_days(store: Store, conversation: Conversation) -> list[Day]:
    """The seven days up to the last answer, today the last; empty before the first one, or without a log."""
    turn = conversation.turns.get(max(conversation.turns, default=0))
    if turn is None or not turn.request:
        return []
    request = envelope.read(json.dumps(turn.request).encode())
    known = read_person((turn.response.get("sessionAttributes") or {}).get("person"))
    person = known or Records(store).stored(request)
    log = Records(store).read_log(request, person.number)
    if log is None:
        return []
    today = day_in(load().language(conversation.locale), conversation.echo.answered_at)
    days = days_until(up_to_date(load(), person, log), today, DAYS)
    return [Day(FIRST + timedelta(day), one.minutes, one.exercises) for day, one in days]
