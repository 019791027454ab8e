"""The page of make run, in a browser and through the real service: type, hear, see, interrupt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests import browser as browsers
from tests.page import ROOT, Service, Tab, tab

pytestmark = pytest.mark.slow

AXE = ROOT / "tests/axe/node_modules/axe-core/axe.min.js"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
MARKUP = "<img src=x onerror=document.title='taken'>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsers.browser() as running:
        yield running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = Service(tmp_path_factory.mktemp("page"))
    running.start()
    try:
        yield running
    finally:
        running.stop()


def settings(page: Tab, **choices: str) -> None:
    page.page.get_by_role("button", name="Settings").click()
    for name, value in choices.items():
        page.page.locator(f"dialog [name={name}]").select_option(value)
    page.page.get_by_role("button", name="Use these").click()


def texts(answer: dict[str, Any]) -> str:
    return " ".join(piece["text"] for piece in answer["timeline"]["pieces"])


def hindrances(page: Tab) -> list[str]:
    """What axe finds. It is run beside the page's own script, which may not evaluate anything."""
    page.page.evaluate(AXE.read_text())
    found = page.page.evaluate("axe.run().then((result) => result.violations)")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]


def test_the_first_conversation_by_typing(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new")
        first = page.say("start my back routine")
        assert "seven exercises" in texts(first)
        page.hears(first)
        expect(page.page.locator("#status")).to_have_text("Listening.")
        counted = page.say("yes")
        page.hears(counted)
        assert counted["timeline"]["count"]
        page.say("stop")
        expect(page.page.locator("#talk")).to_contain_text(first["timeline"]["pieces"][0]["text"])
        expect(page.page.locator("#talk .you").last).to_have_text("You: stop")
        page.page.get_by_role("tab", name="Developers").click()
        expect(page.page.locator("#json pre").first).to_contain_text("IntentRequest")
        assert page.faults == []


def test_an_interruption_in_a_hold_keeps_the_place(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new")
        page.hears(page.say("do the bridge"), until=0)
        answer = page.say("do the plank")
        page.page.evaluate("testSound.played.length = 0")
        page.starts()
        fifth = next(at for at, figure in answer["timeline"]["count"] if figure == 5)
        with page.page.expect_response("**/resumes") as told:
            page.turn(0)
        marks = told.value.json()
        page.turn(fifth + 0.4)
        where = page.page.locator("#resume").text_content()
        page.interrupts()
        assert page.page.evaluate("testSound.stopped") == pytest.approx(
            page.page.evaluate("testSound.now"), abs=0.01
        )
        expect(page.page.locator("#status")).to_have_text("Stopped. What would you like?")
        with page.page.expect_request("**/say") as asked:
            page.page.get_by_role("button", name="wait", exact=True).click()
        assert asked.value.post_data_json == {
            "utterance": "wait",
            "after": pytest.approx(fifth + 0.4, abs=0.05),
        }
        assert marks
        assert where
        assert page.faults == []


def test_the_count_on_the_screen_is_the_one_that_is_heard(browser: Browser, service: Service) -> None:
    """Over a hold of thirty seconds: within 50 ms of every second by the clock of the sound."""
    with tab(browser, service) as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        count = answer["timeline"]["count"]
        hold = next(
            number for number, (_, figure) in enumerate(count) if figure == 30 or number + 30 == len(count)
        )
        assert len(count) - hold >= 30
        for (_, before), (at, figure) in zip(count[hold - 1 :], count[hold:], strict=False):
            page.turn(at - 0.05)
            early = page.figure
            page.turn(at + 0.05)
            assert (early, page.figure) in {(str(before), str(figure)), ("", str(figure))}, at
        stretches = page.page.evaluate("testSound.played")
        assert stretches[0]["seconds"] == 2
        assert sum(one["seconds"] for one in stretches) == pytest.approx(
            answer["timeline"]["lasts"], abs=0.01
        )
        for one, following in zip(stretches, stretches[1:], strict=False):
            assert following["at"] == pytest.approx(one["at"] + one["seconds"], abs=1e-3)
