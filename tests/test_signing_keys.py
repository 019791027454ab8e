"""Chains are fetched only from Amazon, once while valid, and by one request at a time."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from socketserver import StreamRequestHandler, TCPServer

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate

from skill.echo.signing import CHAIN_URL, ThrowawayChain, Validity
from skill.web import signing_keys
from skill.web.chain_fetches import ABSENT_SECONDS, FAILED_SECONDS, MINUTE
from skill.web.signing_keys import (
    CHAIN_BYTES,
    CHAIN_SECONDS,
    CHAINS_KEPT,
    ForgedRequestError,
    SigningKeys,
    chain_url,
    fetch_over_https,
    trusted_roots,
)
from tests.alexa_requests import chain
from tests.forgeries import URLS

HOUR = 3_600.0
FOLDER = "https://s3.amazonaws.com/echo.api/"
BEYOND_ASCII = [CHAIN_URL.replace("s3", "\u017f3"), CHAIN_URL.replace("https", "http\u017f")]
"""A long s, which is an s in another case."""


class Bucket:
    """A stub of Amazon's bucket: the content of URLs, who fetched what, and the time."""

    def __init__(self, *trusted: Certificate) -> None:
        self.now = time.time()
        self.pem = chain().pem
        self.fault: OSError | None = None
        self.fetched: list[str] = []
        self.keys = SigningKeys(trusted or [chain().root], self.fetch, lambda: self.now)

    def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        if self.fault:
            raise self.fault
        return self.pem

    def flood(self, urls: Iterable[str], a_second: float = 80.0) -> None:
        """Strangers name these URLs."""
        for url in urls:
            self.now += 1 / a_second
            with pytest.raises(ForgedRequestError, match="chain-"):
                self.keys.behind(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api//./echo-api-cert.pem",
    ],
)
def test_a_chain_url_has_one_form(url: str) -> None:
    assert chain_url(url) == "https://s3.amazonaws.com/echo.api/echo-api-cert.pem"


@pytest.mark.parametrize(
    "url", [*URLS.values(), *BEYOND_ASCII, f" {CHAIN_URL}", f"{CHAIN_URL}\n", f"{CHAIN_URL}\r\nX: y"]
)
def test_other_urls_are_refused_without_fetching(url: str) -> None:
    with pytest.raises(ForgedRequestError, match="chain-url-wrong"):
        chain_url(url)


def test_a_chain_is_fetched_once() -> None:
    bucket = Bucket()
    first = bucket.keys.behind(CHAIN_URL)
    bucket.fault = TimeoutError()
    assert bucket.keys.behind(CHAIN_URL) is first
    assert bucket.fetched == [CHAIN_URL]


@pytest.mark.parametrize(
    ("fault", "pem", "seconds"),
    [
        (TimeoutError(), b"", FAILED_SECONDS),
        (FileNotFoundError(), b"", ABSENT_SECONDS),
        (None, b"garbage", ABSENT_SECONDS),
    ],
)
def test_a_failure_is_remembered_for_a_while(fault: OSError | None, pem: bytes, seconds: float) -> None:
    bucket = Bucket()
    bucket.fault, bucket.pem = fault, pem
    for _ in range(3):
        with pytest.raises(ForgedRequestError, match="chain-untrusted" if pem else "chain-unavailable"):
            bucket.keys.behind(CHAIN_URL)
    assert bucket.fetched == [CHAIN_URL]
    bucket.fault, bucket.pem = None, chain().pem
    bucket.now += seconds + 1
    assert bucket.keys.behind(CHAIN_URL) == chain().key.public_key()


def test_known_people_do_not_wait_until_a_failure_is_forgotten() -> None:
    bucket = Bucket()
    bucket.fault = FileNotFoundError()
    with pytest.raises(ForgedRequestError):
        bucket.keys.behind(CHAIN_URL)
    bucket.fault = None
    assert bucket.keys.behind(CHAIN_URL, known=True) == chain().key.public_key()


def test_after_the_clock_was_set_back_an_old_failure_is_forgotten() -> None:
    bucket = Bucket()
    bucket.fault = FileNotFoundError()
    bucket.now += 2 * ABSENT_SECONDS
    with pytest.raises(ForgedRequestError):
        bucket.keys.behind(CHAIN_URL)
    bucket.fault = None
    bucket.now -= 2 * ABSENT_SECONDS
    bucket.keys.behind(CHAIN_URL)


def for_hours(hours: int) -> Validity:
    now = datetime.now(UTC)
    return Validity(now - timedelta(hours=hours), now + timedelta(hours=hours))


