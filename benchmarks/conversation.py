"""The conversation that the speed reports replay: a workout in usual doses, with questions in between."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from skill.application import create_skill
from skill.dialogue.records import Store
from skill.echo import house, script
from skill.echo.house_clock import HouseClock
from skill.echo.request import USER_ID
from skill.storage.sqlite import SqliteStore

SAID = (
    "open my back routine",
    "[0:08] yes",
    "[0:03] I have a ball",
    "[0:05] ready",
    "[0:10] skip",
    "[0:05] go on",
    "[0:10] how do I do a bird dog",
    "[0:05] next",
    "[0:15] wait",
    "[0:05] resume",
    "[0:10] how long is left",
    "[0:05] do the plank",
    "[0:10] stop",
)
"""Somebody new who has done such exercises before begins the whole routine: the first questions, the warm-up,
three exercises in their usual doses, one of which is counted twice, and short answers in between. `[0:10]` is
said ten seconds into the last answer. There are more interruptions than in reality: everything has to be sent
within the 150 s in which timestamps of requests are accepted. Each intent comes once, because the floor knows
its answers by them."""


def recorded(moment: float) -> list[bytes]:
    """The requests that a stand-in Echo sends for this conversation, starting at `moment` (epoch seconds)."""
    return [request for request, _ in answered(moment)]


def answered(moment: float) -> list[tuple[bytes, bytes]]:
    """The same requests, each with this skill's answer."""
    sent: list[tuple[bytes, bytes]] = []
    clock = HouseClock.standing_at(moment)
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "people.sqlite", clock.now)
        skill = create_skill(store, clock.now)

        def ask(body: bytes) -> bytes:
            answer = skill.answer(body)
            sent.append((body, answer))
            return answer

        deque(script.rehearse(house.echo(ask, clock), SAID), maxlen=0)
        store.close()
    return sent


class Punctual:
    """The skill, with a clock that shows when each request was sent: it answers as in the recording."""

    def __init__(self, store: Store) -> None:
        self._clock = HouseClock()
        self.answer = create_skill(store, self._clock.now).answer

    def turn_to(self, body: bytes) -> None:
        sent = msgspec.json.decode(body)["request"]["timestamp"]
        self._clock.turn_to(datetime.fromisoformat(sent).timestamp())


def as_said_by(person: int, body: bytes) -> bytes:
    """The same request from another user, who is new to the store."""
    return body.replace(USER_ID.encode(), f"{USER_ID}{person}".encode())
