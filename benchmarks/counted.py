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
from skill.coaching.counting import HALFWAY_FROM, count
from skill.coaching.cue import Timeline
from skill.coaching.dose import COUNTED_HOLD, Work
from skill.content import Language, Speaker, load
from skill.echo import house
from skill.rendering import apla, ssml

HELD = "plank"
"""The exercise whose hold ranges from ten to sixty seconds."""


def language() -> Language:
    return load().language(house.USUAL)


class Counted(NamedTuple):
    """An exercise counted from start to end, however many answers that would take."""

    exercise: str
    work: Work

    @property
    def timeline(self) -> Timeline:
        words = language()
        return count(self.work, Speaker(words), words.exercises[self.exercise].calls)

    @property
    def prescribed(self) -> list[list[str]]:
        """The words for the seconds of every hold, derived from the dose; a one-second hold has none.

        The middle second of a long hold is called "halfway".
        """
        dose, words = self.work.dose, Speaker(language())
        seconds = [words.beat(second) for second in range(1, dose.hold + 1)]
        if dose.hold >= HALFWAY_FROM:
            seconds[dose.hold // 2] = words.say("count.halfway")
        holds = dose.sets * dose.reps * self.work.turns
        return [seconds if dose.hold >= COUNTED_HOLD else []] * holds


def at_limit(limit: int) -> Iterator[Counted]:
    """All exercises at their smallest (0) or largest (1) dose."""
    for name, exercise in load().exercises.items():
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
    """The simple method: each text, then a one-second break."""
    counted = (f'{escape(cue.text)}<break time="1000ms"/>' for cue in timeline)
    return voice.speak(f"<speak>{''.join(counted)}</speak>")
