"""One turn: what was heard, from whom, when and after what; the functions of the conversation work on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent

from skill.coaching.counting import count
from skill.coaching.cue import Cue, Timeline
from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise, Level, Position
from skill.coaching.person import Person, Stint, Workout
from skill.coaching.prescription import prescribed
from skill.coaching.script import Calls
from skill.coaching.style import PACES
from skill.content import Language, Library, Speaker
from skill.content.language import ExerciseWords
from skill.dialogue.delivery import Delivery, as_document, as_ssml, device
from skill.dialogue.memory import Memory
from skill.dialogue.request_time import Sent
from skill.envelope import intent_of
from skill.settings import Timing


@dataclass
class Turn:
    """What a handler sees and changes: `person` and `memory` are saved when it returns."""

    handler_input: HandlerInput
    library: Library
    language: Language
    person: Person
    memory: Memory
    sent: Sent
    """When the person had spoken."""
    now: float
    """Epoch seconds at which the answer leaves."""
    new_session: bool
    timing: Timing
    interrupted: bool = field(default=False, init=False)
    """A count was being spoken, and this turn broke it off."""
    elsewhere: bool = field(default=False, init=False)
    """Another device of this person is still counting."""
    unsure: bool = field(default=False, init=False)
    """A clock was put: nobody knows how much was heard."""

    @property
    def say(self) -> Speaker:
        return Speaker(self.language, self.person.version)

    @property
    def intent(self) -> Intent | None:
        return intent_of(self.handler_input.request_envelope)

    @property
    def workout(self) -> Workout | None:
        return self.person.workout

    @property
    def under_way(self) -> bool:
        """An exercise or a count was begun, or was being spoken until now: not merely announced."""
        return self.interrupted or (self.person.stint is not None and self.person.stint.begun)

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
