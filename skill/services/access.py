"""The address and token in a request for calling Amazon's services, valid while the session lasts."""

from __future__ import annotations

from ask_sdk_model import RequestEnvelope
from msgspec import Struct


class Access(Struct, frozen=True):
    """Where the services are for this person, and the proof that they may be called."""

    endpoint: str
    token: str
    device: str
    locale: str
    now: float
    """Epoch seconds."""


def access_of(envelope: RequestEnvelope, now: float) -> Access:
    """Empty strings for what the request does not have."""
    system = envelope.context.system if envelope.context else None
    return Access(
        endpoint=(system and system.api_endpoint) or "",
        token=(system and system.api_access_token) or "",
        device=(system and system.device and system.device.device_id) or "",
        locale=(envelope.request and envelope.request.locale) or "",
        now=now,
    )
