"""Where the skill would resume if it were interrupted now: it is asked, a second at a time."""

from __future__ import annotations

import json
from threading import Lock
from typing import Any

from ask_sdk_model import RequestEnvelope
from msgspec import Struct
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.prescription import prescribed
from skill.coaching.stepping import taken_up
from skill.content import Language, Speaker, load
from skill.dialogue.state_versions import read_person
from skill.echo.house_clock import HouseClock
from skill.echo.request import Json, timestamp
from skill.page.movements import named, script

WAIT = {"type": "IntentRequest", "intent": {"name": "AMAZON.PauseIntent", "confirmationStatus": "NONE"}}
"""What is asked: the answer carries the place, and nothing of it is kept."""


class Resume(Struct, frozen=True):
    """If somebody interrupts between these seconds of an answer, it resumes there."""

    begins: float
    ends: float
    name: str
    """The exercise."""
    at: str
    """The place in it, in a few words: "rep 3, right arm, left leg"."""
    place: Place


class _Forgetful:
    """A store in which nothing is kept: the state is in the session."""

    def get_attributes(self, _envelope: RequestEnvelope) -> dict[str, Any]:
        return {}

    def save_attributes(self, _envelope: RequestEnvelope, _attributes: dict[str, Any]) -> None: ...

    def delete_attributes(self, _envelope: RequestEnvelope) -> None: ...

    def forget_beside(self, _envelope: RequestEnvelope, _number: int) -> None: ...

    def get_log(self, _envelope: RequestEnvelope, _number: int) -> dict[str, Any]:
        return {}

    def save_log(self, _envelope: RequestEnvelope, _number: int, _attributes: dict[str, Any]) -> None: ...

    def set_aside(
        self, _envelope: RequestEnvelope, _attributes: dict[str, Any], _log: int | None = None
    ) -> None: ...


class Rehearsal:
    """A skill of its own that is asked, in a time of its own, and keeps nothing."""

    def __init__(self) -> None:
        self._clock = HouseClock.standing_at(0.0)
        self._skill = create_skill(_Forgetful(), self._clock.now)
        self._asking = Lock()

    def resumes(self, request: Json, response: Json, answered: float, lasts: float) -> list[Resume]:
        """Where an interruption of an answer resumes, for each of its seconds; empty where it counts nothing.

        `answered` is when the answer came, in epoch seconds.
        """
        attributes = response.get("sessionAttributes") or {}
        person = read_person(attributes.get("person"))
        if person is None or person.spoken is None:
            return []
        language = load().language(request["request"]["locale"])
        session = {**request["session"], "new": False, "attributes": attributes}
        found: list[Resume] = []
        with self._asking:
            for second in range(int(lasts) + 1):
                self._clock.turn_to(answered + second)
                after = self._interrupted({**request, "session": session})
                if after is not None:
                    _add(found, float(second), after, language)
        return found

    def _interrupted(self, request: Json) -> Person | None:
        asked = {**request["request"], **WAIT, "timestamp": timestamp(self._clock.now())}
        answer = json.loads(self._skill.answer(json.dumps({**request, "request": asked}).encode()))
        return read_person((answer.get("sessionAttributes") or {}).get("person"))


def _add(found: list[Resume], second: float, person: Person, language: Language) -> None:
    place = _taken_up(person)
    name, at = _named(person, place, language)
    if found and (found[-1].name, found[-1].place) == (name, place):
        found[-1] = replace(found[-1], ends=second + 1)
    else:
        found.append(Resume(second, second + 1, name, at, place))


def _taken_up(person: Person) -> Place:
    """A short hold that is interrupted begins again; a long one goes on a few seconds back."""
    stint = person.stint
    if stint is None:
        return Place()
    exercises = load().exercises_for(person)
    return taken_up(prescribed(stint, exercises, person.preferences), stint.place)


def _named(person: Person, place: Place, language: Language) -> tuple[str, str]:
    stint = person.stint
    if stint is None:
        return "", "the end"
    work, calls = script(person, stint, Speaker(language))
    words = language.exercises.get(stint.exercise)
    second = f"second {place.seconds}" if place.seconds else ""
    at = ", ".join(filter(None, (named(work, calls, place), second)))
    return words.name if words else "the count", at or "its beginning"
