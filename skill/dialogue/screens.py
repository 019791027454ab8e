"""Devices with a screen: whether they can show what is shown here, and what a touch on it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ask_sdk_model import RequestEnvelope

from skill.dialogue.memory import Question, remembered
from skill.dialogue.records import attributes_of
from skill.envelope import request_of
from skill.rendering.arrangement import Arrangement

if TYPE_CHECKING:  # a fifth of a cold start, which a device without a screen need not wait for
    from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent

LEAST_VERSION = (1, 4)
USER_EVENT = "Alexa.Presentation.APL.UserEvent"
TOUCHES = {
    "go": "ReadyIntent",
    "pause": "AMAZON.PauseIntent",
    "next": "AMAZON.NextIntent",
    "how": "ExplainExerciseIntent",
    "stop": "AMAZON.StopIntent",
    "on": "ReadyIntent",
}
"""Key → what saying it would be. "on" is no key: the screen goes on by itself."""
GOES_ON = {Question.COUNT_ON, Question.READY, Question.GO_ON, Question.RESUME}
"""Questions behind which a screen may go on by itself."""


def arrangements(envelope: RequestEnvelope) -> tuple[Arrangement, ...]:
    """How the device's screen may be arranged; not at all where it cannot draw what ours show."""
    if not _draws(envelope):
        return ()
    viewport = envelope.context.viewport if envelope.context else None
    if viewport is None or viewport.current_pixel_width is None or viewport.current_pixel_height is None:
        return tuple(Arrangement)
    if viewport.shape is not None and viewport.shape.value == "ROUND":
        return (Arrangement.ROUND,)
    if any(each.can_rotate for each in viewport.experiences or ()):
        return (Arrangement.LYING, Arrangement.STANDING)
    lies = viewport.current_pixel_width >= viewport.current_pixel_height
    return (Arrangement.LYING if lies else Arrangement.STANDING,)


def _draws(envelope: RequestEnvelope) -> bool:
    """Whether the device shows APL documents of the version that ours have."""
    system = envelope.context.system if envelope.context else None
    interfaces = system.device.supported_interfaces if system and system.device else None
    apl = interfaces.alexa_presentation_apl if interfaces else None
    version = apl.runtime.max_version if apl and apl.runtime else None
    return version is not None and _numbers(version) >= LEAST_VERSION


def touched(envelope: RequestEnvelope) -> str:
    """The intent that a touch stands for; empty for none, and for one on a screen that was left."""
    if request_of(envelope).object_type != USER_EVENT:
        return ""
    request = cast("UserEvent", envelope.request)
    key = request.arguments[0] if request.arguments else None
    if not isinstance(key, str) or key not in TOUCHES:
        return ""
    memory = remembered(attributes_of(envelope).get("memory"))
    if key == "on" and (memory.asked not in GOES_ON or request.token != memory.token):
        return ""
    return TOUCHES[key]


def _numbers(version: str) -> tuple[int, ...]:
    """The parts of a version; none where it is no version."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() and len(part) < 9 for part in parts) else ()
