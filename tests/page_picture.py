"""Draws docs/page.png, the picture of the page in the README: `python -m tests.page_picture`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect

from tests import browser
from tests.page import ROOT, Service, tab

RUNNING = """seconds => {
  const from = performance.now(), begins = testSound.played[0].at + seconds;
  Object.defineProperty(testSound, "now", { get: () => begins + (performance.now() - from) / 1000 });
}"""
"""The clock of the sound goes on by itself: the Echo's screen needs some frames."""


def draw(file: Path) -> None:
    """The first hold of the bird dog, on an Echo Show."""
    with TemporaryDirectory() as folder, browser.browser() as running:
        service = Service(Path(folder))
        service.start()
        try:
            with tab(running, service, device=None) as page:
                count = page.say("do the bird dog")["timeline"]["count"]
                page.starts()
                page.turn(count[0][0])
                expect(page.page.frame_locator("#screen").locator("#view .apl-c:visible")).to_have_count(4)
                page.page.evaluate(RUNNING, count[4][0])
                page.page.wait_for_timeout(1000)
                expect(page.page.frame_locator("#screen").get_by_text("Rep 1 of 5").first).to_be_visible()
                page.page.screenshot(path=file)
        finally:
            service.stop()


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "page.png")
