"""`python -m skill check` says everything that is wrong at once, in words an author understands."""

from __future__ import annotations

import json
import re
import shutil
import socket
from pathlib import Path

import pytest

from skill import __version__, check, setting_names
from skill.__main__ import main
from skill.content import ContentError, compiled, load
from skill.content.library import HERE
from tests import own_content
from tests.test_command_line import ROOT, skill

RIGHT = {"SKILL_ID": "amzn1.ask.skill.x"}


def problems(environment: dict[str, str]) -> dict[str, list[str]]:
    return {tried.part: tried.problems for tried in check.check(environment)}


def test_with_nothing_wrong_every_part_is_tried_and_nothing_is_left_behind(tmp_path: Path) -> None:
    right = {**RIGHT, "SKILL_STORE": f"sqlite:///{tmp_path}/people.sqlite"}
    told = {tried.part: tried.what for tried in check.check(right) if not tried.problems}
    assert told.keys() == {"environment", "content", "store", "interaction model"}
    assert all(what.startswith("ok, ") for what in told.values())
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_there_is_written_and_read(tmp_path: Path) -> None:
    file = tmp_path / "people.sqlite"
    right = {**RIGHT, "SKILL_STORE": f"sqlite:///{file}"}
    file.write_bytes(b"")
    assert problems(right)["store"] == []
    file.write_bytes(b"no database" * 100)
    [problem] = problems(right)["store"]
    assert problem.startswith(
        f"SKILL_STORE is 'sqlite:///{file}', where nothing can be stored: DatabaseError: "
    )
    assert "restore a backup" in problem


def test_everything_that_is_wrong_is_told_at_once() -> None:
    wrong = {
        "SKILL_STORE": "sqlite:////nowhere/x",
        "SKILL_TIMING": "fast",
        "SKILL_STOER": "x",
        "SKILL_PORT": "8001",
        "SKILL_ID": "x",
        "SKILL_TABLE": "people",
    }
    found = problems(wrong)
    assert len(found["environment"]) == 6
    assert "SKILL_STOER is not a setting; did you mean SKILL_STORE?" in found["environment"]
    assert "SKILL_PORT is not a setting: the settings are SKILL_ID, " in "\n".join(found["environment"])
    replaced = "SKILL_STORE replaces SKILL_TABLE: set SKILL_STORE=dynamodb://people and remove SKILL_TABLE"
    assert replaced in found["environment"]
    assert any("make the folder '/nowhere' first" in problem for problem in found["environment"])


def test_a_table_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DEFAULT_REGION": "us-east-1",
        "ACCESS_KEY_ID": "x",
        "SECRET_ACCESS_KEY": "x",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", f"http://127.0.0.1:{closed.getsockname()[1]}")
        [problem] = problems({**RIGHT, "SKILL_STORE": "dynamodb://people"})["store"]
    assert problem.startswith("SKILL_STORE is 'dynamodb://people', where nothing can be stored: EndpointConn")
    assert problem.endswith("; check the network, and the region in SKILL_STORE")


NOT_THERE = "/nowhere/authorities.pem"


