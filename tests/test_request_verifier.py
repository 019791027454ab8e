"""Requests that are not provably from Alexa are refused with their reason; others pass."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from pathlib import PurePosixPath

import pytest
from werkzeug.datastructures import Headers

from skill.web.request_verifier import ForgedRequestError, RequestVerifier
from tests.alexa_requests import SKILL_ID, as_body, envelope, iso, launch
from tests.forgeries import FORGERIES, behind_urls, genuine, trusted


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
