"""The conversation that the speed reports replay: a first workout with questions in between."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from tempfile import TemporaryDirectory

from skill.application import create_skill
from skill.echo import house, script
from skill.echo.house_clock import HouseClock
from skill.echo.request import USER_ID
from skill.storage.sqlite import SqliteStore

SAID = (
    "open my back routine",
    "[0:10] skip",
    "[0:15] how do I do a bird dog",
    "[0:10] wait",
    "[0:05] ready",
    "[0:15] next exercise",
    "[0:10] how long is left",
    "[0:05] go on",
    "[0:15] stop",
)
"""A welcome, four counted exercises and four short answers; `[0:10]` is said ten seconds into the last one.
Interruptions are more frequent than in reality, so that everything is sent within the 150 s in which
timestamps of requests are accepted."""


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


def as_said_by(person: int, body: bytes) -> bytes:
    """The same request from another user, who is new to the store."""
    return body.replace(USER_ID.encode(), f"{USER_ID}{person}".encode())
