"""Fuzzing: any request gets a valid answer or an empty refusal, and never causes an error.

`HYPOTHESIS_PROFILE=long python -m pytest tests/test_fuzzing.py --hypothesis-show-statistics` runs a quarter
of a million cases and prints the number and outcome of cases for each test.
"""

from __future__ import annotations

import functools
import json
import logging
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import event, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from skill.application import create_skill
from skill.coaching.person import Person
from skill.dialogue.memory import Memory
from skill.echo.signing import CHAIN_URL, ThrowawayChain, Validity
from skill.settings import Settings
from skill.storage.sqlite import SqliteStore
from skill.store_url import SqliteUrl
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier
from skill.web.signing_keys import ForgedRequestError, SigningKeys, chain_url
from tests import service as served_by
from tests import strange
from tests.alexa_requests import SKILL_ID, as_body, chain, envelope, launch
from tests.strange import NOW

pytestmark = pytest.mark.slow

EXAMPLES = settings().max_examples
"""Cases in the current profile: 60 usually, 5,000 in the long one."""
SEEDS = st.integers(0, 2**32)
BREAK = re.compile(r"\d{1,5}ms")
HEADERS = {"Content-Type", "Content-Length"}
"""The only headers of a response."""


@functools.cache
def signer() -> ThrowawayChain:
    """A chain that is valid at the time of the tests."""
    noon, month = datetime.fromtimestamp(NOW, UTC), timedelta(days=30)
    validity = Validity(noon - month, noon + month)
    return ThrowawayChain.create(key=chain().key, validity=validity, authorities=validity)


@functools.cache
def certificates() -> Sequence[bytes]:
    """Our chain, followed by a stranger's."""
    chains = signer(), ThrowawayChain.create()
    each = [(chain.leaf, chain.intermediate, chain.root) for chain in chains]
    return [certificate.public_bytes(Encoding.DER) for chain in each for certificate in chain]


def fetch(url: str) -> bytes:
    """Returns our chain for URLs in Amazon's folder; any other URL fails the test."""
    assert url.startswith("https://s3.amazonaws.com/echo.api/")
    return signer().pem


