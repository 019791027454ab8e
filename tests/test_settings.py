"""What an operator forgot or mistyped is said in one line, with what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.settings import ServerSettings, Settings, SettingsError

SKILL_ID = "amzn1.ask.skill.12345678-abcd"


def test_a_skill_id_is_enough() -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID}) == Settings(
        skill_id=SKILL_ID, database=Path(".data/people.sqlite"), log_level="INFO"
    )


def test_the_environment_is_heard() -> None:
    environment = {"SKILL_ID": SKILL_ID, "SKILL_DATABASE": "/var/people", "SKILL_LOG_LEVEL": "warning"}
    assert Settings.from_environment(environment) == Settings(SKILL_ID, Path("/var/people"), "WARNING")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SKILL_ID": ""}, "SKILL_ID is not set: set it to the skill's id"),
        ({"SKILL_ID": "my back routine"}, "SKILL_ID is 'my back routine': set it to the skill's id"),
        ({"SKILL_ID": f"{SKILL_ID}\n"}, "SKILL_ID is "),
        ({"SKILL_DATABASE": "/"}, "SKILL_DATABASE is the folder '/': set it to the path of a file"),
        (
            {"SKILL_LOG_LEVEL": "loud"},
            "SKILL_LOG_LEVEL is 'loud': set it to one of DEBUG, INFO, WARNING, ERROR",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_set(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({"SKILL_ID": SKILL_ID} | wrong)
    assert str(refusal.value).startswith(said)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "bind", ["0.0.0.0:80", "localhost:8000", "[::1]:65535", "unix:/run/back-routine.sock", "fd://3"]
)
def test_gunicorn_listens_where_it_is_told_to(bind: str) -> None:
    told = ServerSettings.from_environment({"SKILL_BIND": bind, "SKILL_WORKERS": "4"})
    assert told == ServerSettings(bind, workers=4)


def test_untold_gunicorn_listens_on_this_machine_alone_and_uses_all_of_it() -> None:
    untold = ServerSettings.from_environment({"SKILL_BIND": "", "SKILL_WORKERS": ""})
    assert untold.bind == "127.0.0.1:8000"
    assert untold.workers > 1


@pytest.mark.parametrize(
    ("name", "values", "wanted"),
    [
        ("SKILL_BIND", ["8000", "host", "host:http", "host:0", "host:65536", "::1:80"], "a host and a port"),
        ("SKILL_WORKERS", ["two", "0", "-1", "1.5"], "the number of processes, 1 or more"),
    ],
)
def test_where_and_with_what_gunicorn_cannot_run_is_named(name: str, values: list[str], wanted: str) -> None:
    for value in values:
        with pytest.raises(SettingsError) as refusal:
            ServerSettings.from_environment({name: value})
        assert str(refusal.value).startswith(f"{name} is {value!r}: set it to {wanted}")
