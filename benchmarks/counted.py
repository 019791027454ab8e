"""What the accuracy reports count: doses at their limits, and a single hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from msgspec import json
from msgspec.structs import replace

from benchmarks import mixer
from benchmarks.sound import Sound
from benchmarks.voices import Voice
from benchmarks.words import plain
from skill.coaching.counting import count
from skill.coaching.cue import Timeline
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.holding import words
from skill.coaching.style import Manner
from skill.content import Language, Speaker, load
from skill.echo import house
from skill.rendering import apla, ssml

HELD = "plank"
"""The exercise whose hold ranges from ten to sixty seconds."""
CUE = "a cue"
"""What stands for whatever is said of breath and form in a hold."""


def language() -> Language:
    return load().language(house.USUAL)


class Counted(NamedTuple):
    """An exercise counted from start to end, however many answers that would take."""

    exercise: str
    work: Work

    @property
    def timeline(self) -> Timeline:
        english = language()
        return count(self.work, Speaker(english), english.exercises[self.exercise].calls)

    @property
    def prescribed(self) -> list[list[str]]:
        """What is said in the seconds of every hold, derived from the dose; a one-second hold has nothing.

        A cue for breath or form is `CUE`.
        """
        dose, speaker = self.work.dose, Speaker(language())
        calls = language().exercises[self.exercise].calls
        cues = {*calls.breath, *calls.form}
        holds = [
            [
                CUE if said in cues else plain(said)
                for said in words(dose.hold, speaker, calls, Manner(), rep)
                if said
            ]
            for rep in range(dose.sets * dose.reps)
        ]
        return [hold if dose.hold >= COUNTED_HOLD else [] for hold in holds for _ in range(self.work.turns)]


def at_limit(limit: int) -> Iterator[Counted]:
    """All exercises that are counted, at their smallest (0) or largest (1) dose."""
    for name, exercise in load().exercises.items():
        if exercise.work.breaths:
            continue
        reps, hold = exercise.range.reps[limit], exercise.range.hold[limit]
        dose = replace(exercise.work.dose, reps=reps, hold=hold)
        yield Counted(name, replace(exercise.work, dose=dose))


def held(seconds: int) -> Timeline:
    """One hold of that length, and the word that ends it."""
    work = load().exercises[HELD].work
    whole = Counted(HELD, replace(work, dose=replace(work.dose, reps=1, hold=seconds))).timeline
    return tuple(cue for cue in whole if cue.place is not None)


def as_document(timeline: Timeline, voice: Voice) -> Sound:
    return mixer.play(json.decode(json.encode(apla.render(timeline))), voice.rate, voice.speak)


def as_ssml(timeline: Timeline, voice: Voice) -> Sound:
    return voice.speak(f"<speak>{ssml.render(timeline, language().lengths)}</speak>")


def as_usual(timeline: Timeline, voice: Voice) -> Sound:
    """The simple method: each text, then a break of all the seconds until the next one."""
    counted = (f"{escape(cue.text)}{_break(cue.lasts or 0.0)}" for cue in timeline)
    return voice.speak(f"<speak>{''.join(counted)}</speak>")


def _break(seconds: float) -> str:
    return f'<break time="{round(1000 * seconds)}ms"/>'
