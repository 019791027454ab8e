"""What is remembered survives: a restart, another device, a damaged state, a store that is down."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.exercise import Equipment
from skill.coaching.person import Person
from skill.coaching.preferences import Preferences
from skill.coaching.workout import Workout
from skill.dialogue.memory import Question
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home, echo
from skill.echo.house_clock import HouseClock
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore
from tests.alexa_requests import Json, as_body, envelope, intent, launch, skill_event
from tests.sensible import LIBRARY, stint
from tests.stores import BrokenStore, ContestedStore, FlakyStore, ForgetfulStore, OneStore

MOMENT = 1_793_000_000.0
ORDER = LIBRARY.routines["back"].exercises
MID_PLANK = Person(version=4, workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)), met={"plank": 3})


def answer(store: ForgetfulStore, request: Json, now: float | None = None, **settings: Any) -> Json:
    body = as_body(envelope(request, **settings))
    clock = time.time if now is None else lambda: now
    response: Json = json.loads(create_skill(store, clock).answer(body))
    return response


def said(response: Json) -> str:
    speech: str = response["response"]["outputSpeech"]["ssml"]
    return speech


LOST_THREAD = "Let me pick that up again."


def words(turn: Turn) -> str:
    return " ".join(spoken.text for spoken in turn.played.spoken)


def test_the_place_survives_a_restart_in_the_middle_of_a_set(tmp_path: Path) -> None:
    with at_home(tmp_path / "people.sqlite", moment=MOMENT) as before:
        before.hear("start my back routine")
        before.hear("yes")
        before.hear("where am I", 60.0)
    # The process is gone without another word; later another one opens the same file.
    with at_home(tmp_path / "people.sqlite", moment=MOMENT + 3_600) as after:
        assert "Third one." in words(after.hear("start my back routine"))


AN_HOUR, A_DAY = 3_600.0, 86_400.0


@pytest.mark.parametrize(("later", "begins_with"), [(AN_HOUR, "bird_dog"), (A_DAY, "ball_lean")])
def test_a_count_that_nobody_ended_is_credited_on_the_same_day_only(
    tmp_path: Path, later: float, begins_with: str
) -> None:
    with at_home(tmp_path / "people.sqlite", moment=MOMENT) as before:
        before.hear("start my back routine")
        before.hear("yes")
    with at_home(tmp_path / "people.sqlite", moment=MOMENT + later) as after:
        assert stint(after.hear("start my back routine")).exercise == begins_with


def test_on_another_day_it_is_said_where_such_a_count_goes_on(tmp_path: Path) -> None:
    with at_home(tmp_path / "people.sqlite", moment=MOMENT) as before:
        before.hear("start my back routine")
        before.hear("yes")
        before.hear("wait", 60.0)
        before.hear("go")
    with at_home(tmp_path / "people.sqlite", moment=MOMENT + A_DAY) as after:
        offered = words(after.hear("start my back routine"))
        assert offered.endswith(
            "Last time we stopped at the Swiss ball lean. Shall we pick up where we left off, or start over?"
        )
        assert "Third one." in words(after.hear("go"))


def test_a_count_that_ran_out_before_the_night_is_credited() -> None:
    with at_home(moment=MOMENT) as echo:
        echo.hear("start my back routine")
        echo.hear("yes")
        echo.leave_alone(A_DAY)
        offered = words(echo.hear("start my back routine"))
        assert offered.endswith(
            "Last time we stopped at the bird dog. Shall we pick up where we left off, or start over?"
        )


def test_a_state_that_does_not_tell_when_is_of_another_day() -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    assert "or start over?" in said(answer(store, launch()))


@pytest.mark.parametrize("wish", ["StartAgainIntent", "AMAZON.StartOverIntent", "StartRoutineIntent"])
def test_who_is_asked_which_to_begin_with_may_start_over(wish: str) -> None:
    attributes = {"person": msgspec.to_builtins(MID_PLANK), "memory": {"asked": "carry_on"}}
    response = answer(OneStore(), intent(wish), new=False, attributes=attributes)
    assert msgspec.convert(response["sessionAttributes"]["person"], Person).workout == Workout("back", ORDER)


def test_a_preference_is_remembered() -> None:
    store = OneStore()
    answer(store, intent("NoBallIntent"))
    assert msgspec.convert(store.kept, Person).preferences == Preferences(without=(Equipment.BALL,))
    assert "five" in said(answer(store, intent("ListExercisesIntent")))


def test_a_turn_that_changes_nothing_writes_nothing() -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    answer(store, intent("WhereAmIIntent"))
    assert store.writes == 0


def test_pain_leaves_no_trace() -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    answer(store, intent("PainIntent"))
    assert store.writes == 0


@pytest.mark.parametrize(
    "damaged",
    [
        {"version": 7, "workout": {"routine": "back", "exercises": ["plank"], "at": "two"}},
        {"version": 7, "workout": {"routine": "back", "exercises": ["plank"], "at": 9}},
        {"version": 7, "aside": {}},
        {"version": 7, "aside": {"dose": {"reps": 1, "hold": 1}}},
        {"version": -1},
    ],
)
def test_a_damaged_state_or_an_older_ones_is_kept_aside_and_one_begins_anew(damaged: Json) -> None:
    store = OneStore(damaged)
    assert "Welcome" in said(answer(store, launch()))
    assert store.aside == [damaged]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"workout": {"routine": "legs", "exercises": ["plank"]}}, "We haven't started yet."),
        ({"workout": {"routine": "back", "exercises": ["crunch"]}}, "We haven't started yet."),
        ({"aside": {"exercise": "crunch"}}, "We haven't started yet."),
        (
            {"workout": {"routine": "back", "exercises": ["plank"], "place": [0, 99, 0, 0]}},
            "You're doing just the plank.",
        ),
        (
            {"workout": {"routine": "back", "exercises": ["plank"], "place": [-1, 0, 0, 0]}},
            "You're doing just the plank.",
        ),
        ({"aside": {"exercise": "plank", "place": [1, 0, 0, 0]}}, "You're doing just the plank."),
        (
            {
                "aside": {"exercise": "bridge", "place": [0, 1, 0, 0]},
                "workout": {"routine": "back", "exercises": ["plank"], "place": [1, 0, 0, 0]},
            },
            "You've done one of five.",
        ),
    ],
)
def test_what_no_longer_fits_the_content_begins_anew_and_the_rest_stays(state: Json, expected: str) -> None:
    store = OneStore({"version": 7, "preferences": {"without": ["ball"], "routine": "legs"}, **state})
    assert expected in said(answer(store, intent("WhereAmIIntent")))
    assert msgspec.convert(store.kept, Person).preferences == Preferences(without=(Equipment.BALL,))


@pytest.mark.parametrize("then", ["DoneIntent", "AMAZON.YesIntent", "ReadyIntent", "AMAZON.NextIntent"])
def test_where_two_places_no_longer_fit_both_begin_anew(then: str) -> None:
    aside = {"exercise": "bridge", "place": [0, 99, 0, 0]}
    workout = {"routine": "back", "exercises": ["plank", "bridge"], "place": [1, 0, 0, 0]}
    store = OneStore({"version": 7, "aside": aside, "workout": workout})
    for name in (then, "DoneIntent", "ReadyIntent"):
        assert LOST_THREAD not in json.dumps(answer(store, intent(name)))


@pytest.mark.parametrize("name", ["Yes", "No", "Help", "Fallback"])
@pytest.mark.parametrize("asked", Question)
@pytest.mark.parametrize("about", ["", "crunch"])
def test_a_question_about_nothing_is_forgotten(name: str, asked: Question, about: str) -> None:
    attributes = {
        "person": msgspec.to_builtins(MID_PLANK),
        "memory": {
            "asked": asked.value,
            "about": about,
            "told": "crunch",
            "depth": 3,
            "introduced": "crunch",
        },
    }
    response = answer(OneStore(), intent(f"AMAZON.{name}Intent"), new=False, attributes=attributes)
    assert LOST_THREAD not in json.dumps(response)


def test_damaged_session_attributes_are_read_again_from_the_store() -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    damaged = {"person": {"workout": 5}, "memory": {"asked": "the moon"}}
    response = answer(store, intent("WhereAmIIntent"), new=False, attributes=damaged)
    assert "You're on the plank" in said(response)


def test_while_the_store_is_down_the_session_goes_on() -> None:
    clock = HouseClock.standing_at(MOMENT)
    alexa = echo(create_skill(BrokenStore(), clock.now).answer, clock)
    alexa.hear("start my back routine")
    alexa.hear("yes")
    assert "You've done two" in words(alexa.hear("where am I", 60.0))


def test_after_an_outage_the_session_is_kept_again() -> None:
    store = FlakyStore(msgspec.to_builtins(MID_PLANK))
    store.down = True
    lost = answer(store, intent("AMAZON.NextIntent"), new=False, attributes={"person": store.kept})
    store.down = False
    answer(store, intent("SkipIntent"), new=False, attributes=lost["sessionAttributes"])
    # Behind the second of two exercises there is none to skip to: the routine is over.
    assert msgspec.convert(store.kept, Person).workout is None


@pytest.fixture
def two_devices(tmp_path: Path) -> Iterator[tuple[Echo, Echo]]:
    """Two Echos of one account, with one store."""
    clock = HouseClock.standing_at(MOMENT)
    with closing(SqliteStore(tmp_path / "people.sqlite", clock.now)) as store:
        skill = create_skill(store, clock.now)
        yield echo(skill.answer, clock), echo(skill.answer, clock)


def test_of_two_devices_the_slower_one_reads_again(two_devices: tuple[Echo, Echo]) -> None:
    kitchen, bedroom = two_devices
    kitchen.hear("start my back routine")
    bedroom.hear("start my back routine")
    kitchen.hear("yes")
    kitchen.hear("skip", 20.0)
    # The bedroom's session still believes that nothing has begun.
    assert "bird dog" in words(bedroom.hear("yes"))


def test_of_two_devices_neither_undoes_what_the_other_has_done(two_devices: tuple[Echo, Echo]) -> None:
    kitchen, bedroom = two_devices
    kitchen.hear("start my back routine")
    bedroom.hear("start my back routine")
    kitchen.hear("I don't have a ball")
    bedroom.hear("yes")
    assert "five" in words(bedroom.hear("what exercises are there", 20.0))


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"userInformationPersistenceStatus": "NOT_PERSISTED"}, False),
        ({"userInformationPersistenceStatus": "PERSISTED"}, True),
        ({}, True),
        (None, True),
        ("NOT_PERSISTED", True),
    ],
)
def test_when_the_skill_is_switched_off_for_good_the_data_goes(body: object, kept: bool) -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    answer(store, {**skill_event("SkillDisabled"), "body": body}, session=False)
    assert bool(store.kept) is kept


def test_what_cannot_be_forgotten_now_is_not_said_to_be() -> None:
    # Alexa sends the event again where it is not answered.
    event = {**skill_event("SkillDisabled"), "body": {"userInformationPersistenceStatus": "NOT_PERSISTED"}}
    with pytest.raises(StoreUnavailableError):
        answer(BrokenStore(), event, session=False)


def test_a_store_that_is_fought_over_is_asked_again_and_again() -> None:
    store = ContestedStore(msgspec.to_builtins(MID_PLANK), others=3)
    assert LOST_THREAD not in said(answer(store, intent("SkipIntent")))
    assert msgspec.convert(store.kept, Person).workout is not None


@pytest.mark.parametrize(
    "request_type",
    ["AudioPlayer.PlaybackStopped", "Alexa.Presentation.APL.UserEvent", "Future.Request", "System.X"],
)
def test_what_speech_cannot_answer_is_answered_with_silence(request_type: str) -> None:
    response = answer(OneStore(), {**launch(), "type": request_type})
    assert "outputSpeech" not in response["response"]


def test_an_intent_of_tomorrow_gets_a_question_and_keeps_the_place() -> None:
    store = OneStore(msgspec.to_builtins(MID_PLANK))
    assert said(answer(store, intent("AMAZON.TomorrowIntent"))).endswith("?</speak>")
    assert store.writes == 0


@pytest.mark.parametrize(("seconds", "exercise"), [(60.0, "ball_lean"), (185.0, "bird_dog")])
def test_a_yes_is_taken_for_the_answer_only_when_the_question_can_have_been_heard(
    seconds: float, exercise: str
) -> None:
    # The count takes about 150 seconds, and the rest behind it half a minute.
    store, moment = OneStore(), 1_793_000_000.0
    begun = answer(store, intent("StartRoutineIntent"), timestamp=moment, now=moment)
    attributes = begun["sessionAttributes"]
    later = {"timestamp": moment + seconds, "now": moment + seconds}
    answer(store, intent("AMAZON.YesIntent"), new=False, attributes=attributes, **later)
    stint = msgspec.convert(store.kept, Person).stint
    assert stint is not None
    assert stint.exercise == exercise


ALL_SKIPPED = Person(version=1, workout=Workout("back", ("plank", "bridge"), 2), met={"plank": 3})


def test_a_routine_that_was_skipped_through_is_not_one_done_to_its_end() -> None:
    store = OneStore(msgspec.to_builtins(ALL_SKIPPED))
    answer(store, intent("DoneIntent"), new=False)
    person = msgspec.convert(store.kept, Person)
    assert (person.workout, person.finished) == (None, 0)


ALL_DONE = replace(ALL_SKIPPED, workout=Workout("back", ("plank",), 1, done=("plank",)))


@pytest.mark.parametrize(("workout", "finished"), [(ALL_DONE.workout, 1), (ALL_SKIPPED.workout, 0)])
def test_a_routine_at_its_end_is_closed_by_silence(workout: Workout, finished: int) -> None:
    store = OneStore(msgspec.to_builtins(replace(ALL_DONE, workout=workout)))
    end = {**launch(), "type": "SessionEndedRequest", "reason": "EXCEEDED_MAX_REPROMPTS"}
    answer(store, end, new=False, attributes={"person": store.kept})
    person = msgspec.convert(store.kept, Person)
    assert (person.workout, person.finished) == (None, finished)


def test_a_routine_at_its_end_is_closed_by_the_next_session() -> None:
    store = OneStore(msgspec.to_builtins(ALL_DONE))
    assert "We haven't started yet." in said(answer(store, intent("WhereAmIIntent")))
    assert msgspec.convert(store.kept, Person).finished == 1


def test_past_the_last_exercise_nobody_is_told_that_none_was_begun() -> None:
    asked = {"person": msgspec.to_builtins(ALL_SKIPPED), "memory": {"asked": "from_start"}}
    heard = said(answer(OneStore(), intent("AMAZON.NoIntent"), new=False, attributes=asked))
    assert "for today" in heard
