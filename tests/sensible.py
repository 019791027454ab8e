"""Checks that hold for every answer, whatever was said and when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from skill.coaching.person import Person
from skill.coaching.prescription import prescribed
from skill.coaching.stepping import finished
from skill.coaching.workout import Stint
from skill.content import load
from skill.echo.device import Echo, Turn
from tests.test_content import forms

LIBRARY = load()
ENGLISH = LIBRARY.languages["en"]
EXCUSES = re.compile(r"\b(sorry|error|wrong|problem|invalid|lost)\b", re.IGNORECASE)
LOST_THREAD = forms(ENGLISH.prompts["trouble.lost_thread"])
LARGEST_STATE = 2000
"""Maximum size of user state and session memory in bytes, for each person in a home."""


def person(turn: Turn) -> Person:
    return msgspec.convert(turn.response["sessionAttributes"]["person"], Person)


def stint(turn: Turn) -> Stint:
    """The current exercise or free count."""
    under_way = person(turn).stint
    assert under_way is not None
    return under_way


def words(turn: Turn) -> str:
    return " ".join(spoken.text for spoken in turn.played.spoken)


def sentences(text: str) -> Iterator[str]:
    return (sentence for sentence in re.split(r"(?<=[.?!]) ", text) if sentence)


def check(turn: Turn) -> None:
    """Check what holds for every answer."""
    if not turn.played.spoken:
        assert turn.ended
        return
    said = words(turn)
    assert not any(excuse in said for excuse in LOST_THREAD), said
    assert not EXCUSES.search(said)
    assert "{" not in said
    asks = said.rstrip().endswith("?")
    assert asks is not turn.ended, said
    # For somebody who does not want to be asked, the reprompt leads on, maybe to the end of the routine.
    if asks and not person(turn).preferences.flow:
        reprompt = " ".join(spoken.text for spoken in turn.reprompt.spoken)
        assert reprompt.endswith("?")
        assert list(sentences(reprompt)) != list(sentences(said))[-1:]
    check_place(person(turn))
    people = 1 + len(person(turn).others)
    assert len(json.dumps(turn.response["sessionAttributes"])) <= LARGEST_STATE * people


def in_emergency(turn: Turn) -> bool:
    """Whether the session of an answer has seen an emergency."""
    return bool(turn.response.get("sessionAttributes", {}).get("memory", {}).get("emergency"))


def check_emergency(before: Turn | None, turn: Turn, *, alone: bool = True) -> None:
    """Check that no exercise is counted or offered once there was an emergency in the session.

    Unless this device is `alone`, a routine may have been begun on another one since.
    """
    if before is not None and in_emergency(before) and not turn.request.get("session", {}).get("new", True):
        assert turn.ended or in_emergency(turn), words(turn)
        check_no_exercise(turn)
    if in_emergency(turn) and not turn.ended:
        told_before = before is not None and in_emergency(before)
        assert person(turn).workout is None or (told_before and not alone)
        check_no_exercise(turn)


def check_no_exercise(turn: Turn) -> None:
    """Check that nothing is counted and no exercise is named, in the reprompt neither."""
    spoken = [*turn.played.spoken, *turn.reprompt.spoken]
    assert not [text for text in (each.text for each in spoken) if text.lower() in {"one", "two", "three"}]
    said = " ".join(each.text for each in spoken).lower()
    assert not [words for words in ENGLISH.exercises.values() if words.name.lower() in said], said
    assert "routine" not in said, said


def check_place(person: Person) -> None:
    """Check that the place lies inside the dose at the current level and pace."""
    stint = person.stint
    if stint is None:
        return
    work = prescribed(stint, LIBRARY.exercises, person.preferences)
    assert not finished(work, stint.place)
    assert 0 <= stint.place.reps < work.dose.reps
    assert 0 <= stint.place.sides < work.turns
    assert 0 <= stint.place.seconds <= work.dose.hold


def at_exercise(echo: Echo, number: int) -> Turn:
    """Start the count of the routine's exercise `number`, counted from zero."""
    echo.hear("start my back routine")
    turn = echo.hear("yes")
    for _ in range(number):
        echo.hear("skip", 10.0)
        turn = echo.hear("ready")
    return turn
