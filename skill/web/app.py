"""The web service that Alexa calls, for gunicorn or any other WSGI server."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from typing import IO, Protocol

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

import skill.dialogue.display  # noqa: F401 - before the workers are forked, which then share it
from skill import log
from skill.application import create_skill
from skill.content import ContentError
from skill.dialogue.records import Store
from skill.envelope import MalformedRequestError
from skill.settings import Settings, StartError
from skill.storage import StoreUnavailableError
from skill.storage.opening import open_store
from skill.web.request_verifier import ForgedRequestError, RequestVerifier

BODY_BYTES = 64 * 1024
"""The largest body taken: Alexa's have a few kB, and session attributes add 24 kB at the most."""
DRAINED_BYTES = 16 * 1024 * 1024
"""How much of a larger body is read and discarded, so that the sender can receive the answer."""


class AnswersRequests(Protocol):
    """The skill, as far as the web knows it."""

    def answer(self, body: bytes) -> bytes:
        """The response envelope to a request envelope; MalformedRequestError where there is none."""


class KeepsState(Protocol):
    """The store, as far as the web knows it."""

    def check(self) -> None:
        """Raise StoreUnavailableError unless it can be written and read."""


class Tidies(Protocol):
    """The store, as far as what comes behind an answer knows it."""

    def tidy(self) -> None:
        """Delete some of what has expired; StoreUnavailableError where that cannot be done now."""


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
    people = open_store(settings.store, keep_days=settings.keep_days)
    coach = skill or _skill(people, settings)
    proof = verifier or RequestVerifier(skill_id=settings.skill_id)
    app = Flask(__name__, static_folder=None)
    app.register_error_handler(Exception, _without_detail)
    log.configure(settings.log_level, listeners=_counters(app, settings.metrics))

    @app.post("/alexa")
    def alexa() -> Response:
        answer = _answer(coach, proof)
        answer.call_on_close(partial(_tidy, people))
        return answer

    @app.get("/healthz")
    def healthz() -> Response:
        return _health(store or people)

    return app


def _skill(people: Store, settings: Settings) -> AnswersRequests:
    try:
        return create_skill(people, timing=settings.timing, pictures=settings.pictures)
    except ContentError as error:
        raise StartError(str(error)) from error


def _counters(app: Flask, address: str) -> list[logging.Handler]:
    """What counts for Prometheus, which finds it at this address only: no proxy leads there."""
    if not address:
        return []
    from skill.web.metrics import CONTENT_TYPE, Meter  # here: nobody else need load the library

    port = address.rpartition(":")[2]
    meter = Meter()

    @app.get("/metrics")
    def metrics() -> Response:
        if request.environ["SERVER_PORT"] != port:
            abort(404)
        return Response(meter.text(), content_type=CONTENT_TYPE)

    return [meter]


def _answer(skill: AnswersRequests, verifier: RequestVerifier) -> Response:
    body = _body()
    try:
        verifier.verify(request.headers, body)
        return Response(skill.answer(body), mimetype="application/json")
    except ForgedRequestError as error:
        log.refusal(error.reason)
    except MalformedRequestError:
        log.refusal("envelope-malformed")
    except StoreUnavailableError as error:  # somebody is to be forgotten, and cannot be now
        log.loss(error)
        return Response(status=503, mimetype="text/plain")
    return Response(status=400, mimetype="text/plain")


def _tidy(people: Tidies) -> None:
    """Behind an answer, when nobody waits: forget who was not seen for long, now and then."""
    try:
        people.tidy()
    except StoreUnavailableError as error:
        log.loss(error)
    except Exception as error:
        log.fault(error)


def _health(store: KeepsState) -> Response:
    """One word; the content needs no asking, for without it there is no app."""
    try:
        store.check()
    except StoreUnavailableError as error:
        log.loss(error)
        return Response("store\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


def _body() -> bytes:
    """The body, of which no more is read than is taken."""
    length, stream = request.content_length, request.environ["wsgi.input"]
    if length is None:  # sent in chunks, or not at all, which not every server can tell apart
        length = BODY_BYTES + 1 if request.environ.get("wsgi.input_terminated") else 0
    elif length > BODY_BYTES:
        abort(413)
    try:
        body: bytes = stream.read(length)
    except Exception:
        # A body that breaks HTTP's own rules: what is raised then is the server's, and each has its own.
        log.refusal("http-malformed")
        abort(400)
    if len(body) > BODY_BYTES:
        abort(413)
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
