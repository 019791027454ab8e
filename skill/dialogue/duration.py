"""How long a workout still takes: its answers as they will be spoken, and the time to say "go" after each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct, json
from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.cue import Place
from skill.coaching.person import Person, Workout
from skill.coaching.preferences import Preferences
from skill.coaching.style import KNOWN_FROM
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


class _Standing(NamedTuple):
    """Somebody before an answer that counts: as much of them as tells how long it takes."""

    workout: Workout
    met: Mapping[str, int]
    preferences: Preferences
    news: Mapping[str, Change]
    memory: Memory
    plain: bool


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
    met, total = turn.person.met, 0.0
    memory = replace(turn.memory, rested_by=max(0.0, turn.memory.rested_by - turn.now))
    plain = delivery.chosen(turn, "").plain
    while not workout.over:
        standing = _standing(turn, workout, met, memory, plain)
        answered = _answered(turn.library, turn.language, json.encode(standing))
        total += answered.seconds
        workout = replace(workout, at=workout.at + answered.done, place=answered.place)
        met, memory = {**met, **answered.met}, answered.memory
    return total


def _standing(turn: Turn, workout: Workout, met: Mapping[str, int], memory: Memory, plain: bool) -> _Standing:
    """The same for everybody for whom the next answer takes as long."""
    preferences = turn.person.preferences
    ahead = workout.left if preferences.flow else _within_reach(turn, workout.left)
    own = Preferences(
        style=preferences.style,
        count_up=preferences.count_up,
        just_count=preferences.just_count,
        explain=preferences.explain,
        brief=preferences.brief,
        paces={name: preferences.paces[name] for name in ahead if name in preferences.paces},
        flow=preferences.flow,
        rest=preferences.rest,
        ready=preferences.ready,
        sides=preferences.sides,
        countdown=preferences.countdown,
        levels={name: preferences.levels[name] for name in ahead if name in preferences.levels},
        doses={name: preferences.doses[name] for name in ahead if name in preferences.doses},
    )
    news = {name: change for name, change in turn.person.news.items() if name in ahead}
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
    elsewhere = sorted(set(known_long(turn.library, met)) - {*ahead})[:1]
    times = {name: min(met.get(name, 0), KNOWN_FROM) for name in (*ahead, *elsewhere)}
    reps = {name: workout.reps[name] for name in ahead if name in workout.reps}
    shown = Workout(workout.routine, ahead, 0, workout.place, part=workout.part, reps=reps)
    return _Standing(shown, times, own, news, known, plain)


def _within_reach(turn: Turn, left: Sequence[str]) -> tuple[str, ...]:
    """What the next answer can count, and what it names behind that: at most two exercises more."""
    exercises = [number for number, name in enumerate(left) if number and not turn.is_easy_movement(name)]
    return tuple(left[: exercises[1] + 1] if len(exercises) > 1 else left)


@lru_cache(maxsize=1024)
def _answered(library: Library, language: Language, standing: bytes) -> _Answered:
    """The answer to somebody who stands there, as JSON: a value that can be looked up."""
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
