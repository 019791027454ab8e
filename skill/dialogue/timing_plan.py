"""As much of the routine as somebody has time for, checked against the answers as they will be spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from skill.coaching import counting
from skill.coaching.exercise import Position
from skill.coaching.in_time import Candidate, Option, Planned, dosed, in_time
from skill.coaching.workout import PartBy, Stint, Workout
from skill.dialogue import duration, introduction, moving, wording
from skill.dialogue.turn import Turn
from skill.dialogue.workout import todays

WARMED_UP_FROM = 480.0
"""Seconds from which there is time for a warm-up and a cool-down: a shorter one is for the exercises."""
CLOSE = 0.05
"""Share of the time by which a plan may miss it."""
CLOSE_ENOUGH = 0.03
"""The same from which nothing closer is looked for."""
TRIES = 3
"""Plans whose answers are composed; each takes some milliseconds."""

NOT_LATELY, LONG_AGO, JUST_NOW = 3.0, 1.5, 0.5
"""How much an exercise is wanted that was not done on the last days with little time, or first, or last."""

# What is said around a count takes about as long, in seconds; the answers themselves correct it.
OPENS = 3.0
ASKS = 4.5
NAMES = 5.0
GOODBYE = 9.0


class Fitted(Struct, frozen=True):
    """A workout for a time, and how long it takes."""

    workout: Workout
    seconds: float
    close: bool
    """It takes about as long as was asked for; otherwise it is the nearest that there is."""


def fitted(turn: Turn, seconds: float) -> Fitted | None:
    """What is done in so many seconds from now; None where nothing can be done at all."""
    turn = _fresh(turn)
    candidates = tuple(_candidates(turn, seconds))
    if not any(each.counts for each in candidates):
        return None
    change = _Changes(turn)
    tried: list[Fitted] = []
    for planned in islice(in_time(candidates, change, seconds), TRIES):
        tried += _corrected(turn, candidates, change, planned, seconds)
        if abs(tried[-1].seconds - seconds) <= CLOSE_ENOUGH * seconds:
            break
    nearest = min(tried, key=lambda each: abs(each.seconds - seconds))
    return replace(nearest, close=abs(nearest.seconds - seconds) <= CLOSE * seconds)


def everything(turn: Turn) -> Workout:
    """All that is left for today, in full."""
    turn = _fresh(turn)
    workout = turn.workout
    if workout is None or not workout.begun:
        return Workout(turn.routine.id, todays(turn))
    names = [name for name in _open(turn) if name not in workout.done]
    return replace(workout.going_on_with(names), part=None, reps={})


def _fresh(turn: Turn) -> Turn:
    """Without what is done beside the routine, and without a workout of another day or one that is over."""
    workout = turn.workout
    old = turn.new_session and turn.another_day
    if workout is not None and (workout.over or old):
        workout = None
    return turn.with_person(workout=workout, aside=None)


def _corrected(
    turn: Turn, candidates: Sequence[Candidate], change: _Changes, planned: Planned, seconds: float
) -> Iterator[Fitted]:
    """The plan, and the same exercises in other doses where its answers take too long or too short."""
    first = _measured(turn, planned)
    yield first
    if abs(first.seconds - seconds) > CLOSE_ENOUGH * seconds:
        same = [each for each in candidates if each.name in planned.names]
        wanted = seconds - (first.seconds - planned.seconds)
        yield _measured(turn, dosed(same, change, wanted))


def _measured(turn: Turn, planned: Planned) -> Fitted:
    workout = _workout(turn, planned)
    return Fitted(workout, duration.of_workout(turn, workout), close=True)


def _workout(turn: Turn, planned: Planned) -> Workout:
    routine, before = turn.routine, turn.workout
    names = [name for one in planned.names for name in (one, _relief(turn, one)) if name]
    if before is None:
        return Workout(routine.id, tuple(names), part=PartBy.TIME, reps=planned.reps)
    names = [name for name in names if name not in before.done]
    return replace(before.going_on_with(names), part=PartBy.TIME, reps=planned.reps)


def _relief(turn: Turn, name: str) -> str:
    """What follows an exercise at once, where the person wants it."""
    relief = turn.routine.relief_after.get(name, "")
    return relief if relief in todays(turn) else ""


def _open(turn: Turn) -> list[str]:
    """What can still be done today: what is left, and what there was no time for before."""
    workout, names = turn.workout, todays(turn)
    if workout is None or (not workout.begun and workout.part is not PartBy.CHOICE):
        return list(names)
    left = list(workout.left)
    if workout.part is PartBy.TIME:
        behind = workout.exercises[: workout.at]
        left += [name for name in names if name not in (*left, *behind)]
    if workout.part is PartBy.CHOICE:
        return left
    # What was asked for though the routine lacks it stays in front.
    order = {name: number for number, name in enumerate(turn.routine.order)}
    return [*left[:1], *sorted(left[1:], key=lambda name: order.get(name, -1))]


def _candidates(turn: Turn, seconds: float) -> Iterator[Candidate]:
    """What may be done in the time; relief belongs to what it follows."""
    routine, names, stint = turn.routine, _open(turn), turn.stint
    relief = set(routine.relief_after.values())
    for name in names:
        under_way = stint is not None and stint.exercise == name and turn.under_way
        if turn.is_easy_movement(name) and not under_way and (name in relief or seconds < WARMED_UP_FROM):
            continue
        begun = stint if under_way and stint is not None else Stint(name)
        options = tuple(_options(turn, begun))
        yield Candidate(
            name,
            turn.position(name),
            options,
            wanted=_wanted(turn, name),
            stays=under_way or turn.is_easy_movement(name),
            counts=not turn.is_easy_movement(name),
        )


def _options(turn: Turn, stint: Stint) -> Iterator[Option]:
    """Fewer reps in one set, down to the least that the exercise has a point with; then all of it."""
    name, place = stint.exercise, stint.place
    whole, fixed = turn.work(Stint(name)), _around(turn, stint)
    relief = _relief(turn, name)
    if relief:
        fixed += _around(turn, Stint(relief)) + counting.seconds(turn.work(Stint(relief)))
    least = max(min(turn.exercise(name).range.reps[0], whole.dose.reps), place.reps + 1)
    most = whole.dose.reps + (whole.dose.sets > 1)
    if not place.sets:
        for reps in range(least, most):
            yield Option(reps, fixed + counting.seconds(turn.work(Stint(name, reps=reps)), place))
    yield Option(None, fixed + counting.seconds(whole, place))


def _around(turn: Turn, stint: Stint) -> float:
    """Seconds that an exercise is talked about, where it is not under way."""
    if introduction.is_known(turn, stint):
        return OPENS
    return OPENS + turn.language.lengths.of(wording.text(turn, introduction.how(turn, stint)))


def _wanted(turn: Turn, name: str) -> float:
    """More for what was not done lately."""
    lately = turn.person.lately
    if name not in lately:
        return NOT_LATELY
    return LONG_AGO - (LONG_AGO - JUST_NOW) * (lately.index(name) + 1) / len(lately)


class _Changes:
    """Seconds between two exercises: a rest, or the way from one position to the other."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.rest = turn, turn.routine.rest
        self.known: dict[tuple[str, str], float] = {}

    def __call__(self, one: Candidate | None, other: Candidate | None) -> float:
        pair = (one.name if one else "", other.name if other else "")
        if pair not in self.known:
            self.known[pair] = self._between(one, other)
        return self.known[pair]

    def _between(self, one: Candidate | None, other: Candidate | None) -> float:
        if other is None:
            return GOODBYE + (self._up(one) if one is not None else 0.0)
        if one is None:
            return self._way(self.turn.memory.body, other)
        moves = moving.into(self.turn, self._behind(one), other.name)
        way = NAMES + moving.seconds(moves)
        if not (one.counts and other.counts):
            return way + ASKS
        off = moving.seconds(moving.before_rest(self.turn, moves))
        return off + max(float(self.rest), way - off) + ASKS

    def _behind(self, one: Candidate) -> Position:
        relief = _relief(self.turn, one.name)
        return self.turn.position(relief) if relief else one.position

    def _way(self, here: Position | None, other: Candidate) -> float:
        return moving.seconds(moving.into(self.turn, here, other.name))

    def _up(self, one: Candidate) -> float:
        up = moving.up(self.turn, self._behind(one), first=moving.is_new(self.turn, one.name))
        return up.takes if up is not None else 0.0
