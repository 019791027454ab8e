"""What a request is: an answer to a question, something that wants words, or the end of another session."""

from __future__ import annotations

from ask_sdk_model import RequestEnvelope, SessionEndedReason, SessionEndedRequest

from skill.coaching.person import Person
from skill.dialogue import screens
from skill.dialogue.progress_estimate import Hearing
from skill.dialogue.turn import Turn
from skill.envelope import intent_of, request_of

ANSWERS = {
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "AMAZON.NextIntent",
    "AMAZON.ResumeIntent",
    "AgreeIntent",
    "DeclineIntent",
    "DoneIntent",
    "FineIntent",
    "GoOnIntent",
    "NextExerciseIntent",
    "ReadyIntent",
}
"""Intents that answer the question at the end of what was said."""
ANSWERED_IN_WORDS = {
    "LaunchRequest",
    "IntentRequest",
    "SessionResumedRequest",
    "Connections.Response",
    screens.USER_EVENT,
}
"""Types of request behind which somebody waits."""


def hearing(envelope: RequestEnvelope) -> Hearing:
    """How the last answer ended for the person."""
    intent, request = intent_of(envelope), envelope.request
    name = screens.touched(envelope) if intent is None else intent.name
    if name in ANSWERS:
        return Hearing.ANSWERED
    if not isinstance(request, SessionEndedRequest):
        return Hearing.BROKEN_OFF
    run_out = request.reason is SessionEndedReason.EXCEEDED_MAX_REPROMPTS
    return Hearing.RUN_OUT if run_out else Hearing.BROKEN_OFF


def takes_answer(envelope: RequestEnvelope) -> bool:
    """Somebody waits for words."""
    return request_of(envelope).object_type in ANSWERED_IN_WORDS


def ends_another_session(envelope: RequestEnvelope, turn: Turn, carried: Person | None) -> bool:
    """The end of a session that neither counts nor was the last to change anything."""
    if not isinstance(envelope.request, SessionEndedRequest):
        return False
    return not turn.speaking and (carried is None or turn.person.spoken is not None)
