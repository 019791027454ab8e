"""serverless.yml and the skill agree: what is packed is what runs, what is allowed is what is done."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from benchmarks import table
from skill import aws_lambda, log
from skill.log import NAMESPACE, Outcome
from skill.settings import LambdaSettings
from skill.storage import dynamodb
from skill.storage.dynamodb_items import EXPIRES, KEPT, PERSON
from tests.alexa_requests import SKILL_ID, envelope, intent, launch

ROOT = Path(__file__).parents[1]
SERVERLESS = (ROOT / "serverless.yml").read_text("utf-8")


def named(pattern: str) -> set[str]:
    """Whatever of serverless.yml the pattern's one group matches."""
    return set(re.findall(pattern, SERVERLESS, re.MULTILINE))


def packed() -> set[str]:
    left_out = named(r'^ +- "!(skill/.+)"$')
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "skill").rglob("*.py")}
    return {file for file in files if not any(fnmatch(file, pattern) for pattern in left_out)}


CALLING = {f"skill/services/{name}.py" for name in ("calls", "http", "reminders", "zones")}
ANSWERED = """
import json, sys
from skill.aws_lambda import handler
for event in json.load(sys.stdin):
    handler(event, None)
print(json.dumps({name: getattr(module, "__file__", None) for name, module in sys.modules.items()}))
"""


def test_what_is_packed_is_what_the_function_imports() -> None:
    """Those that call Amazon come when they are needed, and the one that explains bad content."""
    on_screen = envelope(launch())
    on_screen["context"]["System"]["device"]["supportedInterfaces"] = {
        "Alexa.Presentation.APL": {"runtime": {"maxVersion": "1.4"}}
    }
    with_card = envelope(
        intent("ExplainExerciseIntent", {"exercise": {"name": "exercise", "value": "bridge"}})
    )
    with table.serving() as url:
        ran = subprocess.run(
            [sys.executable, "-c", ANSWERED],
            cwd=ROOT,
            env={"SKILL_ID": SKILL_ID, "SKILL_STORE": "dynamodb://people", **table.surroundings(url)},
            input=json.dumps([on_screen, with_card]),
            capture_output=True,
            text=True,
            check=True,
        )
    modules = json.loads(ran.stdout.splitlines()[-1])
    ours = {file for name, file in modules.items() if name.split(".")[0] == "skill"}
    imported = {str(Path(file).relative_to(ROOT)) for file in ours}
    assert packed() == imported | CALLING | {"skill/content/shapes.py"}
    left_out = {path.replace("/", ".") for path in named(r'^ +- "\*\*/([\w/]+)/\*\*"$')}
    assert left_out > {"requests", "botocore.docs"}
    assert left_out.isdisjoint(modules)


@pytest.mark.parametrize(
    ("size", "told"),
    [(2_990_000, "the packaged skill does not answer"), (3_010_000, "3.0 MB where 3 is the most")],
)
def test_a_package_that_is_too_large_is_refused(size: int, told: str, tmp_path: Path) -> None:
    package = tmp_path / "skill.zip"
    with ZipFile(package, "w", ZIP_STORED) as archive:
        archive.writestr("vendor.bin", bytes(size))
    command = [sys.executable, "scripts/try_package.py", str(package)]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert tried.returncode == 1
    assert told in tried.stderr


def test_the_role_allows_what_the_store_asks_for_and_no_more() -> None:
    source = Path(dynamodb.__file__).read_text("utf-8")
    calls = set(re.findall(r'\bclient\.call\(\s*"(\w+)"', source))
    assert named(r"dynamodb:(\w+)") == calls


def test_the_tables_keys_are_the_stores() -> None:
    keys = dict(re.findall(r"AttributeName: (\w+), KeyType: (\w+)", SERVERLESS))
    assert keys == {PERSON: "HASH", KEPT: "RANGE"}
    assert dict(re.findall(r"AttributeName: (\w+), AttributeType: (\w+)", SERVERLESS)) == dict.fromkeys(
        keys, "S"
    )


def test_the_table_deletes_what_the_store_says_has_expired() -> None:
    assert f"TimeToLiveSpecification: {{ AttributeName: {EXPIRES}, Enabled: true }}" in SERVERLESS


def test_the_function_is_told_what_its_settings_ask_for() -> None:
    asked_for = re.findall(r'"(SKILL_\w+)"', inspect.getsource(LambdaSettings.from_environment))
    assert named(r"^    (SKILL_\w+):") == set(asked_for)


def test_the_function_is_where_lambda_looks() -> None:
    assert named(r"handler: (\S+)") == {f"{aws_lambda.__name__}.handler"}


def test_the_alarm_that_reads_the_log_looks_for_what_is_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.configure("INFO", log.EmbeddedMetrics())
    log.alexa_error("INVALID_RESPONSE", "")
    log.document_failed(token="", ours=True)
    told = {name for line in capsys.readouterr().err.splitlines() for name in json.loads(line)}
    looked_for = re.findall(r'\$\.outcome = "(\w+)"', SERVERLESS)
    assert looked_for == [Outcome.STORE_LOST, Outcome.FAULT]
    assert re.findall(r'\$\.event = "(\w+)"', SERVERLESS) == [Outcome.ALEXA_ERROR]
    assert {"event", "error", "ours"} <= told
    assert named(r"Namespace: (\w+)[,\n]") == {NAMESPACE}


def test_a_snapshot_is_what_alexa_calls() -> None:
    """osls lets Alexa call the alias of a version, of which the snapshot is, only where it takes one."""
    assert named(r"snapStart: (\w+)") == {"true"}
    assert named(r"^ +Value: !Ref (Skill\w+)$") == {"SkillSnapStartLambdaAlias"}


def test_wheels_lock_and_runtime_are_of_one_python() -> None:
    lock = re.findall(r"aarch64\S* --python-version (\S+)", (ROOT / "scripts" / "lock").read_text("utf-8"))
    assert named(r"runtime: python(\S+)") == named(r"--python-version (\S+)") == set(lock)
    assert len(lock) == 1