@pytest.mark.parametrize("command", ["serve", "check"])
@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ({"AWS_PROFILE": "nobody"}, "; set AWS_PROFILE to a profile of "),
        ({"AWS_CONFIG_FILE": __file__, "AWS_PROFILE": "x"}, ", or set AWS_CONFIG_FILE or AWS_SHARED_CRED"),
        ({"AWS_ENDPOINT_URL": "localhost:8000"}, "AWS_ENDPOINT_URL is 'localhost:8000': set it to "),
        ({"AWS_ENDPOINT_URL": "http://"}, "AWS_ENDPOINT_URL is 'http://': set it to "),
        ({"AWS_ENDPOINT_URL": "http://[::1"}, "AWS_ENDPOINT_URL is 'http://[::1': set it to "),
        ({"AWS_ENDPOINT_URL": "http://here:70000"}, "AWS_ENDPOINT_URL is 'http://here:70000': set it to "),
        ({"AWS_ENDPOINT_URL_DYNAMODB": "ftp://here"}, "AWS_ENDPOINT_URL_DYNAMODB is 'ftp://here': set it "),
        (
            {"AWS_CA_BUNDLE": NOT_THERE},
            f"AWS_CA_BUNDLE is '{NOT_THERE}' (No such file or directory): set it ",
        ),
        ({"AWS_CA_BUNDLE": __file__}, f"AWS_CA_BUNDLE is '{__file__}' ("),
    ],
)
def test_what_the_environment_says_wrong_about_amazon_is_told_in_a_line_that_names_it(
    command: str,
    wrong: dict[str, str],
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    right = {**RIGHT, "SKILL_STORE": "dynamodb://people?region=us-east-1"}
    for name, value in {**right, "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", **wrong}.items():
        monkeypatch.setenv(name, value)
    assert main([command]) == 2
    told = capsys.readouterr()
    [line] = [line for line in (told.out + told.err).splitlines() if advice in line]
    assert "SKILL_STORE is 'dynamodb://people?region=us-east-1', where nothing can be stored: " in line
    assert "Traceback" not in told.err


def test_the_command_prints_a_line_for_each_and_fails() -> None:
    told = skill("check", environment={"SKILL_ID": "x", "SKILL_TIMING": "fast", "SKILL_STORE": ""})
    assert told.returncode == 2
    assert "environment: SKILL_TIMING is 'fast': set it to apla or ssml" in told.stdout
    assert re.search(r"content: ok, \d+ exercises, routines: back, bed, chair, gentle", told.stdout)
    assert told.stderr == "skill check: 2 problems\n"


def test_a_fresh_clone_has_nothing_to_put_right() -> None:
    told = skill("check", environment={"SKILL_ID": "", "SKILL_STORE": ""})
    assert (told.returncode, told.stderr) == (0, "")
    assert "serve and Lambda need SKILL_ID" in told.stdout


@pytest.mark.parametrize("address", ["0.0.0.0:9464", "192.168.1.5:9464", "[::]:9464", "example.com:9464"])
def test_the_metrics_stay_on_this_machine(address: str) -> None:
    assert setting_names.problems({**RIGHT, "SKILL_METRICS": address})


@pytest.mark.parametrize("address", ["127.0.0.1:9464", "localhost:9464", "[::1]:9464", ""])
def test_a_loopback_address_is_taken(address: str) -> None:
    assert not setting_names.problems({**RIGHT, "SKILL_METRICS": address})


class TestContent:
    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        return Path(
            shutil.copytree(HERE, tmp_path / "content", ignore=shutil.ignore_patterns("*.py", compiled.NAME))
        )

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            (
                [
                    ("exercises/plank.toml", 'id = "plank"', 'id = "side plank"'),
                    ("exercises/plank.toml", "reps = 5", "reps = 90"),
                    ("exercises/plank.toml", '["shoulder", "elbow", "back"', '["shoulder", "arm", "back"'),
                ],
                [
                    "exercises/plank.toml: id: expected lower-case letters and underscores, not 'side plank'",
                    "exercises/plank.toml: strains, item 2: expected one of neck, shoulder, elbow, ",
                    "exercises/plank.toml: work.dose: expected reps from ",
                    "exercises/plank.toml: id: expected 'plank', the name of the file, not 'side plank'",
                ],
            ),
            (
                [
                    ("routines/back.toml", '"plank"', '"bridge"'),
                    ("routines/back.toml", "{ prone_extension", "{ crunch"),
                    ("routines/back.toml", "rest = 30", "rest = 300"),
                ],
                [
                    "routines/back.toml: rest: expected a whole number from 15 to 90, not 300",
                    "routines/back.toml: expected every exercise once in the routine, not 'bridge' again",
                    "routines/back.toml: relief_after: expected an exercise of the routine, not 'crunch'",
                ],
            ),
            (
                [
                    ("exercises/plank.toml", "reps = [2, 5]", "reps = [5, 2]"),
                    ("exercises/plank.toml", "hold = [10, 60]", "hold = [10]"),
                    ("exercises/plank.toml", '"forearms"', '"forearm"'),
                    ("exercises/plank.toml", '["bird_dog", "bridge"]', '["bird_dg", "bridge"]'),
                    ("routines/gentle.toml", "rest = ", "rest = -"),
                    ("routines/gentle.toml", '"plank"', '"blank"'),
                ],
                [
                    "exercises/plank.toml: range.hold: expected a list of 2, not a list of 1",
                    "exercises/plank.toml: range: expected the smaller number of reps first",
                    "routines/gentle.toml: rest: expected a whole number from 15 to 90, not -",
                    "routines/gentle.toml: exercises, item 2: expected one of arm_raise, ",
                    "exercises/plank.toml: instead, item 1: expected one of arm_raise, ",
                    "exercises/plank.toml: position: expected one of ",
                ],
            ),
            (
                [
                    ("routines/back.toml", '"plank"', '"bridge"'),
                    ("routines/back.toml", "{ prone_extension", "{ crunch"),
                    ("routines/back.toml", 'id = "back"', 'id = "front"'),
                ],
                [
                    "routines/back.toml: expected every exercise once in the routine, not 'bridge' again",
                    "routines/back.toml: relief_after: expected an exercise of the routine, not 'crunch'",
                    "routines/back.toml: id: expected 'back', the name of the file, not 'front'",
                ],
            ),
            (
                [("positions.toml", "first = 2,", "first = 0,")],
                ["positions.toml: standing.from_up.first: expected a number from 1 to 60, not 0"],
            ),
            (
                [("conditions.toml", "leaves_out", "leave_out")],
                ["conditions.toml: osteoporosis.leave_out: there is no such entry; did you mean leaves_out?"],
            ),
            (
                [("en/exercises/plank.toml", '"And lower."', '"And lower.')],
                ["en/exercises/plank.toml: line "],
            ),
            (
                [("en/exercises/plank.toml", '"And lower."', '""')],
                ["en/exercises/plank.toml: easier.calls.lower: expected a text, not ''"],
            ),
            (
                [("en/equipment.toml", '"a Swiss ball"', '""')],
                ["en/equipment.toml: ball: expected a text, not ''"],
            ),
        ],
    )
    def test_no_fault_hides_another_and_none_brings_up_others(
        self, copy: Path, changes: list[tuple[str, str, str]], expected: list[str]
    ) -> None:
        for file, old, new in changes:
            change(copy / file, old, new)
        found = told(copy)
        assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected

    def test_the_page_for_authors_shows_what_is_told(self, copy: Path) -> None:
        file = copy / "exercises" / "plank.toml"
        file.write_text(
            file.read_text("utf-8").replace('"elbow", "back", "ankle"', '"elbow", "bakc", "ankle"')
        )
        with pytest.raises(ContentError) as raised:
            load(copy)
        (fault,) = raised.value.faults
        line = f"content: {fault.path.relative_to(copy)}: {fault.text}"
        assert line in own_content.PAGE.read_text("utf-8").splitlines()

    def test_all_faults_of_all_files_are_told(self, copy: Path) -> None:
        change(copy / "exercises" / "superman.toml", '["back",', '["tail",')
        change(copy / "exercises" / "superman.toml", "reps = 10", 'reps = "ten"')
        change(copy / "en" / "exercises" / "superman.toml", "\ncue =", "\ncues =")
        change(copy / "en" / "exercises" / "superman.toml", "\nmuscles =", "\n# muscles =")
        change(copy / "en" / "prompts.toml", "{n} exercises, and", "{x} exercises, and")
        change(copy / "en" / "prompts.toml", "hello =", "hallo =")
        change(copy / "routines" / "back.toml", '"plank"', '"blank"')
        (copy / "en" / "positions.toml").write_text("[standing")
        change(copy / "en" / "locales" / "en-GB.toml", "emergency_number", "number")
        expected = [
            "exercises/superman.toml: work.dose.reps: expected a whole number from 1 to 100, not 'ten'",
            "exercises/superman.toml: strains, item 1: expected one of neck, shoulder, elbow, wrist, ",
            "routines/back.toml: exercises, item 5: expected one of arm_raise, ball_lean, bed_bri",
            "en/exercises/superman.toml: cues: there is no such entry; did you mean cue?",
            "en/exercises/superman.toml: cue: is missing; expected a text",
            "en/exercises/superman.toml: muscles: is missing; expected a text",
            "en/positions.toml: not a TOML file: Expected ']' at the end of a table declaration (at end of ",
            "en/prompts.toml: welcome.hello: is missing; expected a text",
            "en/prompts.toml: welcome.hallo: there is no such prompt",
            "en/prompts.toml: welcome.size: nothing fills {x}; the placeholders here: {minutes}, {n}",
            "en/locales/en-GB.toml: number: there is no such entry",
            "en/locales/en-GB.toml: emergency_number: is missing; expected a text",
        ]
        found = told(copy)
        assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected

    def test_a_start_tells_the_first_and_how_to_see_the_others(self, copy: Path) -> None:
        for name in ("hello", "safety"):
            change(copy / "en" / "prompts.toml", f"{name} =", f"# {name} =")
        with pytest.raises(ContentError) as refusal:
            load(copy)
        first = copy / "en" / "prompts.toml"
        assert str(refusal.value) == (
            f"{first}: welcome.hello: is missing; expected a text"
            " (and 1 more; python -m skill check lists them all)"
        )

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("hello =", "# hello =", "welcome.hello: is missing; expected a text"),
            (
                "{n} exercises, and",
                "{x} exercises, and",
                "welcome.size: nothing fills {x}; the placeholders here: {minutes}, {n}",
            ),
            ("{n} exercises, and", "{n exercises, and", "welcome.size: a bracket without its partner"),
            ("{n} exercises, and", "{n:>9} exercises, and", "welcome.size: a bracket without its partner"),
            ("{n} exercises, and", "{} exercises, and", "welcome.size: nothing fills {}"),
            ("[welcome]", '[welcome]\ngood_day = "Good day."', "welcome.good_day: there is no such prompt"),
            (
                'reps = { one = "Just {n} rep.", ',
                "reps = { ",
                "dose.reps: expected the plural forms one and other",
            ),
            (
                'hello = "',
                'hello = { one = "1", other = "2" } # "',
                "welcome.hello: expected no plural forms",
            ),
            ('stay = ["Steady.", ', 'stay = ["", ', "count.stay: expected a text that is not empty"),
        ],
    )
    def test_prompts_that_do_not_fit_the_code_are_refused_at_start(
        self, copy: Path, old: str, new: str, expected: str
    ) -> None:
        change(copy / "en" / "prompts.toml", old, new)
        [line] = told(copy)
        assert line.startswith(f"en/prompts.toml: {expected}")

    def test_words_for_an_exercise_that_is_none_are_told(self, copy: Path) -> None:
        (copy / "en" / "exercises" / "bridge.toml").rename(copy / "en" / "exercises" / "brigde.toml")
        assert [line.partition(":")[0] for line in told(copy)] == [
            "en/exercises/brigde.toml",
            "en/exercises/bridge.toml",
        ]


