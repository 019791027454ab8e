"""Questions in the middle of anything: a short answer, as deep as one wants, and the place is kept."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching import counting
from skill.coaching.cue import Place
from skill.coaching.exercise import Level
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.prescription import prescribed
from skill.coaching.workout import Stint, Workout
from skill.dialogue import duration
from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.settings import Timing
from tests.alexa_requests import as_body, envelope, intent
from tests.sensible import ENGLISH, LIBRARY, at_exercise, check, person, sentences, stint, words
from tests.stores import ForgetfulStore
from tests.test_content import forms

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
QUESTIONS = [
    "how do I do this", "how do I do a superman", "why", "what is the plank good for", "am I doing it right",
    "what muscles does this work", "what should I watch", "how long is left", "what comes next",
    "how many are left",
]  # fmt: skip
DEEPER = ["more", "all the steps", "tell me more about the bridge", "the steps of the plank"]
LISTENS = 8.0
"""Seconds that an answer may take in the middle of an exercise; the question behind it comes on top."""
LISTENS_FOR_MORE = 12.0
"""To somebody who asked for more."""
MOST_SENTENCES = 4
"""One to three of an answer, and before them the exercise's name."""
IN_THE_MIDDLE = 57.0
"""Seconds into an answer at which every exercise is being counted."""


def answer(turn: Turn) -> str:
    """What is said before the question at its end."""
    return " ".join(spoken.text for spoken in turn.played.spoken[:-1])


def lasts(turn: Turn) -> float:
    """Seconds until that question."""
    return turn.played.spoken[-1].begins


def name(exercise: str) -> str:
    return ENGLISH.exercises[exercise].name


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_in_mid_exercise_is_answered_briefly_and_go_takes_up_the_place(
    question: str, number: int
) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, number)
        before = stint(echo.hear("wait", IN_THE_MIDDLE))
        asked = echo.hear(question)
        check(asked)
        assert lasts(asked) <= LISTENS
        assert 1 <= len(list(sentences(answer(asked)))) <= MOST_SENTENCES
        assert stint(asked) == before
        gone = echo.hear("go")
        assert stint(gone) == before
        assert gone.played.lasts > 20.0, "the count goes on"


@given(
    number=st.integers(0, 6),
    moment=st.floats(1, 200),
    asked=st.lists(st.sampled_from(QUESTIONS + DEEPER), min_size=1, max_size=4),
)
@pytest.mark.slow
@settings(max_examples=40)
def test_whatever_is_asked_and_whenever_nobody_moves(number: int, moment: float, asked: list[str]) -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, number)
        turn = echo.hear(asked[0], moment)
        check(turn)
        here = person(turn)
        for question in asked[1:]:
            turn = echo.hear(question)
            check(turn)
            assert (person(turn).workout, person(turn).aside) == (here.workout, here.aside)
        if here.stint is not None:
            assert stint(echo.hear("go")) == here.stint


