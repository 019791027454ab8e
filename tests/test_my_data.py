"""What is known of somebody is told, and deleted when they want it: all of it, for good, and only theirs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from skill.echo.house import at_home
from skill.storage import StoreUnavailableError
from skill.storage.sqlite import SqliteStore
from tests.sensible import person, words
from tests.test_people import MOMENT, says

NOTHING = "Nothing yet."


def stored(file: Path) -> dict[str, str]:
    """The texts of all that is stored of anybody, by whose it is; the ids of accounts left out."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT user, attributes FROM people WHERE user <> 'nobody'").fetchall()
        rows += connection.execute("SELECT 'aside', attributes FROM set_aside").fetchall()
    return {user.partition(" ")[2] or user[:5]: str(text) for user, text in rows}


def test_a_yes_deletes_everything_that_was_stored(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        alexa.hear("I don't have a ball", 60.0)
        asked = alexa.hear("delete my data")
        assert words(asked).endswith("Shall I delete it?")
        assert "bridge" in "".join(stored(file).values())
        done = alexa.hear("yes")
        assert done.ended
        assert re.fullmatch(r'{"version":\d+}', "".join(stored(file).values()))
        assert words(alexa.hear("open my back routine")).startswith("Welcome")
        assert NOTHING in words(alexa.hear("what do you know about me"))


@pytest.mark.parametrize("answer", ["no", "go", "next", "skip", "I'm done"])
def test_anything_else_deletes_nothing(answer: str) -> None:
    with at_home(moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        before = person(alexa.hear("forget me", 118.0))
        after = alexa.hear(answer)
        assert words(after).startswith("Okay, I'll keep it.")
        assert (person(after).aside, person(after).met) == (before.aside, before.met)


def test_silence_deletes_nothing() -> None:
    with at_home(moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        alexa.hear("forget me", 118.0)
        alexa.silence()
        assert "You've done two of" in words(alexa.hear("where am I"))


@pytest.mark.parametrize("late", ["wait", "go", "I did three", "stop"])
def test_a_late_turn_of_another_device_brings_nothing_back(late: str, tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as kitchen:
        kitchen.hear("do the bridge")
        kitchen.hear("I don't have a ball", 60.0)
        kitchen.hear("go")
        bedroom = kitchen.beside("bedroom")
        bedroom.hear("forget me", 30.0)
        bedroom.hear("yes")
        kitchen.hear(late, 60.0)
        left = "".join(stored(file).values())
        assert "without" not in left
        assert "aside" not in left
        assert '"bridge":' not in left, "nor is it known that it was introduced"


def test_copies_in_the_states_of_recognized_persons_go_too(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as alexa:
        says(alexa, "", "do the bridge")
        says(alexa, "", "stop", 118.0)
        says(alexa, "Anna", "do the plank")
        says(alexa, "Anna", "stop", 60.0)
        assert sum("bridge" in text for text in stored(file).values()) == 2
        says(alexa, "", "forget me")
        says(alexa, "", "yes")
        assert not any("bridge" in text for text in stored(file).values())
        assert words(says(alexa, "Anna", "where am I")).startswith("You're doing just the plank.")


def test_what_was_set_aside_goes_too(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        alexa.hear("stop", 60.0)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE people SET attributes = '{\"met\":7}' WHERE user <> 'nobody'")
        alexa.hear("open my back routine")
        assert '"met":7' in stored(file)["aside"]
        alexa.hear("forget me")
        alexa.hear("yes")
        assert "aside" not in stored(file)


def test_what_cannot_be_deleted_now_is_not_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailableError("the disk is gone")

    with at_home(moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        alexa.hear("forget me", 60.0)
        monkeypatch.setattr(SqliteStore, "save_attributes", fail)
        assert words(alexa.hear("yes")).startswith("I can't delete it just now.")
        monkeypatch.undo()
        assert "bridge" in words(alexa.hear("where am I"))


def test_others_who_share_the_record_stay(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    with at_home(file, moment=MOMENT) as alexa:
        alexa.hear("do the bridge")
        alexa.hear("I'm new here", 118.0)
        alexa.hear("do the plank")
        alexa.hear("forget me", 60.0)
        alexa.hear("yes")
        assert "plank" not in "".join(stored(file).values())
        assert words(alexa.hear("open my back routine")).startswith("Welcome")
        assert "You've done two of" in words(alexa.hear("it's me again"))


def test_a_person_the_record_has_no_room_for_leaves_no_log(tmp_path: Path) -> None:
    """Four use one account one after the other; then whoever can be reached is forgotten."""
    with at_home(tmp_path / "people.sqlite", moment=MOMENT) as echo:
        for said in ("do the plank", "stop"):
            echo.hear(said, 250.0 if said == "stop" else None)
        for _ in range(3):
            echo.leave_alone(86_400.0)
            for said in ("I'm new here", "do the bridge", "stop"):
                echo.hear(said, 60.0 if said == "stop" else None)
        for _ in range(3):
            echo.leave_alone(60.0)
            for said in ("it's me again", "forget me", "yes"):
                echo.hear(said)
        echo.leave_alone(3600.0)
        echo.hear("do the bridge")
        echo.hear("stop", 60.0)
        assert "yet" in words(echo.hear("when did I last do the plank"))
