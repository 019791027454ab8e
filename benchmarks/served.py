"""What gunicorn serves in the load report: the skill, the floor below it, and Flask echoing the same JSON."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, jsonify, request

from benchmarks.floor import ByRote
from skill.echo.request import SKILL_ID
from skill.echo.signing import ThrowawayChain
from skill.settings import Settings
from skill.storage.sqlite import SqliteStore
from skill.web.app import create_app
from skill.web.request_verifier import RequestVerifier


def create_skill_app(folder: str) -> Flask:
    """The production service, except that it trusts the test certificate chain in `folder`."""
    return create_app(_settings(folder), verifier=_verifier(folder))


def create_floor_app(folder: str) -> Flask:
    """The same with all its duties but one: it answers by rote."""
    settings = _settings(folder)
    return create_app(settings, skill=ByRote(SqliteStore(settings.database)), verifier=_verifier(folder))


def _settings(folder: str) -> Settings:
    return Settings(SKILL_ID, Path(folder) / "people.sqlite")


def _verifier(folder: str) -> RequestVerifier:
    chain = ThrowawayChain.load(Path(folder))
    return RequestVerifier(skill_id=SKILL_ID, trust=[chain.root], fetch=lambda _url: chain.pem)


def create_echo_app() -> Flask:
    """Returns the JSON that it receives."""
    app = Flask(__name__, static_folder=None)

    @app.post("/alexa")
    def alexa() -> Response:
        return jsonify(request.get_json())

    return app
