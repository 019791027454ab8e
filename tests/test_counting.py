"""The counting core counts exactly what is prescribed, for any dose."""

from __future__ import annotations

from itertools import accumulate, groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.coaching.counting import GET_READY, count, seconds
from skill.coaching.cue import Cue, Place, Timeline
from skill.coaching.dose import COUNTED_HOLD, Dose, Tempo, Work
from skill.coaching.free import free_work
from skill.coaching.holding import (
    CUE_EVERY,
    CUED_FROM,
    HALFWAY_FROM,
    UNCUED_FIRST,
    UNCUED_LAST,
    UP_FROM,
    counted_up,
)
from skill.coaching.stepping import RESUMED_FROM, TAKES_BACK, after, credited, finished
from skill.coaching.style import LAST_SECONDS, LONGEST_SILENCE, PACES, CountStyle, Manner, paced
from tests.works import PlainScript, calls, places, works

BRIDGE = Work(Dose(reps=5, hold=15), Tempo(lift=2, lower=2, between=5))
BIRD_DOG = Work(Dose(reps=5, hold=15), Tempo(2, 2, 6), sides=("right_arm", "left_arm"))
EXTENSION = Work(Dose(reps=10, hold=1, sets=3, rest=30), Tempo(2, 3, 2), moving=True)
PLANK = Work(Dose(reps=5, hold=30), Tempo(2, 2, 12))
THRUST = Work(Dose(reps=10, hold=3), Tempo(2, 2, 2), moving=True)


def counted(work: Work, start: Place = Place()) -> Timeline:  # noqa: B008
    return count(work, PlainScript(), calls(work), start)


def held(timeline: Timeline) -> list[tuple[tuple[int, int, int], list[Cue]]]:
    """The cues of each hold, by set, rep and side."""
    seconds = [cue for cue in timeline if cue.place and cue.place.seconds]
    return [
        (where, list(cues))
        for where, cues in groupby(seconds, lambda cue: cue.place[:3] if cue.place else (0, 0, 0))
    ]


def movements(timeline: Timeline) -> list[Cue]:
    """The cues that complete a movement."""
    return [cue for cue in timeline if cue.place is not None and cue.place.seconds == 0]


def lasting(timeline: Timeline) -> float:
    return sum(cue.lasts or 0 for cue in timeline)


def seconds_of(cues: list[Cue]) -> dict[int, str]:
    """What is said in a hold, by the second that begins with it."""
    begins = accumulate((int(cue.lasts or 0) for cue in cues), initial=1)
    return {second: cue.text for second, cue in zip(begins, cues, strict=False) if cue.text}


@given(works())
def test_a_hold_takes_its_seconds_and_every_cue_tells_how_many_are_over(work: Work) -> None:
    holds = held(counted(work))
    if work.dose.hold:
        assert len(holds) == work.dose.sets * work.dose.reps * work.turns
    for _, cues in holds:
        assert [cue.place.seconds for cue in cues if cue.place] == [
            *accumulate(cue.lasts or 0 for cue in cues)
        ]
        assert lasting(tuple(cues)) == work.dose.hold


@given(
    works().filter(lambda work: work.dose.hold >= COUNTED_HOLD), st.sampled_from(CountStyle), st.booleans()
)
def test_every_number_in_a_hold_is_that_of_its_second(work: Work, style: CountStyle, up: bool) -> None:
    """Counted up until something else is said, then down to the end; or up to the end."""
    hold, last = work.dose.hold, LAST_SECONDS if style is CountStyle.REPS_ONLY else LONGEST_SILENCE
    for _, cues in held(count(work, PlainScript(), calls(work), manner=Manner(style, up))):
        said = seconds_of(cues)
        numbers = [(second, int(text)) for second, text in said.items() if text.isdecimal()]
        rising = [second for second, number in numbers if number == second]
        falling = [second for second, number in numbers if number == hold + 1 - second]
        assert len(numbers) == len({*rising, *falling})
        if up and style is not CountStyle.REPS_ONLY:
            assert len(rising) == len(numbers)
        else:
            assert falling[-last:] == [*range(1 if hold >= UP_FROM else 2, hold + 1)][-last:]
            assert not rising or hold < UP_FROM or rising[-1] + 1 < falling[0]


