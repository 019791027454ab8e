"""The one place where a timeline meets the response builder, the device and Alexa's limits."""

from __future__ import annotations

from collections.abc import Iterable

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.cue import Cue, Timeline
from skill.dialogue.delivery import Delivery, as_ssml
from skill.dialogue.memory import Memory, Question
from skill.dialogue.turn import Turn
from skill.rendering import ssml

REPROMPT_QUIET = 20.0
"""Seconds of silence before the reprompt after a pause: silence inside it is the way to give more time."""


def ask(
    turn: Turn, talk: Iterable[str], question: Question, *, about: str = "", quiet: float = 0.0
) -> Response:
    """Say `talk`, keep quiet for some seconds, and ask; the microphone opens after the question."""
    texts = [text for text in (unsure(turn), *talk) if text]
    silence = (Cue(lasts=quiet),) if quiet else ()
    return ask_after(turn, (*map(Cue, texts), *silence), question, about=about, quiet=quiet)


def ask_after(
    turn: Turn, timeline: Timeline, question: Question, *, about: str = "", quiet: float = 0.0
) -> Response:
    """Play `timeline`, and ask; the reprompt, too, waits for as long as `quiet`, within its limit."""
    said = " ".join(cue.text for cue in timeline if cue.text)
    turn.memory = replace(turn.memory, asked=question, about=about, said=said, misses=0)
    whole = (*timeline, Cue(question_text(turn, question, about)))
    waits = Cue(lasts=min(quiet, REPROMPT_QUIET) or None)
    reprompt = (waits, Cue(question_text(turn, question, about, "reprompt")))
    return listen(turn, as_ssml(turn.language.lengths), whole, reprompt)


def unsure(turn: Turn) -> str:
    """What is said first where nobody knows how far one got."""
    return turn.say.say("trouble.unsure") if turn.unsure else ""


def close(turn: Turn, *talk: str) -> Response:
    """Say `talk` and end the session."""
    turn.memory = Memory()
    builder = turn.handler_input.response_builder
    builder.speak(ssml.render(tuple(Cue(text) for text in talk if text), turn.language.lengths))
    return builder.set_should_end_session(True).response


def silence(turn: Turn) -> Response:
    """Nothing: what Alexa wants to hear after a session has ended."""
    return turn.handler_input.response_builder.response


def question_text(turn: Turn, question: Question, about: str = "", room: str = "ask") -> str:
    """A question, its reprompt or its help (`room`), with the name of the exercise it is about."""
    return turn.say.say(f"{room}.{question}", name=_name(turn, about))


def _name(turn: Turn, about: str) -> str:
    if not about and turn.workout is not None and not turn.workout.over:
        about = turn.workout.exercises[turn.workout.at]
    return turn.words(about).name if about else ""


def listen(
    turn: Turn, delivery: Delivery, timeline: Timeline, reprompt: Timeline, unasked: Timeline = ()
) -> Response:
    """Send `timeline`, which ends in a question, and listen; where nobody speaks, the reprompt is said.

    The reprompt is plain speech; what goes on `unasked` behind it is sent as the timeline is.
    """
    builder, lengths = turn.handler_input.response_builder, turn.language.lengths
    said = delivery.render(timeline)
    if isinstance(said, str):
        return builder.speak(said).ask(ssml.render((*reprompt, *unasked), lengths)).response
    response = builder.add_directive(said).ask(ssml.render(reprompt, lengths)).response
    further = delivery.render(unasked) if unasked else ""
    if response.reprompt and not isinstance(further, str):
        # The SDK's builder drops a directive that is added to a reprompt.
        response.reprompt.directives = [further]
    return response
