"""The log: it adds up, stays small over two years, and has what was really done, whatever came between."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from skill.coaching.cue import Place
from skill.coaching.exercise import Level
from skill.coaching.log import (
    DAYS_KEPT,
    LARGEST,
    WEEKS_KEPT,
    Done,
    Log,
    Summary,
    noted,
    summary_of_week,
    week_of,
    with_batch,
)
from skill.coaching.log_summary import days_until, summary_of_day
from skill.coaching.work_done import done_between
from skill.echo.device import Echo
from skill.echo.house import at_home
from tests.alexa_requests import intent, launch
from tests.sensible import LIBRARY, at_exercise, check, person, words
from tests.stores import BrokenStore, FlakyStore, OneStore
from tests.test_difficulty import at_the_door_of
from tests.test_remembering import answer

MOMENT = 1_793_100_000.0
NAMES = sorted(LIBRARY.exercises)
WHOLE = LIBRARY.routines["back"]
TODAY = 20_000
THAT_DAY = 20_751
"""The day at the door of `test_difficulty`, in the United States."""
EXPORTED = 16_000
"""Bytes: what a person's log may have at the most."""


def a_day(day: int) -> list[Done]:
    """The whole routine, with what is around it."""
    return [
        done_between(LIBRARY.exercises[name].work, name, Place(), None, day)
        for name in (*WHOLE.exercises, *WHOLE.easy_movement)
    ]


def two_years(step: int = 1) -> Iterator[tuple[int, Log]]:
    log = Log()
    for number, day in enumerate(range(TODAY - 730, TODAY + 1, step)):
        log = with_batch(log, number, a_day(day), {})
        yield day, log


def size(log: Log) -> int:
    return len(msgspec.json.encode(log))


def test_two_years_of_the_whole_routine_every_day_stay_under_sixteen_kilobytes() -> None:
    *_, (_, log) = two_years()
    assert size(log) < LARGEST < EXPORTED
    assert len(log.days) > DAYS_KEPT - 7
    weeks = [summary_of_week(log, week_of(TODAY) - ago) for ago in range(1, WEEKS_KEPT - 1)]
    assert {(week.days, week.exercises) for week in weeks} == {(7, 49)}
    assert len({week.seconds for week in weeks}) == 1
    assert log.days[0].day <= TODAY - DAYS_KEPT + 7
    assert log.weeks[0].week > week_of(TODAY) - WEEKS_KEPT