@pytest.mark.parametrize(
    ("hold", "manner", "said"),
    [
        (3, Manner(), "_ 2 1"),
        (6, Manner(), "_ 5 4 3 2 1"),
        (5, Manner(up=True), "1 2 3 4 5"),
        (10, Manner(), "1 2 3 4 breathe 5 4 3 2 1"),
        (15, Manner(), "1 2 3 4 5 6 7 _ breathe _ 5 4 3 2 1"),
        (20, Manner(), "1 2 3 4 5 6 7 8 9 10 count.halfway _ _ breathe _ 5 4 3 2 1"),
        (
            30,
            Manner(),
            "1 2 3 4 5 6 7 8 breathe 10 11 12 13 14 15 count.halfway _ _ back_flat _ 10 9 8 7 6 5 4 3 2 1",
        ),
        (15, Manner(cues=False), "1 2 3 4 5 6 7 _ _ _ 5 4 3 2 1"),
        (15, Manner(up=True), "1 2 3 4 5 6 breathe 8 9 10 11 12 13 14 15"),
        (15, Manner(up=True, cues=False), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"),
        (15, Manner(CountStyle.EVERY_FIVE), "_ _ _ _ count.stay:5 _ _ _ breathe _ 5 4 3 2 1"),
        (15, Manner(CountStyle.EVERY_FIVE, up=True, cues=False), "_ _ _ _ 5 _ _ _ _ 10 11 12 13 14 15"),
        (
            15,
            Manner(CountStyle.REPS_ONLY, cues=False),
            "_ _ _ _ count.stay:5 _ _ _ _ count.stay:10 _ _ 3 2 1",
        ),
        (
            60,
            Manner(CountStyle.EVERY_FIVE, cues=False),
            "_ _ _ _ 5 _ _ _ _ 10 _ _ _ _ 15 _ _ _ _ 20 _ _ _ _ 25 _ _ _ _ 30 "
            "count.halfway _ _ _ _ count.stay:36 _ _ _ _ count.left:20 "
            "_ _ _ _ count.stay:46 _ _ _ _ count.left:10 "
            "_ _ _ _ 5 4 3 2 1",
        ),
    ],
)
def test_what_is_said_in_each_second_of_a_hold(hold: int, manner: Manner, said: str) -> None:
    work = Work(Dose(reps=1, hold=hold), Tempo(2, 2))
    (_, cues), *_ = held(count(work, PlainScript(), calls(work), manner=manner))
    seconds_said = seconds_of(cues)
    every = (seconds_said.get(second, "_").replace(" ", ":") for second in range(1, hold + 1))
    assert " ".join(every) == said


@given(works().filter(lambda work: work.dose.hold >= CUED_FROM), st.sampled_from(CountStyle), st.booleans())
def test_cues_leave_the_beginning_and_the_end_of_a_hold_alone(
    work: Work, style: CountStyle, up: bool
) -> None:
    words = {*calls(work).breath, *calls(work).form}
    for _, cues in held(count(work, PlainScript(), calls(work), manner=Manner(style, up))):
        seconds_cued = [second for second, text in seconds_of(cues).items() if text in words]
        assert len(seconds_cued) == max(1, work.dose.hold // CUE_EVERY)
        assert all(UNCUED_FIRST < second <= work.dose.hold - UNCUED_LAST for second in seconds_cued)


def test_cues_take_turns_from_rep_to_rep() -> None:
    words = {*calls(BRIDGE).breath, *calls(BRIDGE).form}
    once, twice = (
        [[cue.text for cue in cues if cue.text in words] for _, cues in held(counted(work))]
        for work in (BRIDGE, PLANK)
    )
    assert once == [["breathe"], ["back_flat"], ["breathe_out"], ["hips_up"], ["breathe"]]
    assert twice[:3] == [["breathe", "back_flat"], ["breathe_out", "hips_up"], ["breathe", "neck_long"]]


def test_both_sides_of_a_rep_have_the_same_cue() -> None:
    said = [[cue.text for cue in cues] for _, cues in held(counted(BIRD_DOG))]
    assert said[0::2] == said[1::2]


@given(works())
def test_every_movement_is_counted_and_the_last_one_completes_the_dose(work: Work) -> None:
    timeline = counted(work)
    assert len(movements(timeline)) == work.dose.sets * work.dose.reps * work.turns
    assert movements(timeline)[-1] is timeline[-1]
    assert timeline[-1].place == Place(work.dose.sets)


@given(works())
def test_places_only_go_forward(work: Work) -> None:
    reached = [cue.place for cue in counted(work) if cue.place]
    assert all(before < after for before, after in pairwise(reached))


@given(works())
def test_both_sides_take_the_same_time(work: Work) -> None:
    timeline = counted(work)
    times = accumulate(cue.lasts or 0 for cue in timeline)
    ends = [
        (cue.place, time)
        for cue, time in zip(timeline, times, strict=True)
        if cue.place and not cue.place.seconds
    ]
    # Behind a set there is a rest, and behind a rest a countdown: only what lies inside a set is compared.
    spans = [end - start for (place, start), (_, end) in pairwise(ends) if not place.between_sets]
    assert spans == pytest.approx(spans[:1] * len(spans))


@given(works(), st.data())
def test_from_any_place_the_remaining_dose_is_counted(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(places(work)))
    whole, rest = movements(counted(work)), movements(counted(work, start))
    assert rest == whole[len(whole) - len(rest) :]
    assert len(rest) == len(places(work)) - places(work).index(start)


@given(works().filter(lambda work: work.dose.hold <= RESUMED_FROM), st.data())
def test_an_interrupted_short_hold_starts_again(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(places(work)))
    assert counted(work, start._replace(seconds=data.draw(st.integers(0, work.dose.hold)))) == counted(
        work, start
    )


@given(works().filter(lambda work: work.dose.hold > RESUMED_FROM), st.data(), st.sampled_from(CountStyle))
def test_an_interrupted_long_hold_resumes_a_few_seconds_earlier(
    work: Work, data: st.DataObject, style: CountStyle
) -> None:
    manner = Manner(style)
    start = data.draw(st.sampled_from(places(work)))
    broken_off = data.draw(st.integers(1, work.dose.hold))
    timeline = count(work, PlainScript(), calls(work), start._replace(seconds=broken_off), manner)
    (_, seconds_held), *others = held(timeline)
    begun = work.dose.hold - lasting(tuple(seconds_held))
    assert 1 <= broken_off - begun <= TAKES_BACK
    assert begun % TAKES_BACK == 0
    ahead = f"count.last_seconds {work.dose.hold - begun:g}"
    told = f"count.from_second {begun:g}" if begun < counted_up(work.dose.hold, manner) else ahead
    assert (told in timeline[0].text) is (begun > 0)
    # From the next movement on, all is as if nothing had happened.
    anew = count(work, PlainScript(), calls(work), start, manner)
    assert others == held(anew)[1:]
    assert lasting(anew) - lasting(timeline) == begun


@given(works(), st.data())
def test_a_movement_is_done_when_its_hold_is(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from(places(work)))
    second = data.draw(st.integers(0, work.dose.hold))
    whole = work.dose.hold > 0 and second == work.dose.hold
    place = start._replace(seconds=second)
    assert credited(work, place) == (after(work, start) if whole else place)


@given(works())
def test_a_warning_and_a_countdown_precede_the_first_effort(work: Work) -> None:
    ready, *countdown = counted(work)[:4]
    assert ready.lasts == GET_READY
    assert [(cue.text, cue.lasts) for cue in countdown] == [("3", 1.0), ("2", 1.0), ("1", 1.0)]


@given(works())
def test_the_middle_is_called_in_long_holds_only(work: Work) -> None:
    for _, cues in held(counted(work)):
        before = [number for number, cue in enumerate(cues) if cue.text == "count.halfway"]
        assert before == ([work.dose.hold // 2] if work.dose.hold >= HALFWAY_FROM else [])


@given(works())
def test_a_rest_lasts_what_was_prescribed_and_ends_with_a_countdown(work: Work) -> None:
    timeline = counted(work)
    rests = [number for number, cue in enumerate(timeline) if cue.text.startswith("count.rest ")]
    assert len(rests) == work.dose.sets - 1
    for number in rests:
        rest = timeline[number : number + 5]
        assert lasting(rest) == work.dose.rest
        assert [cue.text for cue in rest[-3:]] == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("work", "seconds"),
    [
        # get ready and countdown, then for each rep lift, hold, lower, and the time between two of them
        (BRIDGE, 8 + 5 * (2 + 15 + 2) + 4 * 5),
        (BIRD_DOG, 8 + 10 * (2 + 15 + 2) + 9 * 6),
        (PLANK, 8 + 5 * (2 + 30 + 2) + 4 * 12),
        (THRUST, 8 + 10 * (2 + 3 + 2) + 9 * 2),
        (EXTENSION, 8 + 30 * (2 + 1 + 3) + 27 * 2 + 2 * 30),
    ],
)
def test_an_exercise_takes_the_time_that_its_numbers_add_up_to(work: Work, seconds: int) -> None:
    assert lasting(counted(work)) == pytest.approx(seconds)


@given(works(), st.data())
def test_the_duration_is_known_without_counting(work: Work, data: st.DataObject) -> None:
    start = data.draw(st.sampled_from([*places(work), Place(work.dose.sets)]))
    assert seconds(work, start) == pytest.approx(lasting(counted(work, start)))


def test_a_side_is_named_before_every_reach() -> None:
    timeline = counted(BIRD_DOG)
    named = [cue.text.split()[-1] for cue in timeline if "count.side" in cue.text]
    assert named == ["right_arm", "left_arm"] * 5


def test_moving_reps_are_called_on_the_effort_and_holds_after_it() -> None:
    assert [cue.text for cue in counted(free_work(Dose(reps=3)))[4:]] == [
        "count.first_effort lift 1",
        "lower",
        "2",
        "lower",
        "3",
        "lower",
    ]
    assert [cue.text for cue in counted(BRIDGE) if cue.text.startswith("count.done")] == [
        f"count.done {number}" for number in range(1, 5)
    ]


def test_a_moving_rep_with_a_counted_hold_uses_ordinals() -> None:
    assert counted(THRUST)[0].text == "count.nth_rep #1"
    assert [cue.text for cue in counted(THRUST)[4:12]] == [
        "lift", "hold", "", "2", "1", "lower", "count.nth_rep #2", "lift",
    ]  # fmt: skip


def test_a_free_hold_begins_with_the_word() -> None:
    assert [cue.text for cue in counted(free_work(Dose(reps=1, hold=3)))[4:]] == [
        "hold",
        "",
        "2",
        "1",
        "lower",
    ]


def test_a_moving_rep_has_no_number_but_its_own() -> None:
    assert [(cue.text, cue.lasts) for cue in counted(EXTENSION)[4:8]] == [
        ("lift", 2.0), ("hold", 1.0), ("lower", 3.0), ("count.nth_rep #2", 2.0),
    ]  # fmt: skip


def test_breathing_out_is_mentioned_now_and_then() -> None:
    breaths = [cue for cue in counted(EXTENSION) if cue.text == "count.breathe_out lift"]
    assert len(breaths) == 3 * 3
    assert {cue.lasts for cue in breaths} == {2.0}


def test_a_short_hold_is_just_its_word() -> None:
    assert [(cue.text, cue.lasts) for cue in counted(EXTENSION)[5:7]] == [("hold", 1.0), ("lower", 3.0)]


def test_resuming_in_the_second_set_says_so() -> None:
    assert counted(EXTENSION, Place(1, 3))[0].text == "count.nth_set #2 count.nth_rep #4"


def test_a_completed_dose_has_nothing_left_to_count() -> None:
    assert finished(BRIDGE, Place(1))
    assert counted(BRIDGE, Place(1)) == ()
    assert seconds(BRIDGE, Place(1)) == 0


@given(works(), st.sampled_from(CountStyle), st.booleans(), st.booleans())
def test_nobody_is_left_without_a_word_for_over_five_seconds(
    work: Work, style: CountStyle, up: bool, cues: bool
) -> None:
    for _, seconds_held in held(count(work, PlainScript(), calls(work), manner=Manner(style, up, cues))):
        assert all((cue.lasts or 0) <= LONGEST_SILENCE for cue in seconds_held)


def test_counting_less_stops_at_reps_only() -> None:
    assert CountStyle.EVERY_SECOND.less is CountStyle.EVERY_FIVE
    assert CountStyle.EVERY_FIVE.less.less is CountStyle.REPS_ONLY


@given(works(), st.sampled_from(sorted(PACES)))
def test_slower_and_faster_never_change_a_hold(work: Work, step: int) -> None:
    before, after = counted(work), counted(paced(work, step))
    assert [cues for _, cues in held(before)] == [cues for _, cues in held(after)]
    if step > 0:
        assert lasting(after) > lasting(before)
