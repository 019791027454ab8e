"""What is deployed: nginx in front of gunicorn over real TLS, and a unit that systemd understands."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from ssl import SSLSocket

import pytest

from skill.settings import BIND
from skill.storage.sqlite import SqliteStore
from skill.web.app import BODY_BYTES
from tests.alexa_requests import as_body, envelope, launch
from tests.forgeries import Signed, genuine
from tests.proxy import DOMAIN, ROOT, SITE, Proxy, connections, in_front_of
from tests.service import serving
from tests.store_contract import ANOTHER, SOMEBODY

pytestmark = pytest.mark.slow

UNIT = ROOT / "deploy" / "back-routine.service"
LIMIT = 512
"""Requests in progress that nginx allows one address."""
SLOW = 12
"""People with a slow line, all at once: several times as many as gunicorn has processes."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("proxied")
    with serving(folder) as service, in_front_of(service.port, folder) as proxy:
        yield proxy


def ask(proxy: Proxy, signed: Signed) -> tuple[int, bytes]:
    return proxy.exchange("POST", "/alexa", signed.body, **signed.headers)


def test_what_alexa_asks_is_answered_over_tls(proxy: Proxy) -> None:
    status, answer = ask(proxy, genuine())
    assert status == 200
    assert json.loads(answer)["response"]["outputSpeech"]["ssml"].startswith("<speak>")


def test_a_forgery_is_refused_without_a_word(proxy: Proxy) -> None:
    assert ask(proxy, genuine(Signature_256="YWJj")) == (400, b"")
    assert ask(proxy, genuine(SignatureCertChainUrl=None)) == (400, b"")


def test_health_is_passed_on(proxy: Proxy) -> None:
    assert proxy.exchange("GET", "/healthz") == (200, b"ok\n")


@pytest.mark.parametrize(
    "path", ["/", "/alexa/", "/ALEXA", "/healthz/x", "/metrics", "/.git/config", "/alexa/../people.sqlite"]
)
def test_nothing_else_is_there(proxy: Proxy, path: str) -> None:
    assert proxy.exchange("POST", path, b"{}") == (404, b"")


def test_too_large_a_body_is_refused_before_it_is_sent(proxy: Proxy) -> None:
    with proxy.connect() as line:
        head = f"POST /alexa HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: {BODY_BYTES + 1}\r\n\r\n"
        line.sendall(head.encode())
        assert line.makefile("rb").readline() == b"HTTP/1.1 413 Request Entity Too Large\r\n"


def test_too_large_a_body_without_a_length_is_refused(proxy: Proxy) -> None:
    assert proxy.exchange("POST", "/alexa", iter([b" " * BODY_BYTES, b" "])) == (413, b"")


def test_a_body_as_large_as_the_skill_takes_passes(proxy: Proxy) -> None:
    body = as_body(envelope(launch()))
    assert ask(proxy, genuine(body + b" " * (BODY_BYTES - len(body))))[0] == 200


def test_too_long_a_header_is_refused_without_a_word(proxy: Proxy) -> None:
    assert proxy.exchange("POST", "/alexa", b"{}", Signature="x" * 100_000) == (400, b"")


def test_what_breaks_the_rules_of_http_is_refused_without_a_word(proxy: Proxy) -> None:
    assert said_to(proxy.connect(), "GET /healthz HTTP/1.1\r\n\r\n") == (400, b"")
    assert said_to(proxy.connect(), "POST /alexa HTTP/1.1\r\nContent-Length: x\r\n\r\n") == (400, b"")


def test_who_does_not_speak_tls_is_told_nothing(proxy: Proxy) -> None:
    plain = socket.create_connection(("127.0.0.1", proxy.port), timeout=10)
    assert said_to(plain, f"GET /healthz HTTP/1.0\r\nHost: {DOMAIN}\r\n\r\n") == (400, b"")


@pytest.mark.parametrize(
    "sent",
    [
        f"OPTIONS * HTTP/1.1\r\nHost: {DOMAIN}\r\nConnection: close\r\n\r\n",
        f"CONNECT {DOMAIN}:443 HTTP/1.1\r\nHost: {DOMAIN}\r\n\r\n",
        f"TRACE /alexa HTTP/1.1\r\nHost: {DOMAIN}\r\nConnection: close\r\n\r\n",
        f"GET /nothing HTTP/1.0\r\nHost: {DOMAIN}\r\n\r\n",
        f"GET /%zz HTTP/1.0\r\nHost: {DOMAIN}\r\n\r\n",
        f"GET / HTTP/3.0\r\nHost: {DOMAIN}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {DOMAIN}\r\nTransfer-Encoding: x\r\nConnection: close\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "PROXY TCP4 192.0.2.1 192.0.2.2 1 443\r\n",
        f"GET /{'x' * 10_000} HTTP/1.0\r\nHost: {DOMAIN}\r\n\r\n",
        "\x16\x03\x01\r\n\r\n",
    ],
)
def test_whatever_nginx_answers_by_itself_it_answers_without_a_word(proxy: Proxy, sent: str) -> None:
    status, body = said_to(proxy.connect(), sent)
    assert status in {400, 404, 405, 414, 501, 505}
    assert body == b""


