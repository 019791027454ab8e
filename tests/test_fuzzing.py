"""Whatever is sent, signed or not: an answer that Alexa takes or a refusal without a word, never a fault.

`HYPOTHESIS_PROFILE=long python -m pytest tests/test_fuzzing.py --hypothesis-show-statistics` tries a quarter
of a million cases, and tells of each test how many there were and what came of them.
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
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier
from skill.web.signing_keys import ForgedRequestError, SigningKeys, chain_url
from tests import service as served_by
from tests import strange
from tests.alexa_requests import SKILL_ID, as_body, chain, envelope, launch
from tests.strange import NOW

pytestmark = pytest.mark.slow

EXAMPLES = settings().max_examples
"""Of the profile that runs: 60 in the quick one, 5,000 in the long one."""
SEEDS = st.integers(0, 2**32)
BREAK = re.compile(r"\d{1,5}ms")
HEADERS = {"Content-Type", "Content-Length"}
"""All that heads an answer."""


@functools.cache
def signer() -> ThrowawayChain:
    """A chain that holds at the time at which all of this happens."""
    noon, month = datetime.fromtimestamp(NOW, UTC), timedelta(days=30)
    validity = Validity(noon - month, noon + month)
    return ThrowawayChain.create(key=chain().key, validity=validity, authorities=validity)


@functools.cache
def certificates() -> Sequence[bytes]:
    """Our chain, and after it a stranger's."""
    chains = signer(), ThrowawayChain.create()
    each = [(chain.leaf, chain.intermediate, chain.root) for chain in chains]
    return [certificate.public_bytes(Encoding.DER) for chain in each for certificate in chain]


def fetch(url: str) -> bytes:
    """Our chain, to whoever asks in Amazon's folder; nobody may ask anywhere else."""
    assert url.startswith("https://s3.amazonaws.com/echo.api/")
    return signer().pem


class Faults(logging.Handler):
    """Collects what the skill takes for a fault of its own, though the person hears an answer."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[object] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(vars(record)["fields"])


class Service:
    """The whole service in this process, at a time that stands still."""

    def __init__(self, folder: Path) -> None:
        self.faults, database = Faults(), folder / "people.sqlite"
        verifier = RequestVerifier(skill_id=SKILL_ID, trust=[signer().root], fetch=fetch, clock=lambda: NOW)
        self.store = SqliteStore(database, lambda: NOW)
        skill, settings = create_skill(self.store, lambda: NOW), Settings(SKILL_ID, database, "ERROR")
        self.client = create_app(settings, skill=skill, verifier=verifier, store=self.store).test_client()
        logging.getLogger("skill").handlers[:] = [self.faults]
        self.store.check()
        self.people = sqlite3.connect(database, isolation_level=None)

    def ask(self, body: bytes, headers: dict[str, str]) -> TestResponse:
        """The answer to somebody of whom nothing is known."""
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


def check(answer: TestResponse) -> None:
    """A refusal tells nothing; an answer is one that Alexa takes."""
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
        assert directive["type"] == "Alexa.Presentation.APLA.RenderDocument"
        assert all(speech.get("contentType", "PlainText") == "PlainText" for speech in speeches(directive))


def check_refusal(answer: TestResponse) -> None:
    assert answer.status_code in {400, 413}
    assert answer.data == b""
    assert answer.headers["Content-Type"].startswith("text/plain")


def check_speech(speech: dict[str, str]) -> None:
    """Well-formed SSML, with no markup in it but our own."""
    assert speech["type"] == "SSML"
    root, *others = ElementTree.fromstring(speech["ssml"]).iter()
    assert (root.tag, root.attrib) == ("speak", {})
    for tag in others:
        assert (tag.tag, list(tag.attrib)) == ("break", ["time"])
        assert BREAK.fullmatch(tag.attrib["time"])


def speeches(component: object) -> Iterator[dict[str, str]]:
    """Every `Speech` inside a directive."""
    if isinstance(component, dict):
        if component.get("type") == "Speech":
            yield component
        component = list(component.values())
    if isinstance(component, list):
        for inner in component:
            yield from speeches(inner)


@given(SEEDS, st.integers(0, 4))
@settings(max_examples=10 * EXAMPLES)
def test_whatever_alexa_signs_is_answered_well_or_refused(service: Service, seed: int, bends: int) -> None:
    body = strange.bent(seed, bends)
    check(service.ask(body, signer().sign(body)))


@given(SEEDS, st.integers(1, 12))
@settings(max_examples=2 * EXAMPLES)
def test_whatever_is_said_in_a_session_the_skill_has_no_fault(
    service: Service, seed: int, turns: int
) -> None:
    """Each turn carries on what the answer before it put into the session."""
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
def test_whatever_bytes_are_signed_too(service: Service, seed: int) -> None:
    body = strange.damaged(seed)
    check(service.ask(body, signer().sign(body)))


@given(SEEDS, st.booleans())
@settings(max_examples=10 * EXAMPLES)
def test_what_nobody_signed_is_refused(service: Service, seed: int, whole: bool) -> None:
    body = strange.bent(seed, 1) if whole else strange.damaged(seed)
    check_refusal(service.ask(body, strange.headers(seed)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[served_by.Service]:
    """The same behind the real gunicorn, at the time that it is."""
    folder = tmp_path_factory.mktemp("served")
    with served_by.serving(folder) as service:
        yield service
    assert b"Traceback" not in (folder / "log").read_bytes()


@given(SEEDS)
@settings(max_examples=5 * EXAMPLES)
def test_whatever_comes_over_the_line_is_refused_without_a_word(served: served_by.Service, seed: int) -> None:
    """A damaged head does not prove anything, and what is whole here is of another time."""
    head, _, body = served.hear(strange.http(seed, chain())).partition(b"\r\n\r\n")
    event(f"answered {head[9:12]!r}")
    assert not head or re.match(rb"HTTP/1\.[01] (100|400|404|405|413) ", head)
    assert body == b""


@given(SEEDS)
@settings(max_examples=10 * EXAMPLES)
def test_a_chain_is_fetched_from_amazons_folder_or_not_at_all(seed: int) -> None:
    url = strange.url(seed)
    with suppress(ForgedRequestError):
        check_fetched(url, chain_url(url))


def check_fetched(url: str, fetched: str) -> None:
    """By urllib's reading of what was asked for, which is not the skill's own."""
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
def test_no_chain_makes_a_strangers_key_alexas(seed: int) -> None:
    pem = strange.pem(seed, certificates())
    keys = SigningKeys([signer().root], lambda url: pem, lambda: NOW)
    with suppress(ForgedRequestError):
        assert keys.behind(CHAIN_URL) == signer().key.public_key()
        event("proved")


def test_what_is_not_strange_is_answered(service: Service) -> None:
    body = as_body(envelope(launch(), timestamp=NOW))
    assert b"<speak>" in service.ask(body, signer().sign(body)).data
