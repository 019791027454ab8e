"""A request as an Echo sends it: who asks, from which device, in which session."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, TypeAlias

Json: TypeAlias = dict[str, Any]
Device: TypeAlias = Literal[
    "speaker",
    "plain-speaker",
    "screen",
    "large-screen",
    "small-screen",
    "round-screen",
    "television",
    "phone",
]
"""A plain speaker says of itself what a speaker does, but plays no audio documents."""

SKILL_ID = "amzn1.ask.skill.5ce19c00-0000-4000-8000-57a2d1ec4000"
USER_ID = "amzn1.ask.account.STANDINECHO"
API_ACCESS = "a stand-in Echo's token"
APL_VERSION = "2024.3"
"""The newest there is (Amazon: APL versions)."""
CODECS = {"codecs": ["H_264_42", "H_264_41"]}
ARC_MINUTES = 57.6
"""Of an inch, as far away as one looks at it: an Echo Show 8 tells 346 for its six inches."""


class Viewport(NamedTuple):
    """The screen of a device: its pixels, and how many an inch (Amazon: viewport profiles)."""

    width: int
    height: int
    dpi: int = 160
    shape: str = "RECTANGLE"
    mode: str = "HUB"


VIEWPORTS: Mapping[Device, Viewport] = {
    "screen": Viewport(1280, 800, 213),
    "large-screen": Viewport(1280, 800),
    "small-screen": Viewport(960, 480),
    "round-screen": Viewport(480, 480, shape="ROUND"),
    "television": Viewport(1920, 1080, 320, mode="TV"),
    "phone": Viewport(1080, 1920, 480, mode="MOBILE"),
}
APL = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": APL_VERSION}}}


@dataclass(frozen=True, slots=True)
class Household:
    """Who asks, which skill, and on what."""

    device: Device = "speaker"
    locale: str = "en-US"
    user_id: str = USER_ID
    skill_id: str = SKILL_ID
    room: str = ""
    endpoint: str = "https://api.amazonalexa.com"
    """Where Amazon's services are."""

    @property
    def device_id(self) -> str:
        """One per device: a house may have a speaker in one room and a screen in another."""
        return f"amzn1.ask.device.STANDIN{self.device.upper()}{self.room.upper()}"

    @property
    def has_screen(self) -> bool:
        return self.device in VIEWPORTS

    @property
    def plays_documents(self) -> bool:
        """Nothing in a request tells (Amazon: every device does); what fails is reported afterwards."""
        return self.device != "plain-speaker"


@dataclass(frozen=True, slots=True)
class Session:
    """What goes on between an opening and an end; the attributes are the skill's own."""

    id: str = field(default_factory=lambda: f"amzn1.echo-api.session.{uuid.uuid4()}")
    new: bool = True
    attributes: Json = field(default_factory=dict)

    def going_on(self, attributes: Json) -> Session:
        """As it is after an answer."""
        return Session(self.id, False, attributes)


def envelope(household: Household, session: Session, request: Json, moment: float, speaker: str = "") -> Json:
    """The whole of what is sent; `request` holds the type and what belongs to it.

    `speaker` is the name of somebody who is recognized by voice.
    """
    application, user = {"applicationId": household.skill_id}, {"userId": household.user_id}
    return {
        "version": "1.0",
        "session": {
            "new": session.new,
            "sessionId": session.id,
            "application": application,
            "attributes": session.attributes,
            "user": user,
        },
        "context": _screen(household)
        | {
            "AudioPlayer": {"playerActivity": "IDLE"},
            "System": _system(household, application, user, speaker),
        },
        "request": {
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "timestamp": timestamp(moment),
            "locale": household.locale,
        }
        | request,
    }


def timestamp(moment: float) -> str:
    """Epoch seconds as Alexa writes them, cut to whole ones."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _screen(household: Household) -> Json:
    """What a device with a screen tells of it."""
    if not household.has_screen:
        return {}
    width, height, dpi, shape, mode = VIEWPORTS[household.device]
    size = {"type": "DISCRETE", "pixelWidth": width, "pixelHeight": height}
    seen = {"mode": mode, "shape": shape, "dpi": dpi}
    across, up = (round(ARC_MINUTES * pixels / dpi) for pixels in (width, height))
    experience = {"arcMinuteWidth": across, "arcMinuteHeight": up, "canRotate": False, "canResize": False}
    main = {
        "type": "APL",
        "id": "main",
        "shape": shape,
        "dpi": dpi,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {"current": {"mode": mode, "video": CODECS, "size": size}},
    }
    current = {"currentPixelWidth": width, "currentPixelHeight": height, "touch": ["SINGLE"], "video": CODECS}
    pixels = {"pixelWidth": width, "pixelHeight": height}
    return {"Viewports": [main], "Viewport": {"experiences": [experience], **seen, **pixels, **current}}


def _interfaces(household: Household) -> Json:
    return {"AudioPlayer": {}} | (APL if household.has_screen else {})


def _system(household: Household, application: Json, user: Json, speaker: str) -> Json:
    person = {"person": {"personId": f"amzn1.ask.person.{speaker.upper()}"}} if speaker else {}
    return person | {
        "application": application,
        "user": user,
        "device": {"deviceId": household.device_id, "supportedInterfaces": _interfaces(household)},
        "apiEndpoint": household.endpoint,
        "apiAccessToken": API_ACCESS,
    }