def test_no_log_has_an_address(proxy: Proxy, tmp_path: Path) -> None:
    """Even if something goes wrong: nginx reaches no skill, and senders break off and speak no TLS."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with in_front_of(closed.getsockname()[1], tmp_path) as broken:
            assert broken.exchange("POST", "/alexa", b"{}") == (502, b"")
            with socket.create_connection(("127.0.0.1", broken.port)) as plain:
                plain.sendall(b"\x16\x03\x01\x00\x05hello")
                plain.recv(100)
            assert broken.exchange("POST", "/alexa", b" " * (BODY_BYTES + 1))[0] == 413
    assert "127.0.0" not in (tmp_path / "nginx.log").read_text()


def said_to(line: socket.socket, sent: str) -> tuple[int, bytes]:
    """Status and body of the answer to what may be no HTTP."""
    with line:
        line.sendall(sent.encode())
        head, _, body = line.makefile("rb").read().partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def test_slow_people_keep_nobody_waiting(proxy: Proxy) -> None:
    """Half a request occupies nginx alone; whoever then sends the other half is answered as well."""
    signed = genuine()
    head = "".join(f"{name}: {value}\r\n" for name, value in signed.headers.items())
    sent = f"POST /alexa HTTP/1.0\r\nContent-Length: {len(signed.body)}\r\n{head}\r\n".encode() + signed.body
    lines = [proxy.connect() for _ in range(SLOW)]
    for line in lines:
        line.sendall(sent[:-100])
    assert ask(proxy, genuine())[0] == 200
    assert {last_of(line, sent[-100:]) for line in lines} == {b"HTTP/1.1 200 OK\r\n"}


STRANGER = "127.0.0.2"
"""Another address than Alexa's."""


def slow_ones(proxy: Proxy, number: int, sent: str) -> list[SSLSocket]:
    """That many connections from one address that send this much of a request."""
    lines = [proxy.connect(STRANGER) for _ in range(number)]
    for line in lines:
        line.sendall(sent.encode())
    return lines


def test_a_thousand_slow_connections_keep_nobody_waiting(proxy: Proxy) -> None:
    """In the head as many as there are wait. In the body, one address may have half a thousand of them: the
    others are refused, whereas Alexa is answered."""
    head = f"POST /alexa HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: 100\r\n"
    with ExitStack() as lines:
        in_the_head = [lines.enter_context(line) for line in slow_ones(proxy, 400, head)]
        in_the_body = [lines.enter_context(line) for line in slow_ones(proxy, 600, head + "\r\n{")]
        assert ask(proxy, genuine())[0] == 200
        refused = [answer for line in in_the_body if (answer := begin_of_answer(line))]
        assert refused == [b"HTTP/1.1 429"] * (600 - LIMIT)
        assert not any(map(begin_of_answer, in_the_head))
        assert ask(proxy, genuine())[0] == 200


def test_who_asks_too_often_is_refused_and_nobody_else_is(tmp_path: Path) -> None:
    """With a rate that a test can exceed, and in front of no skill."""
    site = SITE.read_text("utf-8")
    for usual, low in (("rate=500r/s", "rate=1r/m"), ("burst=1000", "burst=4")):
        assert usual in site
        site = site.replace(usual, low)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with in_front_of(closed.getsockname()[1], tmp_path, site=site) as proxy:
            health = f"GET /healthz HTTP/1.0\r\nHost: {DOMAIN}\r\n\r\n"
            answers = [said_to(proxy.connect(STRANGER), health) for _ in range(7)]
            assert answers == [(502, b"")] * 5 + [(429, b"")] * 2
            assert proxy.exchange("GET", "/healthz") == (502, b"")


def begin_of_answer(line: SSLSocket) -> bytes:
    """What has come so far: nginx had to handle a later request before."""
    line.setblocking(False)
    try:
        return line.recv(12)
    except ssl.SSLWantReadError:
        return b""


def test_a_body_that_takes_forever_ends_with_the_next_reload(proxy: Proxy) -> None:
    head = f"POST /alexa HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: 100\r\n\r\n{{"
    [slow] = slow_ones(proxy, 1, head)
    assert ask(proxy, genuine())[0] == 200  # so this one has arrived
    os.kill(proxy.process, signal.SIGHUP)
    with slow:
        assert slow.recv(100) == b""
    assert ask(proxy, genuine())[0] == 200


def test_alexa_is_not_limited_under_real_load() -> None:
    """What the file says of its numbers is what it sets."""
    site = SITE.read_text("utf-8")
    assert re.search(r"500 requests a second are 5,000 people", site)
    assert re.search(r"zone=\w+:10m rate=500r/s;", site)
    assert re.search(rf"limit_conn \w+ {LIMIT};", site)
    assert connections() >= 16 * LIMIT


