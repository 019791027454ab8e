"""How soon the page is heard: from what is said to the first two seconds of the answer's sound."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient

from benchmarks.report import NotMeasuredError, Report
from skill.application import create_skill
from skill.echo.house_clock import HouseClock
from skill.page.app import create_page
from skill.page.voices import voices
from skill.storage.sqlite import SqliteStore

FIRST = 2
"""Seconds of sound that the page fetches first (skill/page/static/js/player.js)."""
SAID = ("start my back routine", "how do I do the superman", "do the bridge", "which muscles", "wait", "stop")


def report() -> Report:
    """Raises NotMeasuredError where there is no voice."""
    voice = next(iter(voices().values()))
    if not voice.say("Ready.", 1.0):  # loads it, as opening the page does
        raise NotMeasuredError("there is no voice to hear: install hibari-tts or espeak-ng")
    with TemporaryDirectory() as folder:
        clock = HouseClock()
        store = SqliteStore(Path(folder) / "people.sqlite", clock.now)
        page = create_page(_asking(create_skill(store, clock.now).answer, clock), store).test_client()
        seconds = {said: _seconds(page, said) for said in SAID}
        store.close()
    rows = [(said, *_told(both)) for said, both in seconds.items()]
    both = median(answer for answer, _ in seconds.values()), median(sound for _, sound in seconds.values())
    return Report(
        f"Seconds from what is said on the page to the first sound, each said once, voice: {voice.name}; "
        "target: less than 1 after the answer",
        ("said", "answer", "then the sound"),
        [*rows, ("**median**", *_told(both))],
    )


def _asking(
    answer: Callable[[bytes], bytes], house: HouseClock
) -> Callable[[HouseClock], Callable[[bytes], bytes]]:
    def at(clock: HouseClock) -> Callable[[bytes], bytes]:
        def ask(body: bytes) -> bytes:
            house.turn_to(clock.now())
            return answer(body)

        return ask

    return at


def _seconds(page: FlaskClient, said: str) -> tuple[float, float]:
    """Until the answer is there, and from then until its first stretch of sound is."""
    opened = json.loads(page.post("/api/conversations", json={}).data)["id"]
    address = f"/api/conversations/{opened}"
    begun = time.perf_counter()
    turn = json.loads(page.post(f"{address}/say", json={"utterance": said}).data)["turn"]
    answered = time.perf_counter()
    page.get(f"{address}/turns/{turn}/answer?from=0&to={FIRST}")
    return answered - begun, time.perf_counter() - answered


def _told(seconds: tuple[float, float]) -> tuple[str, str]:
    return f"{seconds[0]:.2f}", f"{seconds[1]:.2f}"