def test_a_log_too_large_gives_up_its_oldest_days_and_keeps_their_sums(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("skill.coaching.log.LARGEST", 6_000)
    *_, (_, log) = two_years()
    assert size(log) <= 6_000
    assert summary_of_week(log, week_of(TODAY) - 12).exercises == 49


NUMBERS = st.integers(0, 40)
DONE = st.builds(
    Done, st.integers(TODAY - 300, TODAY), st.sampled_from(NAMES), NUMBERS, NUMBERS, st.integers(1, 400)
)


@settings(max_examples=20)
@given(st.lists(st.lists(DONE, max_size=4), max_size=30))
def test_it_adds_up(batches: list[list[Done]]) -> None:
    """Days to weeks, and everything to everything, while nothing is older than two years."""
    log = Log()
    for number, batch in enumerate(batches):
        log = with_batch(log, number, sorted(batch, key=lambda done: done.day), {})
    for each in log.days:
        assert summary_of_day(log, each.day).seconds == sum(entry.seconds for entry in each.entries)
    newest = max((each.day for each in log.days), default=TODAY)
    for week in range(week_of(newest) - 11, week_of(newest) + 1):
        days = (of_day for day, of_day in days_until(log, newest + 7, 120) if week_of(day) == week)
        assert summary_of_week(log, week) == _sum(days)
    again = msgspec.convert(json.loads(json.dumps(msgspec.to_builtins(log))), Log)
    assert again == log


def _sum(days: Iterator[Summary]) -> Summary:
    total = Summary()
    for day in days:
        total = Summary(*(one + other for one, other in zip(total, day, strict=True)))
    return total


@given(
    st.lists(
        st.lists(DONE.map(lambda done: replace(done, day=TODAY)), min_size=1, max_size=4),
        min_size=1,
        max_size=6,
    )
)
def test_a_batch_that_comes_again_with_more_in_it_counts_once(growing: list[list[Done]]) -> None:
    once, often = Log(), Log()
    batch: tuple[Done, ...] = ()
    for more in growing:
        for done in more:
            batch = noted(batch, done)
        often = with_batch(often, 7, batch, {})
    once = with_batch(once, 7, batch, {})
    assert summary_of_day(often, TODAY) == summary_of_day(once, TODAY)


@given(
    st.sampled_from(NAMES),
    st.sampled_from(list(Level)),
    st.lists(st.integers(0, 200), min_size=1, max_size=8),
)
def test_interruptions_add_up_to_the_whole_exercise(name: str, level: Level, where: list[int]) -> None:
    work = LIBRARY.exercises[name].work_at(level)
    every = [
        Place(sets, reps, sides, seconds)
        for sets in range(work.dose.sets)
        for reps in range(work.dose.reps)
        for sides in range(work.turns)
        for seconds in (0, work.dose.hold // 2)
    ]
    stops = sorted({every[number % len(every)] for number in where})
    unlogged: tuple[Done, ...] = ()
    for start, end in zip([Place(), *stops], [*stops, None], strict=True):
        unlogged = noted(unlogged, done_between(work, name, start, end, TODAY))
    [done] = unlogged
    whole = done_between(work, name, Place(), None, TODAY)
    assert (done.reps, done.seconds, done.full) == (whole.reps, whole.seconds, 1)


class TestAsItReallyWas:
    def test_a_set_that_was_broken_off_is_logged_as_it_was(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("stop", 125.0)
            echo.hear("start my back routine")
            assert "two times, thirty seconds each" in words(echo.hear("what did I do today", 2.0))

    def test_what_somebody_corrects_is_corrected(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("I only did one", 125.0)
            assert "The plank, once, for thirty seconds." in words(echo.hear("what did I do today"))
            echo.hear("I did four")
            assert "The plank, four times, thirty seconds each." in words(echo.hear("what did I do today"))

    def test_one_exercise_of_yesterday_is_in_the_log_and_not_under_way(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the plank")
            echo.hear("stop", 80.0)
            echo.leave_alone(86_400)
            yesterday = words(echo.hear("what did I do yesterday"))
            assert "under a minute of work. The plank, for " in yesterday
            assert yesterday.endswith("Shall we start the routine?")
            assert "exercised on one day this week" in words(echo.hear("how am I doing"))

    def test_a_hold_that_was_broken_off_is_told_in_seconds(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("wait", 60.0)
            assert "The plank, for " in words(echo.hear("what did I do today"))

    def test_an_exercise_that_was_left_is_logged_as_far_as_it_went(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("next exercise", 80.0)
            echo.hear("wait", 3.0)
            assert "The plank, once" in words(echo.hear("what did I do today"))

    def test_yesterday_is_told_and_what_was_done_without_the_skill_is_added(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the bridge")
            echo.hear("stop")
            echo.leave_alone(86_400)
            echo.hear("start my back routine")
            said = words(echo.hear("what did I do yesterday", 2.0))
            assert said.startswith(
                "Yesterday, you did one exercise: two minutes of work. The bridge, five times,"
            )
            assert words(echo.hear("I did the plank yesterday")).startswith("Okay, the plank goes into")
            assert words(echo.hear("what did I do yesterday")).startswith("Yesterday, you did two exercises")
            assert words(echo.hear("I did the plank yesterday")).startswith("That's in your log already.")
            assert words(echo.hear("I did the bridge this morning")).startswith("Okay, the bridge goes into")

    def test_the_last_exercise_behind_which_nobody_speaks_is_logged_at_the_next_opening(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 6)
            echo.leave_alone(86_400)
            assert "hip thrust" in words(echo.hear("what did I do yesterday"))

    def test_with_no_log_yet_it_says_so_kindly(self) -> None:
        with at_home(moment=MOMENT) as echo:
            for said in ("how was my week", "what did I do yesterday", "how many days"):
                turn = echo.hear(said)
                check(turn)
                assert words(turn).startswith("There's nothing in your log yet.")

    def test_this_week_against_last_is_also_on_a_card(self) -> None:
        with at_home(moment=MOMENT) as echo:
            for _ in range(4):
                echo.hear("do the bridge")
                echo.hear("stop")
                echo.leave_alone(86_400)
            echo.leave_alone(3 * 86_400)
            echo.hear("do the bridge")
            turn = echo.hear("how am I doing")
            assert words(turn).startswith("You've exercised on one day this week: two minutes of work,")
            assert "Last week it was four days, six minutes of work, and four exercises." in words(turn)
            card = turn.response["response"]["card"]
            assert card["title"] == "Your back exercises"
            assert card["content"] in words(turn).replace(". ", ".\n")

    @pytest.mark.parametrize(
        ("days", "told"),
        [
            (0, "Today, you did seven exercises: "),
            (3, "Three days ago, you did seven exercises: "),
            (21, "Three weeks ago, you did seven exercises: "),
            (400, "A while ago, you did seven exercises: "),
        ],
    )
    def test_the_last_time_is_told_with_how_long_ago_it_was(self, days: int, told: str) -> None:
        store = OneStore()
        store.logs[0] = msgspec.to_builtins(with_batch(Log(version=1), 1, a_day(THAT_DAY - days), {}))
        said = words(at_the_door_of(store).hear("what did I do last time"))
        assert said.startswith(told)
        assert "The Swiss ball lean, the bird dog and the plank." in said
        said = words(at_the_door_of(store).hear("what did I do yesterday"))
        assert said.startswith("There's nothing in your log for yesterday. Your last time was ")

    @pytest.mark.parametrize("days", [1, 9, 400])
    @pytest.mark.parametrize(
        "said",
        [
            *("how am I doing", "how was my week", "how many days", "how long is my plank"),
            *("what did I do last time", "what did I do yesterday", "I did the plank yesterday"),
        ],
    )
    def test_after_a_clock_was_set_back_it_is_told_as_well(self, said: str, days: int) -> None:
        store = OneStore()
        store.logs[0] = msgspec.to_builtins(with_batch(Log(version=1), 1, a_day(THAT_DAY + days), {}))
        check(at_the_door_of(store).hear(said))

    def test_more_than_an_hour_is_told_in_hours(self) -> None:
        store, log = OneStore(), Log(version=1)
        for number, day in enumerate(range(THAT_DAY - 6, THAT_DAY + 1)):
            log = with_batch(log, number, a_day(day), {})
        store.logs[0] = msgspec.to_builtins(log)
        said = words(at_the_door_of(store).hear("how was my week"))
        assert "one hour and" in said or "two hours and" in said

    def test_where_the_store_is_down_it_says_so(self) -> None:
        for said in ("how was my week", "what did I do yesterday", "how many days"):
            turn = at_the_door_of(BrokenStore()).hear(said)
            assert words(turn).startswith("I can't get at your log right now.")
            check(turn)

    def test_how_long_a_hold_is_and_was(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the plank")
            echo.hear("wait", 150.0)
            said = words(echo.hear("how long is my plank"))
            assert said.startswith("The plank. Five times, thirty seconds each. Today, you did it two times,")
            assert "Your longest so far is thirty seconds." in said


class TestWritten:
    def test_seldom_and_in_an_item_of_its_own(self) -> None:
        store = OneStore()
        attributes = answer(store, intent("DoExerciseIntent", {}))["sessionAttributes"]
        assert store.log_writes == 0
        assert "days" not in json.dumps(attributes)

    def test_by_nobody_who_did_nothing(self, echo: Echo) -> None:
        for said in ("start my back routine", "how do I do a plank", "stop"):
            assert person(echo.hear(said)).unlogged == ()

    def test_a_store_that_fails_for_a_while_loses_nothing(self) -> None:
        done = a_day(TODAY)[:3]
        store = FlakyStore({"version": 1, "unlogged": msgspec.to_builtins(done), "met": {"plank": 1}})
        store.down = True
        answer(store, intent("AMAZON.StopIntent"))
        store.down = False
        answer(store, intent("AMAZON.StopIntent"))
        assert len(msgspec.convert(store.logs[0], Log).on(TODAY)) == 3
        assert "unlogged" not in store.kept

    def test_a_person_who_begins_anew_is_logged_on(self) -> None:
        store = OneStore(
            {"version": 1, "unlogged": msgspec.to_builtins(a_day(TODAY)[:1]), "met": {"plank": 1}}
        )
        before = with_batch(Log(version=1), 1_700_000_000, a_day(TODAY - 9), {})
        store.logs[0] = msgspec.to_builtins(before)
        answer(store, intent("AMAZON.StopIntent"))
        assert [day.day for day in msgspec.convert(store.logs[0], Log).days] == [TODAY - 9, TODAY]

    def test_one_that_cannot_be_read_is_set_aside_and_begun_anew(self) -> None:
        done = msgspec.to_builtins(a_day(TODAY)[:1])
        store = OneStore({"version": 1, "unlogged": done, "met": {"plank": 1}})
        store.logs[0] = {"version": 3, "days": "many"}
        answer(store, intent("AMAZON.StopIntent"))
        assert store.aside == [{"version": 3, "days": "many"}]
        assert store.kept["logged"] > 0
        assert len(store.logs[0]["days"]) == 1


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def test_launching_reads_no_log() -> None:
    class Unread(OneStore):
        def get_log(self, request_envelope: object, number: int) -> dict[str, object]:
            raise AssertionError("read")

    answer(Unread({"version": 1, "met": {"plank": 3}}), launch())


def test_a_day_in_a_week_that_is_told_as_a_week_changes_nothing() -> None:
    """As when a clock was set back by a year: also of an exercise that the log does not know yet."""
    log = with_batch(Log(), 1, [Done(19_500, "plank", 5, 30, 200, full=1)], {"plank": (0, 5, 30)})
    log = with_batch(log, 2, [Done(20_000, "plank", 5, 30, 200, full=1)], {"plank": (0, 5, 30)})
    assert log.weeks
    late = with_batch(log, 3, [Done(19_400, "bridge", 5, 15, 120, full=1)], {"bridge": (0, 5, 15)})
    assert (late.days, late.weeks, late.runs, late.names) == (log.days, log.weeks, log.runs, log.names)


MONDAY = 1_793_000_000.0
"""Half past three on a Monday morning in New York, and half past midnight in Los Angeles."""


@pytest.mark.parametrize(("hours", "says"), [(-8, "Two days this week."), (0, "Two days out of the last")])
def test_where_the_week_may_be_over_it_is_the_last_seven_days(hours: float, says: str) -> None:
    with at_home(moment=MONDAY + hours * 3600 - 86_400) as echo:
        echo.hear("do the bridge")
        echo.hear("stop", 100.0)
        echo.leave_alone(86_400)
        echo.hear("do the bridge")
        echo.hear("stop", 100.0)
        assert words(echo.hear("how many days")).startswith(says)