def last_of(line: SSLSocket, rest: bytes) -> bytes:
    """The first line of the answer, once the rest is sent."""
    with line:
        line.sendall(rest)
        return line.makefile("rb").readline()


def test_a_skill_that_is_down_is_told_without_a_word(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with in_front_of(closed.getsockname()[1], tmp_path) as proxy:
            assert proxy.exchange("GET", "/healthz") == (502, b"")


def test_nginx_and_the_skill_agree() -> None:
    site = SITE.read_text("utf-8")
    assert set(re.findall(r"proxy_pass http://(\S+);", site)) == {BIND}
    assert re.findall(r"client_max_body_size (\d+)k;", site) == [str(BODY_BYTES // 1024)]
    assert site.count(DOMAIN) == 3


def test_systemd_understands_the_timer_of_the_reload(tmp_path: Path) -> None:
    units = [shutil.copy(UNIT.with_name(f"nginx-reload.{kind}"), tmp_path) for kind in ("service", "timer")]
    checked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit, of a service in a folder without spaces: systemd would take those for the end of a path."""
    assert shutil.which("systemd-analyze"), "there is no systemd-analyze. As root: apt-get install systemd"
    folder = tmp_path_factory.mktemp("units")
    installed, unit = folder / "installed", folder / UNIT.name
    installed.mkdir()
    (installed / ".venv").symlink_to(sys.prefix)
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/back-routine", str(installed)))
    return unit


def test_systemd_understands_the_unit(unit: Path) -> None:
    checked = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_the_service_can_do_little_else(unit: Path) -> None:
    """Of 10, systemd's measure of what a service is exposed to; a unit without hardening has 9.6."""
    command = ["systemd-analyze", "security", "--no-pager", "--offline=yes", "--threshold=15", str(unit)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout.splitlines()[-1]


def test_the_service_starts_the_skill_and_keeps_people_where_it_may_write() -> None:
    unit = UNIT.read_text("utf-8")
    assert re.search(r"^ExecStart=/opt/back-routine/.venv/bin/python -m skill serve$", unit, re.MULTILINE)
    (database,) = re.findall(r"^Environment=SKILL_STORE=sqlite:///(\S+)$", unit, re.MULTILINE)
    (state,) = re.findall(r"^StateDirectory=(\S+)$", unit, re.MULTILINE)
    assert Path(database).parent == Path("/var/lib") / state


GUIDE = (ROOT / "docs" / "deploy.md").read_text("utf-8")


BASE_SYSTEM = {
    *("apt-get", "cd", "chmod", "chown", "cp", "echo", "journalctl"),
    *("rm", "sed", "sh", "sudo", "systemctl", "tee"),
}


def test_every_tool_that_the_guide_needs_on_a_server_is_installed_by_it() -> None:
    server = (
        GUIDE.partition("## 2b. ")[2].partition("\n## ")[0]
        + GUIDE.partition("## Upgrade, ")[2].partition("\n## ")[0]
    )
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```$", server, re.MULTILINE | re.DOTALL))
    used = set(re.findall(r"(?:^|[|&] )(?:sudo )?([a-z][\w-]+)(?= )", blocks, re.MULTILINE))
    installed = {name for line in re.findall(r"apt-get install (.*)", server) for name in line.split()}
    assert {"sqlite3", "curl", "git"} <= used
    assert used - BASE_SYSTEM - {"python3"} <= installed
    assert "python3-venv" in installed


def test_what_a_rollback_set_aside_is_brought_back_as_the_guide_says(tmp_path: Path) -> None:
    [statements] = re.findall(r'"\n( +INSERT INTO people .*?)"\n', GUIDE, re.DOTALL)
    file = tmp_path / "people.sqlite"
    store = SqliteStore(file)
    store.set_aside(SOMEBODY, {"version": 6, "place": "earlier"})
    store.set_aside(SOMEBODY, {"version": 7, "place": "latest", "newer": True})
    store.save_attributes(SOMEBODY, {"version": 1, "place": "fresh"})
    store.set_aside(ANOTHER, {"version": 3, "place": "theirs"})
    store.close()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(statements)
        assert connection.execute("SELECT * FROM set_aside").fetchall() == []
    assert store.get_attributes(SOMEBODY) == {"version": 2, "place": "latest", "newer": True}
    assert store.get_attributes(ANOTHER) == {"version": 1, "place": "theirs"}
    store.close()


def test_a_setting_that_is_wrong_does_not_make_it_start_again_and_again() -> None:
    (status,) = re.findall(r"^RestartPreventExitStatus=(\d+)$", UNIT.read_text("utf-8"), re.MULTILINE)
    command = [sys.executable, "-m", "skill", "serve"]
    wrong = subprocess.run(command, cwd=ROOT, env={"SKILL_ID": ""}, capture_output=True, text=True)
    assert wrong.returncode == int(status)
