"""The page of make run in a browser: the real command behind it, and a clock of sound that a test turns."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

ROOT = Path(__file__).parents[1]
WITHIN = 20.0
"""Seconds to wait for something before failing."""

expect.set_options(timeout=1000 * WITHIN)

SOUND = """
(() => {
  // The browser's sound with a clock that the test turns. What is played, and when, is noted.
  const sound = { now: 0, played: [], locked: false, contexts: [] };
  window.testSound = sound;
  class Node { connect() {} }
  window.AudioContext = class {
    constructor() { this.state = "suspended"; this.destination = new Node(); sound.contexts.push(this); }
    get currentTime() { return sound.now; }
    get outputLatency() { return 0; }
    async resume() { if (!sound.locked) this.state = "running"; }
    async suspend() { this.state = "suspended"; }
    createGain() { return Object.assign(new Node(), { gain: { setTargetAtTime() {} } }); }
    createBuffer(channels, length, rate) { return { length, rate, copyToChannel() {} }; }
    createBufferSource() {
      return Object.assign(new Node(), {
        start(at) { sound.played.push({ at, seconds: this.buffer.length / this.buffer.rate }); },
        stop() { sound.stopped = sound.now; },
      });
    }
  };
})();
"""
ASLEEP = """
(seconds) => { const now = Date.now; Date.now = () => now() + 1000 * seconds; }
"""


class Service:
    """`python -m skill page`, which can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free()
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        environment = {
            **os.environ,
            "PORT": str(self._port),
            "SKILL_STORE": f"sqlite:///{self._folder}/people.sqlite",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "skill", "page"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        line = self._process.stdout.readline()
        self._process.stdout.close()
        assert "http://127.0.0.1:" in line, line
        self.address = line.split(" at ")[1].split()[0]

    def stop(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGINT)
        self._process.wait(WITHIN)

    def threads_blocking(self, end: signal.Signals) -> list[bool]:
        """For each thread but the main one, whether it leaves this signal to that one."""
        assert self._process
        tasks = Path(f"/proc/{self._process.pid}/task")
        masks = []
        for task in tasks.iterdir():
            with suppress(FileNotFoundError):  # a thread has just ended
                if int(task.name) != self._process.pid:
                    masks += re.findall(r"^SigBlk:\s*(\w+)$", (task / "status").read_text(), re.MULTILINE)
        return [bool(int(mask, 16) >> (end - 1) & 1) for mask in masks]


def _free() -> int:
    """A port whose next one is free, too."""
    for _ in range(50):
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two ports in a row are free")


class Tab:
    """A tab with the page, and somebody before it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        """All that the console says."""
        self.errors: list[str] = []
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))

    def _note(self, kind: str, text: str) -> None:
        self.faults.append(text)
        if kind == "error":
            self.errors.append(text)

    @property
    def state(self) -> str | None:
        return self.page.locator("body").get_attribute("data-state")

    def say(self, utterance: str) -> dict[str, Any]:
        """Type it; what the page's service answers."""
        self.page.locator("#utterance").fill(utterance)
        with self.page.expect_response("**/say") as answered:
            self.page.keyboard.press("Enter")
        answer: dict[str, Any] = answered.value.json()
        return answer

    def starts(self) -> None:
        """The sound of the answer is there."""
        expect(self.page.locator("body")).to_have_attribute("data-state", "speaking")
        self.page.wait_for_selector("#talk .alexa")
        while not self.page.evaluate("testSound.played.length"):
            self.page.wait_for_timeout(5)

    def hears(self, answer: dict[str, Any], until: float | None = None) -> None:
        """The clock of the sound goes on to this second of the answer; to its end without."""
        self.starts()
        seconds = answer["timeline"]["lasts"] + 0.01 if until is None else until
        self.turn(seconds)
        if until is None:
            expect(self.page.locator("body")).not_to_have_attribute("data-state", "speaking")
            self.page.evaluate("testSound.played.length = 0")

    def turn(self, seconds: float) -> None:
        """The clock to this second of the answer, and two frames for the page to be drawn."""
        self.page.evaluate(
            """(seconds) => {
                 testSound.now = testSound.played[0].at + seconds;
                 return new Promise((drawn) =>
                   requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))));
               }""",
            seconds,
        )

    def interrupts(self) -> None:
        self.page.keyboard.press("Escape")
        self.page.evaluate("testSound.played.length = 0")

    @property
    def large(self) -> str | None:
        """What the stage shows in the largest type: the count, or what is said."""
        texts = (self.page.locator(f"#{name}").text_content() for name in ("figure", "above"))
        return next(filter(None, texts), None)


@contextmanager
def tab(
    browser: Browser, service: Service, script: str = SOUND, device: str | None = "speaker", **options: Any
) -> Iterator[Tab]:
    """A new tab whose browser remembers only the device; None: nothing, as at the first visit."""
    remembered = [{"name": "back-routine", "value": json.dumps({"device": device})}] if device else []
    state = {"origins": [{"origin": service.address.rstrip("/"), "localStorage": remembered}]}
    wide = {"viewport": {"width": 1280, "height": 800}}
    context: BrowserContext = browser.new_context(**{**wide, "storage_state": state, **options})
    try:
        yield opened(context, service, script)
    finally:
        context.close()


def opened(context: BrowserContext, service: Service, script: str = SOUND) -> Tab:
    page = context.new_page()
    page.add_init_script(script)
    sitting = Tab(page)
    page.goto(service.address)
    expect(page.locator("#summary")).not_to_be_empty()
    return sitting
