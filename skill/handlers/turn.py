"""One turn: what was heard, from whom, when and after what; the functions of the conversation work on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent
from msgspec.structs import replace

from skill.coaching.counting import count, cues, finished
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise, Level, Position
from skill.coaching.person import Person, Stint, Workout
from skill.coaching.placing import place_at
from skill.coaching.prescription import prescribed
from skill.coaching.script import Calls
from skill.coaching.style import PACES
from skill.content import Language, Library, Speaker
from skill.content.language import ExerciseWords
from skill.envelope import intent_of
from skill.handlers.delivery import Delivery, as_document, as_ssml, device
from skill.handlers.memory import Memory
from skill.settings import Timing

DOUBT = 2.0
"""Seconds: an answer begins to sound up to a second after it left, and "Alexa" takes another to say."""

FASTEST = 0.75
"""How long a quick voice takes to say something, as a part of what the table reckons."""


class Hearing(Enum):
    """How much of the last answer was heard, as far as the request tells."""

    BROKEN_OFF = "it may have been interrupted anywhere"
    ANSWERED = "the question at its end was answered"
    RUN_OUT = "nobody answered it"


@dataclass
class Turn:
    """What a handler sees and changes: `person` and `memory` are saved when it returns."""

    handler_input: HandlerInput
    library: Library
    language: Language
    person: Person
    memory: Memory
    now: float
    """Epoch seconds at which the person spoke."""
    clock_now: float
    """Epoch seconds at which the answer leaves."""
    new_session: bool
    timing: Timing
    interrupted: bool = field(default=False, init=False)
    """A count was being spoken, and this turn broke it off."""
    began_at: Place = field(default=Place(), init=False)
    """Where the count began that was being spoken."""

    @property
    def say(self) -> Speaker:
        return Speaker(self.language, self.person.version)

    @property
    def intent(self) -> Intent | None:
        return intent_of(self.handler_input.request_envelope)

    @property
    def workout(self) -> Workout | None:
        return self.person.workout

    def exercise(self, name: str) -> Exercise:
        return self.library.exercises[name]

    def words(self, name: str) -> ExerciseWords:
        return self.language.exercises[name]

    def work(self, stint: Stint) -> Work:
        """What is to be done in a stint: the exercise as this person does it, or the free count."""
        return prescribed(stint, self.library.exercises, self.person.preferences)

    def level(self, name: str) -> Level:
        """Which way this person does the exercise."""
        return self.person.preferences.level(name)

    def position(self, name: str) -> Position:
        """Where the body is in the exercise as this person does it."""
        return self.exercise(name).position_at(self.level(name))

    def calls(self, stint: Stint) -> Calls:
        if stint.dose:
            return self.say.free_calls(stint.dose)
        return self.words(stint.exercise).calls_at(self.level(stint.exercise))

    def count(self, stint: Stint) -> Timeline:
        """The timeline from where the stint stands to its end."""
        style = self.person.preferences.style
        return count(self.work(stint), self.say, self.calls(stint), stint.place, style)

    def spoken_at_pace(self, stint: Stint, text: str) -> Cue:
        """An instruction; for somebody who wants it slower, with a pause behind it rather than a drawl."""
        factor = PACES[self.person.preferences.paces.get(stint.exercise, 0)]
        return Cue(text, self.language.lengths.of(text) * factor if factor > 1 else None)

    def delivery(self, token: str) -> Delivery:
        """How a count is sent to this device."""
        plain = device(self.handler_input.request_envelope) in self.person.no_documents
        if plain or self.memory.plain or self.timing is Timing.SSML:
            return as_ssml(self.language.lengths)
        return as_document(self.language.lengths, token)

    def settle(self, hearing: Hearing) -> None:
        """Work out how far one has got in the count that the last answer spoke, and note it."""
        spoken, stint = self.person.spoken, self.person.stint
        self.person = replace(self.person, spoken=None)
        if spoken is None or stint is None:
            return
        self.began_at = stint.place
        elapsed = _heard_at_most(hearing, self.now - spoken.answered) - spoken.lead
        style = self.person.preferences.style
        timeline = cues(self.work(stint), self.say, self.calls(stint), stint.place, style)
        place = place_at(timeline, elapsed, self.language.lengths, stint.place)
        if spoken.until is not None:
            place = min(place, spoken.until)
        if finished(self.work(stint), place):
            self._done()
        else:
            self.interrupted = place != spoken.until
            self.person = self.person.at(place)

    def _done(self) -> None:
        """The count was heard to its end; in the rest behind it the next position was told."""
        was_aside = self.person.aside is not None
        self.person = self.person.stint_done()
        following = self.person.stint
        if not was_aside and following is not None:
            self.memory.body = self.position(following.exercise)


def _heard_at_most(hearing: Hearing, passed: float) -> float:
    """Seconds of the last answer, at the table's pace, that count as heard when `passed` have gone by.

    Somebody who answers the question at its end has heard all of it, and a quick voice said it sooner than
    was reckoned. Anybody else is credited with less than has passed: nothing counts that was not done.
    """
    match hearing:
        case Hearing.RUN_OUT:
            return float("inf")
        case Hearing.ANSWERED:
            return passed / FASTEST
        case Hearing.BROKEN_OFF:
            return passed - DOUBT
