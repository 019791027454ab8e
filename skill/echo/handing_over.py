"""What Alexa asks by herself when a skill hands over to her, and what she tells it afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from skill.echo.amazon import StandInAmazon
from skill.echo.request import Json

PERMISSION, CONNECTION = "Connections.SendRequest", "Connections.StartConnection"
APPROVES = {
    "yes",
    "yes please",
    "yeah",
    "yep",
    "sure",
    "okay",
    "ok",
    "i approve",
    "approve",
    "i do",
    "please do",
}
NAME = "My Back Routine"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of Alexa's own."""

    directive: Json

    @property
    def question(self) -> str:
        if self.directive["type"] == PERMISSION:
            return f"You can say I approve, or no. Do you give {NAME} permission to edit reminders?"
        return "Do you want me to make this routine?"

    @property
    def again(self) -> str:
        return "Is that a yes or a no?"

    def answered(self, utterance: str, amazon: StandInAmazon) -> Json:
        """The request that tells the skill; a yes gives the permission."""
        yes = utterance.casefold().strip(" .,!") in APPROVES
        token = self.directive.get("token", "")
        if self.directive["type"] == PERMISSION:
            amazon.allowed = amazon.allowed or yes
            scope = self.directive["payload"]["permissionScope"]
            payload = {
                "permissionScope": scope,
                "status": "ACCEPTED" if yes else "DENIED",
                "isCardThrown": False,
            }
            status = {"code": "200", "message": "OK"}
            return {
                "type": "Connections.Response",
                "name": "AskFor",
                "token": token,
                "payload": payload,
                "status": status,
            }
        status = {"code": "200", "message": "OK"} if yes else {"code": "204", "message": "No Content"}
        result = {} if yes else {"offerAutomationResponse": {"reason": "REJECTED_BY_CUSTOMER"}}
        cause = {"type": "ConnectionCompleted", "token": token, "status": status, "result": result}
        return {"type": "SessionResumedRequest", "cause": cause}


def asking(response: Json) -> Asking | None:
    """What Alexa asks after a response, if it hands over to her."""
    handed = [
        each for each in response.get("directives") or [] if each.get("type") in {PERMISSION, CONNECTION}
    ]
    return Asking(handed[0]) if handed else None


def noted(response: Json) -> tuple[str, ...]:
    """What is seen in the Alexa app."""
    if (response.get("card") or {}).get("type") == "AskForPermissionsConsent":
        return ("(a card in the Alexa app asks for the permission)",)
    return ()