class Faults(logging.Handler):
    """Collects internal errors that are logged although the person hears an answer."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[object] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(vars(record)["fields"])


class Service:
    """The whole service in this process, at a fixed time."""

    def __init__(self, folder: Path) -> None:
        self.faults, database = Faults(), folder / "people.sqlite"
        verifier = RequestVerifier(skill_id=SKILL_ID, trust=[signer().root], fetch=fetch, clock=lambda: NOW)
        self.store = SqliteStore(database, lambda: NOW)
        skill, settings = (
            create_skill(self.store, lambda: NOW),
            Settings(SKILL_ID, SqliteUrl(database), "ERROR"),
        )
        self.client = create_app(settings, skill=skill, verifier=verifier, store=self.store).test_client()
        logging.getLogger("skill").handlers[:] = [self.faults]
        self.store.check()
        self.people = sqlite3.connect(database, isolation_level=None)

    def ask(self, body: bytes, headers: dict[str, str]) -> TestResponse:
        """The answer to a new user."""
        self.people.execute("DELETE FROM people")
        self.faults.seen.clear()
        answer = self.client.post("/alexa", data=body, headers=headers)
        assert set(answer.headers.keys()) <= HEADERS
        return answer

    def close(self) -> None:
        self.people.close()
        self.store.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("service"))
    yield service
    service.close()


DIRECTIVES = {
    "Alexa.Presentation.APLA.RenderDocument",
    "Connections.SendRequest",
    "Connections.StartConnection",
    "Tasks.CompleteTask",
    "Alexa.Presentation.APL.RenderDocument",
}


def check(answer: TestResponse) -> None:
    """A refusal is empty; an answer is valid."""
    event(f"answered {answer.status_code}")
    if answer.status_code != 200:
        check_refusal(answer)
        return
    assert answer.headers["Content-Type"] == "application/json"
    written = json.loads(answer.data)
    assert written["version"] == "1.0"
    response = written["response"]
    for speaking in (response, response.get("reprompt", {})):
        if "outputSpeech" in speaking:
            check_speech(speaking["outputSpeech"])
    for directive in response.get("directives", []):
        assert directive["type"] in DIRECTIVES
        assert all(speech.get("contentType", "PlainText") == "PlainText" for speech in speeches(directive))


def check_refusal(answer: TestResponse) -> None:
    assert answer.status_code in {400, 413}
    assert answer.data == b""
    assert answer.headers["Content-Type"].startswith("text/plain")


def check_speech(speech: dict[str, str]) -> None:
    """Well-formed SSML with no foreign markup."""
    assert speech["type"] == "SSML"
    root, *others = ElementTree.fromstring(speech["ssml"]).iter()
    assert (root.tag, root.attrib) == ("speak", {})
    for tag in others:
        assert (tag.tag, list(tag.attrib)) == ("break", ["time"])
        assert BREAK.fullmatch(tag.attrib["time"])


def speeches(component: object) -> Iterator[dict[str, str]]:
    """Every `Speech` component in a directive."""
    if isinstance(component, dict):
        if component.get("type") == "Speech":
            yield component
        component = list(component.values())
    if isinstance(component, list):
        for inner in component:
            yield from speeches(inner)


@given(SEEDS, st.integers(0, 4))
@settings(max_examples=10 * EXAMPLES)
def test_signed_requests_are_answered_or_refused(service: Service, seed: int, bends: int) -> None:
    body = strange.bent(seed, bends)
    check(service.ask(body, signer().sign(body)))


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=2 * EXAMPLES)
def test_conversations_cause_no_internal_error(service: Service, seed: int, turns: int) -> None:
    """Each turn carries the session attributes of the previous answer."""
    chance, attributes = strange.Chance(seed), dict[str, Any]()
    for _ in range(turns):
        body = as_body(strange.said(chance, attributes))
        answer = service.ask(body, signer().sign(body))
        check(answer)
        assert not service.faults.seen
        attributes = json.loads(answer.data).get("sessionAttributes") or {}
        if attributes:
            msgspec.convert(attributes["person"], Person)
            msgspec.convert(attributes["memory"], Memory)


@given(SEEDS)
@settings(max_examples=10 * EXAMPLES)
def test_signed_bytes_are_answered_or_refused(service: Service, seed: int) -> None:
    body = strange.damaged(seed)
    check(service.ask(body, signer().sign(body)))


@given(SEEDS, st.booleans())
@settings(max_examples=10 * EXAMPLES)
def test_unsigned_requests_are_refused(service: Service, seed: int, whole: bool) -> None:
    body = strange.bent(seed, 1) if whole else strange.damaged(seed)
    check_refusal(service.ask(body, strange.headers(seed)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served_by.Service]:
    """The same service behind the real gunicorn, at the real time."""
    folder = tmp_path_factory.mktemp("served")
    with served_by.serving(folder) as service:
        yield service
    assert b"Traceback" not in (folder / "log").read_bytes()


@given(SEEDS)
@settings(max_examples=5 * EXAMPLES)
def test_damaged_http_gets_an_empty_refusal(served: served_by.Service, seed: int) -> None:
    """No request passes: either its head is damaged or its timestamp is old."""
    head, _, body = served.hear(strange.http(seed, chain())).partition(b"\r\n\r\n")
    event(f"answered {head[9:12]!r}")
    assert not head or re.match(rb"HTTP/1\.[01] (100|400|404|405|413) ", head)
    assert body == b""


@given(SEEDS)
@settings(max_examples=10 * EXAMPLES)
def test_chains_are_fetched_only_from_amazons_folder(seed: int) -> None:
    url = strange.url(seed)
    with suppress(ForgedRequestError):
        check_fetched(url, chain_url(url))


def check_fetched(url: str, fetched: str) -> None:
    """Checked with urllib's parser, which the skill does not use."""
    event("fetched")
    asked, clean = urlsplit(url), urlsplit(fetched)
    assert (asked.scheme, asked.hostname, asked.port or 443) == ("https", "s3.amazonaws.com", 443)
    assert not any((asked.username, asked.password, asked.query, asked.fragment))
    assert fetched == f"https://s3.amazonaws.com{clean.path}"
    assert clean.path.startswith("/echo.api/")
    assert not {"", ".", ".."} & set(clean.path.split("/")[1:])
    assert chain_url(fetched) == fetched


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@given(SEEDS)
@settings(max_examples=5 * EXAMPLES)
def test_no_chain_passes_off_a_strangers_key(seed: int) -> None:
    pem = strange.pem(seed, certificates())
    keys = SigningKeys([signer().root], lambda url: pem, lambda: NOW)
    with suppress(ForgedRequestError):
        assert keys.behind(CHAIN_URL) == signer().key.public_key()
        event("proved")


def test_normal_requests_are_answered(service: Service) -> None:
    body = as_body(envelope(launch(), timestamp=NOW))
    assert b"<speak>" in service.ask(body, signer().sign(body)).data
