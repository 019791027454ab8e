"""How long a workout still takes: its answers as they will be spoken, and the time to say "go" after each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from msgspec import Struct, json
from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.style import KNOWN_FROM
from skill.coaching.workout import Workout
from skill.content import Language, Library
from skill.dialogue import answer, delivery
from skill.dialogue.counted_answer import Counted, counted
from skill.dialogue.introduction import known_long
from skill.dialogue.memory import Memory, Question
from skill.dialogue.phrases import Phrase, say
from skill.dialogue.progress_estimate import Hearing, estimated
from skill.dialogue.request_time import Sent
from skill.dialogue.spoken_legs import LISTENS
from skill.dialogue.turn import Turn
from skill.settings import Timing

ANSWERING = 2.0
"""Seconds from the end of a question until the next answer sounds: a word, and Alexa's time to take it in."""
STILL_TRUE = 0.04
"""Share by which a routine may be longer or shorter than was said last, until it is said again."""
NEARLY_A_MINUTE = 55
"""Seconds from which a length is told in whole minutes; a shorter one in tens of seconds."""

Value = TypeVar("Value")


class _Standing(NamedTuple):
    """Somebody before an answer that counts: as much of them as tells how long it takes."""

    workout: Workout
    met: Mapping[str, int]
    preferences: Preferences
    news: Mapping[str, Change]
    memory: Memory
    plain: bool

    def key(self, library: Library, ahead: Sequence[str]) -> bytes:
        """It as JSON: the same for everybody for whom the exercises `ahead` take as long."""
        workout, met, preferences, news, memory, plain = self
        own = replace(
            preferences,
            without=(),
            never=(),
            standing=False,
            routine="",
            stays=(),
            after="",
            paces=_of(ahead, preferences.paces),
            levels=_of(ahead, preferences.levels),
            doses=_of(ahead, preferences.doses),
        )
        hurts = tuple(name for name in ahead if name in memory.hurts)
        known = Memory(
            asked=memory.asked if hurts or memory.asked is Question.COUNT_ON else None,
            welcomed=True,
            introduced=memory.introduced,
            told=memory.told,
            depth=memory.depth,
            body=memory.body,
            rested_by=memory.rested_by,
            hurts=hurts,
        )
        elsewhere = sorted(set(known_long(library, met)) - {*ahead})[:1]
        times = {name: min(met.get(name, 0), KNOWN_FROM) for name in (*ahead, *elsewhere)}
        reps = _of(ahead, workout.reps)
        shown = Workout(workout.routine, tuple(ahead), 0, workout.place, part=workout.part, reps=reps)
        return json.encode(_Standing(shown, times, own, _of(ahead, news), known, plain))


def _of(names: Iterable[str], values: Mapping[str, Value]) -> dict[str, Value]:
    """What there is under these names."""
    return {name: values[name] for name in names if name in values}


class _Answered(Struct, frozen=True):
    """What one answer takes, and what is different afterwards."""

    seconds: float
    done: int
    """Exercises that were finished in it."""
    place: Place
    met: Mapping[str, int]
    memory: Memory


def of_workout(turn: Turn, workout: Workout) -> float:
    """Seconds from where the workout stands to its end, for somebody who goes on whenever they are asked.

    The answers to come are composed as they will be sent, or have been for somebody else who stood there.
    Which of several wordings comes is left open.
    """
    person = turn.person
    memory = replace(turn.memory, rested_by=max(0.0, turn.memory.rested_by - turn.now))
    plain = delivery.chosen(turn, "").plain
    standing = _Standing(workout, person.met, person.preferences, person.news, memory, plain)
    return _to_the_end(turn.library, turn.language, standing.key(turn.library, workout.left))


@lru_cache(maxsize=256)
def _to_the_end(library: Library, language: Language, standing: bytes) -> float:
    """The same for whoever stands there, as JSON, which can be looked up."""
    at, total = json.decode(standing, type=_Standing), 0.0
    while not at.workout.over:
        left = at.workout.left
        ahead = left if at.preferences.flow else _within_reach(library, at.workout, left)
        answered = _answered(library, language, at.key(library, ahead))
        total += answered.seconds
        workout = replace(at.workout, at=at.workout.at + answered.done, place=answered.place)
        at = at._replace(workout=workout, met={**at.met, **answered.met}, memory=answered.memory)
    return total


def _within_reach(library: Library, workout: Workout, left: Sequence[str]) -> Sequence[str]:
    """What the next answer can count, and what it names behind that: at most two exercises more."""
    easy = library.easy_movement - set(library.routines[workout.routine].exercises)
    exercises = [number for number, name in enumerate(left) if number and name not in easy]
    return left[: exercises[1] + 1] if len(exercises) > 1 else left


@lru_cache(maxsize=1024)
def _answered(library: Library, language: Language, standing: bytes) -> _Answered:
    """The answer to somebody who stands there, as JSON."""
    workout, met, preferences, news, memory, plain = json.decode(standing, type=_Standing)
    person = Person(preferences=preferences, workout=workout, met=dict(met), news=dict(news))
    timing = Timing.SSML if plain else Timing.APLA
    turn = Turn(library, language, person, memory, Sent(0.0, 0.0), now=0.0, timing=timing)
    sent = counted(turn, answer.count(turn), delivery.chosen(turn, ""), "")
    after = estimated(turn.but(person=sent.person, memory=sent.memory), Hearing.RUN_OUT)
    assert after.workout is not None
    at, place = after.workout.at, after.workout.place
    assert (at, place) > (0, workout.place), "an answer that counts leads on"
    seconds = _played(turn, sent) + (ANSWERING if sent.reprompt else 0.0)
    memory = replace(after.memory, rested_by=max(0.0, after.memory.rested_by - seconds))
    return _Answered(seconds, at, place, after.person.met, memory)


def minutes(turn: Turn, workout: Workout) -> int:
    """The same in whole minutes."""
    return max(1, round(of_workout(turn, workout) / 60))


def announced(turn: Turn, workout: Workout) -> tuple[Turn, Phrase | None]:
    """How long it takes, for somebody who believes otherwise; and the turn in which they know."""
    exact, told = of_workout(turn, workout) / 60, turn.person.minutes
    if abs(exact - told) <= STILL_TRUE * told:
        return turn, None
    takes = max(1, round(exact))
    return turn.with_person(minutes=takes), say("left.whole_routine", n=takes)


def rounded(seconds: float) -> int:
    """To whole minutes, or where it is less than one, to ten seconds."""
    unit = 60 if seconds >= NEARLY_A_MINUTE else 10
    return unit * max(1, round(seconds / unit))


def _played(turn: Turn, sent: Counted) -> float:
    """Seconds of an answer; of one that goes on unasked, the silence in which nobody answered, too."""
    lengths = turn.language.lengths
    played = lengths.of_timeline(sent.played)
    if not sent.unasked:
        return played
    return played + LISTENS + lengths.of_timeline((*sent.reprompt, *sent.unasked))