def told(content: Path) -> list[str]:
    with pytest.raises(ContentError) as refusal:
        load(content)
    return [f"{fault.path.relative_to(content)}: {fault.text}" for fault in refusal.value.faults]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


class TestModels:
    def test_a_model_that_does_not_fit_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        model = json.loads((check.MODELS / "en-US.json").read_text("utf-8"))
        intents = model["interactionModel"]["languageModel"]["intents"]
        kept = [intent for intent in intents if intent["name"] != "SkipIntent"]
        intents[:] = [*kept, {"name": "DanceIntent", "samples": ["dance 2 times"]}]
        (tmp_path / "en-US.json").write_text(json.dumps(model))
        (tmp_path / "en-GB.json").write_text("{}")
        monkeypatch.setattr(check, "MODELS", tmp_path)
        told = problems(RIGHT)["interaction model"]
        assert "en-GB.json: cannot be read (KeyError): run make model" in told
        assert "en-US.json: the intent 'DanceIntent' has no handler in skill/skill.py" in told
        assert "en-US.json: the intent 'SkipIntent' is missing: run make model" in told
        assert "en-US.json: DanceIntent: expected letters and slots only, not 'dance 2 times'" in told


def test_the_version_is_told() -> None:
    assert skill("--version").stdout == f"back-routine {__version__}\n"
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
