"""The one place where a timeline meets the response builder, the device and Alexa's limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ask_sdk_model import Response
from msgspec.structs import replace

from skill.coaching.counting import rest
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.cutting import cut
from skill.coaching.person import Spoken, Stint
from skill.handlers.delivery import Delivery, as_ssml
from skill.handlers.memory import Memory, Question
from skill.handlers.turn import Turn
from skill.rendering import ssml

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
    turn: Turn, talk: Iterable[str], outros: Sequence[Timeline], question: Question, *, about: str = ""
) -> Response:
    """Say `talk`, count what the person is doing to its end, say the first outro that fits, and ask.

    What does not fit one response is cut where one would pause; then the question is whether to count on.
    """
    stint = turn.person.stint
    assert stint is not None, "there is something to lead through"
    lead_in = tuple(turn.spoken_at_pace(stint, text) for text in talk if text)
    whole, token = turn.count(stint), f"count-{turn.person.version}"
    delivery = turn.delivery(token)
    asking = Cue(question_text(turn, question, about))
    cost = delivery.costs(whole)
    left = delivery.budget - cost - delivery.costs((*lead_in, asking))
    fitting = next((outro for outro in outros if delivery.costs(outro) <= left), None)
    part, until, end = whole, None, (*(fitting or ()), asking)
    if fitting is None:
        most = cost - delivery.cost(whole[-1])
        part, until = _cut(turn, stint, lead_in, whole, most, delivery)
        question, about = Question.COUNT_ON, ""
        end = (*_so_far(turn, stint, until), Cue(question_text(turn, question)))
    lasts = turn.language.lengths.of_timeline(lead_in)
    turn.person = replace(turn.person, spoken=Spoken(turn.clock_now, lasts, until))
    body = turn.position(stint.exercise) if stint.exercise else turn.memory.body
    turn.memory = replace(
        turn.memory, asked=question, about=about, said="", body=body, token=token, misses=0, told="", depth=0
    )
    return _open(turn, (*lead_in, *part, *end), question, about, delivery=delivery)


def _cut(
    turn: Turn, stint: Stint, lead_in: Timeline, whole: Timeline, most: float, delivery: Delivery
) -> tuple[Timeline, Place]:
    """As much of the count as one answer holds, at `most` so much, and the place at which it ends."""
    longest_end = (*_so_far(turn, stint, Place(1)), Cue(question_text(turn, Question.COUNT_ON)))
    left = delivery.budget - delivery.costs((*lead_in, *longest_end))
    part = cut(whole, delivery.cost, min(left, most))
    until = part[-1].place
    assert until is not None, "a timeline is cut behind a place"
    return part, until


def _so_far(turn: Turn, stint: Stint, until: Place) -> Timeline:
    """Where the count was cut: what is done, so that nobody loses track; between sets their rest."""
    dose = turn.work(stint).dose
    if until.between_sets and dose.rest:
        return tuple(rest(dose, turn.say, until))
    key = "count.done_each_side" if turn.work(stint).sides else "count.done"
    return (Cue(turn.say.say(key, n=until.reps)),) if until.reps else ()


def question_text(turn: Turn, question: Question, about: str = "", room: str = "ask") -> str:
    """A question, its reprompt or its help (`room`), with the name of the exercise it is about."""
    return turn.say.say(f"{room}.{question}", name=_name(turn, about))


def _name(turn: Turn, about: str) -> str:
    if not about and turn.workout is not None and not turn.workout.over:
        about = turn.workout.exercises[turn.workout.at]
    return turn.words(about).name if about else ""


def _open(
    turn: Turn,
    timeline: Timeline,
    question: Question,
    about: str,
    quiet: float = 0.0,
    delivery: Delivery | None = None,
) -> Response:
    """Send `timeline`, and leave the microphone open; the reprompt is plain speech of its own."""
    lengths = turn.language.lengths
    builder = turn.handler_input.response_builder
    (delivery or as_ssml(lengths)).put(builder, timeline)
    reprompt = (Cue(lasts=quiet or None), Cue(question_text(turn, question, about, "reprompt")))
    return builder.ask(ssml.render(reprompt, lengths)).response
