"""The person is right: how many are done, where to start, which side it is, and what is to be done again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching.correcting import before, from_rep, on_side, once_more, other_side, reopened, with_reps
from skill.coaching.cue import Place
from skill.coaching.dose import Dose, Tempo, Work
from skill.coaching.stepping import after, finished
from skill.coaching.workout import Workout
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.echo.house import echo as house_echo
from skill.echo.house_clock import HouseClock
from tests.sensible import ENGLISH, at_exercise, check, person, stint, words
from tests.stores import ForgetfulStore
from tests.works import places, works

MOMENT = 1_793_000_000.0
BALL_LEAN, BIRD_DOG, PLANK, SUPERMAN, PRONE_EXTENSION, BRIDGE, HIP_THRUST = range(7)
THREE_SETS = Work(Dose(reps=10, hold=1, sets=3, rest=30), Tempo(2, 2, 2), moving=True)
FIVE_A_SIDE = Work(Dose(reps=5, hold=15), Tempo(2, 2, 7), sides=("right_arm", "left_arm"))


class TestPlaces:
    """The arithmetic alone."""

    @given(works(), st.data())
    def test_so_many_reps_are_a_place_of_the_same_set(self, work: Work, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(places(work)))
        reps = data.draw(st.integers(0, work.dose.reps - 1))
        corrected = with_reps(work, place, reps)
        assert corrected in places(work)
        assert corrected is not None
        assert (corrected.sets, corrected.reps) == (place.sets, reps)

    @given(works(), st.data())
    def test_as_many_as_there_are_end_the_set_and_more_there_are_not(
        self, work: Work, data: st.DataObject
    ) -> None:
        place = data.draw(st.sampled_from(places(work)))
        assert with_reps(work, place, work.dose.reps) == Place(place.sets + 1)
        assert with_reps(work, place, work.dose.reps + data.draw(st.integers(1, 10**9))) is None

    def test_who_says_what_was_believed_keeps_the_side_that_is_next(self) -> None:
        assert with_reps(FIVE_A_SIDE, Place(0, 2, 1), 2) == Place(0, 2, 1)
        assert with_reps(FIVE_A_SIDE, Place(0, 2, 1), 3) == Place(0, 3)

    @given(works(), st.data())
    def test_a_count_begins_at_the_rep_that_is_named(self, work: Work, data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(places(work)))
        number = data.draw(st.integers(1, work.dose.reps))
        assert from_rep(work, place, number) == Place(place.sets, number - 1)
        assert from_rep(work, place, 0) == Place(place.sets)
        assert from_rep(work, place, work.dose.reps + 1) is None

    @given(works(), st.data())
    def test_the_other_side_is_the_same_rep_and_its_other_side_is_this_one(
        self, work: Work, data: st.DataObject
    ) -> None:
        place = data.draw(st.sampled_from(places(work)))
        other = other_side(work, place._replace(seconds=3))
        assert other[:2] == place[:2]
        assert (other == place) is not bool(work.sides)
        assert other_side(work, other) == place
        assert on_side(other, place.sides) == place

    @given(works())
    def test_before_every_movement_comes_the_one_that_it_follows(self, work: Work) -> None:
        every = places(work)
        assert [before(work, after(work, place)) for place in every] == every
        assert before(work, Place()) == Place()

    @pytest.mark.parametrize(
        ("place", "again"),
        [
            (Place(0, 4, 0, 9), Place(0, 4)),
            (Place(0, 4, 1, 1), Place(0, 4, 1)),
            (Place(0, 4), Place(0, 3, 1)),
            (Place(0, 4, 1), Place(0, 4)),
            (Place(0, 0, 0, 2), Place()),
        ],
    )
    def test_again_is_the_hold_under_way_or_the_one_just_over(self, place: Place, again: Place) -> None:
        assert once_more(FIVE_A_SIDE, place) == again

    def test_behind_a_set_the_one_just_over_is_its_last(self) -> None:
        assert once_more(THREE_SETS, Place(1)) == Place(0, 9)

    def test_what_is_not_done_after_all_is_done_no_more(self) -> None:
        workout = Workout("back", ("plank", "bridge", "superman"), 2, Place(), ("plank", "bridge"))
        assert reopened(workout, Place(0, 3)) == Workout(
            "back", ("plank", "bridge", "superman"), 1, Place(0, 3), ("plank",)
        )


def said_in(echo: Echo, number: int, movement: int, utterance: str, after: float = 6.0) -> Turn:
    """Somebody speaks so many seconds after a movement began, of the exercise that is being counted."""
    efforts = ("Lean.", "Reach.", "Lift.", "Lift up.", "Drive up.")
    counting = at_exercise(echo, number)
    starts = [spoken.begins for spoken in counting.played.spoken if spoken.text.startswith(efforts)]
    answer = echo.hear(utterance, starts[movement - 1] + after)
    check(answer)
    return answer


@pytest.mark.parametrize(
    ("number", "movement", "utterance", "place", "said"),
    [
        (BRIDGE, 2, "I did three", Place(0, 3), "You've done three. Two more to go."),
        (BRIDGE, 4, "that was only two", Place(0, 2), "You've done two. Three more to go."),
        (BRIDGE, 4, "it was four", Place(0, 4), "You've done four. One more to go."),
        (BRIDGE, 3, "that's two", Place(0, 2), "You've done two. Three more to go."),
        (BRIDGE, 3, "I did none", Place(), "Okay, none yet."),
        (BRIDGE, 3, "I did zero", Place(), "Okay, none yet."),
        (
            BIRD_DOG,
            3,
            "I did four",
            Place(0, 4),
            "You've done four on each side. Right arm,",
        ),
        (
            BIRD_DOG,
            4,
            "I did one",
            Place(0, 1, 1),
            "You've done one on each side. Left arm,",
        ),
        (BIRD_DOG, 4, "I only did one", Place(0, 1, 1), "You've done one on each side."),
        (PRONE_EXTENSION, 4, "I've done nine", Place(0, 9), "You've done nine. One more to go."),
        (PRONE_EXTENSION, 4, "I did ten", Place(1), "One set done."),
    ],
)
def test_so_many_are_done(number: int, movement: int, utterance: str, place: Place, said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, number, movement, utterance)
        assert (stint(answer).place, answer.ended) == (place, False)
        assert words(answer).startswith(said)
        assert stint(echo.hear("go")).place == place


@pytest.mark.parametrize(
    ("number", "movement", "utterance", "said"),
    [
        (BRIDGE, 3, "I did forty", "There are only five. You've done two."),
        (BRIDGE, 3, "start from nine", "There are only five. You've done two."),
        (
            BIRD_DOG,
            3,
            "I did six",
            "There are only five on each side. You've done one",
        ),
        (PRONE_EXTENSION, 3, "that was thirty", "There are only ten in each set. You've done three."),
        (PLANK, 1, "I did a thousand", "There are only five."),
    ],
)
def test_more_than_there_are_is_told_and_the_place_is_kept(
    number: int, movement: int, utterance: str, said: str
) -> None:
    with at_home(moment=MOMENT) as echo:
        kept = stint(said_in(echo, number, movement, "where am I"))
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, number, movement, utterance)
        assert words(answer).startswith(said)
        assert stint(answer) == kept


@pytest.mark.parametrize("utterance", ["you miscounted", "I did half", "start from half", "start from there"])
def test_a_correction_without_its_number_is_told_how_to_give_it(utterance: str) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, BRIDGE, 3, utterance)
        assert words(answer).startswith("Tell me ")
        assert stint(answer).place[:2] == (0, 2)


@pytest.mark.parametrize("number", [BIRD_DOG, BRIDGE])
def test_all_of_them_end_the_exercise(number: int) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, number, 2, "I did five")
        workout = person(answer).workout
    assert workout is not None
    assert (workout.at, workout.place, len(workout.done)) == (number + 1, Place(), 1)
    assert words(answer).startswith("You've done five")
    assert words(answer).endswith(f"the {ENGLISH.exercises[stint(answer).exercise].name}?")


class TestAfterAnExercise:
    """Nothing of the next one has begun: it is about the one that has just ended."""

    def heard_out(self, utterances: Sequence[str]) -> list[Turn]:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            echo.hear("yes")
            turns = [echo.hear(utterance) for utterance in utterances]
        for turn in turns:
            check(turn)
        return turns

    def test_one_goes_back_to_it(self) -> None:
        corrected, counted = self.heard_out(["that was only eight", "go"])
        assert words(corrected).startswith("The Swiss ball lean. You've done eight. Two more to go.")
        assert (stint(counted).exercise, stint(counted).place) == ("ball_lean", Place(0, 8))
        assert "Ninth one." in words(counted)
        workout = person(corrected).workout
        assert workout is not None
        assert workout.done == ()

    def test_done_to_its_end_it_stays_done(self) -> None:
        [corrected] = self.heard_out(["I did ten"])
        assert words(corrected).startswith("You've done ten.")
        assert stint(corrected).exercise == "bird_dog"

    def test_more_than_there_were_changes_nothing(self) -> None:
        [corrected] = self.heard_out(["I did forty"])
        assert words(corrected).startswith("There are only ten.")
        assert stint(corrected).exercise == "bird_dog"

    def test_none_is_the_whole_exercise_again(self) -> None:
        [corrected] = self.heard_out(["I didn't do any"])
        assert (stint(corrected).exercise, stint(corrected).place) == ("ball_lean", Place())
        assert "Swiss ball lean?" in words(corrected)

    def test_of_several_sets_it_is_about_the_last(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, PRONE_EXTENSION)
            while stint(echo.hear("wait")).exercise == "prone_extension":
                echo.hear("go")
            turn = echo.hear("I did nine")
        assert (stint(turn).exercise, stint(turn).place) == ("prone_extension", Place(2, 9))

    def test_questions_in_between_change_nothing(self) -> None:
        *_, corrected = self.heard_out(["what is this good for", "where am I", "I did two"])
        assert (stint(corrected).exercise, stint(corrected).place) == ("ball_lean", Place(0, 2))

    def test_once_the_next_one_was_begun_it_is_about_that(self) -> None:
        with at_home(moment=MOMENT) as echo:
            counting = at_exercise(echo, BALL_LEAN)
            echo.hear("yes", counting.played.lasts + 1)
            echo.hear("wait", 32.0)
            corrected = echo.hear("I did two")
            check(corrected)
        assert (stint(corrected).exercise, stint(corrected).place) == ("bird_dog", Place(0, 2))
        assert words(corrected).startswith("The bird dog. You've done two on each side.")

    def test_back_at_an_earlier_exercise_it_is_about_that(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, BALL_LEAN)
            echo.hear("yes")
            while stint(echo.hear("go on")).exercise == "bird_dog":
                pass
            echo.hear("previous", 5.0)
            corrected = echo.hear("I did two")
        assert (stint(corrected).exercise, stint(corrected).place) == ("bird_dog", Place(0, 2))

    def test_led_straight_through_it_is_about_the_one_behind_which_one_rests(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, BALL_LEAN)
            counting = echo.hear("don't ask me", 5.0)
            if person(counting).spoken is None:
                counting = echo.hear("go")
            rest = next(spoken for spoken in counting.played.spoken if spoken.text.endswith("est."))
            corrected = echo.hear("that was only three", rest.begins + 8.0)
            check(corrected)
        assert (stint(corrected).exercise, stint(corrected).place) == ("ball_lean", Place(0, 3))

    def test_of_what_was_skipped_nothing_is_brought_back(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, BALL_LEAN)
            echo.hear("skip it", 50.0)
            assert stint(echo.hear("I did two")).exercise == "bird_dog"


@pytest.mark.parametrize(
    ("number", "movement", "utterance", "place", "said"),
    [
        (BRIDGE, 2, "start from four", Place(0, 3), "Fourth one."),
        (BRIDGE, 2, "go from number two", Place(0, 1), "Second one."),
        (BIRD_DOG, 4, "count from three", Place(0, 2), "Third one. Right arm, left leg."),
        (PRONE_EXTENSION, 2, "from ten", Place(0, 9), "First set. Tenth one."),
        (BIRD_DOG, 3, "other side", Place(0, 1, 1), "Second one. Left arm, right leg."),
        (BIRD_DOG, 4, "wrong side", Place(0, 1), "Second one. Right arm, left leg."),
        (BIRD_DOG, 3, "it's the left arm's turn", Place(0, 1, 1), "Second one. Left arm, right leg."),
        (BIRD_DOG, 4, "it's the left arm's turn", Place(0, 1, 1), "Second one. Left arm, right leg."),
        (BIRD_DOG, 4, "it's the left leg's turn", Place(0, 1), "Second one. Right arm, left leg."),
        (BIRD_DOG, 3, "I'm on my left side", Place(0, 1, 1), "Second one. Left arm, right leg."),
    ],
)
def test_the_count_goes_on_at_once_from_there(
    number: int, movement: int, utterance: str, place: Place, said: str
) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, number, movement, utterance)
    assert stint(answer).place == place
    assert words(answer).startswith(said)
    assert person(answer).spoken is not None


def test_from_one_is_from_the_top() -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, BRIDGE, 3, "start from one")
    assert stint(answer).place == Place()
    assert words(answer).startswith("From the")


@pytest.mark.parametrize("number", [BALL_LEAN, PLANK, PRONE_EXTENSION, BRIDGE])
def test_where_there_are_no_sides_it_says_so_and_asks_on(number: int) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = said_in(echo, number, 3, "other side")
    reps = 3 if number == PRONE_EXTENSION else 2  # the third is being lowered already
    assert f"works both sides at once. You've done {('two', 'three')[reps - 2]} of" in words(answer)
    assert stint(answer).place[:2] == (0, reps)


@pytest.mark.parametrize(
    ("utterance", "place"),
    [("I did three", Place(0, 3)), ("start from two", Place(0, 1)), ("start from one", Place())],
)
def test_who_tells_where_they_are_is_not_asked_for_it(utterance: str, place: Place) -> None:
    """The answer to "You can tell me how many you did": our clock was put, and nobody knew."""
    clock, ours = HouseClock.standing_at(MOMENT), HouseClock.standing_at(MOMENT)
    alexa = house_echo(create_skill(ForgetfulStore(), ours.now).answer, clock)
    at_exercise(alexa, BRIDGE)
    ours.wait(-600.0)
    answer = alexa.hear(utterance, 60.0)
    check(answer)
    assert "not sure" not in words(answer)
    assert stint(answer).place == place


class TestFreeCounts:
    """Counting of one's own is corrected in the same way."""

    @pytest.mark.parametrize(
        ("utterance", "place", "said"),
        [
            ("I did five", Place(0, 5), "You've done five. Seven more to go."),
            ("that was only one", Place(0, 1), "You've done one. Eleven more to go."),
            ("I did forty", Place(0, 3), "There are only twelve. You've done three."),
            ("start from nine", Place(0, 8), "Nine"),
            ("other side", Place(0, 3), "There are no sides to change here. You've done three of twelve."),
        ],
    )
    def test_in_the_middle(self, utterance: str, place: Place, said: str) -> None:
        with at_home(moment=MOMENT) as echo:
            third = [
                spoken for spoken in echo.hear("count twelve reps").played.spoken if spoken.text == "three"
            ]
            answer = echo.hear(utterance, third[-1].begins + 5.0)
        check(answer)
        assert stint(answer).place == place
        assert said in words(answer)

    @pytest.mark.parametrize("before", [[], ["start my back routine", "yes"]])
    @pytest.mark.parametrize(("asked", "name"), [("count twelve reps", ""), ("do the bridge", "bridge")])
    def test_one_goes_back_to_what_ended_just_now(self, before: list[str], asked: str, name: str) -> None:
        with at_home(moment=MOMENT) as echo:
            for utterance in before:
                echo.hear(utterance)
            echo.hear(asked, 20.0)
            corrected = echo.hear("that was only three")
            check(corrected)
            assert "You've done three." in words(corrected)
            assert (stint(corrected).exercise, stint(corrected).place) == (name, Place(0, 3))
            assert stint(echo.hear("go")) == stint(corrected)

    @pytest.mark.parametrize(("asked", "name"), [("count twelve reps", ""), ("do the bridge", "bridge")])
    def test_again_it_is_counted_again(self, asked: str, name: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear(asked)
            answer = echo.hear("again")
        assert (stint(answer).exercise, stint(answer).place) == (name, Place())
        assert person(answer).spoken is not None

    def test_all_of_them_end_it(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count twelve reps")
            answer = echo.hear("I did twelve", 20.0)
        check(answer)
        assert words(answer).startswith("You've done twelve.")
        assert person(answer).aside is None


@pytest.mark.parametrize(
    "utterance",
    ["I did six", "I did none", "you miscounted", "start from four", "start from half", "other side"],
)
def test_with_nothing_under_way_it_offers_to_begin(utterance: str) -> None:
    with at_home(moment=MOMENT) as echo:
        answer = echo.hear(utterance)
    check(answer)
    assert "We haven't started yet." in words(answer)


class TestAgain:
    """ "Again" is the rep, "the exercise again" the exercise; what was said is said again."""

    @pytest.mark.parametrize(
        ("number", "movement", "after", "place"),
        [
            (BRIDGE, 4, 12.0, Place(0, 3)),
            (BIRD_DOG, 4, 12.0, Place(0, 1, 1)),
            (BRIDGE, 4, 22.0, Place(0, 3)),
            (BIRD_DOG, 4, 22.0, Place(0, 1, 1)),
            (BALL_LEAN, 10, 8.0, Place(0, 9)),
        ],
    )
    def test_the_rep_under_way_or_just_over(
        self, number: int, movement: int, after: float, place: Place
    ) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = said_in(echo, number, movement, "again", after)
        assert stint(answer).place == place
        assert person(answer).spoken is not None

    def test_once_the_count_was_cut_the_last_one(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, PLANK)
            done = stint(echo.hear("wait")).place.reps
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, PLANK)
            again = echo.hear("once more")
        assert stint(again).place == Place(0, done - 1)

    @pytest.mark.parametrize(("movement", "after"), [(1, 4.0), (4, 12.0), (4, 22.0)])
    def test_the_exercise_from_its_first_rep(self, movement: int, after: float) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = said_in(echo, BRIDGE, movement, "repeat the exercise", after)
        assert (stint(answer).exercise, stint(answer).place) == ("bridge", Place())
        assert person(answer).spoken is not None

    @pytest.mark.parametrize("utterance", ["again", "do this exercise again"])
    def test_an_exercise_that_was_heard_to_its_end(self, utterance: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, BALL_LEAN)
            answer = echo.hear(utterance)
        assert (stint(answer).exercise, stint(answer).place) == ("ball_lean", Place())

    def test_with_nothing_under_way_it_offers_to_begin(self) -> None:
        with at_home(moment=MOMENT) as echo:
            answer = echo.hear("repeat the exercise")
        check(answer)
        assert "We haven't started yet." in words(answer)


@given(works(), st.data())
def test_a_correction_never_ends_in_a_place_that_is_none(work: Work, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(places(work)))
    number = data.draw(st.integers(0, 1000))
    for corrected in (with_reps(work, place, number), from_rep(work, place, number)):
        assert corrected is None or finished(work, corrected) or work.holds(corrected)
