"""Requests as Alexa sends them, and a throw-away chain to sign them with."""

from __future__ import annotations

import functools
import itertools
import json
import time
from datetime import UTC, datetime
from typing import Any

from skill.echo.signing import ThrowawayChain

SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-00000000cafe"
USER_ID = "amzn1.ask.account.SOMEBODY"

Json = dict[str, Any]

_ids = itertools.count(1)


def launch() -> Json:
    """A request: the skill is opened without a wish."""
    return {"type": "LaunchRequest", "requestId": f"amzn1.echo-api.request.{next(_ids)}", "locale": "en-US"}


def intent(name: str, slots: Json | None = None) -> Json:
    """A request: an utterance that was understood as this intent; `slots` as Alexa writes them."""
    return {**launch(), "type": "IntentRequest", "intent": {"name": name, "slots": slots or {}}}


def skill_event(name: str) -> Json:
    """A request outside any session: something happened to the skill, `SkillDisabled` say."""
    return {**launch(), "type": f"AlexaSkillEvent.{name}"}


def envelope(
    request: Json,
    *,
    session: bool = True,
    new: bool = True,
    timestamp: str | float | None = None,
    skill_id: str = SKILL_ID,
    user_id: str = USER_ID,
    attributes: Json | None = None,
) -> Json:
    """The envelope around a request, sent now unless `timestamp` says when (ISO 8601, or epoch seconds).

    `session` tells whether it is sent in a session, `new` whether with it the session begins, `attributes`
    what the session carries.
    """
    when = time.time() if timestamp is None else timestamp
    bearer = {"application": {"applicationId": skill_id}, "user": {"userId": user_id}}
    written: Json = {
        "version": "1.0",
        "context": {"System": {**bearer, "device": {"deviceId": "a device", "supportedInterfaces": {}}}},
        "request": {"timestamp": when if isinstance(when, str) else iso(when), **request},
    }
    if session:
        begun = {"new": new, "sessionId": "amzn1.echo-api.session.1", "attributes": attributes or {}}
        written["session"] = {**begun, **bearer}
    return written


def iso(epoch_seconds: float) -> str:
    """A moment as Alexa writes it, to the whole second."""
    return datetime.fromtimestamp(epoch_seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_body(written: object) -> bytes:
    """An envelope, or whatever stands in for one, as bytes on the wire."""
    return json.dumps(written).encode()


@functools.cache
def chain() -> ThrowawayChain:
    """The chain of these tests; keys take their time to make, so there is one."""
    return ThrowawayChain.create()
