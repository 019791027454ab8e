"""Somebody's own minutes and exercises: what is planned fits, stays within all limits, and is told."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import STANDING, Equipment, Level
from skill.coaching.in_time import Candidate, Option, in_time
from skill.coaching.own_dose import OwnDose, bounds
from skill.coaching.person import Person
from skill.coaching.plan import chosen, doable, first, later, plan, put_back, second
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import in_dose
from skill.coaching.workout import PartBy, Stint, Workout
from skill.content import load
from skill.dialogue import timing_plan
from skill.dialogue.memory import Memory
from skill.dialogue.request_time import Sent
from skill.dialogue.slots import Slots
from skill.dialogue.turn import Turn
from skill.echo.device import Echo
from skill.echo.house import at_home
from skill.handlers.own_time import in_minutes
from tests.routines import WHOLE
from tests.sensible import check, person, words

pytestmark = pytest.mark.whole_routine

LIBRARY = load()
MOMENT = 1_793_000_000.0
A_DAY = 86_400.0
EXERCISES = LIBRARY.exercises
COUNTING = (*WHOLE.exercises, *WHOLE.off_the_floor)

options = st.lists(st.floats(20, 400), min_size=1, max_size=8).map(
    lambda lengths: tuple(Option(reps, seconds) for reps, seconds in enumerate(sorted(lengths), 1))
)
candidates = st.lists(
    st.tuples(st.sampled_from(sorted(LIBRARY.positions)), options, st.booleans(), st.floats(1, 3)),
    min_size=1,
    max_size=7,
).map(
    lambda rows: [
        Candidate(f"e{number}", position, ways, wanted, stays=stays)
        for number, (position, ways, stays, wanted) in enumerate(rows)
    ]
)
preferences = st.builds(
    Preferences,
    without=st.lists(st.sampled_from([Equipment.BALL, Equipment.CHAIR]), unique=True).map(tuple),
    never=st.lists(st.sampled_from([*COUNTING, "march"]), unique=True, max_size=10).map(tuple),
    standing=st.booleans(),
    levels=st.dictionaries(st.sampled_from(COUNTING), st.sampled_from([Level.EASIER, Level.HARDER])),
    doses=st.dictionaries(
        st.sampled_from(COUNTING),
        st.builds(
            OwnDose, reps=st.integers(1, 5), hold=st.none() | st.integers(2, 60), sets=st.integers(1, 3)
        ),
    ),
    flow=st.booleans(),
)


def planned(wishes: Preferences) -> tuple[str, ...]:
    return plan(WHOLE, doable(EXERCISES, wishes, LIBRARY.off_the_floor), wishes)


def turn_of(somebody: Person, **changes: object) -> Turn:
    turn = Turn(LIBRARY, LIBRARY.language("en-US"), somebody, Memory(), Sent(0.0, 0.0), now=0.0)
    return turn.but(**changes)


def change(one: Candidate | None, other: Candidate | None) -> float:
    return 30.0 if one and other else 5.0


@given(candidates, st.floats(10, 2_000))
def test_a_plan_is_of_what_there_is_and_as_near_as_one_can_get(
    there: list[Candidate], seconds: float
) -> None:
    planned = next(in_time(there, change, seconds))
    by_name = {each.name: each for each in there}
    assert planned.names
    assert list(planned.names) == [each.name for each in there if each.name in planned.names]
    assert {each.name for each in there if each.stays} <= set(planned.names)
    taken = [by_name[name].options[planned.reps[name] - 1].seconds for name in planned.names]
    assert planned.seconds == pytest.approx(sum(taken) + 30.0 * (len(taken) - 1) + 10.0)
    chosen_now = [by_name[name] for name in planned.names]
    fixed = 30.0 * (len(taken) - 1) + 10.0
    shortest = fixed + sum(each.shortest for each in chosen_now)
    longest = fixed + sum(each.longest for each in chosen_now)
    nearest = min(max(seconds, shortest), longest)
    steps = [b.seconds - a.seconds for each in chosen_now for a, b in pairwise(each.options)]
    assert abs(planned.seconds - nearest) <= max(steps, default=0.0) + 0.001
    alone = min(each.shortest for each in there) + 10.0
    if not any(each.stays for each in there) and seconds < alone * 0.9:
        assert planned.seconds == pytest.approx(alone)


@settings(max_examples=40)
@given(preferences, st.integers(1, 90), st.booleans(), st.lists(st.sampled_from(COUNTING), unique=True))
def test_any_minutes_equipment_exclusions_and_doses(
    wishes: Preferences, minutes: int, known: bool, lately: list[str]
) -> None:
    met = dict.fromkeys(EXERCISES, 3) if known else {"march": 1}
    somebody = Person(preferences=wishes, met=met, lately=tuple(lately))
    turn = turn_of(somebody)
    allowed = planned(wishes)
    found = timing_plan.fitted(turn, minutes * 60.0)
    assert found is not None
    workout = found.workout
    assert set(workout.exercises) <= set(allowed)
    assert any(name in COUNTING for name in workout.exercises)
    for name, reps in workout.reps.items():
        exercise, level = EXERCISES[name], wishes.level(name)
        whole = turn.work(Stint(name)).dose
        assert min(exercise.range.reps[0], whole.reps) <= reps <= whole.reps
        assert reps <= bounds(exercise, level).reps.most
    told = in_minutes(turn.but(slots=Slots(seconds=minutes * 60.0))).say
    if found.close:
        assert found.seconds == pytest.approx(minutes * 60.0, rel=0.05)
    else:
        assert any(phrase is not None and getattr(phrase, "key", "").startswith("fit.") for phrase in told)


@given(preferences)
def test_there_is_an_exercise_wherever_one_can_be_done(wishes: Preferences) -> None:
    names = planned(wishes)
    possible = planned(replace(wishes, never=()))
    assert bool({*names} & {*COUNTING}) is bool({*possible} & {*COUNTING})
    if wishes.standing:
        assert all(EXERCISES[name].position == STANDING for name in names)


@given(st.permutations(WHOLE.order), st.integers(0, 5), st.sampled_from(WHOLE.order), st.data())
def test_moving_exercises_loses_none_and_does_none_twice(
    order: list[str], at: int, name: str, data: st.DataObject
) -> None:
    before = Workout("back", tuple(order), at, Place(0, 1), done=tuple(order[:at]))
    moved: Callable[[Workout], Workout] = data.draw(
        st.sampled_from([lambda each: first(each, name), lambda each: later(each, name, WHOLE.easy_movement)])
    )
    after = moved(before) if name in before.left else first(before, name)
    assert sorted(after.exercises) == sorted(before.exercises)
    assert set(before.left) | {name} == set(after.left)
    assert after.place in ({before.place} if after.left[0] == before.left[0] else {Place()})
    begun = before.left[0]
    assert first(after, begun).place == before.place
    assert first(after, begun).kept == {}
    if name != begun:
        behind = second(before, name)
        assert (behind.left[:2], behind.place) == ((begun, name), before.place)
        assert sorted(behind.exercises) == sorted(before.exercises)
    names = (name, *(other for other in order[:2] if other != name))
    assert chosen(before, names).left == names
    without = replace(
        before, exercises=tuple(other for other in order if other != name or other in before.done)
    )
    assert set(put_back(without, name, WHOLE.order).exercises) >= set(without.exercises)


def led_to_the_end(echo: Echo, begun: float) -> float:
    """Seconds from a moment to the end of the routine, for somebody who goes on whenever they are asked."""
    for _ in range(40):
        turn = echo.hear("yes")
        if turn.ended:
            return echo.answered_at + turn.played.lasts - begun
    raise AssertionError("the routine does not end")


@pytest.mark.parametrize(
    ("before", "minutes"),
    [
        ((), "five"),
        ((), "ten"),
        (("I don't have a ball", "never the plank again"), "twelve"),
        (("I can't get down to the floor",), "eight"),
    ],
)
def test_on_the_clock_it_takes_the_minutes_that_there_are(before: tuple[str, ...], minutes: str) -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", *before):
            check(echo.hear(said))
        check(planned := echo.hear(f"I have {minutes} minutes"))
        begun = echo.answered_at + planned.played.lasts
        taken = led_to_the_end(echo, begun)
    asked = {"five": 5, "eight": 8, "ten": 10, "twelve": 12}[minutes] * 60
    assert taken == pytest.approx(asked, rel=0.05)


def test_in_the_middle_what_is_left_takes_them() -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", "yes", "next exercise"):
            echo.hear(said)
        check(planned := echo.hear("I have to be done in five minutes", 70.0))
        place = person(planned)
        taken = led_to_the_end(echo, echo.answered_at)
    assert place.workout is not None
    assert place.workout.part is PartBy.TIME
    assert place.workout.place.reps == 3
    assert taken == pytest.approx(300, rel=0.05)


def test_what_was_left_out_comes_first_the_next_time() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        plans = []
        for _ in range(3):
            turn = echo.hear("I have ten minutes")
            today = person(turn).workout
            assert today is not None
            plans.append({name for name in today.exercises if name in WHOLE.exercises})
            led_to_the_end(echo, 0.0)
            echo.leave_alone(A_DAY)
    assert plans[0] != plans[1]
    assert len(plans[0] | plans[1] | plans[2]) >= 5


def test_a_part_of_the_routine_is_not_told_as_the_whole() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("just the plank and the bridge")
        echo.hear("yes")
        echo.hear("done", 20.0)
        last = echo.hear("done", 20.0)
    assert "both exercises" in words(last)
    assert last.ended


def test_leaving_out_everything_is_not_done() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("I don't have a ball")
        said = [words(echo.hear(f"never the {EXERCISES[name].id.replace('_', ' ')} again")) for name in
                ("bird_dog", "superman", "plank", "prone_extension", "bridge")]  # fmt: skip
        assert "leave nothing to do" in said[-1]
        check(turn := echo.hear("yes"))
    assert person(turn).workout is not None


@pytest.mark.all_routines
def test_somebody_new_who_leaves_out_one_by_one_keeps_the_last() -> None:
    with at_home(moment=MOMENT) as echo:
        assert "We'll start gently." in words(echo.hear("not the superman"))
        for name in ("plank", "bridge", "bird dog"):
            turn = echo.hear(f"not the {name}")
        assert "Then nothing's left." in words(turn)
        assert "There's just one: the bird dog." in words(echo.hear("what's my routine"))


def test_what_is_never_wanted_again_is_left_at_once_and_comes_back_where_it_was() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("do the plank")
        assert person(echo.hear("never the plank again", 80.0)).aside is None
        echo.hear("bring it back")
        for said in ("start my back routine", "do the ball lean later", "never the plank again"):
            echo.hear(said)
        workout = person(echo.hear("bring it back")).workout
    assert workout is not None
    assert "plank" in workout.exercises
    assert workout.exercises[0] != "ball_lean"


def test_with_only_the_cool_down_left_there_is_nothing_to_plan() -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", "just the bridge and the knee hug", "yes"):
            echo.hear(said)
        echo.hear("done", 30.0)
        check(turn := echo.hear("I have ten minutes"))
    assert words(turn).endswith("knee hug?")


def test_the_usual_dose_may_be_done_already() -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", "yes", "next exercise", "two sets"):
            echo.hear(said)
        echo.hear("go")
        echo.hear("yes")
        check(echo.hear("the usual", 20.0))


@pytest.mark.all_routines
@pytest.mark.parametrize("opening", [(), ("start my back routine",)])
def test_somebody_new_who_has_so_many_minutes_starts_gently(opening: tuple[str, ...]) -> None:
    with at_home(moment=MOMENT) as echo:
        for said in opening:
            echo.hear(said)
        turn = echo.hear("I have ten minutes")
        assert "We'll start gently." in words(turn)
        somebody = person(turn)
        assert somebody.preferences.routine == "gentle"
        assert led_to_the_end(echo, echo.answered_at + turn.played.lasts) == pytest.approx(600.0, rel=0.05)


@pytest.mark.all_routines
def test_somebody_new_with_so_many_minutes_gets_the_lower_end_of_each_range() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("I have ten minutes")
        assert "Twice, ten seconds each." in words(echo.hear("do the plank"))


def test_of_nothing_there_is_no_plan() -> None:
    assert list(in_time([], change, 600.0)) == []


def test_what_is_put_back_comes_at_once_where_it_stands_before_the_one_ahead() -> None:
    ahead = Workout("back", ("bird_dog", "bridge"))
    order = ("ball_lean", "bird_dog", "bridge")
    assert put_back(ahead, "ball_lean", order).exercises == ("ball_lean", "bird_dog", "bridge")


@pytest.mark.parametrize(
    ("own", "reps"),
    [
        (OwnDose(reps=4), {"bridge": 4}),
        (OwnDose(sets=2), {}),
        (OwnDose(hold=8), {"bridge": 3}),
        (OwnDose(), {}),
    ],
)
def test_a_dose_of_ones_own_counts_where_there_is_time_for_a_part(own: OwnDose, reps: dict[str, int]) -> None:
    short = Person(workout=Workout("back", ("bridge",), reps={"bridge": 3}))
    after = in_dose(short, LIBRARY.exercises["bridge"], own)
    assert after.workout is not None
    assert after.workout.reps == reps


@pytest.mark.parametrize("put_off", ["do this one later", "the bird dog first"])
def test_what_is_done_of_an_exercise_that_is_put_off_stays_done(put_off: str) -> None:
    with at_home(moment=MOMENT) as echo:
        for said in ("start my back routine", "yes", "just the bridge and the bird dog", "yes"):
            echo.hear(said)
        echo.hear(put_off, 100.0)
        echo.hear("yes")
        echo.hear("done", 50.0)
        turn = echo.hear("next exercise")
    assert "Third one." in words(turn)
    workout = person(turn).workout
    assert workout is not None
    assert workout.left[0] == "bridge"
    assert not workout.kept


def test_an_exercise_that_is_put_off_starts_again_where_less_of_it_is_wanted_than_is_done() -> None:
    put_off = Person(workout=Workout("back", ("plank", "bridge"), kept={"bridge": Place(0, 3)}))
    for reps, kept in ((4, {"bridge": Place(0, 3)}), (2, {})):
        after = in_dose(put_off, LIBRARY.exercises["bridge"], OwnDose(reps=reps))
        assert after.workout is not None
        assert after.workout.kept == kept


@pytest.mark.all_routines
@pytest.mark.parametrize("said", ["just the plank and the bridge", "the plank first"])
def test_somebody_new_who_chooses_first_starts_gently(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        assert person(echo.hear(said)).preferences.routine == "gentle"
        assert "Twice, ten seconds each." in words(echo.hear("do the plank"))


@pytest.mark.all_routines
def test_an_exercise_of_another_routine_that_was_put_first_stays_first_in_less_time() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start the gentle routine")
        echo.hear("knee roll first")
        echo.hear("go")
        answer = echo.hear("I have ten minutes", 60.0)
    workout = person(answer).workout
    assert workout is not None
    assert "knee_roll" in workout.left[:2]