class TestHowTo:
    @pytest.mark.parametrize("number", range(7))
    def test_each_more_goes_one_deeper(self, number: int) -> None:
        steps = ENGLISH.exercises[ORDER[number]]
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, number)
            turns = [echo.hear("how", IN_THE_MIDDLE), *(echo.hear("more") for _ in range(3))]
        first, second, third, fourth = map(answer, turns)
        assert lasts(turns[0]) <= LISTENS
        assert lasts(turns[1]) <= LISTENS_FOR_MORE
        assert first.startswith(f"The {steps.name}. {steps.cue}")
        assert steps.watch[0] not in first
        assert second.startswith(" ".join([steps.cue, *steps.watch]))
        everything = [steps.setup, *steps.steps, *steps.watch, steps.warning, steps.caution]
        assert " ".join(everything) in third
        assert fourth.startswith(tuple(forms(ENGLISH.prompts["explain.all_told"])))

    def test_all_the_steps_come_at_once_where_somebody_wants_them(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            assert ENGLISH.exercises["plank"].steps[1] in words(echo.hear("all the steps", IN_THE_MIDDLE))
            assert ENGLISH.exercises["bridge"].steps[1] in words(echo.hear("tell me the steps of the bridge"))

    def test_another_exercise_is_told_as_briefly_and_more_is_about_that_one(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            first = answer(echo.hear("how do I do a superman", IN_THE_MIDDLE))
            assert first.startswith(f"The superman. {ENGLISH.exercises['superman'].cue}")
            assert ENGLISH.exercises["superman"].watch[0] in words(echo.hear("more"))
            turn = echo.hear("how do I do this")
            assert stint(turn).exercise == "bird_dog"
            assert words(turn).startswith("The bird dog.")

    def test_who_asks_the_same_at_once_hears_more_and_at_last_all_of_it_again(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            heard = [words(echo.hear("how", IN_THE_MIDDLE)), *(words(echo.hear("how")) for _ in range(3))]
        plank = ENGLISH.exercises["plank"]
        assert [plank.watch[0] in said for said in heard] == [False, True, True, True]
        assert [plank.steps[1] in said for said in heard] == [False, False, True, True]

    def test_with_nothing_under_way_it_is_told_step_by_step(self) -> None:
        with at_home(moment=MOMENT) as echo:
            assert ENGLISH.exercises["plank"].caution in words(echo.hear("how do I do a plank"))
            assert answer(echo.hear("more")).startswith(tuple(forms(ENGLISH.prompts["explain.all_told"])))
            assert stint(echo.hear("go")).exercise == "plank"

    def test_what_is_only_announced_is_told_step_by_step_the_first_time(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 0)
            echo.hear("skip", IN_THE_MIDDLE)
            assert ENGLISH.exercises["bird_dog"].caution in words(echo.hear("how"))

    def test_what_was_met_before_is_told_briefly_even_when_it_is_only_announced(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            echo.hear("previous", IN_THE_MIDDLE)
            assert answer(echo.hear("how")).startswith("The Swiss ball lean. Lean from your ankles")

    @pytest.mark.parametrize(("met", "told"), [(0, True), (1, True), (2, False), (9, False)])
    def test_that_there_is_more_is_told_to_those_who_are_new_to_it(self, met: int, told: bool) -> None:
        under_way = Person(workout=Workout("back", ORDER, 2, Place(0, 1)), met={"plank": met})
        [hint] = forms(ENGLISH.prompts["explain.more"])
        assert (hint in asked_of(under_way, "ExplainExercise")) is told

    def test_more_of_what_was_only_spoken_of_begins_with_the_cue(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("what muscles does the bridge work", IN_THE_MIDDLE)
            assert words(echo.hear("more")).startswith(f"The bridge. {ENGLISH.exercises['bridge'].cue}")

    def test_more_of_nothing_is_how_it_is_done(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            assert words(echo.hear("more", IN_THE_MIDDLE)).startswith("The plank.")

    @pytest.mark.parametrize("level", [Level.EASIER, Level.HARDER])
    @pytest.mark.parametrize("exercise", ORDER)
    def test_everybody_hears_it_the_way_they_do_it(self, exercise: str, level: Level) -> None:
        way = ENGLISH.exercises[exercise].at(level)
        levelled = Preferences(levels={exercise: level})
        workout = Workout("back", (exercise,), 0, Place(0, 1))
        told = {"ExplainExercise": way.cue, "Form": way.watch[0], "AllSteps": way.steps[-1]}
        for asked, expected in told.items():
            assert expected in asked_of(Person(preferences=levelled, workout=workout), asked)

    def test_in_a_count_of_ones_own_it_asks_which_one_is_meant_and_go_still_goes_on(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count ten reps")
            asked = echo.hear("how", 30.0)
            assert words(asked).endswith("Which exercise shall I explain?")
            assert stint(echo.hear("go")) == stint(asked)

    @pytest.mark.parametrize(
        "intent_name", ["ExplainExerciseIntent", "AllStepsIntent", "FormIntent", "MoreIntent"]
    )
    def test_an_exercise_nobody_knows_is_asked_for_again(self, intent_name: str) -> None:
        slot = {"exercise": {"name": "exercise", "value": "burpee"}}
        said = spoken(send(Person(workout=Workout("back", ORDER, 0, Place(0, 2))), intent_name, slots=slot))
        assert said == "I don't know that one. Which exercise shall I explain?"


class TestWhatItIsFor:
    @pytest.mark.parametrize("exercise", ORDER)
    def test_the_muscles_of_each_exercise_are_told_when_it_is_asked_for(self, exercise: str) -> None:
        with at_home(moment=MOMENT) as echo:
            said = words(echo.hear(f"what muscles does the {name(exercise)} work"))
        assert said == f"{ENGLISH.exercises[exercise].muscles} Shall we do it now?"

    def test_every_exercise_works_its_own(self) -> None:
        told = {ENGLISH.exercises[exercise].muscles for exercise in ORDER}
        assert len(told) == len(ORDER)

    def test_the_whole_routine_has_its_muscles_too(self) -> None:
        with at_home(moment=MOMENT) as echo:
            assert "Your paraspinals." in words(echo.hear("which muscles does this work"))


class TestForm:
    @pytest.mark.parametrize("number", range(7))
    def test_the_points_to_watch_and_the_warning(self, number: int) -> None:
        told = ENGLISH.exercises[ORDER[number]]
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, number)
            said = answer(echo.hear("am I doing this right", IN_THE_MIDDLE))
            assert said.startswith(" ".join([*told.watch, told.warning]))
            assert told.steps[1] in words(echo.hear("more")), "behind the points come the steps"


class TestWhatComesNext:
    @pytest.mark.parametrize("number", range(7))
    def test_the_exercise_behind_this_one(self, number: int) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, number)
            said = words(echo.hear("what comes next", IN_THE_MIDDLE))
        following = (
            f"After this one, the {name(ORDER[number + 1])}." if number < 6 else "It's the last exercise."
        )
        assert following in said

    def test_with_sides_the_side_comes_first(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            said = words(echo.hear("what's next", 62.0))
        assert said.startswith("Left arm, right leg is next. After this one, the plank.")

    def test_what_is_announced_is_next_and_then_the_one_behind_it(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 0)
            echo.hear("skip", IN_THE_MIDDLE)
            assert words(echo.hear("what's next")).startswith("The bird dog is next. After that, the plank.")

    def test_the_last_one_is_announced_as_that(self) -> None:
        said = asked_of(Person(workout=Workout("back", ORDER, 6)), "WhatsNext")
        assert said == "The hip thrust is next. It's the last exercise. Ready for the hip thrust?"

    def test_beside_the_routine_the_routine(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 1)
            echo.hear("count ten reps", 50.0)
            assert words(echo.hear("what's next", 20.0)).startswith(
                "Then back to the routine, with the bird dog."
            )

    def test_beside_nothing_nothing(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("do the plank")
            assert words(echo.hear("what's next", IN_THE_MIDDLE)).startswith("Nothing after this one.")

    def test_before_anything_the_first_one(self) -> None:
        with at_home(moment=MOMENT) as echo:
            said = words(echo.hear("what's next"))
        assert said.startswith("The routine starts with the Swiss ball lean.")

    def test_after_everything_nothing_is_left(self) -> None:
        said = asked_of(Person(workout=Workout("back", ORDER, 7)), "WhatsNext")
        assert "for today" in said

    @pytest.mark.parametrize("command", ["next", "next one", "move on", "next exercise"])
    def test_a_command_still_moves_on(self, command: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 0)
            assert stint(echo.hear(command, IN_THE_MIDDLE)).exercise == "bird_dog"


class TestHowLong:
    def test_first_of_this_exercise_then_of_all(self) -> None:
        said = asked_of(Person(workout=Workout("back", ORDER, 2, Place(0, 1))), "HowLongLeft")
        in_all = "About twenty-one minutes left in all. Ready to go on?"
        assert said == f"About three minutes left in the plank. {in_all}"

    def test_the_last_exercise_is_all_there_is(self) -> None:
        said = asked_of(Person(workout=Workout("back", ORDER, 6, Place(0, 8))), "HowLongLeft")
        assert said == "About twenty seconds left in the hip thrust. It's the last exercise. Ready to go on?"

    def test_what_is_only_announced_is_not_told_apart(self) -> None:
        said = asked_of(Person(workout=Workout("back", ORDER, 6)), "HowLongLeft")
        assert said == "About three minutes. Ready for the hip thrust?"

    def test_beside_the_routine_both(self) -> None:
        aside = Stint("plank", place=Place(0, 4))
        said = asked_of(Person(workout=Workout("back", ORDER, 6), aside=aside), "HowLongLeft")
        assert said.startswith(
            "About forty seconds left in the plank. Then about three minutes of the routine."
        )

    def test_a_count_of_ones_own_alone(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("hold for forty seconds")
            assert words(echo.hear("how long is left", 3.0)).startswith("Forty seconds left.")

    @given(exercise=st.sampled_from(ORDER), reps=st.integers(0, 2), sides=st.integers(0, 1))
    def test_it_is_about_that_long(self, exercise: str, reps: int, sides: int) -> None:
        stint = Stint(exercise, place=Place(0, reps, sides if LIBRARY.exercises[exercise].work.sides else 0))
        work = prescribed(stint, LIBRARY.exercises, Preferences())
        exact = counting.seconds(work, stint.place)
        told = duration.rounded(exact)
        assert abs(told - exact) <= max(0.5 * (60 if told >= 60 else 10), 10)
        assert told % (60 if told >= 60 else 10) == 0


def test_a_question_in_a_new_session_is_no_question_in_the_middle() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        echo.hear("stop", 100.0)
        echo.leave_alone(86_400.0)
        assert ENGLISH.exercises["plank"].caution in words(echo.hear("how do I do a plank"))


def asked_of(person: Person, name: str) -> str:
    """The answer to a question of somebody who is in the middle of a session."""
    return spoken(send(person, f"{name}Intent"))


def send(person: Person, name: str, slots: Any = None) -> Any:
    attributes = {"person": msgspec.to_builtins(person), "memory": {"asked": "resume"}}
    request = envelope(intent(name, slots), new=False, attributes=attributes)
    return json.loads(create_skill(ForgetfulStore(), timing=Timing.SSML).answer(as_body(request)))["response"]


def spoken(response: Any) -> str:
    ssml = str(response["outputSpeech"]["ssml"])
    return ssml.removeprefix("<speak>").removesuffix("</speak>").strip()


def test_none_of_them_is_a_no_to_a_question() -> None:
    said = []
    for no in ("no", "none of them"):
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("that hurts", 60.0)
            said.append(words(echo.hear(no)))
    assert said[0] == said[1]


def test_none_of_them_says_in_a_count_that_none_is_done() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        assert stint(echo.hear("wait", 120.0)).begun
        assert not stint(echo.hear("none of them")).begun


def test_again_after_a_miss_repeats_what_was_said_before_it() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        told = words(echo.hear("how do I do a bridge"))
        echo.hear("the moon is made of cheese")
        assert words(echo.hear("repeat that")).startswith(told[:60])


def test_of_a_long_welcome_the_question_is_repeated() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        assert words(echo.hear("repeat that")) in {"Shall we start the routine?", "Ready for the routine?"}


def test_again_after_a_miss_in_a_count_repeats_the_rep() -> None:
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 2)
        echo.hear("the moon is made of cheese", 80.0)
        assert "halfway" in words(echo.hear("again"))
