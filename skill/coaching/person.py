"""What is remembered of one person: what they have met, what they prefer, the workout under way.

Nothing about health is in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.cue import Place
from skill.coaching.device import Device
from skill.coaching.log import Done
from skill.coaching.preferences import Preferences
from skill.coaching.spoken import Spoken
from skill.coaching.style import Manner
from skill.coaching.workout import Count, Stint, Workout


class Person(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything stored about one person, as an immutable value."""

    version: Count = 0
    """How often it was saved: the newer write wins only over the version that it read."""
    preferences: Preferences = Preferences()
    workout: Workout | None = None
    aside: Stint | None = None
    """A single exercise or free count, done without losing the place in the workout."""
    spoken: Spoken | None = None
    met: dict[str, Count] = {}
    """How often each exercise was introduced from its beginning."""
    met_on: dict[str, Count] = {}
    """The day on which each was last begun."""
    openings: Count = 0
    """How many introductions were spoken: the next one takes the next wording."""
    finished: Count = 0
    """Routines done to the end."""
    minutes: Count = 0
    """What was said last of how long the routine takes."""
    lately: tuple[str, ...] = ()
    """Exercises in the order in which they were last done, once there was time for a part of them only."""
    no_documents: tuple[str, ...] = ()
    """Devices, by a digest of their ids, that failed to play an audio document: they get plain SSML."""
    devices: dict[str, Device] = {}
    """What is remembered of devices, by a digest of their ids; the one that changed last stands last."""
    active: float = 0.0
    """When something about them changed last, epoch seconds; 0: not known."""
    requests: tuple[str, ...] = ()
    """Digests of the requests that changed something last: none of them acts twice."""
    number: Count = 0
    """Which of the people who share this record it is."""
    others: tuple[Person, ...] = ()
    """The others, the one who left last first."""
    unlogged: tuple[Done, ...] = ()
    """What was done and is not in the log yet."""
    logged: Count = 0
    """The number of what is written to the log next: when something was last, in epoch seconds."""
    ahead: tuple[str, ...] = ()
    """Exercises that go a step on when the person comes another day."""
    news: dict[str, Change] = {}
    """Steps that were taken and not told yet, by exercise id; an empty one stands for all."""
    effort_asked: Count = 0
    """The day on which it was last asked how the routine was."""
    closed_on: Count = 0
    """The day on which a routine was last closed, done or not: another one that day is asked about."""
    beyond: dict[str, Any] = {}
    """What a newer version wrote and this one does not know: it is written back where it was."""

    @property
    def stint(self) -> Stint | None:
        """What the person is doing: the aside if there is one, otherwise the workout's current exercise."""
        if self.aside is not None:
            return self.aside
        if self.workout is None or self.workout.over:
            return None
        return self.workout.stint(self.workout.exercises[self.workout.at], self.workout.place)

    @property
    def newcomer(self) -> bool:
        """Whether nobody knows which routine suits them: they have begun none, and did not tell."""
        return not (self.finished or self.workout is not None or self.preferences.routine)

    def manner(self, stint: Stint, *, introduced: bool = True) -> Manner:
        """How their holds are counted; `introduced` False: the exercise is about to be."""
        manner = self.preferences.manner(self.met.get(stint.exercise, 0) + (not introduced))
        return manner.open_ended if stint.dose is not None and stint.dose.open_end else manner

    def at(self, place: Place) -> Person:
        """The same person, further on (or back) in what they are doing."""
        if self.aside is not None:
            return replace(self, aside=replace(self.aside, place=place))
        if self.workout is not None:
            return replace(self, workout=replace(self.workout, place=place))
        return self

    def doing(self, reps: int) -> Person:
        """The same person with so many reps in a set, this once, of the exercise they are doing."""
        if self.aside is not None:
            return replace(self, aside=replace(self.aside, reps=reps))
        assert self.workout is not None, "they are doing something"
        name = self.workout.exercises[self.workout.at]
        return replace(self, workout=replace(self.workout, reps={**self.workout.reps, name: reps}))

    def introduced(self, exercise: str) -> Person:
        """The person after one more introduction of an exercise; the next opening is worded differently."""
        met = {**self.met, exercise: self.met.get(exercise, 0) + 1}
        news = {name: change for name, change in self.news.items() if name not in {exercise, ""}}
        return replace(self, met=met, openings=self.openings + 1, news=news)

    def broke_off(self, exercise: str) -> Person:
        """The person who broke off an introduction: it does not count."""
        return replace(self, met={**self.met, exercise: max(self.met.get(exercise, 0) - 1, 0)})

    def began(self, exercise: str, day: int) -> Person:
        """The person at the exercise on a day; a free count has no name."""
        return replace(self, met_on={**self.met_on, exercise: max(day, 0)}) if exercise else self

    def workout_closed(self, easy_movement: Collection[str] = ()) -> Person:
        """The person without a workout under way; one that was done from start to end counts as finished.

        `easy_movement` may be missing from it: the easy movement before, between and after the exercises.
        """
        workout = self.workout
        whole = (
            workout is not None and not workout.part and workout.all - set(easy_movement) <= set(workout.done)
        )
        return replace(self, workout=None, finished=self.finished + whole)

    def stint_done(self) -> Person:
        """The person after finishing: the aside is over, or the workout moves on to its next exercise."""
        if self.aside is not None:
            return replace(self, aside=None, spoken=None)
        if self.workout is None or self.workout.over:
            return replace(self, spoken=None)
        name, workout = self.workout.exercises[self.workout.at], self.workout.finished_one()
        lately = self.lately
        if lately or workout.part:
            lately = (*(other for other in lately if other != name), name)
        return replace(self, workout=workout, spoken=None, lately=lately)
