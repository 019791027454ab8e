"""Short digests of Alexa's ids: enough to recognize a device, a session or a request, and no id itself."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from ask_sdk_model import RequestEnvelope

LENGTH = 8
"""Characters of a digest; it is compared with the few others of one person only."""


def device_of(envelope: RequestEnvelope) -> str:
    """The device that asks; one that is not named counts as a device of its own."""
    system = envelope.context.system if envelope.context else None
    return digest((system.device.device_id if system and system.device else None) or "")


def skill_of(envelope: RequestEnvelope) -> str:
    """The id of the skill that is asked; no digest: it stands for nobody."""
    application = envelope.context and envelope.context.system and envelope.context.system.application
    return (application and application.application_id) or ""


def session_of(envelope: RequestEnvelope) -> str:
    """The session of the request; empty where it has none."""
    identity = envelope.session.session_id if envelope.session else None
    return digest(identity) if identity else ""


def request_of(envelope: RequestEnvelope) -> str:
    """The request itself; empty where it has no id."""
    identity = envelope.request.request_id if envelope.request else None
    return digest(identity) if identity else ""


@lru_cache(maxsize=256)
def digest(identity: str) -> str:
    """What stands for an id; those of a device and a session come again with every turn."""
    return sha256(identity.encode(errors="surrogatepass")).hexdigest()[:LENGTH]
