"""scripts/setup needs nothing but the locks; what stops it is told in one line, and the second try works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import stub_index
from tests.checkout import ROOT, Checkout
from tests.service import as_anybody

PIPS = ("pip-oldest", "pip-newest")
"""Installed by scripts/setup-tests."""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def with_pip(name: str, index: Path) -> dict[str, str]:
    """The environment in which `python -m pip` is this one, and knows no other index."""
    installed = Path(sys.prefix) / name
    assert installed.is_dir(), f"there is no {name}: scripts/setup-tests installs it"
    return {
        "PYTHONPATH": str(installed),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": index.as_uri(),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_CACHE_DIR": "1",
    }


def named(lock: Path) -> set[tuple[str, str]]:
    """The packages that a lock names for this machine, with their versions."""
    wanted = [Requirement(line.partition(" --hash")[0]) for line in lock.read_text("utf-8").splitlines()]
    return {(one.name, str(one.specifier)[2:]) for one in wanted if not one.marker or one.marker.evaluate()}


@pytest.mark.slow
@pytest.mark.parametrize("pip", PIPS)
def test_newer_versions_in_the_index_change_nothing(checkout: Checkout, tmp_path: Path, pip: str) -> None:
    """Not even over a half-made .venv."""
    index = tmp_path / "index"
    index.mkdir()
    checkout.lock.write_bytes(stub_index.build(ROOT / "requirements" / "dev.txt", index).read_bytes())
    checkout.put_real_python()
    half = checkout.folder / ".venv" / "lib" / f"python3.{sys.version_info[1]}" / "site-packages" / "half.py"
    half.parent.mkdir(parents=True)
    half.write_text("raise ImportError")
    assert checkout.set_up(with_pip(pip, index)).status == 0
    installed = {(found.name, found.version) for found in distributions(path=[str(half.parent)])}
    assert {one for one in installed if one[0] not in ("pip", "setuptools")} == named(checkout.lock)
    assert not half.exists()
    assert checkout.set_up() == (0, [])


def documented() -> list[str]:
    """The options with which docs/deploy.md installs."""
    # Installing and upgrading use the same ones.
    (options,) = set(re.findall(r"pip install (.+) -r requirements/run.txt", read("docs/deploy.md")))
    return shlex.split(options)


def packaged() -> list[str]:
    """The options with which serverless-python-requirements installs."""
    (options,) = re.findall(r"pipCmdExtraArgs:\n((?: +[-#].*\n)+)", read("serverless.yml"))
    return " ".join(re.findall(r"^ +- \"?([^\"\n]+)", options, re.MULTILINE)).split()


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def install(pip: str, index: Path, lock: Path, options: list[str]) -> subprocess.CompletedProcess[str]:
    """What pip would install into an empty environment."""
    where = ["--dry-run", "--ignore-installed", "--target", str(index / "installed")]
    command = [sys.executable, "-m", "pip", "install", *where, *options, "-r", str(lock)]
    environment = {"PATH": os.environ["PATH"], **with_pip(pip, index)}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("pip", PIPS)
@pytest.mark.parametrize(
    ("name", "options"),
    [("run.txt", documented()), ("lambda.txt", packaged())],
    ids=["docs/deploy.md", "Lambda"],
)
def test_the_deployment_commands_install_what_the_lock_names(
    tmp_path: Path, pip: str, name: str, options: list[str]
) -> None:
    lock = stub_index.build(ROOT / "requirements" / name, tmp_path)
    ended = install(pip, tmp_path, lock, options)
    assert ended.returncode == 0, ended.stderr
    would = ended.stdout.partition("Would install ")[2].split()
    assert sorted(would) == sorted(f"{name}-{version}" for name, version in named(lock))


@pytest.mark.slow
def test_without_no_deps_the_oldest_pip_takes_a_newer_version(tmp_path: Path) -> None:
    """This index does catch an install that asks for more than the lock names."""
    lock = stub_index.build(ROOT / "requirements" / "dev.txt", tmp_path)
    ended = install("pip-oldest", tmp_path, lock, ["--require-hashes"])
    assert ended.returncode == 1
    assert "coverage[toml]" in ended.stderr


@pytest.mark.parametrize("module", ["ask_sdk_core.serialize", "ask_sdk_model.permissions"])
def test_packages_need_no_byte_code(module: str) -> None:
    """They are compiled when they are imported, and warnings are errors here."""
    found = find_spec(module)
    assert found is not None
    assert found.origin is not None
    source = Path(found.origin).read_text("utf-8")
    assert compile(source, found.origin, "exec").co_filename == found.origin


def test_make_help_lists_every_command() -> None:
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    (phony,) = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    parts = {"style", "setup", "setup-tests"}
    assert re.findall(r"^  make (\S+) +\S", helped, re.MULTILINE) == [
        one for one in phony.split() if one not in parts
    ]


def test_each_python_that_is_tested_has_a_wheel_of_every_package() -> None:
    tested = re.findall(r'"(3\.\d+)"', read(".github/workflows/test.yml"))
    locked = dict(re.findall(r"^check (\S+) (.+)$", read("scripts/lock"), re.MULTILINE))
    assert {lock for lock, versions in locked.items() if set(tested) <= set(versions.split())} == {
        f"requirements/{name}.txt" for name in ("dev", "bench", "run")
    }


def stopped(checkout: Checkout, **environment: str) -> str:
    """The one line, in the end, that tells why there is nothing set up."""
    ended = checkout.set_up(environment)
    assert ended.status == 2
    *before, line = ended.told
    assert [told for told in before if "creating .venv" not in told] == []
    return line


OS_ERROR = "ERROR: Could not install packages due to an OSError: "
PIP_FAILURES = {
    "no name server": (
        "WARNING: Retrying: Failed to establish a new connection: [Errno -3]",
        "check the network",
    ),
    "no index": ("ERROR: Could not find a version for a==1 (from versions: none)", "check the network"),
    "full disk": (f"{OS_ERROR}[Errno 28] No space left on device", "free 1 GB"),
    "no permission": (f"{OS_ERROR}[Errno 13] Permission denied: 'a'", "change its owner"),
    "another file": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "a download differs",
    ),
    "no wheel": ("ERROR: No matching distribution found for a==1", "use Python 3.11, 3.12 or 3.13"),
    "own certificates": ("SSLError: [SSL: CERTIFICATE_VERIFY_FAILED]", "set PIP_CERT"),
    "unknown": ("Segmentation fault", "the output is in .venv/setup.log"),
}
"""What pip says among much else, and what the one line says then."""


@pytest.mark.parametrize(("said", "remedy"), PIP_FAILURES.values(), ids=PIP_FAILURES)
def test_when_pip_fails_one_line_says_what_to_do_and_the_second_try_works(
    checkout: Checkout, said: str, remedy: str
) -> None:
    line = stopped(checkout, PIP_SAYS=said)
    assert line.startswith("setup: the packages of requirements/dev.txt could not be installed: ")
    assert remedy in line
    assert said in (checkout.folder / ".venv" / "setup.log").read_text()
    assert checkout.set_up().status == 0
    assert checkout.set_up() == (0, [])


@pytest.mark.slow
def test_without_a_network_the_real_pip_is_understood(checkout: Checkout) -> None:
    checkout.lock.write_bytes((ROOT / "requirements" / "pip-newest.txt").read_bytes())
    checkout.put_real_python()
    line = stopped(checkout, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")
    assert "check the network" in line


def test_without_python_one_line_says_what_to_install(checkout: Checkout) -> None:
    checkout.take_away("python3")
    assert "needs Python 3.11 or newer, and on PATH is none" in stopped(checkout)
    checkout.put("python3", "echo no such version >&2; exit 127")  # a version manager's stand-in
    assert "and on PATH is none" in stopped(checkout)


def test_an_old_python_is_named(checkout: Checkout) -> None:
    assert "and on PATH is 3.9.18" in stopped(checkout, VERSION="3.9.18")


def test_in_a_read_only_checkout_one_line_says_so(checkout: Checkout) -> None:
    checkout.put_real_python()
    checkout.folder.chmod(0o555)
    ended = checkout.set_up(before=as_anybody)
    checkout.folder.chmod(0o755)
    assert ended.status == 2
    assert re.search(
        r"could not create \.venv: no permission to write in .*/check outé; change", ended.told[-1]
    )
    assert len(ended.told) == 2


@pytest.mark.parametrize("changed", ["python", "folder", "lock"])
def test_what_was_set_up_for_something_else_is_set_up_again(checkout: Checkout, changed: str) -> None:
    assert checkout.set_up().status == 0
    environment: dict[str, str] = {}
    match changed:
        case "python":
            environment["VERSION"] = "3.12.1"
        case "folder":
            checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))
        case "lock":
            checkout.lock.write_text("package==2.0 --hash=sha256:0\n")
    assert "creating .venv" in checkout.set_up(environment).told[0]
    assert checkout.set_up(environment) == (0, [])


class TestApt:
    """What Debian's packages are for is told before apt-get is called, and also where it cannot be."""

    def test_only_what_is_missing_is_announced_and_then_installed(self, checkout: Checkout) -> None:
        checkout.take_away("espeak-ng")
        called = checkout.put_apt()
        ended = checkout.set_up()
        assert ended.status == 0
        *announced, call = called.read_text().splitlines()
        assert announced == ended.told
        assert announced[-1].startswith("setup:     espeak-ng: the voice in the terminal")
        assert call.endswith(" espeak-ng")

    def test_nothing_is_asked_of_it_where_nothing_is_missing(self, checkout: Checkout) -> None:
        called = checkout.put_apt()
        assert checkout.set_up().status == 0
        assert not called.exists()

    @pytest.mark.parametrize(
        ("user", "sudo", "says"),
        [
            (1000, None, "not installed because that needs root"),
            (1000, "exit 1", "needs root"),
            (0, None, "apt-get failed"),
        ],
    )
    def test_without_it_set_up_goes_on(
        self, checkout: Checkout, user: int, sudo: str | None, says: str
    ) -> None:
        checkout.take_away("espeak-ng", "systemd-analyze")
        called = checkout.put_apt(user, "exit 100")
        if sudo:
            checkout.put("sudo", sudo)
        ended = checkout.set_up()
        assert ended.status == 0
        told = "\n".join(ended.told)
        assert says in told
        assert ended.told[-1].endswith("sudo apt-get install espeak-ng systemd")
        assert called.exists() == (user == 0)
        assert checkout.set_up() == (0, [])

    def test_where_there_is_none_set_up_goes_on(self, checkout: Checkout) -> None:
        checkout.take_away(*("espeak-ng", "nginx"))
        ended = checkout.set_up()
        assert ended.status == 0
        assert "there is no apt-get" in "\n".join(ended.told)
        assert (
            ended.told[-1]
            == "setup: no nginx, so these tests will fail. To install it: sudo apt-get install nginx"
        )

    def test_without_venv_and_without_root_one_line_says_what_to_install(self, checkout: Checkout) -> None:
        checkout.put_apt(user=1000)
        ended = checkout.set_up({"NO_VENV": "1"})
        assert ended.status == 2
        assert ended.told[-1].endswith(
            "cannot make virtual environments. On Debian: sudo apt-get install python3-venv"
        )