@pytest.mark.parametrize(("leaf_ends", "authorities_end"), [(2, 90), (90, 2)])
def test_an_expired_chain_is_fetched_again(leaf_ends: int, authorities_end: int) -> None:
    old = ThrowawayChain.create(
        key=chain().key, validity=for_hours(leaf_ends), authorities=for_hours(authorities_end)
    )
    bucket = Bucket(old.root, chain().root)
    bucket.pem = old.pem
    bucket.keys.behind(CHAIN_URL)
    bucket.now += 3 * HOUR
    with pytest.raises(ForgedRequestError, match="chain-untrusted"):
        bucket.keys.behind(CHAIN_URL)
    bucket.pem = chain().pem
    bucket.now += ABSENT_SECONDS + 1
    bucket.keys.behind(CHAIN_URL)
    assert len(bucket.fetched) == 3


def test_a_cached_chain_is_invalid_before_its_start_date() -> None:
    bucket = Bucket()
    bucket.keys.behind(CHAIN_URL)
    bucket.now -= 48 * HOUR
    with pytest.raises(ForgedRequestError, match="chain-untrusted"):
        bucket.keys.behind(CHAIN_URL)


def test_a_key_changed_at_the_same_url_is_noticed_within_a_day() -> None:
    bucket, changed = Bucket(), ThrowawayChain.create()
    bucket.keys = SigningKeys([chain().root, changed.root], bucket.fetch, lambda: bucket.now)
    bucket.keys.behind(CHAIN_URL)
    bucket.pem = changed.pem
    bucket.now += CHAIN_SECONDS + 1
    assert bucket.keys.behind(CHAIN_URL) == changed.key.public_key()


def test_a_chain_that_cannot_be_renewed_is_kept_while_it_is_in_date() -> None:
    """It is tried again every minute, however often it is named."""
    bucket = Bucket()
    first = bucket.keys.behind(CHAIN_URL)
    bucket.fault = TimeoutError()
    for _ in range(3):
        bucket.now += CHAIN_SECONDS + 1
        for _ in range(100):
            assert bucket.keys.behind(CHAIN_URL) is first
    assert len(bucket.fetched) == 4
    bucket.now += 30 * 24 * HOUR
    with pytest.raises(ForgedRequestError, match="chain-unavailable"):
        bucket.keys.behind(CHAIN_URL)


def test_strangers_do_not_keep_a_chain_from_being_renewed() -> None:
    bucket, changed = Bucket(), ThrowawayChain.create()
    bucket.keys = SigningKeys([chain().root, changed.root], bucket.fetch, lambda: bucket.now)
    url = f"{FOLDER}renamed.pem"
    bucket.keys.behind(url)
    bucket.now += CHAIN_SECONDS + 1
    bucket.fault = FileNotFoundError()
    bucket.flood(f"{FOLDER}{number}.pem" for number in range(100))
    bucket.fault, bucket.pem = None, changed.pem
    assert bucket.keys.behind(url) == changed.key.public_key()


NAMES = {
    "any": [f"{FOLDER}{number}.pem" for number in range(4_800)],
    "like Amazon's": [f"{FOLDER}echo-api-cert-{number}.pem" for number in range(1, 99)] * 49,
    "both": [f"{FOLDER}echo-api-cert-{number}.pem" for number in range(4_800)],
}


@pytest.mark.parametrize("names", NAMES)
def test_a_flood_of_unknown_urls_leads_to_few_fetches(names: str) -> None:
    bucket = Bucket()
    bucket.fault = FileNotFoundError()
    bucket.flood(NAMES[names])
    assert 0 < len(bucket.fetched) <= 22  # in a minute, of 4,800 requests


@pytest.mark.parametrize(
    ("names", "new", "known"),
    [
        ("any", f"{FOLDER}echo-api-cert-13.pem", False),
        ("any", f"{FOLDER}echo-api-cert-6-ats.pem", False),
        *((names, f"{FOLDER}another-scheme/1.pem", True) for names in NAMES),
    ],
)
def test_in_a_flood_a_new_url_of_amazons_is_fetched_at_once(names: str, new: str, known: bool) -> None:
    bucket = Bucket()
    bucket.fault = FileNotFoundError()
    bucket.flood(NAMES[names])
    bucket.fault = None
    assert bucket.keys.behind(new, known=known) == chain().key.public_key()


def test_naming_the_wrong_names_does_not_keep_the_right_one_from_being_tried() -> None:
    """A flood of the names that Amazon might use, all the time: a new one is tried within half an hour."""
    bucket, new = Bucket(), f"{FOLDER}echo-api-cert-13.pem"
    wrong = [f"{FOLDER}echo-api-cert-{number}{end}.pem" for number in range(1, 100) for end in ("", "-ats")]
    wrong.remove(new)
    begins = bucket.now
    while new not in bucket.fetched:
        bucket.fault = FileNotFoundError()
        bucket.flood(wrong, a_second=10)
        bucket.fault = None
        with suppress(ForgedRequestError):
            bucket.keys.behind(new)
    assert bucket.now - begins < HOUR / 2


