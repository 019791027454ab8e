"""The applications that gunicorn serves in the load report: the skill, and Flask echoing the same JSON."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, jsonify, request

from skill.echo.request import SKILL_ID
from skill.echo.signing import ThrowawayChain
from skill.settings import Settings
from skill.store_url import SqliteUrl
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier


def create_skill_app(folder: str) -> Flask:
    """The production service, except that it trusts the test certificate chain in `folder`."""
    chain = ThrowawayChain.load(Path(folder))
    verifier = RequestVerifier(skill_id=SKILL_ID, trust=[chain.root], fetch=lambda _url: chain.pem)
    return create_app(Settings(SKILL_ID, SqliteUrl(Path(folder) / "people.sqlite")), verifier=verifier)


def create_echo_app() -> Flask:
    """Returns the JSON that it receives."""
    app = Flask(__name__, static_folder=None)

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(request.get_json())

    return app
