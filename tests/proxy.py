"""nginx with deploy/nginx.conf on loopback, with a test certificate."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from skill.echo.signing import Authority, Validity

ROOT = Path(__file__).parents[1]
SITE, MAIN_SETTINGS = ROOT / "deploy" / "nginx.conf", ROOT / "deploy" / "nginx-main.conf"
GUIDE = ROOT / "docs" / "deploy.md"
DOMAIN = "skill.example.com"
PLACES = os.pathsep.join((str(ROOT / ".venv" / "nginx" / "usr" / "sbin"), os.environ["PATH"], "/usr/sbin"))
"""Where to find nginx: unpacked by scripts/setup, or installed."""

MAIN = """
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr warn;
include main.conf;
events {{ worker_connections {connections}; }}
http {{
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    scgi_temp_path scgi; uwsgi_temp_path uwsgi;
    include site.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx."""

    port: int
    trust: ssl.SSLContext
    """Trusts only the authority of its certificate."""
    process: int

    def connect(self, source: str = "127.0.0.1") -> ssl.SSLSocket:
        """A connection from this address, after a complete handshake with a verified certificate."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=10, source_address=(source, 0))
        return self.trust.wrap_socket(plain, server_hostname=DOMAIN)

    def exchange(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        """Status and body of the response; an iterator as body is sent in chunks."""
        connection = HTTPConnection(DOMAIN)
        connection.sock = self.connect()
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def in_front_of(port: int, folder: Path, *, site: str | None = None, patient: bool = True) -> Iterator[Proxy]:
    """nginx that forwards to `port`; its logs are in `folder`. `site` replaces the deployed one. If it is
    `patient`, it waits for clients on a busy machine."""
    nginx = shutil.which("nginx", path=PLACES)
    assert nginx, "there is no nginx to try deploy/nginx.conf with. As root: apt-get install nginx"
    authority = write_certificate(folder)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        own_port = listener.getsockname()[1]
        (folder / "site.conf").write_text(_site(own_port, port, site or SITE.read_text("utf-8"), patient))
        (folder / "nginx.conf").write_text(MAIN.format(connections=connections()))
        (folder / "main.conf").write_text(_main_settings())
        with (folder / "nginx.log").open("wb") as log:
            # What it would inherit when it is replaced while it runs: nobody has to wait until it listens.
            process = subprocess.Popen(
                [nginx, "-p", folder, "-c", "nginx.conf", "-e", "stderr"],
                env={"NGINX": f"{listener.fileno()};"},
                pass_fds=[listener.fileno()],
                stderr=log,
            )
    try:
        yield Proxy(own_port, ssl.create_default_context(cadata=authority), process.pid)
    finally:
        process.terminate()
        process.wait(10)


def connections() -> int:
    """How many each worker may have, according to the guide."""
    [number] = re.findall(r"worker_connections (\d+);", GUIDE.read_text("utf-8"))
    return int(number)


def _main_settings() -> str:
    """As deployed, except that no test waits for the end of what is incomplete."""
    deployed = "worker_shutdown_timeout 10s;"
    settings = MAIN_SETTINGS.read_text("utf-8")
    assert deployed in settings
    return settings.replace(deployed, "worker_shutdown_timeout 100ms;")


def _site(own_port: int, port: int, site: str, patient: bool) -> str:
    """The site as deployed, except for its port, certificate, upstream and patience."""
    seconds = 60 if patient else 5
    for theirs, ours in {
        "listen 443 ssl;": f"listen 127.0.0.1:{own_port} ssl;",
        "listen [::]:443 ssl;": "",
        f"/etc/letsencrypt/live/{DOMAIN}/": "",
        "http://127.0.0.1:8000": f"http://127.0.0.1:{port}",
        "client_header_timeout 5s;": f"client_header_timeout {seconds}s;",
        "client_body_timeout 5s;": f"client_body_timeout {seconds}s;",
    }.items():
        assert theirs in site
        site = site.replace(theirs, ours)
    return site


def write_certificate(folder: Path, domain: str = DOMAIN) -> str:
    """Write the domain's certificate and key; returns the authority that signed it."""
    root, key = Authority.root(Validity()), ec.generate_private_key(ec.SECP256R1())
    certificate = root.server(domain, key.public_key(), Validity())
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "privkey.pem").write_bytes(secret)
    return root.certificate.public_bytes(Encoding.PEM).decode()
