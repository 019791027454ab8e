"""Amazon's renderer of APL documents in a browser: what a screen shows, at any moment of an answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser import browser

ENGINE = (
    Path(__file__).parents[1]
    / "skill"
    / "echo"
    / "viewhost"
    / "node_modules"
    / "apl-viewhost-web"
    / "index.js"
)


class Size(NamedTuple):
    """A viewport of an Echo, in its own units (Amazon: viewport profiles)."""

    width: int
    height: int
    is_round: bool = False
    mode: str = "HUB"


SIZES = {
    "round": Size(480, 480, is_round=True),
    "small": Size(960, 480),
    "large": Size(1280, 800),
    "tv": Size(960, 540, mode="TV"),
    "phone": Size(360, 640, mode="MOBILE"),
}
PRESSES, FOLLOWS = 20, 500
"""How often a key is pressed that sends nothing, and the milliseconds that its event may take."""
LOADING = """source => {
  const script = document.createElement("script");
  script.textContent = source + ";window.ready = AplRenderer.initEngine();";
  document.head.appendChild(script);
  return window.ready;
}"""
SHOWING = """([written, data, viewport, mode, theme]) => {
  if (window.shown) window.shown.destroy();
  const view = document.createElement("div");  // a renderer leaves its listeners on the old one
  view.id = "view";
  document.getElementById("view").replaceWith(view);
  const content = AplRenderer.Content.create(written);
  for (const name in data) content.addData(name, JSON.stringify(data[name]));
  window.events = [];
  const environment = {agentName: "test", agentVersion: "1", allowOpenUrl: false, disallowVideo: true};
  window.shown = AplRenderer.default.create({
    content, view, theme, mode, environment, viewport, utcTime: Date.now(), localTimeAdjustment: 0,
    onSendEvent: event => window.events.push(event),
    onRunTimeError: errors => window.faults.push(JSON.stringify(errors)),
  });
  window.shown.init();
  requestAnimationFrame(() => { window.began = performance.now(); });  // with the renderer's first frame
}"""
SETTLED = """([wanted, frames]) => new Promise(done => {
  let left = frames;
  const look = () => {
    const shown = document.getElementById("view").innerText;
    if (wanted.every(text => shown.includes(text)) && left-- <= 0) done(true);
    else requestAnimationFrame(look);
  };
  look();
})"""
CLIPPED = """isRound => {
  const faults = new Set(), size = document.getElementById("view").getBoundingClientRect();
  const words = node => [...node.data.matchAll(/\\S+/g)].flatMap(word => {
    const range = document.createRange();  // word by word: the blank behind a line may hang over its box
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    return [...range.getClientRects()];
  });
  for (const text of document.querySelectorAll("#view p")) {
    const written = text.textContent.trim();
    if (!written || !text.getClientRects().length) continue;
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) for (const word of words(nodes.currentNode)) {
      const top = word.top + word.height / 8, bottom = word.bottom - word.height / 8;
      for (let box = text.parentElement; box && box.id != "view"; box = box.parentElement) {
        if (getComputedStyle(box).overflow == "visible") continue;
        const around = box.getBoundingClientRect();
        const across = Math.max(around.left - word.left, word.right - around.right);
        const out = Math.max(across, around.top - top, bottom - around.bottom);
        if (out > 1) faults.add(`${written}: ${Math.round(out)} out of its box`);
      }
      const corners = [[word.left, top], [word.right, top], [word.left, bottom], [word.right, bottom]];
      const far = ([x, y]) => Math.hypot(x - size.width / 2, y - size.height / 2);
      const out = isRound ? Math.max(...corners.map(far)) - size.width / 2
        : Math.max(-word.left, word.right - size.width, -top, bottom - size.height);
      if (out > 1) faults.add(`${written}: ${Math.round(out)} out of the screen`);
    }
  }
  return [...faults];
}"""
LETTERS = """() => {
  const sizes = {};
  for (const text of document.querySelectorAll("#view p")) {
    const written = text.textContent.trim();
    if (!written || !text.getClientRects().length) continue;
    const drawn = [text, ...text.querySelectorAll("*")].map(each => getComputedStyle(each).fontSize);
    sizes[written] = Math.min(...drawn.map(parseFloat));
  }
  return sizes;
}"""
WATCHING = """numbers => new Promise(done => {
  const found = [];
  const look = () => {
    const texts = [...document.querySelectorAll("#view p")].filter(text => text.getClientRects().length);
    if (texts.some(text => text.textContent.trim() == numbers[found.length])) {
      const dashes = [...document.querySelectorAll("#view path[stroke-dasharray]")]
        .map(path => parseFloat(path.getAttribute("stroke-dasharray"))).filter(dash => dash >= 0);
      const part = dashes[0] / 289.03;
      found.push([performance.now() - window.began, part]);
    }
    if (found.length == numbers.length) done(found);
    else requestAnimationFrame(look);
  };
  look();
})"""


class Viewhost:
    """One page with the renderer in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._noted(line.text))
        page.route("**/*", lambda route: route.abort())  # Amazon's fonts, which are not here
        page.set_content("<body style='margin:0'><div id=view></div>")
        page.evaluate("() => { window.faults = []; }")
        page.evaluate(LOADING, ENGINE.read_text("utf-8"))

    def fresh(self) -> Viewhost:
        """Another page: a renderer that was replaced goes on catching what is pressed."""
        assert self.page.context.browser
        return Viewhost(self.page.context.browser.new_page())

    def show(
        self,
        directive: dict[str, Any],
        size: Size,
        *,
        theme: str = "dark",
        text: float = 1.0,
        at: float | None = None,
    ) -> None:
        """A document as it is `at` some seconds into its answer; None: from its beginning, with its start."""
        data = json.loads(json.dumps(directive["datasources"]))
        if at is not None:
            for source in data.values():
                source["starts"] = -round(1000 * at)
        # This version of the renderer knows no text size of the device.
        # The members of an object have no order: none may rest on the one before it.
        document = json.dumps(directive["document"], sort_keys=True).replace(
            "environment.fontScale", str(text)
        )
        self.page.set_viewport_size({"width": size.width, "height": size.height})
        viewport = {"width": size.width, "height": size.height, "dpi": 160, "isRound": size.is_round}
        self.page.evaluate(SHOWING, [document, data, viewport, size.mode, theme])

    def settle(self, *wanted: str, frames: int = 5) -> None:
        """Wait until all of it is seen, and some frames more."""
        self.page.evaluate(SETTLED, [list(wanted), frames])

    def clipped(self, size: Size) -> list[str]:
        """Texts that are not wholly on the screen."""
        found: list[str] = self.page.evaluate(CLIPPED, size.is_round)
        return found

    def letters(self) -> dict[str, float]:
        """Each text that is seen, and its size in pixels."""
        found: dict[str, float] = self.page.evaluate(LETTERS)
        return found

    def keys(self) -> list[Locator]:
        """What can be touched, from left to right."""
        return self.page.locator("#view .apl-c:visible").all()

    def press(self, x: float, y: float) -> None:
        """As long as a finger does, and again while nothing comes of it: the renderer looks once a frame, and
        takes no touch for some frames after it has begun."""
        self.page.mouse.move(x, y)
        before = len(self.events)
        for _ in range(PRESSES):
            self.page.mouse.down()
            self.settle(frames=3)
            self.page.mouse.up()
            with suppress(PlaywrightTimeoutError):
                self.page.wait_for_function(
                    "before => window.events.length > before", arg=before, timeout=FOLLOWS
                )
                return
        raise AssertionError(f"nothing comes of a touch at {x}, {y}")

    def watch(self, numbers: list[str]) -> list[tuple[float, float]]:
        """When each number was first seen, in milliseconds since the document began, and how full the ring
        was then."""
        found: list[tuple[float, float]] = self.page.evaluate(WATCHING, numbers)
        return found

    @property
    def seen(self) -> str:
        return self.page.inner_text("#view")

    @property
    def events(self) -> list[list[Any]]:
        """What the document has sent."""
        sent: list[list[Any]] = self.page.evaluate("() => window.events.map(each => each.arguments)")
        return sent

    def _noted(self, line: str) -> None:
        if "Core:" in line:
            self.faults.append(line)


@contextmanager
def viewhost() -> Iterator[Viewhost]:
    with browser() as chromium:
        yield Viewhost(chromium.new_page())
