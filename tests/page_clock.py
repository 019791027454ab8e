"""How far the page's count is from the sound in a hold of thirty seconds: `python -m tests.page_clock`.

By the browser's own sound, in real time: for every second, when the frame began in which its number was first
seen, on the page and on the Echo's screen, compared with when it is heard. It takes forty seconds.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Frame, Page

from tests import browser
from tests.page import Service, tab

MOST = 100
"""Milliseconds that a number may be early or late."""
SOUND = """
  window.AudioContext = class extends window.AudioContext {
    constructor(...options) { super(...options); window.sound = this; window.begun = []; }
    createBufferSource() {
      const source = super.createBufferSource(), start = source.start.bind(source);
      source.start = (at) => { begun.push(at); start(at); };
      return source;
    }
  };
"""
HEARD = """() => window.begun?.length && {
  heard: sound.currentTime - begun[0] - (sound.outputLatency || 0),
  at: performance.timeOrigin + performance.now(),
}"""
WATCHING = """([selector, numbers]) => {
  window.seen = [];
  const look = (now) => {
    const texts = [...document.querySelectorAll(selector)].filter((text) => text.getClientRects().length);
    const wanted = String(numbers[seen.length]);
    if (texts.some((text) => text.textContent.trim() === wanted)) seen.push(performance.timeOrigin + now);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
EVERY = 250
"""Milliseconds from one look at the clock of the sound to the next."""


def measured(device: str, selector: str) -> list[tuple[int, float]]:
    """Each number, but those that follow an equal one, and the milliseconds by which it is late."""
    with TemporaryDirectory() as folder, browser.browser() as running:
        service = Service(Path(folder))
        service.start()
        try:
            with tab(running, service, SOUND) as sitting:
                page = sitting.page
                page.get_by_role("button", name="Settings").click()
                page.locator("dialog [name=device]").select_option(device)
                page.get_by_role("button", name="Use these").click()
                count = sitting.say("hold for thirty seconds")["timeline"]["count"][-30:]
                return _late(page, _watched(page, device), selector, count)
        finally:
            service.stop()


def _watched(page: Page, device: str) -> Frame:
    if device == "speaker":
        return page.main_frame
    while (frame := page.frame(url=re.compile("/screen/"))) is None:
        page.wait_for_timeout(EVERY)
    return frame


def _late(page: Page, frame: Frame, selector: str, count: list[list[Any]]) -> list[tuple[int, float]]:
    clocks: list[dict[str, float]] = []
    watched = False
    while not clocks or clocks[-1]["heard"] < count[-1][0] + 1:
        page.wait_for_timeout(EVERY)
        if clock := page.evaluate(HEARD):
            clocks.append(clock)
            if not watched and clock["heard"] > count[0][0] + 0.3:  # the countdown has the same numbers
                frame.evaluate(WATCHING, [selector, [number for _, number in count[1:]]])
                watched = True
    found = []
    for (heard, number), seen in zip(count[1:], frame.evaluate("seen"), strict=True):
        clock = min(clocks, key=lambda each: abs(each["at"] - seen))
        found.append((number, seen - clock["at"] + 1000 * (clock["heard"] - heard)))
    return [each for each, before in zip(found[1:], found, strict=False) if each[0] != before[0]]


def main() -> int:
    """The number of those that are further from the sound than they may be."""
    faults = 0
    for device, selector in {"speaker": "#figure", "screen": "#view p"}.items():
        late = [milliseconds for _, milliseconds in measured(device, selector)]
        faults += sum(abs(each) > MOST for each in late)
        print(f"{device}: {min(late):.0f} to {max(late):.0f} ms late in {len(late)} seconds")
    return faults


if __name__ == "__main__":
    sys.exit(main() > 0)
