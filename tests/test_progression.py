"""Progression: one small step at a time inside the range, with its reason; back after a break, unpressed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.coaching.change import Change
from skill.coaching.counting import HOLD_CALL
from skill.coaching.dose import Work
from skill.coaching.exercise import Exercise, Level
from skill.coaching.log import Done, Log, with_batch
from skill.coaching.own_dose import OwnDose
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import work_of
from skill.coaching.progression import EVERYTHING, opened, ready, set_to, way
from skill.coaching.steps import Standing, back, easier, forward, gentle, harder, room, standing
from skill.coaching.workout import Workout
from skill.content.library import HERE, load
from skill.content.reading import ContentError
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.sensible import LIBRARY, check, person, words
from tests.stores import OneStore
from tests.test_difficulty import at_the_door_of

MOMENT = 1_793_000_000.0
"""As in `test_difficulty`."""
TODAY = 20_751
"""The day that it is in the United States, where a day begins at ten in UTC."""
ORDER = LIBRARY.routines["back"].exercises
RULE = LIBRARY.progression
COUNTED = {name: each for name, each in LIBRARY.exercises.items() if not each.work.breaths}
EVERY = st.sampled_from(sorted(COUNTED)).map(COUNTED.__getitem__)
A_DAY = 86_400.0


def any_standing(exercise: Exercise, level: Level, share: float, of_hold: float) -> Standing:
    """Somewhere within what the exercise allows at a level."""
    within = room(exercise, level, RULE)
    reps, hold = (
        limits.least + round(part * (limits.most - limits.least))
        for limits, part in zip(within, (share, of_hold), strict=True)
    )
    return Standing(level, reps, hold)


STANDINGS = st.tuples(EVERY, st.sampled_from(list(Level)), st.floats(0, 1), st.floats(0, 1)).map(
    lambda drawn: (drawn[0], any_standing(*drawn))
)


def effort(exercise: Exercise, at: Standing) -> float:
    """Seconds of work in a set."""
    tempo = exercise.work.tempo
    return at.reps * (max(tempo.lift, HOLD_CALL) + at.hold + tempo.lower)


@given(STANDINGS)
def test_a_step_on_is_small_and_of_one_thing_and_stays_in_the_range(
    drawn: tuple[Exercise, Standing],
) -> None:
    exercise, at = drawn
    step = forward(exercise, at, RULE)
    if step is None:
        return
    to, change = step
    within = room(exercise, to.level, RULE)
    assert within.reps.least <= to.reps <= within.reps.most
    assert within.hold.least <= to.hold <= within.hold.most
    if change is Change.WAY:
        assert to.level - at.level == 1
        assert (at.reps, at.hold) == (
            room(exercise, at.level, RULE).reps.most,
            room(exercise, at.level, RULE).hold.most,
        )
        return
    assert to.level is at.level
    more = (to.reps - at.reps, to.hold - at.hold)
    assert more == (more[0], 0) if change is Change.REPS else more == (0, more[1])
    assert 0 < more[0] <= RULE.forward.reps or 0 < more[1] <= RULE.forward.long_hold


@given(STANDINGS)
def test_too_easy_never_doubles_and_too_hard_is_never_harder(drawn: tuple[Exercise, Standing]) -> None:
    exercise, at = drawn
    more, less = harder(exercise, at, RULE), easier(exercise, at, RULE)
    if more is not None:
        assert effort(exercise, more) < 2 * effort(exercise, at)
    if less is not None and less.level is at.level:
        assert effort(exercise, less) < effort(exercise, at)
        assert at.reps - less.reps <= RULE.asked.reps
        assert at.hold - less.hold <= RULE.asked.long_hold
    assert less is None or at.level - less.level in {0, 1}


@pytest.mark.parametrize("name", COUNTED)
def test_from_the_gentle_dose_it_grows_to_the_largest_without_a_gap_and_too_hard_leads_to_the_smallest(
    name: str,
) -> None:
    exercise = COUNTED[name]
    at = gentle(exercise, standing(exercise, Preferences()), RULE)
    assert exercise.range.admits(replace(exercise.work.dose, reps=at.reps, hold=at.hold))
    passed = [at]
    while (step := forward(exercise, passed[-1], RULE)) is not None:
        passed.append(step[0])
    usual = [each for each in passed if each.level is Level.USUAL]
    assert (usual[-1].reps, usual[-1].hold) == tuple(
        limits.most for limits in room(exercise, Level.USUAL, RULE)
    )
    down = [usual[-1]]
    while (to := easier(exercise, down[-1], RULE)) is not None:
        down.append(to)
    assert down[-1].level is Level.EASIER
    assert down[-1].reps <= max(RULE.asked.least_reps, exercise.work_at(Level.EASIER).dose.reps)
    assert len(set(down)) == len(down)


@given(STANDINGS, st.floats(0, 90), st.booleans())
def test_after_a_break_it_goes_back_and_what_is_to_stay_stays(
    drawn: tuple[Exercise, Standing], days: float, stays: bool
) -> None:
    exercise, at = drawn
    somebody = set_to(Person(met={exercise.id: 3}), exercise, at)
    somebody = replace(
        somebody, preferences=replace(somebody.preferences, stays=(exercise.id,) if stays else ())
    )
    before = standing(exercise, somebody.preferences)
    assert before == at
    after = opened(somebody, LIBRARY.exercises, RULE, days)
    now = standing(exercise, after.preferences)
    if stays or days < RULE.back.after_days:
        assert now == at
    elif days < RULE.back.start_over_after_days:
        assert now == (back(exercise, at, RULE) or at)
    else:
        assert now == gentle(exercise, at, RULE)
    assert bool(after.news) is (now != at)
    assert msgspec.convert(msgspec.to_builtins(after), Person) == after


def test_what_is_under_way_is_left_as_it_is() -> None:
    place = (0, 2, 0, 0)
    workout = msgspec.convert({"routine": "back", "exercises": ["plank", "bridge"], "place": place}, Workout)
    somebody = Person(met={"plank": 3, "bridge": 3}, workout=workout)
    after = opened(somebody, LIBRARY.exercises, RULE, 10)
    assert set(after.preferences.doses) == {"bridge"}


def in_full(log: Log, number: int, day: int, name: str, preferences: Preferences, full: int = 1) -> Log:
    exercise = LIBRARY.exercises[name]
    done = Done(day, name, way(exercise, preferences)[1], 30, 170, full)
    return with_batch(log, number, [done], {name: way(exercise, preferences)})


@pytest.mark.parametrize(
    ("days", "fulls", "grows"),
    [
        ([1], [1], False),
        ([1, 1], [1, 1], False),
        ([1, 3], [1, 1], True),
        ([1, 3], [1, 0], False),
        ([1], [2], True),
        ([1, 3], [1, -1], False),
        ([1, 3, 5], [1, -1, 1], False),
    ],
)
def test_two_sessions_in_full_that_were_not_called_hard(
    days: list[int], fulls: list[int], *, grows: bool
) -> None:
    somebody, log = Person(), Log()
    for number, (day, full) in enumerate(zip(days, fulls, strict=True)):
        log = in_full(log, number, day, "plank", somebody.preferences, full)
    assert (ready(somebody, log, LIBRARY.exercises, RULE) == ("plank",)) is grows
    stays = Person(preferences=Preferences(stays=(EVERYTHING,)))
    assert ready(stays, log, LIBRARY.exercises, RULE) == ()
    otherwise = Person(preferences=Preferences(doses={"plank": OwnDose(hold=10)}))
    assert ready(otherwise, log, LIBRARY.exercises, RULE) == ()


def test_a_step_that_is_no_more_is_left_out() -> None:
    somebody = Person(met={"bird_dog": 5}, ahead=("bird_dog",))
    assert opened(somebody, LIBRARY.exercises, RULE, 1) == replace(somebody, ahead=())


def test_only_a_few_exercises_grow_on_one_day() -> None:
    somebody, log = Person(), Log()
    for day in (1, 3):
        for number, name in enumerate(sorted(COUNTED)):
            log = in_full(log, 10 * day + number, day, name, somebody.preferences)
    assert len(ready(somebody, log, LIBRARY.exercises, RULE)) == RULE.forward.exercises


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def session(echo: Echo, said: str = "do the plank", days: float = 1) -> str:
    """An exercise to its end, and the time until the next."""
    turn = echo.hear(said)
    heard = words(turn)
    while "Ready for the last" in words(turn):
        turn = echo.hear("yes")
    echo.leave_alone(days * A_DAY)
    return heard


def plank(echo: Echo) -> Work:
    return work_of(LIBRARY.exercises["plank"], person(echo.hear("where am I", 1.0)).preferences)


class TestThroughTheFrontDoor:
    def test_two_that_went_well_make_it_longer_and_say_why(self, echo: Echo) -> None:
        echo.hear("make the plank three times")
        for _ in range(2):
            assert "well" not in session(echo)
        said = words(echo.hear("do the plank"))
        assert (
            "Four times, thirty seconds each. That's a step up" in said
            or "A step up, since the last two" in said
        )
        assert "went well" not in words(echo.hear("start over", 20.0))

    def test_stay_here_stops_it_and_it_can_be_taken_up_again(self, echo: Echo) -> None:
        echo.hear("make the plank three times")
        session(echo)
        echo.hear("do the plank")
        assert words(echo.hear("stay here", 20.0)).startswith("Okay. The plank stays as it is.")
        assert "well" not in session(echo, "go")
        assert "well" not in session(echo)
        assert words(echo.hear("you can make the plank harder again")).startswith("Okay. The plank may get")
        session(echo)
        assert "well" in session(echo)

    def test_what_is_said_by_voice_holds_and_is_where_it_starts_from(self, echo: Echo) -> None:
        echo.hear("make the plank three times")
        session(echo)
        session(echo)
        echo.hear("do the plank")
        echo.hear("ten seconds each", 5.0)
        echo.leave_alone(A_DAY)
        assert "Four times, ten seconds each. Get" in words(echo.hear("do the plank"))

    @pytest.mark.parametrize(
        ("days", "told"), [(8, "we'll take it a little easier today"), (40, "we'll start again gently")]
    )
    def test_a_break_is_taken_without_reproach(self, echo: Echo, days: int, told: str) -> None:
        session(echo, days=days)
        turn = echo.hear("do the plank")
        check(turn)
        assert told in words(turn)
        assert told not in words(echo.hear("start over", 20.0))
        hold = plank(echo).dose.hold
        assert hold == (25 if days == 8 else 10)

    def test_the_minutes_that_are_said_are_those_of_the_dose(self, echo: Echo) -> None:
        echo.hear("start my back routine")
        before = words(echo.hear("how long does the routine take"))
        for said in ("make the plank two times", "make the bridge two times", "make the bird dog two times"):
            echo.hear(said)
        assert words(echo.hear("how long does the routine take")) != before


class TestHowItWas:
    def at_the_last(self, **known: object) -> Echo:
        """Somebody at the last exercise of the routine, who has done it before."""
        done = ORDER[:-1]
        workout = Workout("back", ORDER, len(done), done=done)
        met = dict.fromkeys(ORDER, 3)
        somebody = Person(version=1, workout=workout, met=met, finished=1, active=MOMENT - 3600)
        return at_the_door_of(OneStore(msgspec.to_builtins(somebody) | known))

    def asked_at_the_end(self, echo: Echo) -> bool:
        turn = echo.hear("start my back routine")
        check(turn)
        assert turn.ended or words(turn).endswith("How was it: easy, just right, or hard?")
        return not turn.ended

    def test_it_is_asked_at_most_every_few_days_and_never_of_some(self) -> None:
        assert self.asked_at_the_end(self.at_the_last())
        assert self.asked_at_the_end(self.at_the_last(effort_asked=TODAY - 4))
        assert not self.asked_at_the_end(self.at_the_last(effort_asked=TODAY - 1))
        assert not self.asked_at_the_end(self.at_the_last(finished=0))
        assert not self.asked_at_the_end(self.at_the_last(preferences={"stays": [EVERYTHING]}))

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("easy", ("Good. A little more next time.", "Then we'll add a little next time.")),
            ("right", ("Good. Then we'll keep it like that.", "Good. We'll leave it as it is.")),
            ("just right", ("Good. Then we'll keep it like that.", "Good. We'll leave it as it is.")),
            ("yes", ("Good. Then we'll keep it like that.", "Good. We'll leave it as it is.")),
            ("that was hard", ("Okay. A little less next time.", "Then we'll do a little less next time.")),
            ("too hard", ("Okay. A little less next time.", "Then we'll do a little less next time.")),
            ("stay here", ("Okay. Everything stays as it is.",)),
            ("no", ("Walk your feet back",)),
        ],
    )
    def test_every_answer_ends_with_goodbye(self, said: str, told: tuple[str, ...]) -> None:
        echo = self.at_the_last(preferences={"after": "other"})
        assert self.asked_at_the_end(echo)
        turn = echo.hear(said)
        check(turn)
        assert turn.ended
        assert words(turn).startswith(told)
        assert "all seven" in words(turn)

    @pytest.mark.parametrize(
        "said", ["after breakfast", "breakfast", "skip", "no", "stop", "I don't know", "go"]
    )
    def test_once_it_is_asked_after_what_they_do_it(self, said: str) -> None:
        echo = self.at_the_last()
        self.asked_at_the_end(echo)
        turn = echo.hear("easy")
        check(turn)
        assert words(turn).endswith("When suits you best: after coffee, breakfast, or work?")
        turn = echo.hear(said)
        check(turn)
        assert turn.ended
        assert words(turn).startswith("Right after breakfast, then. On a bad day") is ("breakfast" in said)
        assert person(turn).preferences.after == ("breakfast" if "breakfast" in said else "not_said")
        later = self.at_the_last(preferences={"after": "not_said"})
        self.asked_at_the_end(later)
        assert later.hear("easy").ended

    @pytest.mark.parametrize(("finished", "said"), [(2, True), (3, False), (5, True)])
    def test_it_is_said_again_at_the_end_of_every_third_routine(self, finished: int, said: bool) -> None:
        known = {"preferences": {"after": "coffee"}, "finished": finished, "effort_asked": TODAY}
        turn = self.at_the_last(**known).hear("start my back routine")
        assert turn.ended
        assert words(turn).endswith("See you tomorrow, right after your coffee.") is said

    @pytest.mark.parametrize(
        ("said", "changed", "seconds"),
        [("easy", 2, 30), ("right", 0, 30), ("hard", 4, 25), ("stay here", 0, 30)],
    )
    def test_only_its_step_is_kept(self, said: str, changed: int, seconds: int) -> None:
        done = [[TODAY, name, 30, 30, 200, 1] for name in ORDER[:-1]]
        echo = self.at_the_last(unlogged=done)
        assert self.asked_at_the_end(echo)
        echo.hear(said)
        echo.leave_alone(A_DAY)
        echo.hear("do the plank")
        assert plank(echo).dose.hold == seconds
        preferences = person(echo.hear("where am I", 1.0)).preferences
        assert len(preferences.doses | preferences.levels) == changed


FAULTS = {
    "sessions = 2": ("sessions = 0", "forward.sessions: expected a whole number from 1 to 20, not 0"),
    '"bridge"]': (
        '"brigde"]',
        "harder_way.by_itself, item 1: expected one of arm_raise, ball_lean, bed_bridge",
    ),
    "start_over_after_days = 28": (
        "start_over_after_days = 5",
        "back.start_over_after_days: expected more than 7",
    ),
    "days = [3, 5]": ("days = [5, 3]", "week.days: expected the smaller number first"),
    "hold = [1, 2]": ("hold = [1, 99]", "limits.prone_extension.hold: expected two numbers from 1 to 30"),
    "[limits.prone_extension]": ("[limits.prune]", "limits.prune: expected one of arm_raise, ball_lean"),
    "every_days = 3": ("every_day = 3", "effort.every_day: there is no such entry; did you mean every_days?"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(HERE, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", "compiled.json"))
    )


@pytest.mark.parametrize("was", FAULTS)
def test_a_fault_in_the_rule_names_file_field_and_what_was_expected(copy: Path, was: str) -> None:
    is_now, told = FAULTS[was]
    path = copy / "progression.toml"
    path.write_text(path.read_text().replace(was, is_now))
    with pytest.raises(ContentError) as refused:
        load(copy)
    assert f"{path}: {told}" in "\n".join(map(str, refused.value.faults))


def test_all_faults_of_the_rule_are_told_at_once(copy: Path) -> None:
    path = copy / "progression.toml"
    text = path.read_text()
    for was in ('"bridge"]', "start_over_after_days = 28", "days = [3, 5]"):
        text = text.replace(was, FAULTS[was][0])
    path.write_text(text)
    with pytest.raises(ContentError) as refused:
        load(copy)
    assert len(refused.value.faults) == 3
