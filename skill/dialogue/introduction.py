"""What is said around a count: how an exercise is introduced, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from skill.coaching.dose import COUNTED_HOLD, Work
from skill.coaching.exercise import Level
from skill.coaching.holding import UP_FROM
from skill.coaching.person import Stint, Workout
from skill.coaching.style import KNOWN_FROM
from skill.content import Library
from skill.dialogue import growing, moving, situation, wording
from skill.dialogue.answer import Answer
from skill.dialogue.finishing import done_to_the_end, farewell
from skill.dialogue.memory import STEPS, Question
from skill.dialogue.parts import Ending, Part, Timed
from skill.dialogue.phrases import ExerciseText, Length, Phrase, name_of, say, taking, together
from skill.dialogue.turn import Turn

FETCHING = 10.0
"""Seconds to fetch what an exercise needs."""
TWICE = 2
"""So many reps have words of their own: "twice", "both"."""
REST_IN_STEPS_OF = 5
"""Seconds: a rest that is longer because of the way to the next position has a round length."""


def parts(turn: Turn, answer: Answer) -> Iterator[Part]:
    """What the answer counts, introduced as far as the person needs it, and what follows it.

    Easy movement follows without a question. Somebody who does not want to be asked is led on to whatever
    follows, for as long as the answer has room. Anybody else is asked once an exercise: after one that had to
    be cut, the next is begun if it is known.
    """
    stint = answer.count
    assert stint is not None, "the answer counts"
    talk = (*answer.say, growing.break_told(turn), _caution(turn, stint), *_introduction(turn, stint))
    less = _counts_less(turn, stint)
    yield Part(stint, talk, _ending(turn, stint, less=less))
    if turn.person.aside is not None or turn.workout is None:
        return
    for later, name in enumerate(_unasked(turn, turn.workout.left), 1):
        following = turn.today(name)
        now_less = not less and _counts_less(turn, following)
        less = less or now_less
        yield Part(following, tuple(how(turn, following)), _ending(turn, following, later, less=now_less))


def _unasked(turn: Turn, left: Sequence[str]) -> Iterator[str]:
    """What may follow the exercise under way without a question.

    One exercise more, where that one had to be cut or is easy movement, unless something has to be fetched.
    """
    memory, flow, first = turn.memory, turn.person.preferences.flow, left[0]
    leads_on = (memory.asked is Question.COUNT_ON or turn.eases(first)) and not (
        memory.hurts or memory.sore or memory.waits
    )
    for name in left[1:]:
        if not (flow or turn.eases(name)):
            known = turn.person.met.get(name, 0) >= moving.FULL_STEPS_TIMES
            if not (leads_on and known and (not turn.exercise(name).needs or not turn.eases(first))):
                return
            leads_on = False
        yield name


def is_known(turn: Turn, stint: Stint) -> bool:
    """There is nothing to introduce: it is under way, was just introduced, or is a free count."""
    return stint.begun or stint.dose is not None or turn.memory.introduced == stint.exercise


def known_long(library: Library, met: Mapping[str, int]) -> Iterator[str]:
    """Exercises that are known and have holds in which fewer seconds are counted then."""
    for name, exercise in library.exercises.items():
        if met.get(name, 0) >= KNOWN_FROM and exercise.work.dose.hold >= UP_FROM:
            yield name


def _counts_less(turn: Turn, stint: Stint) -> bool:
    """Fewer of the seconds are counted than this person has heard so far; that is said once, at its end."""
    name, met = stint.exercise, turn.person.met
    if not name or turn.person.preferences.style is not None:
        return False
    times = met.get(name, 0) + (not is_known(turn, stint))
    first = not set(known_long(turn.library, met)) - {name}
    return first and times == KNOWN_FROM and turn.work(stint).dose.hold >= UP_FROM


def dose(work: Work) -> Phrase:
    """How often and how long."""
    dose, length = work.dose, Length(work.dose.hold)
    if work.breaths:
        return say("dose.breaths", n=dose.reps)
    if dose.sets > 1:
        key = "dose.sets" if dose.hold < COUNTED_HOLD else "dose.sets_held"
        return say(key, sets=dose.sets, reps=dose.reps, length=length)
    if dose.hold < COUNTED_HOLD:
        return say("dose.reps", n=dose.reps)
    if dose.reps == TWICE and not work.sides:
        return say("dose.twice", length=length)
    return say("dose.sides" if work.sides else "dose.held", n=dose.reps, length=length)


def announcement(turn: Turn, name: str, later: int = 0) -> Phrase:
    """Which exercise comes next, worded unlike the announcement before it."""
    return taking(turn.person.openings + later, "lead.next", name=name_of(name))


def _caution(turn: Turn, stint: Stint) -> Phrase | None:
    """For an exercise that hurt today and was asked for again."""
    goes_on = stint.begun and turn.memory.asked is Question.COUNT_ON
    return say("pain.again") if stint.exercise in turn.memory.hurts and not goes_on else None


def _introduction(turn: Turn, stint: Stint) -> Iterator[Phrase | None]:
    if stint.dose is not None:
        if not stint.begun:
            yield _free_dose(turn, stint)
        return
    moves = moving.into(turn, turn.memory.body, stint.exercise)
    if is_known(turn, stint):
        if moves:
            yield say("lead.back_to", name=name_of(stint.exercise))
            yield from moves
            if turn.memory.long_away:
                yield ExerciseText(stint.exercise, "warning", turn.level(stint.exercise))
        return
    yield taking(turn.person.openings, "lead.opening", name=_name_with_way(turn, stint))
    yield from moves
    yield from how(turn, stint)


def _name_with_way(turn: Turn, stint: Stint) -> Phrase:
    name, level = name_of(stint.exercise), turn.level(stint.exercise)
    if level is Level.USUAL:
        return name
    return say("level.named_easier" if level is Level.EASIER else "level.named_harder", name=name)


def how(turn: Turn, stint: Stint) -> Iterator[Phrase | None]:
    """How the exercise is done and how often, in as much detail as the person needs."""
    memory = turn.memory
    if memory.told != stint.exercise or memory.depth < STEPS:
        yield from _movement(turn, stint)
    yield dose(turn.work(stint))
    yield growing.step_told(turn, stint)


def _movement(turn: Turn, stint: Stint) -> Iterator[Phrase]:
    """All the steps and the warning the first times, and again after a week away; later the short cue.

    Somebody who does the harder way knows the steps.
    """
    name, level = stint.exercise, turn.level(stint.exercise)
    times, explain = turn.person.met.get(name, 0), turn.person.preferences.explain
    new = turn.memory.long_away or times < moving.FULL_STEPS_TIMES
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
    if free.each_side:
        if not free.hold:
            return say("free.each_side_reps", n=free.reps)
        key = "free.each_side_hold" if free.reps == 1 else "free.each_side_holds"
        return say(key, n=free.reps, length=length)
    if free.hold and free.reps * free.sets == 1:
        return say("free.hold_for", length=length)
    return dose(turn.work(stint))


def _ending(turn: Turn, stint: Stint, later: int = 0, *, less: bool = False) -> Ending:
    """What follows a stint; of the routine, the one that comes so many exercises `later`.

    `less`: for the first time, fewer of its seconds were counted.
    """
    done = Timed(together(_done(turn, stint), say("style.less_now") if less else None))
    workout = turn.workout
    if turn.person.aside is not None or workout is None:
        return Ending((done,), situation.question_of_place(turn, aside=False))
    if len(workout.left) == later + 1:
        if turn.memory.hurts or turn.memory.sore:
            # What hurt is known as long as the session lasts, so it is not ended unasked.
            return Ending((done,), Question.FINISH)
        if growing.effort_is_asked(turn):
            return Ending((done,), Question.EFFORT)
        return Ending((done, *_goodbye(turn, stint, workout)), None)
    following = workout.left[later + 1]
    announced = announcement(turn, following, later)
    if turn.eases(stint.exercise) or turn.eases(following):
        return Ending((done, _change(turn, stint, following, announced)), Question.READY, following)
    comes = (announced, moving.told(turn, turn.position(stint.exercise), following))
    seconds = _rest(turn, stint, following, announced)
    resting = Timed(together(say("rest.begins", seconds=seconds), *comes), float(seconds))
    said = (done, Timed(together(say("rest.first"), *comes)))
    return Ending(said, Question.READY, following, (done, resting), float(seconds))


def _goodbye(turn: Turn, stint: Stint, workout: Workout) -> Iterator[Timed]:
    """The last exercise is over: how to get up from it, in the time that takes, and goodbye."""
    first = turn.person.met.get(stint.exercise, 0) < moving.FULL_STEPS_TIMES + stint.begun
    up = moving.up(turn, turn.position(stint.exercise), first=first)
    if up is not None:
        yield Timed(up, up.takes)
    yield from map(Timed, farewell(turn, done_to_the_end(workout)))


def _change(turn: Turn, stint: Stint, following: str, announced: Phrase) -> Timed:
    """On to easy movement, or from it: that is a rest by itself, with the time to get into place."""
    here, needs = turn.position(stint.exercise), turn.exercise(following).needs
    new = needs and moving.is_new(turn, following)
    fetch = say("welcome.needs", things=situation.equipment(needs)) if new else None
    before = turn.language.lengths.of(wording.text(turn, (announced, fetch)))
    takes = max(moving.seconds(moving.into(turn, here, following)), FETCHING if needs else 0.0)
    return Timed(together(announced, fetch, moving.told(turn, here, following)), before + takes)


def _rest(turn: Turn, stint: Stint, following: str, announced: Phrase) -> int:
    """Seconds of rest after an exercise: the routine's, or as many as the way to the next position takes."""
    assert turn.workout is not None, "the exercise is one of a routine"
    usual = turn.person.preferences.rest or turn.library.routines[turn.workout.routine].rest
    before = wording.text(turn, (say("rest.begins", seconds=usual), announced))
    moves = moving.into(turn, turn.position(stint.exercise), following)
    needed = turn.language.lengths.of(before) + moving.seconds(moves)
    return max(usual, REST_IN_STEPS_OF * ceil(needed / REST_IN_STEPS_OF))


def _done(turn: Turn, stint: Stint) -> Phrase:
    work, free = turn.work(stint), stint.dose
    if work.breaths:
        return say("done.breaths")
    dose, length = work.dose, Length(work.dose.hold)
    if free is not None and free.hold and dose.reps == 1 and (dose.sets == 1 or dose.each_side):
        return say("done.each_side_held" if dose.each_side else "done.hold", length=length)
    if dose.sets > 1 and not dose.each_side:
        return say("done.sets", n=dose.sets)
    if dose.reps == TWICE and not (work.sides or dose.each_side):
        return say("done.both")
    return say("done.sides" if work.sides or dose.each_side else "done.reps", n=dose.reps)
