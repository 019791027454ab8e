"""Screens: what is spoken stays as it is, what is shown runs with it, and a touch does what words do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from math import radians, tan
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from skill.application import create_skill
from skill.echo import request
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home, echo
from skill.echo.house_clock import HouseClock
from skill.echo.request import Device
from tests.alexa_requests import SKILL_ID, as_body, envelope, intent
from tests.apl_check import Check, checker
from tests.forgeries import behind_urls, genuine, trusted
from tests.screens import DEVICES, LARGEST_TEXT, RENDER, Json, Screen, draw, screens, shown, week
from tests.service import create_tested_app
from tests.stores import ForgetfulStore
from tests.viewhost import SIZES, Viewhost, viewhost

NOON = 1_799_928_000.0
DOCUMENT_BYTES, RESPONSE_BYTES = 24_000, 100_000
ABSOLUTE = "must be an absolute value when the parent"
FINGER = 48
"""The least a key has to measure (Amazon: touch targets)."""
FROM_THE_MAT, NEXT_TO_IT = 1.95, 0.97
"""Metres, a little less than two and one."""
MILLIMETRES = {"round": 0.132, "small": 0.130, "large": 0.134, "tv": 0.739, "phone": 0.190}
"""Of a pixel of the smallest screen of the kind: Echo Spot, Show 5, Show 8, 32-inch television, telephone."""
FIGURES = Path(__file__).parents[1] / "docs" / "exercises"
ROUTINE = ["start my back routine", "yes", *["go"] * 14]
WISHES = [
    "start my back routine",
    "yes",
    "wait",
    "how do I do the superman",
    "more rest",
    "go",
    "next",
    "stop",
]


def conversation(device: Any, said: list[str]) -> list[Turn]:
    with at_home(device=device, moment=NOON) as echo:
        return [echo.hear(utterance) for utterance in said]


def without_screen(turn: Turn) -> tuple[Json, list[Json], int]:
    """What is spoken and asked, and how much is carried in the session."""
    response = deepcopy(turn.response)
    directives = response["response"].pop("directives", None) or []
    response["response"].pop("card", None)
    carried = len(written(response.get("sessionAttributes", {})))
    return response["response"], [one for one in directives if one["type"] != RENDER], carried


def test_what_is_spoken_and_carried_is_the_same_with_and_without_a_screen() -> None:
    turns = zip(conversation("screen", WISHES), conversation("speaker", WISHES), strict=True)
    for on_screen, on_speaker in turns:
        assert without_screen(on_screen) == without_screen(on_speaker)
        assert shown(on_screen)
        assert shown(on_speaker) is None


def asked(interfaces: Json, viewport: Json | None = None) -> Json:
    request = envelope({**intent("StartRoutineIntent"), "requestId": "one"})
    request["context"]["System"]["device"]["supportedInterfaces"] = interfaces
    request["context"] |= {"Viewport": viewport} if viewport else {}
    response: Json = json.loads(create_skill(ForgetfulStore()).answer(as_body(request)))["response"]
    return response


@pytest.mark.parametrize(
    ("version", "draws"),
    [
        ("1.0", False),
        ("1.3", False),
        ("1.4", True),
        ("2024.3", True),
        ("new", False),
        ("", False),
        (None, False),
    ],
)
def test_a_device_gets_what_its_version_can_draw(version: str | None, draws: bool) -> None:
    runtime = {} if version is None else {"runtime": {"maxVersion": version}}
    directives = asked({"Alexa.Presentation.APL": runtime}).get("directives") or []
    assert any(one["type"] == RENDER for one in directives) == draws


@pytest.mark.parametrize(
    ("viewport", "choices"),
    [
        (None, 3),
        ({"shape": "TRIANGLE"}, 3),
        ({"shape": "TRIANGLE", "currentPixelWidth": 900, "currentPixelHeight": 300}, 1),
        ({"currentPixelWidth": "wide", "currentPixelHeight": -1}, 3),
        ({"shape": "ROUND", "currentPixelWidth": 480, "currentPixelHeight": 480}, 1),
    ],
)
def test_an_unknown_viewport_chooses_among_all_arrangements(viewport: Json | None, choices: int) -> None:
    response = asked({"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}}, viewport)
    (document,) = (one["document"] for one in response["directives"] if one["type"] == RENDER)
    (screen,) = document["mainTemplate"]["items"]
    assert len(screen["item"]["items"]) == choices


@pytest.mark.whole_routine
@pytest.mark.parametrize("device", DEVICES.values())
def test_what_is_done_is_seen_on_its_own_side(device: Device) -> None:
    """For want of room, the first side was once shown while the second one worked."""
    directives = [directive for turn in conversation(device, ROUTINE) if (directive := shown(turn))]
    two_sided = 0
    for directive in directives:
        seen: dict[int, set[tuple[str, str]]] = {}
        for moment in moments(directive):
            if moment["shows"] in {"second", "number", "word"}:
                assert moment["picture"], moment
                seen.setdefault(moment["scene"], set()).add((moment["side"], moment["picture"]))
        for pairs in seen.values():
            assert len({side for side, _ in pairs}) == len({picture for _, picture in pairs}) == len(pairs)
            two_sided += len(pairs) == 2
    assert two_sided


@pytest.fixture(scope="module")
def check() -> Iterator[Check]:
    with checker() as check:
        yield check


@pytest.mark.whole_routine
def test_every_document_of_the_routine_is_valid_and_small(check: Check) -> None:
    for said in (ROUTINE, ["lead me straight through", *ROUTINE]):
        for turn in conversation("screen", said):
            directive = shown(turn)
            if directive is None:
                assert turn.ended
                continue
            assert faults_of(check, directive["document"]) == []
            assert len(written(directive["document"])) < DOCUMENT_BYTES
            assert len(written(turn.response)) < RESPONSE_BYTES
            answer = directive["datasources"]["answer"]
            named = {moment["picture"] for moment in answer["moments"]} - {""}
            drawn = {picture["name"] for picture in answer["pictures"]}
            assert named <= drawn <= set(directive["document"]["graphics"])


def faults_of(check: Check, document: Json) -> list[str]:
    """What the schema does not allow; that sizes in per cent want a parent of known size is only advice."""
    faults = check(document)
    return [f"{one['path']}: {one['errorMessage']}" for one in faults if ABSOLUTE not in one["errorMessage"]]


def test_the_checker_finds_a_fault(check: Check) -> None:
    text = {"type": "Text", "text": "hello", "textAlign": "sideways"}
    (fault,) = faults_of(check, {"type": "APL", "version": "1.4", "mainTemplate": {"items": [text]}})
    assert fault.startswith("/mainTemplate/items/0/textAlign: should be equal to one of")


def written(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def moments(directive: Json) -> list[Json]:
    found: list[Json] = directive["datasources"]["answer"]["moments"]
    return found


def test_moments_are_the_times_at_which_things_are_said() -> None:
    """Held against what the stand-in Echo plays, cue by cue."""
    with at_home(device="screen", moment=NOON) as echo:
        turn = echo.hear("do the bridge")
    directive = shown(turn)
    assert directive
    holds = [moment for moment in moments(directive) if moment["shows"] == "second"]
    said = [(cue.begins, cue.text.strip(".").lower()) for cue in turn.played.spoken]
    assert len(holds) >= 2
    for hold in holds:
        begins, up = hold["at"] / 1000, hold["up"]
        first = min(said, key=lambda each: abs(each[0] - begins))
        assert first[1] == "one"
        assert abs(first[0] - begins) < 0.1
        last = min(said, key=lambda each: abs(each[0] - (begins + hold["n"] - 1)))
        assert up
        assert last[1] == "one"
        assert abs(last[0] - (begins + hold["n"] - 1)) < 0.1


@pytest.mark.parametrize("device", ["screen", "round-screen"])
def test_a_sentence_is_shown_while_it_is_said(device: Device) -> None:
    """As much of it as is read in a glance; held against what the stand-in Echo says."""
    turn = conversation(device, ["do the bridge", "how do I do the bridge"])[-1]
    directive = shown(turn)
    assert directive
    said = [(cue.begins, cue.text) for cue in turn.played.spoken]
    spoken = " ".join(text for _, text in said)
    texts = [moment["text"] for moment in moments(directive)]
    assert " ".join(texts) == spoken
    assert max(map(len, texts)) <= (34 if device == "round-screen" else 42)
    assert moments(directive)[-1]["shows"] == "question"
    for moment in moments(directive):
        begins = next((at for at, text in said if text.startswith(moment["text"][:12])), None)
        assert begins is None or abs(begins - moment["at"] / 1000) < 1.0, moment


def days(directive: Json) -> list[tuple[int, bool]]:
    """Minutes of each day that is shown, and whether it is today."""
    shown_days: list[Json] = directive["datasources"]["answer"]["week"]
    return [(day["minutes"], day["today"]) for day in shown_days]


def test_the_last_screen_of_a_routine_shows_the_last_seven_days() -> None:
    """With what was counted in this very answer; what is said is the same on a speaker."""
    ask, end = week()
    assert [today for _, today in days(end.directive)] == [False] * 6 + [True]
    minutes = [each for each, _ in days(end.directive)]
    assert [bool(each) for each in minutes] == [False, False, True, False, False, True, True]
    assert days(ask.directive)[-1][0] >= minutes[-1]  # the next warm-up had begun
    last = moments(end.directive)[-1]
    assert last["shows"] == "week"
    assert end.directive["datasources"]["answer"]["told"].endswith(f" {minutes[-1]}")


def test_the_week_is_shown_where_the_end_comes_late_in_an_answer() -> None:
    """Somebody who is led straight through may do two exercises in the last answer; it does not go on."""
    said = [*ROUTINE[:2], "lead me straight through", "I have five minutes", "yes"]
    turn = conversation("screen", said)[-1]
    directive = shown(turn)
    assert directive
    titles = [scene["title"] for scene in directive["datasources"]["answer"]["scenes"]]
    assert len(titles) == 3
    assert titles[-1] == "Done for today"
    last = moments(directive)[-1]
    assert (last["shows"], last["scene"]) == ("week", 2)
    begins = turn.reprompt.lasts - last["lasts"] / 1000 - 0.1
    goodbye = [cue for cue in turn.reprompt.spoken if cue.begins >= begins]
    assert goodbye[0].text == "That's all three exercises."
    assert days(directive)[-1] == (7, True)
    commands = directive["document"]["onMount"][0]["commands"]
    assert [command["type"] for command in commands] == ["Idle"]


def test_only_the_end_of_a_routine_is_called_done() -> None:
    titles = [
        scene["title"]
        for turn in conversation("screen", ["start my back routine", "no", "stop"])
        if (directive := shown(turn))
        for scene in directive["datasources"]["answer"]["scenes"]
    ]
    assert titles
    assert "Done for today" not in titles
    assert week()[1].directive["datasources"]["answer"]["scenes"][-1]["title"] == "Done for today"


def test_nobody_is_shown_a_week_where_there_is_none() -> None:
    """Neither an empty one, nor beside an emergency or in a pause."""
    for said in (["start my back routine", "stop"], [*ROUTINE[:4], "I think I have a heart attack", "stop"]):
        turn = conversation("screen", said)[-1]
        directive = shown(turn)
        assert turn.ended
        assert directive is None or not days(directive)


def test_somebody_without_a_screen_who_asks_how_gets_a_card() -> None:
    *_, told, then = conversation("speaker", ["start my back routine", "how do I do the bridge", "yes"])
    card = told.response["response"]["card"]
    assert (card["type"], card["title"]) == ("Simple", "Bridge")
    assert "Lift your hips as high as you can." in card["content"]
    assert "card" not in then.response["response"]


@pytest.fixture
def client(tmp_path: Path) -> Any:
    """The signed front door."""
    (tmp_path / "roots").write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in trusted()))
    for url, chain in behind_urls().items():
        (tmp_path / url.rpartition("/")[2]).write_bytes(chain)
    return create_tested_app(str(tmp_path)).test_client()


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the pictures for cards are."""
    address = "https://pictures.example/back"
    monkeypatch.setenv("SKILL_PICTURES", address)
    return address


