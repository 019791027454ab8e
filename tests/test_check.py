"""`python -m skill check` says everything that is wrong at once, in words an author understands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from skill import __version__, check, settings
from skill.content import ContentError, checking, load
from skill.content.library import HERE
from tests.test_command_line import ROOT, skill

RIGHT = {"SKILL_ID": "amzn1.ask.skill.x"}


def problems(environment: dict[str, str]) -> dict[str, list[str]]:
    return dict(check.check(environment))


def test_with_nothing_wrong_every_part_is_tried(tmp_path: Path) -> None:
    right = {**RIGHT, "SKILL_DATABASE": str(tmp_path / "people.sqlite")}
    assert problems(right) == {"environment": [], "content": [], "store": [], "interaction model": []}


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    wrong = {"SKILL_DATABASE": str(tmp_path), "SKILL_TIMING": "fast", "SKILL_DATBASE": "x"}
    found = problems(wrong)
    assert len(found["environment"]) == 4
    assert "SKILL_DATBASE is not a setting; did you mean SKILL_DATABASE?" in found["environment"]
    assert found["store"] == [f"{tmp_path} is a folder"]


def test_the_command_prints_a_line_for_each_and_fails() -> None:
    told = skill("check", environment={"SKILL_ID": "", "SKILL_TIMING": "fast", "SKILL_DATABASE": ""})
    assert told.returncode == 2
    assert "environment: SKILL_TIMING is 'fast': set it to apla or ssml" in told.stdout
    assert "content: ok" in told.stdout
    assert told.stderr == "skill check: 2 problems\n"


@pytest.mark.parametrize("address", ["0.0.0.0:9464", "192.168.1.5:9464", "[::]:9464", "example.com:9464"])
def test_the_metrics_stay_on_this_machine(address: str) -> None:
    assert settings.problems({**RIGHT, "SKILL_METRICS": address})


@pytest.mark.parametrize("address", ["127.0.0.1:9464", "localhost:9464", "[::1]:9464", ""])
def test_a_loopback_address_is_taken(address: str) -> None:
    assert not settings.problems({**RIGHT, "SKILL_METRICS": address})


class TestContent:
    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        return Path(shutil.copytree(HERE, tmp_path / "content", ignore=shutil.ignore_patterns("*.py")))

    def test_all_faults_of_all_files_are_told(self, copy: Path) -> None:
        change(copy / "exercises" / "superman.toml", '["back",', '["tail",')
        change(copy / "en" / "exercises" / "plank.toml", "\ncue =", "\ncues =")
        change(copy / "en" / "prompts.toml", "{n} exercises, and", "{x} exercises, and")
        change(copy / "en" / "prompts.toml", "hello =", "hallo =")
        told = [f"{fault.path.name}: {fault.fault}" for fault in checking.faults(copy)]
        assert told[0].startswith("superman.toml: strains, item 1: expected one of neck, shoulder, elbow,")
        assert 'plank.toml: there is no entry "cues"' in told
        assert "prompts.toml: welcome.hello: expected a text" in told
        assert "prompts.toml: welcome.hallo: there is no such prompt" in told
        assert any("welcome.size: nothing fills {x}" in line for line in told)

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("hello =", "# hello =", "welcome.hello: expected a text"),
            ("{n} exercises, and", "{x} exercises, and", "welcome.size: nothing fills {x}"),
            ("[welcome]", '[welcome]\ngood_day = "Good day."', "welcome.good_day: there is no such prompt"),
        ],
    )
    def test_prompts_that_do_not_fit_the_code_are_refused_at_start(
        self, copy: Path, old: str, new: str, expected: str
    ) -> None:
        change(copy / "en" / "prompts.toml", old, new)
        with pytest.raises(ContentError, match=expected):
            load(copy)

    def test_what_is_wrong_between_files_is_told_too(self, copy: Path) -> None:
        change(copy / "routines" / "back.toml", '"plank"', '"blank"')
        [fault] = checking.faults(copy)
        assert "exercises, item 3: expected one of" in fault.fault


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


class TestModels:
    def test_a_model_that_does_not_fit_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        model = json.loads((check.MODELS / "en-US.json").read_text("utf-8"))
        intents = model["interactionModel"]["languageModel"]["intents"]
        kept = [intent for intent in intents if intent["name"] != "SkipIntent"]
        intents[:] = [*kept, {"name": "DanceIntent"}]
        (tmp_path / "en-US.json").write_text(json.dumps(model))
        (tmp_path / "en-GB.json").write_text("{}")
        monkeypatch.setattr(check, "MODELS", tmp_path)
        told = problems(RIGHT)["interaction model"]
        assert "en-GB.json: cannot be read (KeyError): run make model" in told
        assert "en-US.json: the intent 'DanceIntent' has no handler in skill/skill.py" in told
        assert "en-US.json: the intent 'SkipIntent' is missing: run make model" in told


def test_the_version_is_told() -> None:
    assert skill("--version").stdout == f"back-routine {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
