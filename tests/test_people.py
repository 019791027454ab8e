"""People of one home: each has a state of their own, and nothing of one is said to another."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from skill.application import create_skill
from skill.coaching.cue import Place
from skill.coaching.device import DEVICES_KEPT, Device
from skill.coaching.household import OTHERS_KEPT, newcomer, switched
from skill.coaching.pace import REPLIES_KEPT, Reply
from skill.coaching.person import Person
from skill.coaching.workout import Workout
from skill.echo.device import Echo, Turn
from skill.echo.house import at_home
from skill.echo.request import USER_ID
from skill.storage.contract import NOBODY
from skill.storage.sqlite import SqliteStore
from tests.alexa_requests import Json, as_body, envelope, intent, skill_event
from tests.sensible import check, person, stint, words
from tests.stores import OneStore

MOMENT = 1_793_000_000.0
MID_PLANK = Person(version=4, workout=Workout("back", ("plank", "bridge"), 0, Place(0, 2)), met={"plank": 3})


def says(alexa: Echo, name: str, utterance: str, after: float | None = None) -> Turn:
    """Said by somebody whose voice Alexa recognizes; by nobody in particular without a name."""
    alexa.speaker = name
    turn = alexa.hear(utterance, after)
    check(turn)
    return turn


def test_a_voice_that_comes_and_goes_within_a_session_is_one_person() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "Anna", "I don't have a ball")
        says(alexa, "", "start the routine")
        says(alexa, "Anna", "next exercise", 20.0)
        says(alexa, "", "stop", 20.0)
        assert stint(says(alexa, "Anna", "open my back routine")).exercise == "plank"
        says(alexa, "Anna", "stop", 5.0)
        # To the account itself nothing of it belongs.
        assert words(says(alexa, "", "open my back routine")).startswith("Welcome")


def test_a_voice_recognized_in_the_middle_does_not_change_whose_session_it_is() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "", "do the bridge")
        assert "You've done two of" in words(says(alexa, "Anna", "where am I", 118.0))
        says(alexa, "Anna", "stop")
        assert words(says(alexa, "", "where am I")).startswith("You've done two of five.")


def test_somebody_else_interrupts_and_the_count_is_settled_for_the_one_before() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "Anna", "do the bridge")
        interrupting = says(alexa, "Ben", "yes", 118.0)
        assert words(interrupting).startswith("Welcome")
        says(alexa, "Ben", "stop")
        alexa.leave_alone(600.0)
        settled = says(alexa, "Anna", "where am I")
        assert person(settled).aside is not None
        assert "You've done two of" in words(settled)


def test_an_emergency_stays_one_whoever_speaks_next() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "Anna", "do the bridge")
        says(alexa, "Anna", "chest pain", 40.0)
        assert "nine one one" in words(says(alexa, "Ben", "go"))


def test_what_hurts_one_person_is_no_matter_to_somebody_new() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "", "start the routine")
        says(alexa, "", "my knee hurts", 60.0)
        says(alexa, "", "I'm new here")
        assert words(says(alexa, "", "what exercises are there")).startswith("There are seven.")


@pytest.mark.parametrize(
    ("pain", "asked"),
    [
        ("sharp pain in my back", "Is it still there?"),
        ("my back hurts", "Keep your knees on the floor"),
    ],
)
@pytest.mark.parametrize(
    ("hers", "another", "hers_again"),
    [("Anna", ("Ben", "how long does it take"), "go"), ("", ("", "I'm new here"), "it's me again")],
)
def test_what_hurts_is_not_forgotten_while_somebody_else_speaks(
    pain: str, asked: str, hers: str, another: tuple[str, str], hers_again: str
) -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, hers, "do the plank")
        says(alexa, hers, pain, 80.0)
        says(alexa, *another)
        back = says(alexa, hers, hers_again)
        back = says(alexa, hers, "go") if hers_again != "go" else back
        assert asked in words(back)


def test_whom_the_account_knows_may_come_back_with_a_voice() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "", "do the bridge")
        says(alexa, "", "stop", 118.0)
        welcome = words(says(alexa, "Anna", "open my back routine"))
        assert "bridge" not in welcome
        assert "If we've met before, say: it's me again." in welcome
        assert "You've done two of" in words(says(alexa, "Anna", "it's me again"))


def test_it_is_me_again_where_nobody_else_was() -> None:
    with at_home(moment=MOMENT) as alexa:
        says(alexa, "", "do the bridge")
        only = says(alexa, "", "it's me again", 118.0)
        assert words(only).startswith("I only know one person here.")
        assert stint(only).place.reps == 2


def test_somebody_new_in_another_room_leaves_the_count_of_the_first_alone() -> None:
    with at_home(moment=MOMENT) as kitchen:
        kitchen.hear("do the bridge")
        bedroom = kitchen.beside("bedroom")
        assert words(bedroom.hear("I'm new here", 30.0)).startswith("Welcome")
        waiting = kitchen.hear("wait", 118.0)
        assert stint(waiting).place.reps == 2
        assert stint(bedroom.hear("yes")).exercise == "ball_lean"
        assert stint(kitchen.hear("go")).place.reps == 2


def test_a_blank_person_is_not_kept_and_no_more_than_a_few_are() -> None:
    assert newcomer(Person(version=3)).others == ()
    crowd = MID_PLANK
    for number in range(1, 6):
        crowd = newcomer(crowd)
        assert (crowd.number, crowd.version, crowd.workout) == (number, 4, None)
        crowd = msgspec.structs.replace(crowd, finished=number)
        assert len(crowd.others) <= OTHERS_KEPT


def test_who_is_switched_to_is_as_they_were() -> None:
    before = msgspec.structs.replace(MID_PLANK, no_documents=("12345678",), requests=("abcdefgh",))
    fresh = newcomer(before)
    assert (fresh.met, fresh.workout, fresh.no_documents) == ({}, None, before.no_documents)
    back = switched(fresh, before.number)
    assert msgspec.structs.replace(back, others=()) == before
    assert switched(before, before.number) == before
    stranger = switched(fresh, 99)
    assert (stranger.met, stranger.workout) == ({}, None)


def test_a_routine_of_another_day_is_offered_to_who_comes_back() -> None:
    with at_home(moment=MOMENT) as alexa:
        alexa.hear("start the routine")
        alexa.hear("next exercise", 30.0)
        alexa.hear("I'm new here", 30.0)
        alexa.leave_alone(86_400.0)
        alexa.hear("open my back routine")
        offered = words(alexa.hear("it's me again"))
        assert offered.endswith("Shall we pick up where we left off, or start over?")


def test_when_the_skill_is_switched_off_all_persons_of_the_account_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as alexa:
        for name in ("", "Anna", "Ben"):
            says(alexa, name, "do the bridge")
            says(alexa, name, "stop", 20.0)
        assert count_of_people(file) == 3
    body = {"userInformationPersistenceStatus": "NOT_PERSISTED"}
    event = envelope({**skill_event("SkillDisabled"), "body": body}, session=False, user_id=USER_ID)
    with closing(SqliteStore(file)) as store:
        create_skill(store).answer(as_body(event))
    assert count_of_people(file) == 0


def count_of_people(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM people WHERE user <> ?", (NOBODY,)).fetchone()
    return int(number)


def test_a_person_without_an_id_or_with_an_absurd_one_is_the_accounts() -> None:
    identities: list[object] = [None, "", 7, {}, []]
    for identity in identities:
        store = OneStore(msgspec.to_builtins(MID_PLANK))
        written: Json = envelope(intent("WhereAmIIntent"))
        written["context"]["System"]["person"] = {"personId": identity}
        response = json.loads(create_skill(store).answer(as_body(written)))
        assert "You're on the plank" in response["response"]["outputSpeech"]["ssml"]


def test_a_home_with_as_many_people_and_devices_as_are_kept_fits_into_a_session() -> None:
    with at_home(moment=MOMENT) as alexa:
        for said in ("start my back routine", "yes", "yes", "twenty seconds of rest from now on", "go", "go"):
            somebody = person(alexa.hear(said))
    device = Device(replies=(Reply(135.8, 73.0, 165.0, 60.8),) * REPLIES_KEPT)
    devices = {f"{number:08x}": device for number in range(DEVICES_KEPT)}
    home = replace(somebody, devices=devices, others=(replace(somebody, devices={}),) * OTHERS_KEPT)
    assert 4_000 < len(json.dumps(msgspec.to_builtins(home))) < 6_000, "as docs/reliability.md says"
