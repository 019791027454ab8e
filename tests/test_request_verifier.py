"""Requests that are not provably from Alexa are refused with their reason; others pass."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from werkzeug.datastructures import Headers

from skill.echo.signing import CHAIN_URL
from skill.web.request_verifier import (
    CHAIN_URL_HEADER,
    PEOPLE,
    SIGNATURE_HEADER,
    ForgedRequestError,
    People,
    RequestVerifier,
)
from tests.alexa_requests import SKILL_ID, as_body, chain, envelope, iso, launch
from tests.forgeries import CHAINS, FORGERIES, at, behind_urls, genuine, said_at, trusted


def fetch(url: str) -> bytes:
    try:
        return behind_urls()[PurePosixPath(url).name]
    except KeyError:
        raise FileNotFoundError(url) from None


@pytest.fixture
def verifier() -> RequestVerifier:
    return RequestVerifier(skill_id=SKILL_ID, trust=trusted(), fetch=fetch)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_refused_with_its_reason(verifier: RequestVerifier, forgery: str) -> None:
    reason, made = FORGERIES[forgery]
    with pytest.raises(ForgedRequestError) as refusal:
        verifier.verify(*made())
    assert refusal.value.reason == reason


@pytest.mark.parametrize("request_type", ["LaunchRequest", "AlexaSkillEvent.SkillEnabled"])
def test_a_request_signed_by_alexa_passes(verifier: RequestVerifier, request_type: str) -> None:
    verifier.verify(*genuine(as_body(envelope(launch() | {"type": request_type}))))


NEED_A_CHAIN = {
    *("another signature", "a stranger's signature", "a changed body"),
    *(f"{name} chain" for name in CHAINS),
}


@pytest.mark.parametrize("forgery", sorted(FORGERIES.keys() - NEED_A_CHAIN))
def test_what_is_cheap_to_refuse_makes_nobody_fetch_a_chain(forgery: str) -> None:
    fetched: list[str] = []

    def fetch(url: str) -> bytes:
        fetched.append(url)
        return b""

    verifier = RequestVerifier(skill_id=SKILL_ID, trust=trusted(), fetch=fetch)
    reason, made = FORGERIES[forgery]
    with pytest.raises(ForgedRequestError, match=reason):
        verifier.verify(*made())
    assert fetched == []


def test_the_guarantees_name_the_right_numbers() -> None:
    guarantees = (Path(__file__).parents[1] / "docs" / "reliability.md").read_text("utf-8")
    cheap = len(FORGERIES) - len(NEED_A_CHAIN)
    assert f"| {len(FORGERIES)} kinds of forgery over real sockets;" in guarantees
    assert f"| {cheap} of {len(FORGERIES)} kinds of forgery |" in guarantees


class Flooded:
    """A verifier that strangers send 80 well-formed requests a second, each with another URL."""

    def __init__(self, name: str) -> None:
        self.name, self.now, self.fetched = name, float(int(time.time())), 0
        self.numbers = itertools.count(1)
        self.verifier = RequestVerifier(
            skill_id=SKILL_ID, trust=trusted(), fetch=self.fetch, clock=lambda: self.now
        )

    def fetch(self, url: str) -> bytes:
        self.fetched += 1
        return chain().pem if url in {CHAIN_URL, ANOTHER_URL} else fetch(url)

    def seconds(self, seconds: int) -> None:
        body = as_body(envelope(launch(), timestamp=self.now))
        for _ in range(80 * seconds):
            self.now += 1 / 80
            url = f"https://s3.amazonaws.com/echo.api/{self.name.format(next(self.numbers))}"
            with pytest.raises(ForgedRequestError, match=r"chain-|signature-wrong"):
                self.verifier.verify({CHAIN_URL_HEADER: url, SIGNATURE_HEADER: "YWJj"}, body)

    def hear(self, person: str, url: str) -> None:
        body = as_body(envelope(launch(), timestamp=self.now, user_id=person))
        self.verifier.verify(chain().sign(body) | {CHAIN_URL_HEADER: url}, body)


ANOTHER_URL = "https://s3.amazonaws.com/echo.api/another/name.pem"


@pytest.mark.parametrize("name", ["{}.pem", "echo-api-cert-{}.pem"])
def test_a_flood_of_unknown_urls_neither_stops_alexa_nor_a_new_chain(name: str) -> None:
    flooded = Flooded(name)
    flooded.hear("somebody", CHAIN_URL)
    for _ in range(10):
        flooded.seconds(6)
        flooded.hear("somebody new", CHAIN_URL)
    assert flooded.fetched <= 22
    flooded.hear("somebody", ANOTHER_URL)
    flooded.hear("another", ANOTHER_URL)


def test_in_a_flood_a_new_process_learns_the_chain_from_anybody() -> None:
    flooded = Flooded("{}.pem")
    flooded.seconds(30)
    flooded.hear("somebody new", CHAIN_URL)


def test_a_stranger_is_not_known_for_saying_so() -> None:
    flooded = Flooded("{}.pem")
    flooded.seconds(1)
    for person in ("somebody", "", "somebody"):
        with pytest.raises(ForgedRequestError, match="chain-limited"):
            flooded.hear(person, ANOTHER_URL)


def test_the_people_heard_last_are_known() -> None:
    people = People()
    for number in range(PEOPLE + 1):
        people.add(f"person {number}")
        people.add("person 0")
        people.add("")
    assert "person 0" in people
    assert f"person {PEOPLE}" in people
    assert "person 1" not in people
    assert "" not in people


def warnings_of(
    verifier: RequestVerifier, seconds: Sequence[float], caplog: pytest.LogCaptureFixture
) -> list[str]:
    """What is logged when requests of this skill come that are dated so far from now."""
    caplog.clear()
    for off in seconds:
        with pytest.raises(ForgedRequestError, match="timestamp-stale"):
            verifier.verify(*at(off))
    return [vars(record)["fields"]["warning"] for record in caplog.records if record.message == "clock"]


def test_a_clock_that_is_off_by_a_day_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    now = time.time()
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=trusted(), fetch=fetch, clock=lambda: now)
    [warning] = warnings_of(verifier, [86_400, 86_400], caplog)
    assert re.fullmatch(r"this machine's clock is 86\d+ s behind the requests, .* set-ntp true", warning)
    now += 700
    [warning] = warnings_of(verifier, [-86_400, -86_400], caplog)
    assert re.match(r"this machine's clock is 87\d+ s ahead of the requests, ", warning)
    now -= 700
    verifier.verify(*genuine())
    assert warnings_of(verifier, [-86_400], caplog) == []


@pytest.mark.parametrize("timestamp", [1e300, 5e12 * 1_000])
def test_a_timestamp_that_is_nonsense_says_nothing_of_the_clock(
    timestamp: float, caplog: pytest.LogCaptureFixture
) -> None:
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=trusted(), fetch=fetch)
    with pytest.raises(ForgedRequestError, match="timestamp-stale"):
        verifier.verify(*said_at(timestamp))
    assert caplog.records == []


def test_headers_are_found_in_any_case(verifier: RequestVerifier) -> None:
    headers, body = genuine()
    verifier.verify(Headers({name.lower(): value for name, value in headers.items()}), body)


def test_unknown_members_do_no_harm(verifier: RequestVerifier) -> None:
    written = envelope(launch() | {"mood": {"humour": ["good"]}}) | {"weather": None}
    written["context"]["System"]["application"]["colour"] = "green"
    verifier.verify(*genuine(as_body(written)))


@pytest.mark.parametrize("left_out", ["session", "context"])
def test_the_skill_id_may_be_in_one_place_only(verifier: RequestVerifier, left_out: str) -> None:
    written = envelope(launch())
    del written[left_out]
    verifier.verify(*genuine(as_body(written)))


@pytest.mark.parametrize(
    ("request_type", "seconds", "passes"),
    [
        ("LaunchRequest", -150, True),
        ("LaunchRequest", -151, False),
        ("LaunchRequest", 150, True),
        ("LaunchRequest", 151, False),
        ("AlexaSkillEvent.SkillDisabled", -3_600, True),
        ("AlexaSkillEvent.SkillDisabled", -3_601, False),
        ("AlexaSkillEvent.SkillDisabled", 3_601, False),
        ("AlexaSkillEventful", -151, False),
    ],
)
def test_a_request_must_be_recent(request_type: str, seconds: float, passes: bool) -> None:
    now = float(int(time.time()))
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=trusted(), fetch=fetch, clock=lambda: now)
    request = genuine(as_body(envelope(launch() | {"type": request_type}, timestamp=now + seconds)))
    if passes:
        verifier.verify(*request)
    else:
        with pytest.raises(ForgedRequestError, match="timestamp-stale"):
            verifier.verify(*request)


def test_all_timestamp_formats_of_alexa_are_understood(verifier: RequestVerifier) -> None:
    now = time.time()
    here = datetime.fromtimestamp(now, timezone(timedelta(hours=2))).isoformat()
    for timestamp in (iso(now), iso(now).rstrip("Z"), here, int(now * 1_000), now * 1_000):
        verifier.verify(*genuine(as_body(envelope(launch() | {"timestamp": timestamp}))))


def test_a_skill_id_is_required() -> None:
    with pytest.raises(ValueError, match="skill id"):
        RequestVerifier(skill_id="")


def test_by_default_only_public_roots_are_trusted() -> None:
    verifier = RequestVerifier(skill_id=SKILL_ID, fetch=fetch)
    with pytest.raises(ForgedRequestError, match="chain-untrusted"):
        verifier.verify(*genuine())
