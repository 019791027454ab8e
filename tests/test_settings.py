"""What an operator forgot or mistyped is said in one line, with what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.setting_names import problems
from skill.settings import LambdaSettings, ServerSettings, Settings, SettingsError
from skill.store_url import DynamoDbUrl, SqliteUrl, StoreUrl

SKILL_ID = "amzn1.ask.skill.12345678-abcd"


def test_a_skill_id_is_enough() -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID}) == Settings(
        skill_id=SKILL_ID, store=SqliteUrl(Path(".data/people.sqlite")), log_level="INFO"
    )


def test_two_addresses_on_one_port_are_a_problem() -> None:
    (problem,) = problems({"SKILL_BIND": "0.0.0.0:8000", "SKILL_METRICS": "127.0.0.1:8000"})
    assert problem.startswith("SKILL_METRICS is '127.0.0.1:8000': set it to another port")


def test_the_environment_is_heard() -> None:
    environment = {"SKILL_ID": SKILL_ID, "SKILL_STORE": "sqlite:////var/people", "SKILL_LOG_LEVEL": "warning"}
    assert Settings.from_environment(environment) == Settings(
        SKILL_ID, SqliteUrl(Path("/var/people")), "WARNING"
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SKILL_ID": ""}, "SKILL_ID is not set: set it to the skill's id"),
        ({"SKILL_ID": "my back routine"}, "SKILL_ID is 'my back routine': set it to the skill's id"),
        ({"SKILL_ID": f"{SKILL_ID}\n"}, "SKILL_ID is "),
        (
            {"SKILL_DATABASE": "/var/people.sqlite"},
            "SKILL_STORE replaces SKILL_DATABASE: set SKILL_STORE=sqlite:////var/people.sqlite and remove ",
        ),
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
    ("text", "store"),
    [
        ("sqlite:////var/people.sqlite", SqliteUrl(Path("/var/people.sqlite"))),
        ("sqlite:///people 100%.sqlite", SqliteUrl(Path("people 100%.sqlite"))),
        ("dynamodb://back-routine-live-People-1X_2.y", DynamoDbUrl("back-routine-live-People-1X_2.y")),
        ("dynamodb://people?region=us-gov-west-1", DynamoDbUrl("people", "us-gov-west-1")),
    ],
)
def test_a_store_is_named_by_its_url(text: str, store: StoreUrl) -> None:
    assert Settings.from_environment({"SKILL_ID": SKILL_ID, "SKILL_STORE": text}).store == store
    assert str(store) == text


FORMS = "set it to sqlite:///FILE or dynamodb://TABLE?region=REGION"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("/var/people.sqlite", FORMS),
        ("sqllite:///people.sqlite", FORMS),
        ("sqlite:/people.sqlite", FORMS),
        ("sqlite://", FORMS),
        ("postgres://people", FORMS),
        ("DYNAMODB://people", FORMS),
        ("sqlite://people.sqlite", "set it to sqlite:/// and a path, as in sqlite:////var/"),
        ("sqlite:///", "set it to sqlite:/// and a path, as in "),
        ("sqlite:////", "'/' is a folder: set it to sqlite:/// and the path of a file"),
        ("sqlite:///people.sqlite?mode=ro", "sqlite:/// takes no options: set it to "),
        (f"sqlite:////{'x' * 256}", "File name too long: set it to a file that this user may write"),
        ("sqlite:////nowhere/people.sqlite", "make the folder '/nowhere' first, or set it to "),
        ("dynamodb:///people", "'/people' cannot be a table's name: set it to "),
        ("dynamodb://ab", "'ab' cannot be a table's name: set it to "),
        ("dynamodb://people\n", "'people\\n' cannot be a table's name: set it to "),
        ("dynamodb://localhost:8000/people", "'localhost:8000/people' cannot be a table's name: set it to "),
        (f"dynamodb://{'x' * 256}", f"'{'x' * 256}' cannot be a table's name: set it to "),
        ("dynamodb://people?regoin=us-east-1", "'regoin=us-east-1' is no option of a table: set it to "),
        ("dynamodb://people?us-east-1", "'us-east-1' is no option of a table: set it to "),
        ("dynamodb://people?region=us-east-1&region=x", "'region=us-east-1&region=x' is no option of "),
        ("dynamodb://people?region=Ireland", "'Ireland' is no region: set it to dynamodb://people?region=us"),
        ("dynamodb://people?region=", "'' is no region: set it to dynamodb://people?region=us-east-1, "),
    ],
)
def test_a_url_with_a_mistake_is_named_with_what_to_set(wrong: str, said: str) -> None:
    environment = {"SKILL_ID": SKILL_ID, "SKILL_STORE": wrong}
    for settings in (Settings, LambdaSettings):
        with pytest.raises(SettingsError) as refusal:
            settings.from_environment(environment)
        assert str(refusal.value).startswith(f"SKILL_STORE is {wrong!r}: {said}")
        assert "\n" not in str(refusal.value)
    assert problems(environment) == [str(refusal.value)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "SKILL_STORE is not set"),
        ("sqlite:///x", "SKILL_STORE is 'sqlite:///x', and files do not last on "),
    ],
)
def test_a_function_needs_a_table(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^{said}.*: set it to dynamodb:// and the name of "):
        LambdaSettings.from_environment({"SKILL_ID": SKILL_ID, "SKILL_STORE": text})


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
        ("SKILL_WORKERS", ["two", "0", "-1", "1.5", "44" * 9], "the number of processes, 1 to 256"),
    ],
)
def test_where_and_with_what_gunicorn_cannot_run_is_named(name: str, values: list[str], wanted: str) -> None:
    for value in values:
        with pytest.raises(SettingsError) as refusal:
            ServerSettings.from_environment({name: value})
        assert str(refusal.value).startswith(f"{name} is {value!r}: set it to {wanted}")
