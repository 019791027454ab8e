"""One turn: what was heard, from whom, when, and in which state. A handler turns it into an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise, Level, Position
from skill.coaching.log import Log
from skill.coaching.person import Person
from skill.coaching.plan import chosen_routine
from skill.coaching.prescription import prescribed
from skill.coaching.routine import Routine
from skill.coaching.script import Calls
from skill.coaching.workout import Stint, Workout
from skill.content import Language, Library, Speaker, speaker
from skill.content.known import GENTLE_ROUTINE, USUAL_ROUTINE
from skill.content.language import ExerciseWords
from skill.dialogue.connections import Resumed, Task
from skill.dialogue.memory import Memory, Question
from skill.dialogue.request_time import Sent
from skill.dialogue.slots import Slots
from skill.rendering.arrangement import Arrangement
from skill.settings import Timing

A_NIGHT = 6 * 3600.0
"""Seconds without any activity after which it counts as another day. Nobody tells the time zone; to ask once
too often within a day does less harm than to go on unasked in the morning."""

A_WEEK = 7 * 86_400.0


class DocumentError(Struct, frozen=True):
    """Alexa says that the last audio document was not played."""

    ours: bool
    """The document itself was at fault, not the device."""


class Turn(Struct, frozen=True, eq=False):
    """What a handler sees, as an immutable value; compared by identity, as it is in the caches."""

    library: Library
    language: Language
    person: Person
    memory: Memory
    sent: Sent
    """When the person had spoken."""
    now: float
    """Epoch seconds at which the answer leaves."""
    new_session: bool = True
    slots: Slots = Slots()
    device: str = ""
    """Digest of the id of the device that asks."""
    session: str = ""
    """Digest of the id of the session."""
    skill: str = ""
    """The skill's own id."""
    locale: str = ""
    timing: Timing = Timing.APLA
    screen: tuple[Arrangement, ...] = ()
    """How the screen of the device may be arranged; none: it has none that can show what is shown here."""
    pictures: str = ""
    """Address of the pictures for cards; empty: they are nowhere."""
    resumed: Resumed | None = None
    """What Alexa comes back from, if she does."""
    task: Task | None = None
    """What the skill is opened for, if somebody else than a person opens it."""
    document_error: DocumentError | None = None
    lost: bool = False
    """Alexa says that she could not use the last answer: nothing of its count was heard."""
    interrupted: bool = False
    """A count was being spoken, and this turn broke it off."""
    bystander: bool = False
    """The count in the state belongs to a session on another device; it goes on unless this turn moves it."""
    elsewhere: bool = False
    """That other device is still counting."""
    before: Person | None = None
    """The person as they were when the last answer left, if it counted and nobody has heard of it since."""
    unsure: bool = False
    """A clock was changed: nobody knows how much was heard."""
    in_doubt: bool = False
    """More was perhaps done than what counts: the side that comes next may be one that was done."""
    log: Log | None = None
    """What was done, for a wish that asks for it; None for all others, and where it cannot be read."""

    def but(self, **changes: Any) -> Turn:
        """The same turn with some fields changed."""
        return replace(self, **changes)

    def with_memory(self, **changes: Any) -> Turn:
        """The same turn with some fields of the memory changed."""
        return replace(self, memory=replace(self.memory, **changes))

    def with_person(self, **changes: Any) -> Turn:
        """The same turn with some fields of the person changed."""
        return replace(self, person=replace(self.person, **changes))

    @property
    def speaker(self) -> Speaker:
        """The language as it words this turn."""
        return speaker(self.language, self.person.version)

    @property
    def script(self) -> Speaker:
        """The same for a count, of which few prompts take turns."""
        return speaker(self.language, self.person.version, "count.")

    @property
    def workout(self) -> Workout | None:
        return self.person.workout

    @property
    def stint(self) -> Stint | None:
        return self.person.stint

    @property
    def speaking(self) -> bool:
        """Whether the count in the state was spoken in this session."""
        spoken = self.person.spoken
        if spoken is None:
            return False
        if spoken.session and self.session:
            return spoken.session == self.session
        return spoken.device == self.device

    @property
    def another_day(self) -> bool:
        """Whether a night may lie between this turn and the last activity."""
        return self.now - self.person.active > A_NIGHT

    @property
    def long_away(self) -> bool:
        """Whether the last activity was a week ago or more; somebody new was not away."""
        return bool(self.person.active) and self.now - self.person.active >= A_WEEK

    @property
    def under_way(self) -> bool:
        """An exercise or count has begun or was being spoken, rather than only announced."""
        if self.interrupted or self.person.aside is not None:
            return True
        stint, started = self.stint, self.memory.started
        if stint is None:
            return False
        # One that was begun and put off is announced once more.
        announced = self.memory.asked is Question.READY and self.memory.about in {"", stint.exercise}
        return stint.exercise == started or (stint.begun and not announced)

    @property
    def routine(self) -> Routine:
        """The routine under way, else the one chosen last, else the usual one."""
        routines = self.library.routines
        return routines.get(chosen_routine(self.person)) or routines[USUAL_ROUTINE]

    @property
    def unmet(self) -> bool:
        """Whether nobody knows which routine suits them; where there is no gentle one, there is no choice."""
        return self.person.newcomer and GENTLE_ROUTINE in self.library.routines

    @property
    def exercises(self) -> Mapping[str, Exercise]:
        """All exercises, in the doses that suit the person."""
        return self.library.exercises_for(self.person)

    def is_easy_movement(self, name: str) -> bool:
        """Whether it is easy movement around the routine's exercises, which is not counted among them."""
        return name in self.library.easy_movement and name not in self.routine.exercises

    def exercise(self, name: str) -> Exercise:
        return self.exercises[name]

    def words(self, name: str) -> ExerciseWords:
        return self.language.exercises[name]

    def work(self, stint: Stint) -> Work:
        """What is to be done in a stint: the exercise as this person does it, or the free count."""
        return prescribed(stint, self.exercises, self.person.preferences)

    def today(self, name: str) -> Stint:
        """An exercise from its beginning, as today's workout has it."""
        return self.workout.stint(name) if self.workout is not None else Stint(name)

    def level(self, name: str) -> Level:
        """Which way this person does the exercise."""
        return self.person.preferences.level(name)

    def position(self, name: str) -> Position:
        """Where the body is in the exercise as this person does it."""
        return self.exercise(name).position_at(self.level(name))

    def calls(self, stint: Stint) -> Calls:
        """The words that lead through a stint."""
        if stint.dose:
            return self.speaker.free_calls(stint.dose)
        return self.words(stint.exercise).calls_at(self.level(stint.exercise))
