"""The page of make run, in a browser and through the real service: type, hear, see, interrupt."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Request, expect

from tests import browser as browsers
from tests.daytime import by_day
from tests.page import ASLEEP, ROOT, SOUND, Service, Tab, opened, tab

pytestmark = pytest.mark.slow

AXE = ROOT / "tests/axe/node_modules/axe-core/axe.min.js"
TALL = 740
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": TALL}, "has_touch": True, "is_mobile": True}
AWAKE = """
  window.awake = 0;
  const request = async () => { awake += 1; return { release() {} }; };
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
"""
DEAF = """
  window.SpeechRecognition = window.webkitSpeechRecognition = class {
    start() { setTimeout(() => { this.onerror({ error: "audio-capture" }); this.onend(); }); }
    abort() {}
  };
"""
WATCHING = """numbers => {
  // Within which three frames each number came into sight, in seconds since the answer began by its message:
  // the engine draws in frames of its own, so on a busy machine it is one or two of them late.
  const found = [], frames = [];
  let since = null;
  addEventListener("message", ({ data }) => { since = data.show?.since ?? data.since ?? since; });
  window.seen = new Promise((done) => {
    const look = (now) => {
      frames.push(performance.timeOrigin + now);
      const texts = [...document.querySelectorAll("#view p")].filter((text) => text.getClientRects().length);
      const seen = texts.some((text) => text.textContent.trim() === String(numbers[found.length]));
      if (since !== null && seen) {
        found.push([frames.at(-3) ?? frames[0], frames.at(-1)].map((at) => (at - since) / 1000));
      }
      if (found.length === numbers.length) done(found);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}"""
FILLED = """width => {
  const drawn = document.querySelector("#view > *").getBoundingClientRect();
  return Math.abs(drawn.left) < 1 && Math.abs(drawn.width - width) < 1;
}"""
SPILT = """[...document.querySelectorAll("#detail rect + text")]
  .filter((label) => label.getBBox().width > label.previousElementSibling.getBBox().width)
  .map((label) => label.textContent)"""
"""Labels of the timeline that are wider than their boxes."""
ACROSS = "it => [it.offsetLeft, it.offsetWidth]"
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
        assert "Have you done these exercises before?" in texts(first)
        page.hears(first)
        expect(page.page.locator("#status")).to_have_text("Listening.")
        page.hears(page.say("yes"))
        page.hears(page.say("yes"))
        counted = page.say("do the bridge")
        assert counted["timeline"]["count"]
        page.hears(counted)
        page.say("stop")
        expect(page.page.locator("#talk")).to_contain_text(first["timeline"]["pieces"][0]["text"])
        expect(page.page.locator("#talk .you").last).to_have_text("You: stop")
        page.page.get_by_role("tab", name="Developers").click()
        expect(page.page.locator("#json pre").first).to_contain_text("IntentRequest")
        assert page.faults == []


def test_the_first_sound_is_asked_for_at_once_and_is_short(browser: Browser, service: Service) -> None:
    """How long it takes, `python -m benchmarks page` measures."""
    with tab(browser, service) as page:
        asked: list[str] = []
        page.page.on("request", lambda each: asked.append(each.url.partition("/turns/")[2] or each.url[-4:]))
        page.say("start my back routine")
        page.starts()
        sound = [each for each in asked if each.startswith("1/answer") or each == "/say"]
        assert sound[:2] == ["/say", "1/answer?from=0&to=2"]


def test_the_count_on_the_screen_is_the_one_that_is_heard(browser: Browser, service: Service) -> None:
    """Over a hold of thirty seconds: within 50 ms of every second by the clock of the sound."""
    with tab(browser, service) as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        count = answer["timeline"]["count"][-30:]
        assert [figure for _, figure in count] == [*range(1, 16), *range(15, 0, -1)]
        assert [at - count[0][0] for at, _ in count] == pytest.approx([*range(30)], abs=1e-6)
        before = "Hold."
        for at, figure in count:
            page.turn(at - 0.05)
            early = page.large
            page.turn(at + 0.05)
            assert (early, page.large) == (before, str(figure)), at
            before = str(figure)
        stretches = page.page.evaluate("testSound.played")
        assert stretches[0]["seconds"] == 2  # little, so that it begins soon
        assert sum(one["seconds"] for one in stretches) == pytest.approx(
            answer["timeline"]["lasts"], abs=0.01
        )
        for one, following in pairwise(stretches):
            assert following["at"] == pytest.approx(one["at"] + one["seconds"], abs=1e-3)


def test_an_interruption_in_a_hold_goes_on_where_the_page_says(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new")
        count = page.say("hold for thirty seconds")["timeline"]["count"][-30:]
        page.starts()
        page.turn(count[17][0] + 0.4)
        place = page.page.locator("#resume")
        expect(place).to_have_text("If you interrupt now, it goes on with the count, second 15.")
        page.page.keyboard.press("Escape")
        sound = page.page.evaluate("testSound")
        assert sound["stopped"] == sound["now"]
        expect(place).to_have_text("It goes on with the count, second 15.")
        expect(page.page.locator("#status")).to_have_text("Stopped. What would you like?")
        with page.page.expect_response("**/say") as answered:
            page.page.get_by_role("button", name="wait", exact=True).click()
        said = answered.value.request.post_data_json
        assert said
        assert said["after"] == pytest.approx(count[17][0] + 0.4, abs=0.05)
        page.interrupts()
        resumed = page.say("go")
        assert [figure for _, figure in resumed["timeline"]["count"][-15:]][:5] == [15, 14, 13, 12, 11]
        assert page.faults == []


def test_what_is_said_before_the_answer_is_there_is_said_after_it(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new")
        said: list[Any] = []
        page.page.on("request", lambda each: said.append(each.post_data_json) if "/say" in each.url else None)
        page.page.locator("#utterance").fill("hold for thirty seconds")
        with page.page.expect_response(lambda each: "say" in each.url and len(said) > 1) as answered:
            page.page.keyboard.press("Enter")
            page.page.locator("#utterance").fill("wait")
            page.page.keyboard.press("Enter")
        assert said == [
            {"utterance": "hold for thirty seconds", "after": None},
            {"utterance": "wait", "after": 0},
        ]
        assert "Say go" in answered.value.text()
        assert page.faults == []


def test_with_the_keyboard_alone(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        keys, body = page.page.keyboard, page.page.locator("body")
        page.page.get_by_role("button", name="Settings").focus()
        keys.press("Enter")
        keys.press("Escape")
        expect(body).to_have_attribute("data-state", "closed")
        for _ in range(10):
            if page.page.evaluate("document.activeElement.id") == "utterance":
                break
            keys.press("Tab")
        keys.type("count ten reps")
        keys.press("Enter")
        page.starts()
        keys.press("Enter")
        expect(body).to_have_attribute("data-state", "interrupted")
        page.page.get_by_role("tab", name="Conversation").focus()
        keys.press("ArrowRight")
        expect(page.page.locator("#week")).to_be_visible()
        keys.press("ArrowRight")
        expect(page.page.locator("#json")).to_be_visible()
        keys.press("Tab")
        keys.press("Tab")
        expect(page.page.locator("#json select")).to_be_focused()


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", "reduced_motion": "reduce"}, PHONE])
def test_nothing_hinders_anybody(browser: Browser, service: Service, options: dict[str, Any]) -> None:
    with tab(browser, service, **options) as page:
        assert hindrances(page) == []
        answer = page.say("hold for ten seconds")
        page.starts()
        page.turn(answer["timeline"]["count"][-5][0] + 0.1)
        assert hindrances(page) == []
        page.page.get_by_role("button", name="Settings").click()
        assert hindrances(page) == []
        form = page.page.locator("dialog form")
        assert form.evaluate("form => form.scrollWidth <= form.clientWidth")


def test_no_phone_scrolls_sideways_whichever_tab_is_chosen(browser: Browser, service: Service) -> None:
    with tab(browser, service, device=None, **PHONE) as page:
        expect(page.page.locator("#summary")).to_contain_text("Echo speaker")
        page.hears(page.say("count ten reps"))
        tabs = page.page.get_by_role("tab").all()
        for width in (320, 360, 375, 390):
            page.page.set_viewport_size({"width": width, "height": TALL})
            places = [each.evaluate(ACROSS) for each in tabs]
            for chosen in tabs:
                chosen.click()
                assert page.page.evaluate("document.documentElement.scrollWidth") == width
                assert [each.evaluate(ACROSS) for each in tabs] == places


def test_on_a_phone_one_tap_interrupts_and_one_goes_on(browser: Browser, service: Service) -> None:
    with tab(browser, service, f"{SOUND}; {AWAKE}", **PHONE) as page:
        large = page.page.locator("#alexa")
        page.page.get_by_role("button", name="count ten reps").tap()
        page.starts()
        expect(large).to_contain_text("Alexa")
        page.page.set_viewport_size({"width": 320, "height": 568})
        assert page.page.locator("#light").evaluate("it => it.clientWidth") > 180
        page.page.set_viewport_size({"width": 360, "height": TALL})
        large.tap()
        expect(page.page.locator("body")).to_have_attribute("data-state", "interrupted")
        box = large.bounding_box()
        assert box
        assert box["height"] >= 80
        assert box["y"] + box["height"] <= TALL
        expect(large).to_contain_text("Go on")
        assert page.page.evaluate("awake") == 1
        assert page.page.evaluate("document.activeElement.id") != "utterance"


@pytest.mark.parametrize(("width", "height"), [(360, 640), (360, TALL), (640, 360), (820, 1180)])
def test_with_a_problem_all_one_needs_stays_on_the_screen(
    browser: Browser, service: Service, width: int, height: int
) -> None:
    """Upright and on its side: the count, the large button and the field to type in."""
    options = {**PHONE, "viewport": {"width": width, "height": height}}
    with tab(browser, service, f"{SOUND}; {DEAF}", **options) as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        page.turn(answer["timeline"]["count"][-20][0] + 0.1)
        page.page.get_by_role("button", name="Speak").click()
        expect(page.page.locator("#problem")).to_contain_text("no microphone")
        boxes = [page.page.locator(f"#{name}").bounding_box() for name in ("figure", "alexa", "utterance")]
        for box in boxes:
            assert box
            assert 0 <= box["y"] < box["y"] + box["height"] <= height
        assert boxes[0]
        assert boxes[0]["height"] >= 48


def test_a_long_conversation_makes_no_empty_page_below(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new")
        page.hears(page.say("do the bird dog"))
        heights = page.page.evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert heights[0] == heights[1]
        assert page.page.evaluate(SPILT) == []


def test_the_screen_of_an_echo_runs_with_the_sound(browser: Browser, service: Service) -> None:
    """The skill's own document: each number within a tenth of a second of its place in the sound.

    `python -m tests.page_clock` measures every second of thirty by the sound of the browser.
    """
    with tab(browser, service, device=None) as page:
        expect(page.page.locator("#summary")).to_contain_text("Echo Show 8")
        answer = page.say("hold for thirty seconds")
        page.starts()
        count = answer["timeline"]["count"][-30:]
        page.turn(count[0][0])
        expect(page.page.frame_locator("#screen").locator("#view .apl-c:visible")).to_have_count(4)
        inside = page.page.frame(url=re.compile("/screen/"))
        assert inside
        inside.evaluate(WATCHING, [figure for _, figure in count[11:15]])
        page.turn(count[10][0])
        for (before, seen), (at, _) in zip(inside.evaluate("seen"), count[11:15], strict=True):
            assert seen >= at - 0.1
            assert before <= at + 0.1
        assert page.errors == []


def test_a_phone_can_be_turned_in_a_count(browser: Browser, service: Service) -> None:
    """The Echo's screen fills its frame, and the timeline stays in sight; also when the count is stopped."""
    with tab(browser, service, device="screen", viewport={"width": 1366, "height": 768}) as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        page.turn(answer["timeline"]["count"][-20][0])
        frame = page.page.locator("#screen")
        expect(page.page.frame_locator("#screen").locator("#view .apl-c:visible")).to_have_count(4)
        inside = page.page.frame(url=re.compile("/screen/"))
        assert inside

        def turned(width: int, height: int) -> None:
            page.page.set_viewport_size({"width": width, "height": height})
            inside.wait_for_function(FILLED, arg=frame.evaluate("it => it.clientWidth"))

        for width, height in [(1366, 768), (390, 844), (844, 390)]:
            turned(width, height)
            for name in ("screen", "detail", "resume", "alexa", "utterance"):
                expect(page.page.locator(f"#{name}")).to_be_in_viewport(ratio=1)
        page.page.keyboard.press("Escape")
        turned(390, 844)
        expect(page.page.locator("#detail line.head")).to_be_in_viewport()


def test_the_screen_of_an_echo_can_be_touched(browser: Browser, service: Service) -> None:
    with tab(browser, service, device="round-screen") as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        heard = answer["timeline"]["count"][-20][0]
        page.turn(heard)
        page.page.set_viewport_size({"width": 390, "height": 844})
        keys = page.page.frame_locator("#screen").locator("#view .apl-c:visible")
        expect(keys).to_have_count(4)
        touches: list[Any] = []

        def note(sent: Request) -> None:
            if sent.url.endswith("/touch"):
                touches.append(sent.post_data_json)

        page.page.on("request", note)
        for _ in range(5):  # the renderer takes no touch while it draws the next second
            keys.first.click(delay=100)
            page.page.wait_for_timeout(200)
            if touches:
                break
        [touched] = touches
        assert (touched["touched"], touched["after"]) == (["pause"], pytest.approx(heard, abs=0.05))
        expect(page.page.locator("#talk")).to_contain_text("You: (pause)")
        assert page.errors == []


def test_the_week_is_a_list_that_can_be_read(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        settings(page, who="new", locale=by_day())
        page.hears(page.say("do the bridge"))
        page.say("how am I doing")
        page.page.get_by_role("tab", name="Week").click()
        days = page.page.get_by_role("list", name="Minutes, last seven days").get_by_role("listitem")
        expect(days).to_have_count(7)
        expect(days.last).to_contain_text(re.compile(r"day, today: \d+ minutes?, 1 exercise"))
        expect(days.first).to_contain_text("nothing")
        assert hindrances(page) == []
        assert page.faults == []


def test_what_is_said_cannot_become_markup(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        page.say(MARKUP)
        expect(page.page.locator("#talk .you")).to_have_text(f"You: {MARKUP}")
        assert page.page.locator("img").count() == 0
        assert page.page.title() == "My back routine"


def test_without_a_click_the_page_says_that_there_is_no_sound(browser: Browser, service: Service) -> None:
    with tab(browser, service, f"{SOUND}; testSound.locked = true") as page:
        answer = page.say("count ten reps")
        expect(page.page.locator("#problem")).to_contain_text("only after a click")
        page.page.evaluate("testSound.locked = false")
        page.page.mouse.click(500, 300)
        page.hears(answer)
        expect(page.page.locator("#status")).to_have_text("Listening.")


def test_a_computer_that_slept_in_a_hold_stops_the_count(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        answer = page.say("hold for thirty seconds")
        page.starts()
        page.turn(answer["timeline"]["count"][-12][0])
        page.page.wait_for_timeout(250)
        page.page.evaluate(ASLEEP, 600)
        expect(page.page.locator("#problem")).to_contain_text("slept for 10 minutes")
        with page.page.expect_request("**/say") as asked:
            page.page.get_by_role("button", name="go", exact=True).click()
        said = asked.value.post_data_json
        assert said
        assert said["after"] == pytest.approx(answer["timeline"]["count"][-12][0], abs=0.1)


def test_without_a_microphone_one_types(browser: Browser, service: Service) -> None:
    with tab(browser, service, f"{SOUND}; {DEAF}") as page:
        page.page.get_by_role("button", name="Speak").click()
        expect(page.page.locator("#problem")).to_have_text("There is no microphone. You can type instead.")
        assert page.say("help")["timeline"]["pieces"]


def test_a_browser_without_sound_shows_the_answer_in_time(browser: Browser, service: Service) -> None:
    with tab(browser, service, "delete window.AudioContext; delete window.webkitAudioContext") as page:
        page.say("count ten reps")
        expect(page.page.locator("#talk .alexa").first).to_be_visible()
        page.page.keyboard.press("Escape")
        expect(page.page.locator("body")).to_have_attribute("data-state", "interrupted")


def test_two_tabs_are_two_echos_of_one_person(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        other = opened(page.page.context, service)
        answers = [page.say("count ten reps"), other.say("count ten reps")]
        systems = [answer["request"]["context"]["System"] for answer in answers]
        assert systems[0]["user"] == systems[1]["user"]
        assert systems[0]["device"]["deviceId"] != systems[1]["device"]["deviceId"]
        assert page.faults == other.faults == []


def test_the_service_goes_and_comes_back(browser: Browser, service: Service) -> None:
    with tab(browser, service) as page:
        answer = page.say("count ten reps")
        page.starts()
        threads = service.threads_blocking(signal.SIGINT)
        assert threads
        assert all(threads)
        service.stop()
        page.turn(answer["timeline"]["lasts"] / 2)
        assert page.large
        page.page.keyboard.press("Escape")
        page.page.locator("#utterance").fill("go")
        page.page.keyboard.press("Enter")
        expect(page.page.locator("#problem")).to_contain_text("The skill is not running.")
        service.start()
        expect(page.page.locator("#status")).to_contain_text("The skill is back")
        expect(page.page.locator("#utterance")).to_have_value("go")
        page.page.evaluate("testSound.played.length = 0")
        page.page.keyboard.press("Enter")
        page.starts()
