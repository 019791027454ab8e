"""What a screen adds to a turn: the same conversations with and without one, in the same run."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.conversation import Punctual, as_said_by, recorded
from benchmarks.report import Report
from benchmarks.turn import PEOPLE, WARMING, logged_to_nowhere
from skill.storage.sqlite import SqliteStore

APL = {"runtime": {"maxVersion": "2024.3"}}


def report() -> Report:
    bodies = recorded(time.time())
    with TemporaryDirectory() as folder, logged_to_nowhere():
        store = SqliteStore(Path(folder) / "people.sqlite")
        skill = Punctual(store)
        held = [_hold(skill, person, bodies) for person in range(WARMING + PEOPLE)][WARMING:]
        store.close()
    without, with_screen = (1000 * median(column) for column in zip(*held, strict=True))
    ratio = median(shown / heard for heard, shown in held)
    return Report(
        f"Milliseconds of processor time per turn, medians of {PEOPLE} conversations; target: a ratio of 2",
        ("conversation", "without a screen", "with one", "ratio"),
        [("**whole conversation**", f"{without:.2f}", f"{with_screen:.2f}", f"{ratio:.2f}")],
    )


def _hold(skill: Punctual, person: int, bodies: Sequence[bytes]) -> tuple[float, float]:
    """Seconds of a turn without and with a screen, on average; both with a new user."""
    heard = [as_said_by(2 * person, body) for body in bodies]
    shown = [_on_screen(as_said_by(2 * person + 1, body)) for body in bodies]
    return _seconds(skill, heard) / len(bodies), _seconds(skill, shown) / len(bodies)


def _on_screen(body: bytes) -> bytes:
    envelope = json.loads(body)
    envelope["context"]["System"]["device"]["supportedInterfaces"]["Alexa.Presentation.APL"] = APL
    return json.dumps(envelope).encode()


def _seconds(skill: Punctual, bodies: Sequence[bytes]) -> float:
    taken = 0.0
    for body in bodies:
        skill.turn_to(body)
        begun = time.thread_time()
        skill.answer(body)
        taken += time.thread_time() - begun
    return taken