@pytest.mark.parametrize(
    ("said", "picture"),
    [
        (["how do I do the bridge"], "bridge-usual"),
        (["do the bridge", "make it harder", "how do I do the bridge"], "bridge-harder"),
        (["do the wall squat", "make it harder", "how do I do the wall squat"], "wall_squat-usual"),
    ],
)
def test_a_card_has_the_picture_of_the_way(hosted: str, client: Any, said: list[str], picture: str) -> None:
    """Where a harder way only takes longer, it has the picture of the usual one."""

    def ask(body: bytes) -> bytes:
        body = body.replace(request.SKILL_ID.encode(), SKILL_ID.encode())
        answer = client.post("/alexa", data=body, headers=genuine(body).headers)
        assert answer.status_code == 200
        return bytes(answer.data)

    at_the_door = echo(ask, HouseClock())
    for utterance in said:
        turn = at_the_door.hear(utterance, after=1.0)
    card = turn.response["response"]["card"]
    assert card["type"] == "Standard"
    assert card["image"] == {
        "smallImageUrl": f"{hosted}/{picture}-small.png",
        "largeImageUrl": f"{hosted}/{picture}-large.png",
    }
    assert (FIGURES / f"{picture}.svg").is_file()


class TestTouch:
    """Through the signed front door."""

    def ask(self, client: Any, request: Json, attributes: Json | None = None) -> Json:
        asking = envelope(request, new=attributes is None, attributes=attributes)
        device = asking["context"]["System"]["device"]
        device["supportedInterfaces"] = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.9"}}}
        body = as_body(asking)
        answer = client.post("/alexa", data=body, headers=genuine(body).headers)
        assert answer.status_code == 200
        answered: Json = json.loads(answer.data)
        return answered

    def touch(self, client: Any, key: object, before: Json, token: str | None = None) -> Json:
        document = next(one for one in before["response"]["directives"] if one["type"] == RENDER)
        event = {
            "type": "Alexa.Presentation.APL.UserEvent",
            "requestId": f"touch {key}",
            "token": document["token"] if token is None else token,
            "arguments": [key],
        }
        return self.ask(client, event, before["sessionAttributes"])

    @pytest.mark.parametrize(
        ("key", "name"),
        [
            ("pause", "AMAZON.PauseIntent"),
            ("next", "AMAZON.NextIntent"),
            ("how", "ExplainExerciseIntent"),
            ("stop", "AMAZON.StopIntent"),
            ("go", "ReadyIntent"),
        ],
    )
    def test_a_touch_does_what_the_words_do(self, client: Any, key: str, name: str) -> None:
        started = self.ask(client, {**intent("StartRoutineIntent"), "requestId": "start"})
        touched = self.touch(client, key, started)
        said = self.ask(
            client, {**intent(name), "requestId": f"said {key}"}, deepcopy(started["sessionAttributes"])
        )
        spoken = [
            one["response"].get("outputSpeech") or one["response"]["directives"][0] for one in (touched, said)
        ]
        assert ("ssml" in spoken[0]) == ("ssml" in spoken[1])
        assert touched["response"].get("reprompt", {}) == said["response"].get("reprompt", {})
        assert touched["response"]["shouldEndSession"] == said["response"]["shouldEndSession"]

    @pytest.mark.parametrize("key", ["unknown", None, 5, {"go": 1}])
    def test_what_is_no_key_does_nothing(self, client: Any, key: object) -> None:
        started = self.ask(client, {**intent("StartRoutineIntent"), "requestId": "start"})
        assert self.touch(client, key, started)["response"] == {}

    def test_a_screen_that_was_left_does_not_go_on(self, client: Any) -> None:
        started = self.ask(client, {**intent("StartRoutineIntent"), "requestId": "start"})
        assert self.touch(client, "on", started, token="count-99")["response"] == {}


