"""Words an answer, renders it for the device that asked, and makes it the SDK's response."""

from __future__ import annotations

from typing import Any, TypeAlias

from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import Response
from ask_sdk_model.interfaces.alexa.presentation.apla import RenderDocumentDirective
from ask_sdk_model.ui import Card, SimpleCard
from msgspec import Struct

from skill.coaching.cue import Cue, Timeline
from skill.coaching.pace import Extent
from skill.coaching.passage import Played
from skill.coaching.person import Person
from skill.coaching.workout import Stint
from skill.dialogue import delivery, hand_over, introduction, situation, wording
from skill.dialogue.answer import REPROMPT_QUIET, Answer
from skill.dialogue.counted_answer import Counted, counted, led_on
from skill.dialogue.delivery import Delivery
from skill.dialogue.extent import extent_of
from skill.dialogue.hand_over import AskPermission, OfferRoutine
from skill.dialogue.memory import Memory
from skill.dialogue.phrases import Talk, say
from skill.dialogue.turn import Turn
from skill.rendering import ssml

Said: TypeAlias = str | RenderDocumentDirective
"""SSML, or the directive that plays a document."""


class Delivered(Struct, frozen=True):
    """The response, and what is known once it has been sent."""

    response: Response
    person: Person
    memory: Memory


def respond(turn: Turn, answer: Answer) -> Delivered:
    """The response to `turn` that says, counts and asks what the answer has."""
    for_a_task = turn.memory.task
    turn = turn.but(person=answer.person, memory=answer.memory)
    if answer.silent:
        return Delivered(ResponseFactory().response, answer.person, answer.memory)
    delivered = _delivered(turn, answer)
    if for_a_task and delivered.response.should_end_session:
        _complete_task(delivered.response)
    return delivered


def _delivered(turn: Turn, answer: Answer) -> Delivered:
    if answer.count is not None:
        return _count(turn, answer, answer.count)
    if answer.hand_over is not None:
        return _hand_over(turn, answer, answer.hand_over)
    return _close(turn, answer) if answer.ask is None else _ask(turn, answer)


def _hand_over(turn: Turn, answer: Answer, to: AskPermission | OfferRoutine) -> Delivered:
    """Alexa speaks next; whether the session stays open is hers to know."""
    builder = ResponseFactory()
    if answer.say:
        builder.speak(ssml.render(_talk(turn, answer), turn.language.lengths))
    return Delivered(builder.add_directive(hand_over.directive(turn, to)).response, turn.person, turn.memory)


def _complete_task(response: Response) -> None:
    """Tell Alexa that what she opened the skill for is over, so that her routine goes on."""
    from ask_sdk_model import Status  # here: few sessions are opened for a task
    from ask_sdk_model.interfaces.tasks import CompleteTaskDirective

    done = CompleteTaskDirective(status=Status(code="200", message="OK"))
    response.directives = [*(response.directives or []), done]


def _count(turn: Turn, answer: Answer, stint: Stint) -> Delivered:
    turn = introduction.of_broken_off(turn, stint)
    token = f"count-{turn.person.version}"
    chosen = delivery.chosen(turn, token)
    found = counted(turn, answer, chosen, token)
    said = chosen.render(found.played)
    if not found.reprompt:
        response = _saying(said).set_should_end_session(True).response
    else:
        response = _listen(turn, said, found.reprompt, found.unasked, chosen)
    if turn.screen:
        _show_count(turn, response, found, found.pieces[-1].asks, chosen, token)
    return Delivered(response, found.person, found.memory)


def _ask(turn: Turn, answer: Answer) -> Delivered:
    """The microphone opens after the question; the reprompt, too, waits for `quiet`, within its limit."""
    assert answer.ask is not None
    talk = _talk(turn, answer)
    to_repeat = " ".join(cue.text for cue in talk if cue.text)
    if answer.repeat is not None:
        to_repeat = wording.text(turn, answer.repeat)
    asking, again = (
        Cue(wording.text(turn, (situation.question(turn, answer.ask, answer.about, form),)))
        for form in ("ask", "reprompt")
    )
    turn = turn.with_memory(said=to_repeat, waits=turn.memory.waits or answer.quiet > 0)
    if answer.rest or answer.quiet:
        turn = turn.with_memory(rest_ends=turn.now + answer.rest if answer.rest else 0.0)
    if _goes_on_by_itself(turn, answer):
        return _lead_on(turn, (*talk, asking))
    turn = turn.with_memory(talked=_talked(turn, answer, (*talk, asking)))
    waits = Cue(lasts=min(answer.quiet, REPROMPT_QUIET) or None)
    said = ssml.render((*talk, asking), turn.language.lengths)
    response = _listen(turn, said, (waits, again))
    if turn.screen:
        _show_talk(turn, response, answer, talk, asking.text)
    if answer.consent_card:
        response.card = _consent_card()
    elif answer.card:
        response.card = _card(turn, answer.card)
    elif not turn.screen and answer.explained:
        response.card = _how_card(turn, answer.explained)
    return Delivered(response, turn.person, turn.memory)


