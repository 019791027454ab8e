"""Way in 1: the web service that Alexa calls, for gunicorn or any other WSGI server."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import IO, Protocol

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from skill import log
from skill.content import ContentError
from skill.envelope import MalformedRequestError
from skill.request_verifier import ForgedRequestError, RequestVerifier
from skill.settings import Settings, StartError, Timing
from skill.skill import create_skill
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore

BODY_BYTES = 256 * 1024
"""The largest body taken: Alexa's have a few kB, and session attributes add 24 kB at the most."""
DRAINED_BYTES = 16 * 1024 * 1024
"""How much of a larger one is read and thrown away, so that its sender can take in the answer."""


class AnswersRequests(Protocol):
    """The skill, as far as the web knows it."""

    def answer(self, body: bytes) -> bytes:
        """The response envelope to a request envelope; MalformedRequestError where there is none."""


class KeepsState(Protocol):
    """The store, as far as the web knows it."""

    def check(self) -> None:
        """Raise StoreUnavailableError unless it can be written and read."""


def create_app(
    settings: Settings | None = None,
    *,
    skill: AnswersRequests | None = None,
    verifier: RequestVerifier | None = None,
    store: KeepsState | None = None,
) -> Flask:
    """The service as the environment describes it, but for what is handed in.

    Raises:
        StartError: a setting is missing or wrong, or a content file is bad.
    """
    settings = settings or Settings.from_environment()
    log.configure(settings.log_level)
    people = SqliteStore(settings.database)
    coach = skill or _skill(people, settings.timing)
    proof = verifier or RequestVerifier(skill_id=settings.skill_id)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.register_error_handler(Exception, _without_detail)

    @app.post("/alexa")
    def alexa() -> Response:
        return _answer(coach, proof)

    @app.get("/healthz")
    def healthz() -> Response:
        return _health(store or people)

    return app


def _skill(people: SqliteStore, timing: Timing) -> AnswersRequests:
    try:
        return create_skill(people, timing=timing)
    except ContentError as error:
        raise StartError(str(error)) from error


def _answer(skill: AnswersRequests, verifier: RequestVerifier) -> Response:
    body = _body()
    try:
        verifier.verify(request.headers, body)
        return Response(skill.answer(body), mimetype="application/json")
    except ForgedRequestError as error:
        log.refusal(error.reason)
    except MalformedRequestError:
        log.refusal("envelope-malformed")
    return Response(status=400, mimetype="text/plain")


def _health(store: KeepsState) -> Response:
    """One word; the content needs no asking, for without it there is no app."""
    try:
        store.check()
    except StoreUnavailableError as error:
        log.loss(error)
        return Response("store\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


def _body() -> bytes:
    try:
        body = request.get_data(cache=False)
    except HTTPException:
        raise
    except Exception:
        # A body that breaks HTTP's own rules: what is raised then is the server's, and each has its own.
        abort(400)
    if request.content_length is None and len(body) >= BODY_BYTES:
        abort(413)  # sent in chunks, and cut off at the limit without a word
    return body


def _without_detail(error: Exception) -> Response:
    """The status is all that a stranger gets to know."""
    if not isinstance(error, HTTPException):
        log.fault(error)
        return Response(status=500, mimetype="text/plain")
    allow = {"Allow": ", ".join(error.valid_methods or ())} if isinstance(error, MethodNotAllowed) else None
    answer = Response(status=error.code, headers=allow, mimetype="text/plain")
    if isinstance(error, RequestEntityTooLarge):
        log.refusal("body-too-large")
        answer.call_on_close(partial(_drain, request.environ["wsgi.input"], request.content_length))
    return answer


def _drain(body: IO[bytes], length: int | None) -> None:
    """To hang up on somebody who is still sending would reset the connection under the answer."""
    left = min(length or DRAINED_BYTES, DRAINED_BYTES)
    with suppress(Exception):
        while left > 0 and (piece := body.read(min(left, 64 * 1024))):
            left -= len(piece)
