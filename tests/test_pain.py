"""Pain: the body first, then something that spares it; and nothing of it is kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace

from skill.coaching.exercise import BodyPart, Level
from skill.coaching.person import Person
from skill.coaching.plan import left_out
from skill.coaching.workout import PartBy, Workout
from skill.dialogue.memory import Memory, Question
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.intent_rules import HEALTH
from skill.skill import INTENTS
from tests.alexa_requests import intent
from tests.sensible import LIBRARY, at_exercise, check, person, stint, words

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
SETTLING = 30.0
"""Seconds of silence to let a pain settle in."""
MILD = ["that hurts", "my knee hurts", "my back hurts"]
SERIOUS = ["a sharp pain in my neck", "it hurts down my leg"]
PAINS = [*MILD, *SERIOUS]
EMERGENCIES = [
    "I can't feel my legs",
    "I feel numb between the legs",
    "I lost control of my bladder",
    "chest pain",
]
OFFERS = {Question.EASIER, Question.INSTEAD}


@pytest.fixture
def echo() -> Iterator[Echo]:
    with at_home(moment=MOMENT) as echo:
        yield echo


def memory(turn: Turn) -> Memory:
    return msgspec.convert(turn.response["sessionAttributes"]["memory"], Memory)


def name_of(exercise: str) -> str:
    return LIBRARY.languages["en"].exercises[exercise].name


def decline(echo: Echo, turn: Turn) -> Turn:
    """No to the easier way and to the other exercise, as far as they are offered; then it settles."""
    while memory(turn).asked in {Question.BETTER, *OFFERS}:
        turn = echo.hear("better" if memory(turn).asked is Question.BETTER else "no")
    return turn


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("said", PAINS)
class TestInEveryExercise:
    def test_the_body_comes_first_and_nothing_is_counted(self, echo: Echo, number: int, said: str) -> None:
        at_exercise(echo, number)
        turn = echo.hear(said, 60.0)
        check(turn)
        assert words(turn).startswith("Stop there")
        assert person(turn).spoken is None

    def test_the_signs_are_told_once_and_only_where_they_belong(
        self, echo: Echo, number: int, said: str
    ) -> None:
        at_exercise(echo, number)
        turn = echo.hear(said, 60.0)
        first = words(turn)
        assert ("bladder" in first) is (said in {"my back hurts", "it hurts down my leg"})
        if memory(turn).asked is Question.BETTER:
            turn = echo.hear("better")
        if turn.ended:
            assert "for today" in words(turn)
            return
        offered = memory(turn).asked is Question.EASIER
        if not offered:
            echo.hear(f"do the {name_of(ORDER[number])}")
        echo.hear("yes")
        again = echo.hear("my back hurts", 60.0)
        assert ("bladder" in words(again)) is ("bladder" not in first)

    def test_what_hurt_is_not_offered_again(self, echo: Echo, number: int, said: str) -> None:
        at_exercise(echo, number)
        sore = ORDER[number]
        turn = decline(echo, echo.hear(said, 60.0))
        if turn.ended:
            assert "for today" in words(turn)
            return
        turn = echo.hear("what exercises are there")
        assert name_of(sore) not in words(turn)
        for wish in ("previous", "start my back routine", "next", "again", "previous", "start over", "yes"):
            turn = echo.hear(wish, 40.0 if person(turn).spoken else None)
            check(turn)
            if turn.ended:
                assert "for today" in words(turn)
                return
            under_way = person(turn).stint
            assert under_way is None or under_way.exercise != sore, wish
        turn = echo.hear(f"do the {name_of(sore)}", 40.0 if person(turn).spoken else None)
        assert words(turn).startswith("This one hurt today.")
        assert person(turn).spoken is None, "it is asked about first"
        assert stint(echo.hear("yes")).exercise == sore

    def test_every_offer_spares_what_is_sore(self, echo: Echo, number: int, said: str) -> None:
        at_exercise(echo, number)
        turn = echo.hear(said, 60.0)
        sore = memory(turn).sore
        while memory(turn).asked in OFFERS:
            about, levels = LIBRARY.exercises[memory(turn).about], person(turn).preferences
            level = levels.level(about.id)
            if memory(turn).asked is Question.EASIER:
                assert about.id == ORDER[number]
                assert about.sparing_level(level, sore) is not None
            else:
                assert about.id != ORDER[number]
                assert about.spares(sore, level)
            turn = echo.hear("no")


@pytest.mark.parametrize("said", EMERGENCIES)
@pytest.mark.parametrize("before", [(), ("start my back routine",), ("start my back routine", "yes")])
def test_in_an_emergency_the_first_thing_said_is_to_call_for_help(
    echo: Echo, said: str, before: tuple[str, ...]
) -> None:
    for earlier in before:
        echo.hear(earlier)
    turn = echo.hear(said, 60.0 if before else None)
    check(turn)
    assert words(turn).startswith("Stop, and stay where you are. Call nine one one now.")
    assert not turn.ended


def test_a_clock_that_was_changed_does_not_matter_in_an_emergency(echo: Echo) -> None:
    echo.hear("do the plank")
    turn = echo.hear("I can't feel my legs", -3600.0)
    assert words(turn).startswith("Stop, and stay where you are.")


@pytest.mark.parametrize("name", sorted(INTENTS))
def test_after_an_emergency_nothing_is_counted_whatever_is_said(echo: Echo, name: str) -> None:
    at_exercise(echo, 1)
    echo.hear("chest pain", 60.0)
    while True:
        turn = echo.send(intent(name))
        assert person(turn).spoken is None
        assert person(turn).stint is None
        assert "nine one one" in words(turn) or "If it gets worse, call again." in words(turn)
        if turn.ended:
            break
    assert person(echo.hear("where am I")).stint is None


def test_an_internal_error_after_an_emergency_offers_no_exercise(
    echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    echo.hear("do the plank")
    echo.hear("chest pain", 60.0)
    monkeypatch.setattr("skill.dialogue.session.respond", broken)
    turn = echo.hear("go")
    assert "nine one one" in words(turn)
    assert "go on" not in words(turn)


def test_silence_after_an_emergency_says_the_number_again_and_the_workout_is_closed(echo: Echo) -> None:
    at_exercise(echo, 1)
    echo.hear("chest pain", 60.0)
    turn = echo.silence()
    assert "nine one one" in " ".join(spoken.text for spoken in turn.reprompt.spoken)
    assert words(echo.hear("where am I")).startswith("You've finished for today.")


@pytest.mark.parametrize("said", ["sharp pain in my chest", "my chest hurts", "a stabbing pain in my face"])
def test_pain_in_the_chest_or_the_head_is_an_emergency(echo: Echo, said: str) -> None:
    echo.hear("do the plank")
    assert memory(echo.hear(said, 60.0)).asked is Question.HELP_COMING


def test_after_sharp_pain_the_body_rests_and_what_strains_the_same_is_left_out(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("bird_dog"))
    turn = echo.hear("I feel a sharp pain in my shoulder", 60.0)
    assert memory(turn).asked is Question.BETTER
    assert turn.played.lasts > SETTLING
    turn = echo.hear("better")
    assert stint(turn).exercise == "bridge"
    known = person(turn).workout
    assert known is not None
    assert all(LIBRARY.exercises[name].spares(memory(turn).sore, Level.USUAL) for name in known.left)


@pytest.mark.parametrize("said", ["still there", "it still hurts", "no"])
def test_pain_that_does_not_settle_ends_the_day(echo: Echo, said: str) -> None:
    at_exercise(echo, ORDER.index("bird_dog"))
    echo.hear("it hurts down my leg", 60.0)
    turn = echo.hear(said)
    assert turn.ended
    assert "That's it for today" in words(turn)


def test_a_second_sharp_pain_ends_the_day(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("bird_dog"))
    echo.hear("a sharp pain in my wrist", 60.0)
    echo.hear("better")
    echo.hear("yes")
    assert echo.hear("a sharp pain", 40.0).ended


def test_the_easier_way_goes_on_from_the_same_rep(echo: Echo) -> None:
    echo.hear("do the superman")
    place = stint(echo.hear("that hurts", 105.0)).place
    turn = echo.hear("yes")
    assert place.reps > 0
    assert stint(turn).place == place.at_rest
    assert person(turn).preferences.levels == {"superman": Level.EASIER}
    assert memory(turn).hurts == ()


def test_the_other_exercise_is_done_beside_the_routine(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("superman"))
    echo.hear("my neck hurts", 60.0)
    turn = echo.hear("yes")
    known = person(turn)
    assert known.aside is not None
    assert known.aside.exercise == "bird_dog"
    assert known.workout is not None
    assert known.workout.left == ("prone_extension", "bridge", "hip_thrust")
    assert "Shall we go on with the prone extension?" in words(echo.hear("done", 60.0))


def test_what_comes_anyway_is_not_offered_instead(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("bird_dog"))
    turn = decline(echo, echo.hear("my wrist hurts", 60.0))
    assert memory(turn).asked is Question.READY
    assert stint(turn).exercise == "plank"


def test_in_the_middle_of_another_exercise_one_goes_back_to_it(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("plank"))
    place = stint(echo.hear("do the prone extension", 110.0))
    turn = decline(echo, echo.hear("my neck hurts", 50.0))
    assert place.exercise == "prone_extension"
    assert stint(turn).exercise == "plank"
    assert stint(turn).place.reps > 0
    assert "Shall we go on with the plank?" in words(turn)


def test_done_alone_it_is_not_done_again(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("plank"))
    echo.hear("do the prone extension", 110.0)
    decline(echo, echo.hear("my neck hurts", 50.0))
    assert stint(echo.hear("do this exercise again")).exercise == "plank"


def test_with_the_ball_back_it_is_still_left_out(echo: Echo) -> None:
    at_exercise(echo, ORDER.index("bird_dog"))
    echo.hear("I feel a sharp pain in my wrist", 60.0)
    echo.hear("better")
    echo.hear("I don't have a ball")
    echo.hear("I have a ball")
    assert "bird dog" not in words(echo.hear("what exercises are there"))


def test_named_before_the_start_what_strains_it_is_left_out_and_that_is_said(echo: Echo) -> None:
    echo.hear("what exercises are there")
    turn = echo.hear("my knee hurts today")
    assert memory(turn).asked is Question.START
    assert "the bird dog, the bridge and the hip thrust" in words(turn)
    turn = echo.hear("yes")
    known = person(turn).workout
    assert known is not None
    assert known.exercises == ("ball_lean", "plank", "superman", "prone_extension")


def test_in_a_free_count_one_is_asked_whether_to_stop(echo: Echo) -> None:
    echo.hear("count ten reps")
    assert memory(echo.hear("my back hurts", 20.0)).asked is Question.STOP_HERE


def test_a_part_of_the_body_that_is_not_known_is_pain_all_the_same(echo: Echo) -> None:
    echo.hear("do the plank")
    turn = echo.hear("my soul hurts", 60.0)
    assert memory(turn).asked is Question.EASIER
    assert memory(turn).sore == ()


class TestNothingIsKept:
    """What is stored after pain is what any other reason would have left."""

    def test_what_is_said_of_it(self) -> None:
        assert self.after("do the superman", "that hurts") == self.after("do the superman", "where am I")

    def test_the_easier_way(self) -> None:
        assert self.after("do the bridge", "my back hurts", "yes") == self.after(
            "do the bridge", "an easier version", "go"
        )

    def test_leaving_it(self, echo: Echo) -> None:
        at_exercise(echo, ORDER.index("superman"))
        before = person(echo.hear("where am I", 60.0))
        after = person(decline(echo, echo.hear("that hurts")))
        assert before.workout is not None
        part = replace(left_out(before.workout, "superman"), part=PartBy.CHOICE)
        expected = replace(before, workout=part)
        assert neutral(after) == neutral(expected)

    @pytest.mark.parametrize("said", [*PAINS, *EMERGENCIES, "I feel dizzy"])
    def test_the_log(self, echo: Echo, caplog: pytest.LogCaptureFixture, said: str) -> None:
        with caplog.at_level(logging.DEBUG, "skill"):
            echo.hear("do the superman")
            echo.hear(said, 60.0)
        [_, told] = [vars(record)["fields"] for record in caplog.records if record.getMessage() == "turn"]
        assert not re.search("pain|hurt|leg|knee|back|neck|emergency|unwell", str(told), re.IGNORECASE)

    def test_what_no_log_names(self) -> None:
        modules = {
            "pain",
            "resting_first",
            "emergency",
            "effort",
            "conditions",
            "worries",
            "slipping",
            "health",
        }
        of_health = {
            name for name, handler in INTENTS.items() if handler.__module__.split(".")[-1] in modules
        }
        assert of_health | {"BetterIntent", "StillHurtsIntent"} == HEALTH

    def test_the_next_session(self, echo: Echo) -> None:
        echo.hear("do the superman")
        before = memory(echo.hear("my back hurts", 60.0))
        assert before.hurts
        assert before.sore
        echo.hear("stop")
        after = memory(echo.hear("do the superman"))
        assert (after.hurts, after.sore, after.told_signs) == ((), (), False)

    @staticmethod
    def after(*said: str) -> Person:
        with at_home(moment=MOMENT) as echo:
            first, second, *others = said
            echo.hear(first)
            turn = echo.hear(second, 60.0)
            for utterance in others:
                turn = echo.hear(utterance)
            return neutral(person(turn))


def neutral(person: Person) -> Person:
    """A person but for how often they were spoken to, and what is being said to them."""
    return replace(person, version=0, openings=0, spoken=None, requests=(), active=0.0)


def test_a_part_that_alexa_did_not_resolve_is_read_by_its_words(echo: Echo) -> None:
    echo.hear("do the plank")
    slot = {"name": "body_part", "value": "left knee"}
    assert memory(echo.send(intent("PainIntent", {"body_part": slot}))).sore == (BodyPart.KNEE,)


@pytest.mark.parametrize("slot", [{}, {"value": "soul"}, {"value": "", "resolutions": {}}])
def test_a_slot_that_tells_nothing_is_no_part_of_the_body(echo: Echo, slot: dict[str, object]) -> None:
    echo.hear("do the plank")
    turn = echo.send(intent("PainIntent", {"body_part": {"name": "body_part", **slot}}))
    assert memory(turn).sore == ()


def test_of_a_workout_of_one_nothing_is_left() -> None:
    assert left_out(Workout("back", ("plank",)), "plank").over


def test_a_pain_is_left_behind_while_a_count_of_ones_own_is_under_way_elsewhere(echo: Echo) -> None:
    at_exercise(echo, 0)
    echo.hear("that hurts", 60.0)
    bedroom = echo.beside("bedroom")
    bedroom.hear("count ten reps")
    turn = echo.hear("next")
    check(turn)
    assert not turn.ended