def _talked(turn: Turn, answer: Answer, timeline: Timeline) -> tuple[float, Extent] | None:
    """What a reply will tell of the voice: where counts depend on it, and nobody was given time."""
    chosen = delivery.chosen(turn, "")
    if not chosen.plain or answer.quiet or answer.rest:
        return None
    return turn.now, extent_of(turn, timeline, chosen)


def _consent_card() -> Card:
    from ask_sdk_model.ui import AskForPermissionsConsentCard  # here: few answers have one

    return AskForPermissionsConsentCard([hand_over.REMINDERS])


def _how_card(turn: Turn, exercise: str) -> Card:
    from skill.dialogue.cards import card  # here, for the same reason

    return card(turn, exercise)


def _card(turn: Turn, talk: Talk) -> SimpleCard:
    title = wording.text(turn, (say("card.title"),))
    return SimpleCard(title=title, content="\n".join(wording.texts(turn, talk)))


def _goes_on_by_itself(turn: Turn, answer: Answer) -> bool:
    """Silence is an answer to this question; never in a pause, and never once something hurt."""
    memory = turn.memory
    wanted = turn.person.preferences.flow and turn.stint is not None and answer.ask in situation.LEADS_ON
    return wanted and not (memory.waits or memory.hurts or memory.sore)


def _lead_on(turn: Turn, asked: Timeline) -> Delivered:
    """Ask; where nobody answers, count what the person is doing."""
    token = f"count-{turn.person.version}"
    chosen = delivery.chosen(turn, token)
    found = led_on(turn, asked, chosen, token)
    said = ssml.render(asked, turn.language.lengths)
    response = _listen(turn, said, found.reprompt, found.unasked, chosen)
    if turn.screen:
        _show_count(turn, response, found, asked, chosen, token)
    return Delivered(response, found.person, found.memory)


def _close(turn: Turn, answer: Answer) -> Delivered:
    talk = _talk(turn, answer)
    response = _saying(ssml.render(talk, turn.language.lengths)).set_should_end_session(True).response
    if turn.screen:
        _show_talk(turn, response, answer, talk, "")
    return Delivered(response, turn.person, turn.memory)


def _show_count(
    turn: Turn, response: Response, found: Counted, asks: Timeline, delivery: Delivery, token: str
) -> None:
    """On the screen, beside what is said, which stays as it is."""
    from skill.dialogue import display  # here, as below: the first answer without a screen need not wait

    _show(response, display.counted(turn, found, asks, delivery, token))


def _show_talk(turn: Turn, response: Response, answer: Answer, talk: Timeline, asked: str) -> None:
    from skill.dialogue import display

    _show(response, display.talked(turn, answer, talk, asked))


def _show(response: Response, document: Any) -> None:
    response.directives = [*(response.directives or ()), document]


def _talk(turn: Turn, answer: Answer) -> Timeline:
    """What is said, and the rest or the silence behind it."""
    if answer.rest:
        # Nothing warns of its end: a question follows, not a start.
        return (Cue(wording.text(turn, answer.say), float(answer.rest)),)
    silence = (Cue(lasts=answer.quiet),) if answer.quiet else ()
    return (*map(Cue, wording.texts(turn, answer.say)), *silence)


def _listen(
    turn: Turn, said: Said, reprompt: Timeline, unasked: Played = (), delivery: Delivery | None = None
) -> Response:
    """Send what ends in a question, and listen; where nobody speaks, the reprompt is said.

    The reprompt is plain speech; what goes on `unasked` behind it is sent by `delivery`.
    """
    further = delivery.render(unasked) if unasked and delivery else ""
    again = (*reprompt, *unasked) if isinstance(further, str) else reprompt
    response = _saying(said).ask(ssml.render(again, turn.language.lengths)).response
    if response.reprompt and not isinstance(further, str):
        # The SDK's builder drops a directive that is added to a reprompt.
        response.reprompt.directives = [further]
    return response


def _saying(said: Said) -> ResponseFactory:
    """A response that says it, as speech or by a document."""
    builder = ResponseFactory()
    return builder.speak(said) if isinstance(said, str) else builder.add_directive(said)
