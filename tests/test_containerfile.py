"""The Containerfile, as far as it can be tried without a container engine."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from skill import __version__
from tests.service import ROOT, wait_until

TEXT = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
STEPS = [line.split(maxsplit=1) for line in TEXT.splitlines() if re.match("[A-Z]+ ", line)]


def arguments(instruction: str) -> list[str]:
    return [rest for name, rest in STEPS if name == instruction]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    kept = {line[1:] for line in (ROOT / ".containerignore").read_text().splitlines() if line[0] == "!"}
    sources = [copied.split()[0] for copied in arguments("COPY") if not copied.startswith("--from")]
    assert set(sources) == kept
    assert all((ROOT / source).exists() for source in sources)


def test_it_runs_as_a_user_of_its_own_from_a_pinned_base() -> None:
    assert arguments("USER") == ["skill"]
    assert all(re.search(r"python:3\.\d+-slim", base) for base in arguments("FROM"))


def test_packages_come_from_the_lock_alone() -> None:
    [install] = [step for step in arguments("RUN") if "pip install" in step]
    for option in ("--no-deps", "--require-hashes", "--only-binary :all:", "--no-cache-dir"):
        assert option in install


def test_its_command_serves_from_the_skill_alone_and_its_health_check_finds_that(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "skill", tmp_path / "skill", ignore=shutil.ignore_patterns("__pycache__"))
    command = json.loads(arguments("CMD")[-1])
    probe = json.loads(arguments("HEALTHCHECK")[0].partition("CMD")[2])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "PATH": os.environ["PATH"],
        "SKILL_ID": "amzn1.ask.skill.x",
        "SKILL_BIND": f"127.0.0.1:{port}",
        "SKILL_STORE": f"sqlite:///{tmp_path}/people.sqlite",
        "SKILL_WORKERS": "1",
        "SKILL_STOER": "misspelt",
    }
    served = subprocess.Popen(
        [sys.executable, *command[1:]], cwd=tmp_path, env=settings, stderr=subprocess.PIPE
    )
    probe = [sys.executable, *probe[1:-1], probe[-1].replace(":8000", f":{port}")]

    def healthy() -> bool:
        return subprocess.run(probe, capture_output=True, env={"PATH": ""}, check=False).returncode == 0

    try:
        wait_until(healthy, "the health check")
    finally:
        served.terminate()
        _, logged = served.communicate(timeout=20)
    assert served.returncode == 0
    started, setting = map(json.loads, logged.splitlines()[:2])
    assert (started["event"], started["version"]) == ("start", __version__)
    assert setting["warning"] == "SKILL_STOER is not a setting; did you mean SKILL_STORE?"
