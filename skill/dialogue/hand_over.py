"""Handing over to Alexa for a moment: to ask for a permission, or to offer a routine of hers."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from skill.coaching.reminder import EVERY_DAY, Reminder
from skill.dialogue import wording
from skill.dialogue.phrases import say
from skill.dialogue.turn import Turn

REMINDERS = "alexa::alerts:reminders:skill:readwrite"
"""The permission, as skill.json has it."""
TASK = "StartRoutine"
"""The task in interaction_model/tasks."""


class AskPermission(Struct, frozen=True):
    """Alexa asks whether the skill may set reminders."""

    token: str
    """Comes back with the answer."""


class OfferRoutine(Struct, frozen=True):
    """Alexa offers a routine that starts this one."""

    token: str
    when: Reminder | None = None
    """None: whenever the person says a certain sentence."""
    minutes: int | None = None


def directive(turn: Turn, over: AskPermission | OfferRoutine) -> Any:
    """The directive that hands over."""
    # Here: they are seldom needed.
    from ask_sdk_model.interfaces.connections.send_request_directive import SendRequestDirective
    from ask_sdk_model.interfaces.connections.v1 import StartConnectionDirective

    if isinstance(over, AskPermission):
        # Amazon: "Set Up Voice Permissions for Reminders".
        payload: dict[str, object] = {
            "@type": "AskForPermissionsConsentRequest",
            "@version": "1",
            "permissionScope": REMINDERS,
        }
        return SendRequestDirective(name="AskFor", payload=payload, token=over.token)
    # Amazon: "Pre-Built Routine API Reference", "Pre-Built Routine Primitives".
    name = "start"
    operation = {
        "type": "Alexa.Automation.Operation.Skill.StartConnection",
        "version": "1.0",
        "operationId": name,
        "payload": {
            "connectionRequest": {
                "uri": f"connection://{turn.skill}.{TASK}/1?provider={turn.skill}",
                "input": {"minutes": str(over.minutes)} if over.minutes else {},
            }
        },
    }
    automation = {
        "trigger": _trigger(turn, over.when),
        "operations": {"serial": [{"operation": operation}]},
    }
    described = {"operations": {name: {"descriptionPrompt": wording.text(turn, [say("automation.does")])}}}
    return StartConnectionDirective(
        uri="connection://AMAZON.OfferAutomation/1",
        input={"automation": automation, "renderingData": described},
        token=over.token,
    )


def _trigger(turn: Turn, when: Reminder | None) -> dict[str, Any]:
    if when is None or when.hour is None:
        said = [wording.text(turn, [say(key)]) for key in ("automation.phrase", "automation.other_phrase")]
        payload = {"utterances": said, "locale": turn.locale}
        return {
            "type": "Alexa.Automation.Trigger.Voice.CustomUtterance",
            "version": "1.0",
            "payload": payload,
        }
    days = ",".join(when.days or EVERY_DAY)
    schedule = {
        "triggerTime": f"{when.hour:02}{when.minute:02}00",
        "timeZoneId": when.zone,
        "recurrence": f"RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY={days}",
    }
    return {
        "type": "Alexa.Automation.Trigger.Schedule.AbsoluteTime",
        "version": "1.0",
        "payload": {"schedule": schedule},
    }
