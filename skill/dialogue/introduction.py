"""What an answer counts, and how each exercise in it is introduced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from msgspec.structs import replace

from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.exercise import Level
from skill.coaching.holding import UP_FROM
from skill.coaching.style import KNOWN_FROM
from skill.coaching.workout import Stint
from skill.content import Library
from skill.content.known import GENTLE_ROUTINE
from skill.dialogue import growing, moving, wording
from skill.dialogue.answer import Answer
from skill.dialogue.explanation import Explanation
from skill.dialogue.following import TWICE, ending
from skill.dialogue.memory import STEPS, Memory, Question
from skill.dialogue.parts import Part
from skill.dialogue.phrases import ExerciseText, Length, Phrase, Unhurried, Verbatim, name_of, say, taking
from skill.dialogue.turn import Turn

SETTING_UP = 15.0
"""Seconds to put the ball back against the wall, and lean on it."""


def parts(turn: Turn, answer: Answer) -> Iterator[Part]:
    """What the answer counts, introduced as far as the person needs it, and what follows it.

    Easy movement follows without a question. Somebody who does not want to be asked is led on to whatever
    follows, for as long as the answer has room. Anybody else is asked once an exercise: after one that had to
    be cut, and after the warm-up, the next follows if it is known.
    """
    stint = answer.count
    assert stint is not None, "the answer counts"
    before = (growing.break_told(turn), safety(turn, stint))
    talk = (*answer.say, *before, *_introduction(turn, stint))
    less = _counts_less(turn, stint)
    yield Part(stint, talk, ending(turn, stint, less=less), len(answer.say))
    if turn.person.aside is not None or turn.workout is None:
        return
    for later, name in enumerate(_unasked(turn, turn.workout.left), 1):
        following = turn.today(name)
        now_less = not less and _counts_less(turn, following)
        less = less or now_less
        yield Part(following, tuple(how(turn, following)), ending(turn, following, later, less=now_less))


def _unasked(turn: Turn, left: Sequence[str]) -> Iterator[str]:
    """What may follow the exercise under way without a question.

    One exercise more, if it is known, where that one had to be cut or is easy movement.
    """
    memory, flow, first = turn.memory, turn.person.preferences.flow, left[0]
    leads_on = (memory.asked is Question.COUNT_ON or turn.is_easy_movement(first)) and not (
        memory.hurts or memory.sore or memory.waits
    )
    for name in left[1:]:
        if not (flow or turn.is_easy_movement(name)):
            known = turn.person.met.get(name, 0) >= moving.FULL_STEPS_TIMES
            if not (leads_on and known):
                return
            leads_on = False
        yield name


def is_known(turn: Turn, stint: Stint) -> bool:
    """There is nothing to introduce: it is under way, was just introduced, or is a free count."""
    return stint.begun or stint.dose is not None or turn.memory.introduced == stint.exercise


def of_broken_off(turn: Turn, stint: Stint) -> Turn:
    """The turn in which an introduction that was broken off does not count: this one takes its place."""
    told = turn.memory.explanation
    if told is None or told.exercise != stint.exercise or is_known(turn, stint):
        return turn
    return turn.but(person=turn.person.broke_off(stint.exercise))


def known_long(library: Library, met: Mapping[str, int]) -> Iterator[str]:
    """Exercises that are known and have holds in which fewer seconds are counted then."""
    for name, times in met.items():
        exercise = library.exercises.get(name) if times >= KNOWN_FROM else None
        if exercise is not None and exercise.work.dose.hold >= UP_FROM:
            yield name


def _counts_less(turn: Turn, stint: Stint) -> bool:
    """Fewer of the seconds are counted than this person has heard so far; that is said once, at its end."""
    name, met = stint.exercise, turn.person.met
    if not name or turn.person.preferences.style is not None:
        return False
    times = met.get(name, 0) + (not is_known(turn, stint))
    if times != KNOWN_FROM or turn.work(stint).dose.hold < UP_FROM:
        return False
    return not set(known_long(turn.library, met)) - {name}


def dose(work: Work) -> Phrase:
    """How often and how long."""
    dose, length = work.dose, Length(work.dose.hold)
    if work.breaths:
        return say("dose.breaths", n=dose.reps)
    if dose.sets > 1 and dose.reps == 1 and dose.hold >= COUNTED_HOLD:
        return say("dose.held", n=dose.sets, length=length)
    if dose.sets > 1:
        key = "dose.sets" if dose.hold < COUNTED_HOLD else "dose.sets_held"
        return say(key, sets=dose.sets, reps=dose.reps, length=length)
    if dose.hold < COUNTED_HOLD:
        return say("dose.reps_sides" if work.sides else "dose.reps", n=dose.reps)
    if dose.reps == TWICE and not work.sides:
        return say("dose.twice", length=length)
    return say("dose.sides" if work.sides else "dose.held", n=dose.reps, length=length)


def hears_safety(turn: Turn, stint: Stint) -> bool:
    """Whether this is the first exercise of somebody who was not told who should ask a doctor first.

    Where there is no gentle routine, nobody is asked anything at first.
    """
    if GENTLE_ROUTINE not in turn.library.routines or not stint.exercise:
        return False
    begun = stint.begun or (turn.workout is not None and turn.workout.begun)
    return not (begun or any(turn.person.met.values()) or turn.memory.welcomed)


def safety(turn: Turn, stint: Stint) -> Phrase | None:
    """Whichever way somebody new came to their first exercise, they hear who should ask a doctor first."""
    return say("welcome.safety") if hears_safety(turn, stint) else None


def _introduction(turn: Turn, stint: Stint) -> Iterator[Phrase | None]:
    if stint.dose is not None:
        if not stint.begun:
            yield _free_dose(turn, stint)
        return
    moves = _moves(turn, stint)
    if is_known(turn, stint):
        if moves:
            yield say("lead.back_to", name=name_of(stint.exercise))
            yield from moves
            if turn.memory.long_away:
                yield ExerciseText(stint.exercise, "warning", turn.level(stint.exercise))
        return
    name, told = _name_with_way(turn, stint), explanation(turn, stint)
    going_on = told is not None and told.heard
    opening = taking(turn.person.openings, "lead.opening", name=name)
    yield say("lead.going_on", name=name) if going_on else opening
    yield from moves
    yield from how(turn, stint)


def _moves(turn: Turn, stint: Stint) -> Sequence[Phrase]:
    moves = moving.into(turn, turn.memory.body, stint.exercise)
    if turn.memory.ball_away and not moves:
        return [Unhurried(ExerciseText(stint.exercise, "setup", turn.level(stint.exercise)), SETTING_UP)]
    return moves


def of_hold(turn: Turn, name: str) -> Iterator[Phrase | None]:
    """What somebody hears before a hold of their own choice: the way into the exercise, and how it is done.

    Whoever is at it, or has just heard it, gets ready for it without.
    """
    stint, at = Stint(name), turn.stint
    in_place = turn.memory.body == turn.position(name)
    at_it = at is not None and turn.under_way and (at.exercise == name or (at.dose is not None and in_place))
    if at_it or turn.memory.introduced == name:
        return
    yield safety(turn, stint)
    yield say("lead.opening", name=_name_with_way(turn, stint))
    yield from moving.into(turn, turn.memory.body, name)
    yield from _movement(turn, stint)


def _name_with_way(turn: Turn, stint: Stint) -> Phrase:
    name, level = name_of(stint.exercise), turn.level(stint.exercise)
    if level is Level.USUAL:
        return name
    return say("level.named_easier" if level is Level.EASIER else "level.named_harder", name=name)


def how(turn: Turn, stint: Stint) -> Iterator[Phrase | None]:
    """How the exercise is done and how often, in as much detail as the person needs."""
    told = explanation(turn, stint)
    if told is not None:
        yield from map(Verbatim, told.unheard(sentences(turn, stint), turn.now))
    yield dose(turn.work(stint))
    yield growing.step_told(turn, stint)


@lru_cache(maxsize=2)
def explanation(turn: Turn, stint: Stint) -> Explanation | None:
    """How the exercise is explained, as far as it was heard; None where all of it was just asked for.

    It goes on where it was broken off, unless the body has to get there first, or something has hurt since.
    """
    memory, before = turn.memory, turn.memory.explanation
    if memory.told == stint.exercise and memory.depth >= STEPS:
        return None
    whole = (turn.level(stint.exercise).name, *sentences(turn, stint))
    anew = Explanation(stint.exercise, crc32(" ".join(whole).encode()))
    hurt = memory.emergency or memory.hurting != Memory()
    if before is None or replace(before, heard=0, since=0.0) != anew or hurt or _moves(turn, stint):
        return anew
    return before


@lru_cache(maxsize=2)
def sentences(turn: Turn, stint: Stint) -> Sequence[str]:
    """All that is said of how the exercise is done."""
    return wording.texts(turn, _movement(turn, stint))


def _movement(turn: Turn, stint: Stint) -> Iterator[Phrase]:
    """All the steps and the warning where the exercise is unfamiliar; else the short cue.

    Somebody who does the harder way knows the steps.
    """
    name, level = stint.exercise, turn.level(stint.exercise)
    explain, new = turn.person.preferences.explain, moving.is_unfamiliar(turn, name)
    if explain or (new and level is not Level.HARDER):
        yield ExerciseText(name, "setup", level)
        yield ExerciseText(name, "steps", level)
    else:
        yield ExerciseText(name, "cue", level)
    if new:
        yield ExerciseText(name, "warning", level)


def _free_dose(turn: Turn, stint: Stint) -> Phrase:
    assert stint.dose is not None
    free, length = stint.dose, Length(stint.dose.hold)
    if free.down:
        return say("free.down_from", n=free.hold)
    if free.open_end:
        return say("free.open_end", length=length)
    if free.each_side:
        if not free.hold:
            return say("free.each_side_reps", n=free.reps)
        key = "free.each_side_hold" if free.reps == 1 else "free.each_side_holds"
        return say(key, n=free.reps, length=length)
    if free.hold and free.reps * free.sets == 1:
        return say("free.hold_for", length=length)
    return dose(turn.work(stint))
