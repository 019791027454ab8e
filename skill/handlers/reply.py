"""The one place where a timeline meets the response builder, the device and Alexa's limits."""

from __future__ import annotations

from collections.abc import Iterable

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.cutting import cut
from skill.coaching.person import Spoken
from skill.handlers.memory import Memory, Question
from skill.handlers.turn import Turn
from skill.rendering import ssml

MOST_CHARACTERS = 8000 - len("<speak></speak>") - 85
"""Alexa takes under 8,000 characters of output speech, markup counted (best-practice-text-response); a few
are left free."""
REPROMPT_QUIET = 20.0
"""Seconds of silence before the reprompt after a pause: silence inside it is the way to give more time."""


def ask(
    turn: Turn, talk: Iterable[str], question: Question, *, about: str = "", quiet: float = 0.0
) -> Response:
    """Say `talk`, keep quiet for some seconds, and ask; the microphone opens after the question."""
    texts = [text for text in talk if text]
    silence = (Cue(lasts=quiet),) if quiet else ()
    timeline = (*map(Cue, texts), *silence, Cue(question_text(turn, question, about)))
    turn.memory = replace(turn.memory, asked=question, about=about, said=" ".join(texts), misses=0)
    return _open(turn, timeline, question, about, min(quiet, REPROMPT_QUIET))


def close(turn: Turn, *talk: str) -> Response:
    """Say `talk` and end the session."""
    turn.memory = Memory()
    builder = turn.handler_input.response_builder
    builder.speak(ssml.render(tuple(Cue(text) for text in talk if text), turn.language.lengths))
    return builder.set_should_end_session(True).response


def silence(turn: Turn) -> Response:
    """Nothing: what Alexa wants to hear after a session has ended."""
    return turn.handler_input.response_builder.response


def lead(
    turn: Turn, talk: Iterable[str], outro: Timeline, question: Question, *, about: str = ""
) -> Response:
    """Say `talk`, count what the person is doing to its end, say `outro` and ask.

    What does not fit one response is cut where one would pause; then the question is whether to count on.
    """
    stint = turn.person.stint
    assert stint is not None, "there is something to lead through"
    lead_in = tuple(Cue(text) for text in talk if text)
    whole = turn.count(stint)
    frame = sum(map(ssml.room, (*lead_in, *outro))) + len(question_text(turn, question, about))
    part = cut(whole, ssml.room, MOST_CHARACTERS - frame)
    until = None
    if len(part) < len(whole):
        until = part[-1].place
        assert until is not None, "a timeline is cut behind a place"
        outro, question, about = _so_far(turn, until), Question.COUNT_ON, ""
    lengths = turn.language.lengths
    spoken = Spoken(turn.clock_now, lengths.of_timeline(lead_in), until)
    turn.person = replace(turn.person, spoken=spoken)
    body = turn.exercise(stint.exercise).position if stint.exercise else turn.memory.body
    turn.memory = Memory(asked=question, about=about, body=body)
    asking = Cue(question_text(turn, question, about))
    return _open(turn, (*lead_in, *part, *outro, asking), question, about, 0.0)


def _so_far(turn: Turn, until: Place) -> Timeline:
    """Where the count was cut, so that nobody loses track."""
    if until.reps:
        return (Cue(turn.say.say("count.done", n=until.reps)),)
    return (Cue(turn.say.say("done.sets_so_far", n=until.sets)),)


def question_text(turn: Turn, question: Question, about: str = "", room: str = "ask") -> str:
    """A question, its reprompt or its help (`room`), with the name of the exercise it is about."""
    return turn.say.say(f"{room}.{question}", name=_name(turn, about))


def _name(turn: Turn, about: str) -> str:
    if not about and turn.workout is not None and not turn.workout.over:
        about = turn.workout.exercises[turn.workout.at]
    return turn.words(about).name if about else ""


def _open(turn: Turn, timeline: Timeline, question: Question, about: str, quiet: float) -> Response:
    lengths = turn.language.lengths
    reprompt = (Cue(lasts=quiet or None), Cue(question_text(turn, question, about, "reprompt")))
    builder = turn.handler_input.response_builder
    return builder.speak(ssml.render(timeline, lengths)).ask(ssml.render(reprompt, lengths)).response
