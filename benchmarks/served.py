"""What gunicorn serves in the reports: the skill, and Flask echoing the same JSON.

The stand-in Echo is not imported here: its libraries take 8 MB, which no deployed worker has.
"""

from __future__ import annotations

import time
from pathlib import Path

from flask import Flask, Response, jsonify, request

from skill.echo.request import SKILL_ID
from skill.echo.signing import CHAIN_URL, ThrowawayChain
from skill.settings import Settings
from skill.store_url import SqliteUrl
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier
from skill.web.signing_keys import trusted_roots


def create_skill_app(folder: str) -> Flask:
    """The production service, except that it trusts the test certificate chain in `folder`."""
    return create_app(settings(folder), verifier=verifier(folder))


def settings(folder: str) -> Settings:
    """People are stored in a file in `folder`."""
    return Settings(SKILL_ID, SqliteUrl(Path(folder) / "people.sqlite"))


def verifier(folder: str) -> RequestVerifier:
    """Trusts the chain in `folder`, beside all the roots that the production service reads."""
    chain = ThrowawayChain.load(Path(folder))
    trust = [*trusted_roots(), chain.root]
    return RequestVerifier(skill_id=SKILL_ID, trust=trust, fetch=lambda _url: chain.pem)


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
    """The service, if fetching takes as long as over the internet; there is a chain at three URLs only."""
    chain, fetched = ThrowawayChain.load(Path(folder)), Path(folder) / FETCHED

    def fetch(url: str) -> bytes:
        time.sleep(FETCH_SECONDS)
        with fetched.open("a") as file:
            file.write(f"{url}\n")
        if url not in AMAZONS:
            raise FileNotFoundError(url)
        return chain.pem

    slow = RequestVerifier(skill_id=SKILL_ID, trust=[chain.root], fetch=fetch)
    return create_app(settings(folder), verifier=slow)


def create_echo_app() -> Flask:
    """Returns the JSON that it receives."""
    app = Flask(__name__, static_folder=None)

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(request.get_json())

    return app
