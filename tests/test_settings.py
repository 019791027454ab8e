"""What an operator forgot or mistyped is said in one line, with what to set."""

from __future__ import annotations

from pathlib import Path

import pytest

from skill.settings import Settings, SettingsError

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
