"""What gunicorn serves in the load report: the skill, the floor below it, and Flask echoing the same JSON."""

from __future__ import annotations

import time
from pathlib import Path

from flask import Flask, Response, jsonify, request

from benchmarks.floor import ByRote
from skill.echo.request import SKILL_ID
from skill.echo.signing import CHAIN_URL, ThrowawayChain
from skill.settings import Settings
from skill.storage.sqlite import SqliteStore
from skill.store_url import SqliteUrl
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier


def create_skill_app(folder: str) -> Flask:
    """The production service, except that it trusts the test certificate chain in `folder`."""
    return create_app(_settings(folder), verifier=_verifier(folder))


def create_floor_app(folder: str) -> Flask:
    """The same with all its duties but one: it answers by rote."""
    return create_app(_settings(folder), skill=ByRote(SqliteStore(_file(folder))), verifier=_verifier(folder))


def _file(folder: str) -> Path:
    return Path(folder) / "people.sqlite"


def _settings(folder: str) -> Settings:
    return Settings(SKILL_ID, SqliteUrl(_file(folder)))


def _verifier(folder: str) -> RequestVerifier:
    chain = ThrowawayChain.load(Path(folder))
    return RequestVerifier(skill_id=SKILL_ID, trust=[chain.root], fetch=lambda _url: chain.pem)


FETCH_SECONDS = 0.3
"""How long a chain takes to come: TCP, TLS and HTTP, each with a round trip of 0.1 s."""
AMAZONS = (
    CHAIN_URL,
    "https://s3.amazonaws.com/echo.api/echo-api-cert-98.pem",
    "https://s3.amazonaws.com/echo.api/another/kind/of/name.pem",
)
"""Where Amazon's chain is, where it may be next, and where nobody would expect it."""
FETCHED = "fetched"
"""The file in which the URLs are listed that were fetched."""


def create_flooded_app(folder: str) -> Flask:
    """The same, if fetching takes as long as over the internet; there is a chain at three URLs only."""
    chain, fetched = ThrowawayChain.load(Path(folder)), Path(folder) / FETCHED

    def fetch(url: str) -> bytes:
        time.sleep(FETCH_SECONDS)
        with fetched.open("a") as file:
            file.write(f"{url}\n")
        if url not in AMAZONS:
            raise FileNotFoundError(url)
        return chain.pem

    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain.root], fetch=fetch)
    return create_app(_settings(folder), verifier=verifier)


def create_echo_app() -> Flask:
    """Returns the JSON that it receives."""
    app = Flask(__name__, static_folder=None)

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(request.get_json())

    return app
