"""What is said after an internal error: the place is kept, and so is an emergency."""

from __future__ import annotations

from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import RequestEnvelope, Response

from skill.content import Library, Speaker
from skill.dialogue.memory import Question, remembered
from skill.dialogue.phrases import question
from skill.dialogue.records import attributes_of
from skill.envelope import request_of
from skill.rendering.ssml import escape


def recovered(library: Library, envelope: RequestEnvelope) -> Response:
    """Asks whether to go on, or after an emergency whether help is coming.

    Nothing but the content and the memory of the session is used: anything else may be what failed.
    """
    say = Speaker(library.language(request_of(envelope).locale)).say
    memory = remembered(attributes_of(envelope).get("memory"))
    if memory.emergency:
        speech, again = say(memory.how_to_wait), Question.HELP_COMING
    else:
        speech, again = say("trouble.lost_thread"), Question.RESUME
    asked, reprompt = (say(question(again, form=form).key, name="") for form in ("ask", "reprompt"))
    return ResponseFactory().speak(escape(f"{speech} {asked}")).ask(escape(reprompt)).response
