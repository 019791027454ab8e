"""What Alexa does for the skill and comes back from, and what she opens it for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ask_sdk_model import ConnectionCompleted, LaunchRequest, RequestEnvelope, SessionResumedRequest
from ask_sdk_model.interfaces.connections import ConnectionsResponse
from msgspec import Struct

MOST_MINUTES = 120
"""Of a task: longer than any routine, and a number that can be said."""
GRANTED, DECLINED = {"ACCEPTED", "GRANTED"}, "DENIED"
"""What Alexa says of a permission: after AskFor, and after AMAZON.AskForPermissionsConsent."""


class Resumed(Struct, frozen=True):
    """Alexa has done something, or has not."""

    token: str = ""
    """What the skill gave along."""
    status: int = 0
    """As in HTTP; 0 where there is none."""
    granted: bool = False
    """The person said yes to a permission."""
    declined: bool = False
    """The person said no to it."""
    card: bool = False
    """A card about it is in the Alexa app already."""
    reason: str = ""
    """Why a routine was not made."""


class Task(Struct, frozen=True):
    """What a routine, a link or another skill opens this one for."""

    minutes: int | None = None


def resumed(envelope: RequestEnvelope) -> Resumed | None:
    """What Alexa comes back from; None in any other request."""
    request = envelope.request
    if isinstance(request, ConnectionsResponse):
        return _back(request.token, request.status, _mapping(request.payload))
    if isinstance(request, SessionResumedRequest):
        cause = request.cause
        if not isinstance(cause, ConnectionCompleted):
            return Resumed()
        return _back(cause.token, cause.status, _mapping(cause.result))
    return None


def _back(token: str | None, status: Any, result: Mapping[str, Any]) -> Resumed:
    return Resumed(
        token=token or "",
        status=_number(status and status.code),
        granted=result.get("status") in GRANTED,
        declined=result.get("status") == DECLINED,
        card=result.get("isCardThrown") is True,
        reason=str(_mapping(result.get("offerAutomationResponse")).get("reason", "")),
    )


def task(envelope: RequestEnvelope) -> Task | None:
    """What the skill is opened for; None where it is just opened."""
    request = envelope.request
    wanted = request.task if isinstance(request, LaunchRequest) else None
    if wanted is None or not wanted.name:
        return None
    minutes = _number(_mapping(wanted.input).get("minutes"))
    return Task(minutes if 0 < minutes <= MOST_MINUTES else None)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int:
    """A whole number, as a number or in digits; 0 for anything else."""
    if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 6:
        return int(value)
    return int(value) if isinstance(value, int | float) and 0 < value < 1e6 else 0
