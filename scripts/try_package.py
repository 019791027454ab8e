"""Try a package for Lambda: the skill in it answers alone; what is compiled in it is for Lambda's machine."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
LAUNCH = json.loads((ROOT / "tests" / "envelopes" / "launch.json").read_text("utf-8"))
MACHINE = "-aarch64-linux-gnu.so"
COMPILED = "skill/content/compiled.json"
LARGEST = 3.0
"""Megabytes of the zip, as docs/benchmarks.md has it as a target."""
ANSWER = "import json, sys; from skill.aws_lambda import handler; print(handler(json.load(sys.stdin), None))"


def main(package: Path) -> None:
    size = package.stat().st_size / 1_000_000
    if size > LARGEST:
        sys.exit(f"{package}: {size:.1f} MB where {LARGEST:.0f} is the most; exclude what is not imported")
    with ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        names = archive.namelist()
        archive.extractall(folder, [name for name in names if name.startswith("skill/")])
        answer(Path(folder))
    if COMPILED not in names:
        sys.exit(f"{package}: {COMPILED} is missing; scripts/compile_content.py writes it")
    strangers = [name for name in names if name.endswith(".so") and not name.endswith(MACHINE)]
    if strangers:
        sys.exit(f"{package}: not compiled for Lambda's machine: {', '.join(strangers)}")
    print(f"{package}: {size:.2f} MB in {len(names)} files; the skill in it answers")


def answer(folder: Path) -> None:
    """A launch, by the packaged skill and the packages installed here; its table is out of reach."""
    surroundings = {
        "SKILL_ID": LAUNCH["context"]["System"]["application"]["applicationId"],
        "SKILL_STORE": "dynamodb://people?region=us-east-1",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    }
    command = [sys.executable, "-c", ANSWER]
    environment = {"PATH": os.environ["PATH"], **surroundings}
    tried = subprocess.run(
        command, cwd=folder, env=environment, input=json.dumps(LAUNCH), capture_output=True, text=True
    )
    if tried.returncode or "outputSpeech" not in tried.stdout:
        sys.exit(f"the packaged skill does not answer:\n{tried.stdout}{tried.stderr}")


main(Path(sys.argv[1]))