@pytest.mark.slow
def test_a_count_that_was_cut_goes_on_by_itself() -> None:
    """Nobody has to be asked: Alexa ends an answer after four minutes."""
    with at_home(device="screen", moment=NOON) as echo:
        turn = echo.hear("do the bird dog")
        directive = shown(turn)
        assert directive
        command = directive["document"]["onMount"][0]["commands"]
        assert command[1] == {"type": "SendEvent", "arguments": ["on"]}
        assert command[0]["screenLock"]
        waits = command[0]["delay"] / 1000
        assert turn.played.lasts + 8 < waits < turn.played.lasts + 8 + turn.reprompt.lasts + 8 + 1
        again = goes_on(echo, directive, waits)
        assert moments(shown(again) or {})[0]["scene"] == 0
        assert any(moment["label"] == "Rep 4 of 5" for moment in moments(shown(again) or {}))


def goes_on(echo: Echo, directive: Json, after: float) -> Turn:
    echo.clock.turn_to(echo.answered_at + after)
    event = {"type": "Alexa.Presentation.APL.UserEvent", "token": directive["token"], "arguments": ["on"]}
    return echo.send(event)


@pytest.fixture(scope="module")
def host() -> Iterator[Viewhost]:
    with viewhost() as host:
        yield host


@cache
def longest(size: str) -> list[Screen]:
    """The longest names, sides and questions, most steps, and the end; `tests.screens` draws all others."""
    told = [next(iter(screens(name, size=size))) for name in ("prone_extension", "shoulder_squeeze")]
    wanted = ("usual text", "usual second", "usual question")
    counted = [each for each in islice(screens("bird_dog", size=size), 8) if each.name.endswith(wanted)]
    return [*told, *counted, *week(size)]


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_at_the_largest_text(host: Viewhost, size: str) -> None:
    assert len(longest(size)) == 7
    for number, screen in enumerate(longest(size)):
        assert draw(host, screen, size, ("dark", "light")[number % 2], LARGEST_TEXT) == [], screen.name


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_what_the_work_needs_is_read_from_two_metres(host: Viewhost, size: str) -> None:
    """The number, the side, what to do and what is asked, at the usual text size; the rest from one metre."""
    for screen in longest(size):
        draw(host, screen, size, "dark")
        sizes = {text: seen_from(MILLIMETRES[size] * pixels) for text, pixels in host.letters().items()}
        assert sizes
        extra = {text for text in sizes if text in besides(screen)}
        for text, metres in sizes.items():
            assert metres >= (NEXT_TO_IT if text in extra else FROM_THE_MAT), (screen.name, text)
        assert set(sizes) - extra or screen.name.startswith("week")


