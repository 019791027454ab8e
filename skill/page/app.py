"""The page's own small web service: opens conversations, passes on what is said, and makes the sound."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import msgspec
from flask import Flask, Response, abort, request
from msgspec import Meta, Struct
from werkzeug.exceptions import BadRequest, HTTPException

from skill import log
from skill.dialogue.records import Store
from skill.echo.house import MODELS
from skill.echo.player import InvalidResponseError
from skill.echo.request import Json
from skill.echo.server import ServerStoppedError
from skill.page.conversation import Asking, Conversations, Wanted
from skill.page.guard import guard
from skill.page.voices import voices, warm_up
from skill.page.week import last_days

Shape = TypeVar("Shape", bound=Struct)
Seconds: TypeAlias = Annotated[float, Meta(ge=0, le=86_400)]

VIEWHOST = Path(__file__).parents[1] / "echo/viewhost/node_modules/apl-viewhost-web/index.js"
"""Amazon's renderer. Where it is not installed, there is a voice but no screen."""
AMAZONS_FONT = re.compile(r"url\('https://[^']*\.ttf'\)")
OWN_FONTS = (
    "local('Segoe UI'), local('Helvetica Neue'), local('Roboto'), local('Arial'), local('DejaVu Sans')"
)
LONGEST_STRETCH = 30.0
"""Seconds of sound that are given at once."""
LATEST = 86_400.0
"""No answer is as long."""
DEVICES = {
    "screen": "Echo Show 8",
    "speaker": "Echo speaker",
    "large-screen": "Echo Show 10",
    "small-screen": "Echo Show 5",
    "round-screen": "Echo Spot, round",
    "television": "Fire TV",
    "phone": "Alexa app on a phone",
    "plain-speaker": "A speaker that plays no audio documents",
}


class Said(Struct, forbid_unknown_fields=True):
    """Something said on the page."""

    utterance: Annotated[str, Meta(min_length=1, max_length=400)]
    after: Seconds | None = None
    """Seconds of the last answer that were heard; None: all of it."""


class Touched(Struct, forbid_unknown_fields=True):
    """A key of the screen was touched, or it goes on by itself."""

    touched: Annotated[tuple[Annotated[str, Meta(max_length=80)], ...], Meta(min_length=1, max_length=8)]
    token: Annotated[str, Meta(max_length=400)]
    after: Seconds | None = None


class Left(Struct, forbid_unknown_fields=True):
    """Somebody leaves."""

    after: Seconds = 0.0


def create_page(asking: Asking, store: Store) -> Flask:
    """The page, for a skill that is asked as `asking` says and keeps its users' state in `store`."""
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    guard(app)
    app.register_error_handler(Exception, _in_words)
    _serve_choices(app)
    conversations = Conversations(asking)
    _serve_conversations(app, conversations)
    _serve_answers(app, conversations)
    _serve_week(app, conversations, store)
    return app


def _serve_choices(app: Flask) -> None:
    @app.get("/")
    def page() -> Response:
        return app.send_static_file("index.html")

    @app.get("/screen/")
    def screen() -> Response:
        return app.send_static_file("screen/index.html")

    @app.get("/screen/engine.js")
    def engine() -> Response:
        return Response(_engine(), mimetype="text/javascript")

    @app.get("/api/choices")
    def choices() -> Response:
        warm_up()
        named = {voice.id: voice.name for voice in voices().values()}
        return _in_order({"devices": _devices(), "locales": _locales(), "voices": named})


def _devices() -> dict[str, str]:
    """The devices' names. The first is the one to begin with: a screen, where it can be drawn."""
    return DEVICES if VIEWHOST.exists() else {"speaker": DEVICES["speaker"], **DEVICES}


def _serve_conversations(app: Flask, conversations: Conversations) -> None:
    @app.post("/api/conversations")
    def opened() -> Json:
        wanted = _body(Wanted)
        if wanted.device not in DEVICES or wanted.locale not in _locales():
            raise BadRequest("there is no such device or language")
        conversation, opened = conversations.open(wanted)
        return {"id": conversation, "rate": opened.voice.rate, "now": opened.echo.clock.now()}

    @app.post("/api/conversations/<conversation>/say")
    def say(conversation: str) -> Json:
        said = _body(Said)
        return conversations.get(conversation).say(said.utterance, said.after)

    @app.post("/api/conversations/<conversation>/touch")
    def touch(conversation: str) -> Json:
        sent = _body(Touched)
        return conversations.get(conversation).touch(sent.token, sent.touched, sent.after)

    @app.post("/api/conversations/<conversation>/silence")
    def silence(conversation: str) -> Json:
        return conversations.get(conversation).stay_silent()

    @app.post("/api/conversations/<conversation>/leave")
    def leave(conversation: str) -> Json:
        conversations.close(conversation, _body(Left).after)
        return {}


def _serve_answers(app: Flask, conversations: Conversations) -> None:
    @app.get("/api/conversations/<conversation>/turns/<int:turn>/resumes")
    def resumes(conversation: str, turn: int) -> Response:
        found = conversations.get(conversation).resumes(turn)
        return _in_order(found)

    @app.get("/api/conversations/<conversation>/turns/<int:turn>/<any(answer, reprompt):part>")
    def sound(conversation: str, turn: int, part: str) -> Response:
        begins, ends = (request.args.get(name, 0.0, type=float) for name in ("from", "to"))
        if not 0 <= begins <= ends <= min(begins + LONGEST_STRETCH, LATEST):  # NaN fails as well
            raise BadRequest(f"a stretch of sound has {LONGEST_STRETCH:g} seconds at most")
        recording = conversations.get(conversation).sound(turn, reprompt=part == "reprompt")
        samples = recording.stretch(begins, ends)
        if sys.byteorder == "big":
            samples.byteswap()
        return Response(samples.tobytes(), mimetype="application/octet-stream")


def _serve_week(app: Flask, conversations: Conversations, store: Store) -> None:
    @app.get("/api/conversations/<conversation>/week")
    def week(conversation: str) -> Response:
        days = last_days(store, conversations.get(conversation))
        return _in_order(days)


def _in_order(value: object) -> Response:
    """Its JSON as it stands: Flask would sort names, and the first one is what somebody gets unasked."""
    return Response(msgspec.json.encode(value), mimetype="application/json")


@cache
def _engine() -> str:
    """The renderer, with fonts of this machine for those that it would load from Amazon."""
    if not VIEWHOST.exists():
        abort(404, "Amazon's renderer is not installed: make test installs it")
    return AMAZONS_FONT.sub(OWN_FONTS, VIEWHOST.read_text("utf-8"))


def _locales() -> list[str]:
    """Those that the skill is published in."""
    return sorted(file.stem for file in MODELS.glob("*.json"))


def _body(shape: type[Shape]) -> Shape:
    return msgspec.json.decode(request.get_data(), type=shape)


def _in_words(error: Exception) -> tuple[Json, int]:
    """What is wrong, as the page says it."""
    match error:
        case ServerStoppedError():
            return {"problem": "The skill does not answer. Start it again with make run."}, 503
        case InvalidResponseError():
            return {"problem": f"The skill answered what an Echo refuses: {error}"}, 502
        case KeyError():
            return {"problem": "This conversation is over. A new one begins with what you say next."}, 404
        case msgspec.DecodeError():
            return {"problem": f"That cannot be understood: {error}"}, 400
        case HTTPException():
            return {"problem": error.description or error.name}, error.code or 500
    log.fault(error)
    return {"problem": "Something went wrong in the page."}, 500
