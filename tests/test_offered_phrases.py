"""What Alexa tells people to say, she understands, in the situation in which she offers it."""

from __future__ import annotations

import json
import re

import pytest

from skill.dialogue.memory import Question
from skill.echo.hearing import Hearing
from tests.sensible import ENGLISH
from tests.test_content import forms
from tests.test_interaction_model import MODEL
from tests.test_out_of_breath import UNDER_WAY, WHO, about, send, spoken

ROOMS = ("ask", "reprompt", "help", "missed")
ENDS = r"(?= for | to | once | when | and | in |[.,:?]|$)"
OFFER = re.compile(rf"\b(?:[Ss]ay|or|such as:?|then say) (?:say )?(?:the )?([a-z][a-z' -]*?){ENDS}")
DESCRIBED = {"its name", "name of an exercise", "name one you want again", "a number", "a length", "shout"}
"""These describe what to say, or something to do; examples stand beside them."""
DESCRIBED_AT_LENGTH = re.compile(r"a (number|length) up")
NOT_UNDERSTOOD = tuple(forms(ENGLISH.prompts["trouble.say_again"]))


def offers() -> list[tuple[Question, str]]:
    """Every phrase that is offered at a question."""
    found = {
        (question, phrase)
        for question in Question
        for room in ROOMS
        for text in forms(ENGLISH.prompts[f"{room}.{question}"])
        for phrase in OFFER.findall(text)
        if phrase not in DESCRIBED and not DESCRIBED_AT_LENGTH.match(phrase)
    }
    return sorted(found)


@pytest.fixture(scope="module")
def hearing() -> Hearing:
    return Hearing(MODEL)


@pytest.mark.parametrize(("question", "phrase"), offers())
def test_what_is_offered_is_understood(hearing: Hearing, question: Question, phrase: str) -> None:
    heard = hearing.understand(phrase, in_session=True)
    assert heard.kind == "intent"
    assert heard.intent != "AMAZON.FallbackIntent"
    memory = {
        "asked": question.value,
        "about": about(question.value),
        "emergency": int(question is Question.HELP_COMING),
    }
    who = WHO.get(question.value, UNDER_WAY)
    answered = send(who, heard.intent, memory, json.loads(json.dumps(heard.slots)))
    assert not spoken(answered).startswith(NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    "phrase",
    [
        *("I did three", "from three", "more", "go", "how is it done", "what exercises are there"),
        *("it's me again", "I'm new here"),
        *("remind me every weekday at seven", "I have five minutes", "what reminders do I have"),
    ],
)
def test_what_is_offered_elsewhere_is_understood(hearing: Hearing, phrase: str) -> None:
    assert hearing.understand(phrase, in_session=True).intent != "AMAZON.FallbackIntent"


def test_offers_are_found() -> None:
    found = set(offers())
    assert (Question.READY, "skip it") in found
    assert (Question.BETTER, "still there") in found
    assert len(found) > 30
