"""The page's service by itself: who may ask it, what it makes of an answer, and that its sound is in time."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks import mixer
from benchmarks.sound import Sound
from skill.application import create_skill
from skill.content import load
from skill.echo import audio_document
from skill.echo.house import memory
from skill.echo.house_clock import HouseClock
from skill.echo.player import InvalidResponseError, Played, Spoken, play
from skill.echo.server import ServerStoppedError
from skill.page import app
from skill.page.app import create_page
from skill.page.conversation import Asking
from skill.page.recording import Recording
from skill.page.timeline import drawn
from skill.page.voices import Voice, voices
from skill.storage.sqlite import SqliteStore
from tests.daytime import by_day
from tests.stores import ForgetfulStore

RATE = 1000
NUMBERS = load().language("en-US").numbers.cardinals


@pytest.fixture
def asking(tmp_path: Path) -> Iterator[Asking]:
    """The skill in this process, at the time of whoever asks."""
    house = HouseClock()
    store = memory(tmp_path / "people.sqlite", house.now)
    skill = create_skill(store, house.now)

    def at(clock: HouseClock) -> Any:
        def ask(body: bytes) -> bytes:
            house.turn_to(clock.now())
            return skill.answer(body)

        return ask

    yield at
    store.close()


@pytest.fixture
def page(asking: Asking, tmp_path: Path) -> Iterator[FlaskClient]:
    store = SqliteStore(tmp_path / "people.sqlite")
    yield create_page(asking, store).test_client()
    store.close()


def conversation(page: FlaskClient, **wanted: Any) -> str:
    opened = page.post("/api/conversations", json={"voice": "none", **wanted})
    assert opened.status_code == 200, opened.text
    return f"/api/conversations/{read(opened)['id']}"


def read(answer: TestResponse) -> Any:
    """Its JSON."""
    return json.loads(answer.data)


@pytest.mark.parametrize(
    ("headers", "sent"),
    [
        ({"Host": "evil.example:8001"}, {"json": {}}),  # a name of theirs with this machine's address
        ({"Origin": "https://evil.example"}, {"json": {}}),
        ({}, {"data": "{}", "content_type": "text/plain"}),  # all that a form elsewhere can send
    ],
)
def test_only_the_page_itself_is_answered(
    page: FlaskClient, headers: dict[str, str], sent: dict[str, Any]
) -> None:
    assert page.post("/api/conversations", headers=headers, **sent).status_code == 403
    if "Host" in headers:
        assert page.get("/", headers=headers).status_code == 403


def test_the_page_loads_nothing_from_elsewhere(page: FlaskClient) -> None:
    with page.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    static = Path(str(page.application.static_folder))
    for file in (file for file in static.rglob("*") if file.suffix in {".html", ".js", ".css"}):
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text, file
        assert "innerHTML" not in text, file


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("", {"device": "toaster"}),
        ("", {"locale": "xx-XX"}),
        ("", {"later": -1}),
        ("/say", {"utterance": ""}),
        ("/say", {"utterance": "x" * 401}),
        ("/say", {"utterance": "go", "after": -1}),
        ("/say", {"utterance": "go", "after": "soon"}),
        ("/leave", {"after": 1e9}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(page: FlaskClient, path: str, sent: dict[str, Any]) -> None:
    address = conversation(page) if path else "/api/conversations"
    refused = page.post(f"{address}{path}", json=sent)
    assert refused.status_code == 400
    assert read(refused)["problem"]


@pytest.mark.parametrize(
    ("device", "mode", "shape"),
    [
        ("screen", "HUB", "RECTANGLE"),
        ("small-screen", "HUB", "RECTANGLE"),
        ("round-screen", "HUB", "ROUND"),
        ("television", "TV", "RECTANGLE"),
        ("phone", "MOBILE", "RECTANGLE"),
    ],
)
def test_every_device_with_a_screen_tells_of_it(
    page: FlaskClient, device: str, mode: str, shape: str
) -> None:
    said = {"utterance": "start my back routine"}
    answer = read(page.post(f"{conversation(page, device=device)}/say", json=said))
    viewport = answer["request"]["context"]["Viewport"]
    assert (viewport["mode"], viewport["shape"]) == (mode, shape)
    [directive] = answer["response"]["response"]["directives"]
    assert directive["type"] == "Alexa.Presentation.APL.RenderDocument"


@pytest.mark.parametrize(("renderer", "first"), [(Path(__file__), "screen"), (Path("missing"), "speaker")])
def test_the_best_voice_and_a_device_that_can_be_shown_come_first(
    page: FlaskClient, monkeypatch: pytest.MonkeyPatch, renderer: Path, first: str
) -> None:
    monkeypatch.setattr(app, "VIEWHOST", renderer)
    choices = read(page.get("/api/choices"))
    assert list(choices["voices"]) == list(voices())
    assert next(iter(choices["devices"])) == first


def test_the_week_is_what_was_done(page: FlaskClient) -> None:
    """Counted as far as it was heard when the next thing was said, whether it is in the store yet or not."""
    locale = by_day()
    address = conversation(page, locale=locale)
    assert read(page.get(f"{address}/week")) == []
    for utterance in ("do the bridge", "how am I doing"):
        page.post(f"{address}/say", json={"utterance": utterance})
    *before, today = read(page.get(f"{address}/week"))
    assert [day["minutes"] for day in before] == [0] * 6
    assert today["minutes"] >= 1
    assert today["exercises"] == 1
    page.post(f"{address}/say", json={"utterance": "stop"})
    assert read(page.get(f"{address}/week"))[-1] == today
    tomorrow = conversation(page, locale=locale, later=1)
    page.post(f"{tomorrow}/say", json={"utterance": "how am I doing"})
    *_, yesterday, now = read(page.get(f"{tomorrow}/week"))
    assert (yesterday, now["minutes"]) == (today, 0)


@pytest.mark.parametrize(
    "stretch", ["from=5&to=2", "from=0&to=31", "from=-1&to=1", "from=nan&to=nan", "from=1e308&to=1e308"]
)
def test_a_stretch_of_sound_is_short_and_forwards(page: FlaskClient, stretch: str) -> None:
    address = conversation(page)
    turn = read(page.post(f"{address}/say", json={"utterance": "count ten reps"}))["turn"]
    assert page.get(f"{address}/turns/{turn}/answer?{stretch}").status_code == 400


def test_a_conversation_that_was_left_is_over(page: FlaskClient) -> None:
    address = conversation(page)
    page.post(f"{address}/say", json={"utterance": "count ten reps"})
    assert page.post(f"{address}/leave", json={"after": 2.0}).status_code == 200
    answer = page.post(f"{address}/say", json={"utterance": "go"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("fault", "status"), [(ServerStoppedError("gone"), 503), (InvalidResponseError("no speech"), 502)]
)
def test_a_skill_that_fails_is_reported_in_words(fault: Exception, status: int) -> None:
    def ask(_body: bytes) -> bytes:
        raise fault

    page = create_page(lambda _clock: ask, ForgetfulStore()).test_client()
    failed = page.post(f"{conversation(page)}/say", json={"utterance": "help"})
    assert failed.status_code == status
    assert read(failed)["problem"]


def test_a_day_later_the_known_person_comes_back(page: FlaskClient) -> None:
    first = conversation(page)
    page.post(f"{first}/say", json={"utterance": "start my back routine"})
    page.post(f"{first}/say", json={"utterance": "yes"})
    page.post(f"{first}/leave", json={"after": 60.0})
    known, new = (
        page.post(f"{conversation(page, who=who, later=1)}/say", json={"utterance": "start my back routine"})
        for who in ("known", "new")
    )
    texts = [" ".join(one["text"] for one in read(answer)["timeline"]["pieces"]) for answer in (known, new)]
    assert "Welcome to your back routine" in texts[1]
    assert "Welcome to your back routine" not in texts[0]


def test_every_second_of_a_hold_is_known_however_it_is_counted(page: FlaskClient) -> None:
    address = conversation(page, who="new")
    page.post(f"{address}/say", json={"utterance": "count less"})
    answer = read(page.post(f"{address}/say", json={"utterance": "hold for a minute"}))
    count = answer["timeline"]["count"][-60:]
    assert [figure for _, figure in count] == [*range(1, 31), *range(30, 0, -1)]
    assert [at - count[0][0] for at, _ in count] == pytest.approx([*range(60)], abs=1e-6)
    resumes = read(page.get(f"{address}/turns/{answer['turn']}/resumes"))
    assert resumes[0]["at"] == "its beginning"
    assert resumes[-1]["name"] == ""
    seconds = [one["place"][3] for one in resumes[:-1]]
    assert seconds == sorted(seconds)


def test_what_is_said_is_told_apart() -> None:
    texts = ["Right arm, left leg.", "Reach.", "Three.", "twenty-one", "Ready to go on?"]
    spoken = [Spoken(2.0 * at, text, 2.0 * at + 1) for at, text in enumerate(texts)]
    timeline = drawn(Played(tuple(spoken), 30.0), NUMBERS)
    kinds = [piece.kind for piece in timeline.pieces]
    assert kinds == ["speech", "call", "count", "count", "question"]
    assert timeline.count == ((4.0, 3), (6.0, 21))
    assert timeline.pauses == ((9.0, 30.0),)
    assert drawn(Played(), NUMBERS).pauses == ()


def _tone(text: str, _speed: float) -> array[int]:
    return array("h", [len(text) * 100] * 40 * len(text))


def test_the_sound_is_what_the_benchmark_hears_of_the_same_document() -> None:
    """Counted cells: its player is written independently, and its figures of drift rest on it."""
    voice = Voice("tone", "a tone", RATE, _tone)
    cells = [_cell(text, 1000) for text in ("one", "two", "", "four", "seventeen")]
    document = {
        "type": "APLA",
        "version": "0.91",
        "mainTemplate": {"item": {"type": "Sequencer", "items": cells}},
    }
    heard = mixer.play(document, RATE, lambda ssml: Sound(RATE, _tone(ssml[7:-8], 1.0)))
    directive = {
        "type": audio_document.DIRECTIVE,
        "token": "set",
        "document": json.loads(json.dumps(document)),
    }
    speak = lambda ssml: play(ssml, lambda text: 0.04 * len(text))  # noqa: E731
    recording = Recording(audio_document.play(audio_document.read(directive).document, speak), voice)
    whole = recording.stretch(0.0, 5.0)
    assert whole == heard.samples
    stretches = [recording.stretch(at / 2, (at + 1) / 2) for at in range(10)]
    assert sum(stretches, array("h")) == whole


def test_a_voice_that_is_too_slow_is_sped_up_and_never_heard_behind_the_next_thing() -> None:
    speeds = []

    def say(text: str, speed: float) -> array[int]:
        speeds.append(speed)
        return array("h", [1000] * round(2 * RATE / speed))

    spoken = (Spoken(0.0, "Lower your hips", 1.5), Spoken(1.5, "one", 1.8))
    recording = Recording(Played(spoken, 2.5), Voice("slow", "slow", RATE, say))
    track = recording.stretch(0.0, 4.0)
    assert max(speeds) == 1.6
    assert len(track) == 4 * RATE
    assert not any(track[2500:])


def _cell(text: str, milliseconds: int) -> dict[str, Any]:
    silence = {"type": "Silence", "duration": milliseconds}
    speech = {"type": "Speech", "content": text, "duration": "trimToParent"}
    return {"type": "Mixer", "items": [silence, speech]} if text else silence