def test_a_url_too_long_to_remember_is_refused() -> None:
    with pytest.raises(ForgedRequestError, match="chain-url-wrong"):
        chain_url(f"{FOLDER}{'x' * 200}.pem")


def test_few_chains_are_cached_and_the_oldest_is_dropped_first() -> None:
    bucket = Bucket()
    urls = [f"{FOLDER}echo-api-cert-{number}.pem" for number in range(1, CHAINS_KEPT + 2)]
    for url in urls:
        bucket.now += MINUTE
        bucket.keys.behind(url)
    bucket.fetched.clear()
    for url in (urls[-1], urls[1], urls[0]):
        bucket.now += MINUTE
        bucket.keys.behind(url)
    assert bucket.fetched == [urls[0]]


def test_bad_chains_cannot_displace_a_good_one() -> None:
    bucket = Bucket()
    bucket.keys.behind(CHAIN_URL)
    bucket.fault = TimeoutError()
    for number in range(10 * CHAINS_KEPT):
        bucket.now += MINUTE
        with pytest.raises(ForgedRequestError, match="chain-unavailable"):
            bucket.keys.behind(f"{CHAIN_URL}-{number}")
    bucket.keys.behind(CHAIN_URL)


def test_concurrent_requests_wait_for_one_fetch() -> None:
    arrived, bucket = threading.Barrier(8), Bucket()
    keys = []

    def want() -> None:
        arrived.wait()
        keys.append(bucket.keys.behind(CHAIN_URL))

    threads = [threading.Thread(target=want) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert bucket.fetched == [CHAIN_URL]


def test_waiting_for_another_fetch_has_the_same_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing_keys, "FETCH_SECONDS", 0.01)
    begun, end = threading.Event(), threading.Event()

    def fetch(url: str) -> bytes:
        begun.set()
        end.wait(5)
        return chain().pem

    keys = SigningKeys([chain().root], fetch, time.time)
    slow = threading.Thread(target=keys.behind, args=[CHAIN_URL])
    slow.start()
    begun.wait()
    with pytest.raises(ForgedRequestError, match="chain-unavailable"):
        keys.behind(CHAIN_URL)
    end.set()
    slow.join()
    keys.behind(CHAIN_URL)


def test_amazons_roots_are_trusted() -> None:
    names = {root.subject.rfc4514_string() for root in trusted_roots()}
    assert {f"CN=Amazon Root CA {number},O=Amazon,C=US" for number in (1, 2, 3, 4)} <= names


ANSWERS = {
    "/chain": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nPEM",
    "/no-length": b"HTTP/1.1 200 OK\r\n\r\nPEM",
    "/nowhere": b"HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nXML",
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /chain\r\nContent-Length: 0\r\n\r\n",
    "/too-much": b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (CHAIN_BYTES + 1),
    "/nonsense": b"nonsense\r\n\r\n",
    "/nothing": b"",
}


class CannedAnswer(StreamRequestHandler):
    """Answers according to the path; for an unknown path it waits until the caller hangs up."""

    def handle(self) -> None:
        path = self.rfile.readline().split()[1].decode()
        while self.rfile.readline().strip():
            pass
        if path in ANSWERS:
            self.wfile.write(ANSWERS[path])
        else:
            self.rfile.read()


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A real TLS server, and a context that trusts it."""
    folder = tmp_path_factory.mktemp("server")
    identity = ThrowawayChain.create(name="localhost", key=chain().key)
    identity.save(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "chain.pem", folder / "signing-key.pem")
    with TCPServer(("localhost", 0), CannedAnswer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=[0.01]).start()
        trusting = ssl.create_default_context(cadata=identity.root.public_bytes(Encoding.DER))
        yield f"https://localhost:{server.server_address[1]}", trusting
        server.shutdown()


@pytest.mark.parametrize("path", ["/chain", "/no-length"])
def test_a_chain_is_fetched_over_https(there: tuple[str, ssl.SSLContext], path: str) -> None:
    server, context = there
    assert fetch_over_https(server + path, context=context) == b"PEM"


@pytest.mark.parametrize("path", ["/nowhere", "/moved", "/too-much", "/nonsense", "/nothing", "/silence"])
def test_a_failed_fetch_is_an_error(
    there: tuple[str, ssl.SSLContext], path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, context = there
    monkeypatch.setattr(signing_keys, "FETCH_SECONDS", 0.2)
    with pytest.raises(OSError):  # noqa: PT011  any of its kinds is what a fetch may raise
        fetch_over_https(server + path, context=context)


def test_a_server_with_the_wrong_name_is_not_trusted(there: tuple[str, ssl.SSLContext]) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        fetch_over_https(there[0] + "/chain")