def besides(screen: Screen) -> set[str]:
    """What is not needed for the work: names, which rep it is, and what comes later."""
    answer = screen.directive["datasources"]["answer"]
    found = {text for scene in answer["scenes"] for text in (scene["title"], scene["follows"])}
    found |= {moment["label"] for moment in answer["moments"]}
    found |= {moment["text"] for moment in answer["moments"] if moment["shows"] == "week"}
    return found | {str(day[key]) for day in answer["week"] for key in ("name", "minutes")}


def seen_from(size: float) -> float:
    """Metres from which a font of so many millimetres can be read.

    Its capital letters, seven tenths of it, are ten minutes of arc high there.
    """
    return 0.7 * size / 1000 / tan(radians(10 / 60))


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_every_key_is_large_and_sends_what_it_says(host: Viewhost, size: str) -> None:
    screen = next(each for each in longest(size) if " second" in each.name)
    fresh = host.fresh()
    draw(fresh, screen, size, "dark")
    keys = fresh.keys()
    for key in keys:
        box = key.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= FINGER
        fresh.press(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert fresh.events == [["pause"], ["next"], ["how"], ["stop"]]
    fresh.page.close()


@pytest.mark.slow
def test_at_the_end_of_a_routine_there_is_nothing_to_press(host: Viewhost) -> None:
    """Nobody listens any more; where a question follows, there is."""
    asked, end = week()
    names = {}
    for screen in (asked, end):
        draw(host, screen, "large", "dark")
        names[screen.name] = len(host.keys())
    assert names == {"week asked": 4, "week end": 0}


@pytest.mark.slow
def test_the_number_and_the_ring_run_with_the_timeline(host: Viewhost) -> None:
    """Every number within a tenth of a second of its time, by the clock of the browser."""
    screen = next(each for each in longest("large") if each.name == "bird_dog usual second")
    hold = next(each for each in moments(screen.directive) if each["shows"] == "second")
    host.show(screen.directive, SIZES["large"], at=hold["at"] / 1000 - 1)
    seen = host.watch(["2", "3", "4"])
    for number, (milliseconds, part) in enumerate(seen, 1):
        due = 1000 + 1000 * number
        assert abs(milliseconds - due) < 100
        assert abs(part - number / hold["n"]) < 0.1 / hold["n"]


def test_a_hold_that_is_taken_up_again_shows_what_was_done_of_it() -> None:
    with at_home(device="screen", moment=NOON) as echo:
        echo.hear("hold for thirty seconds")
        echo.hear("wait", 25.0)
        directive = shown(echo.hear("go"))
    assert directive
    [held] = [each for each in moments(directive) if each["shows"] == "second"]
    assert (held["n"], held["from"], held["lasts"]) == (30, 10, 20_000)
