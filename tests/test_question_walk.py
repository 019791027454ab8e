"""No question is asked for ever: whatever one word somebody repeats, the conversation moves on or ends."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from skill.coaching.person import Person
from skill.dialogue.memory import Question
from tests.test_out_of_breath import UNDER_WAY, WHO, about, remembered, send

WORDS = [
    "AMAZON.YesIntent",
    "AMAZON.NoIntent",
    "ReadyIntent",
    "NextExerciseIntent",
    "SkipIntent",
    "DoneIntent",
]
REPEATS = 8


def state(person: Person) -> Person:
    """What a turn may move on; not how often something was said."""
    return replace(person, version=0, openings=0, spoken=None, requests=())


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("word", WORDS)
def test_the_same_word_again_and_again_leads_somewhere(word: str, question: Question) -> None:
    person = WHO.get(question.value, UNDER_WAY)
    memory = {"asked": question.value, "about": about(question.value)}
    seen: list[tuple[str, Person]] = []
    for _ in range(REPEATS):
        answered = send(person, word, memory)
        if answered["response"]["shouldEndSession"]:
            return
        person, memory = remembered(answered), answered["sessionAttributes"]["memory"]
        if person.spoken is not None:
            return  # it counts
        seen.append((memory.get("asked", ""), state(person)))
    assert any(step != seen[-1] for step in seen[-3:]), msgspec.json.encode(seen[-1]).decode()
