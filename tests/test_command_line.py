"""The commands that the README names, run as somebody runs them."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from skill import envelope
from skill.web.server import GUNICORN

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds, for a machine that is busy with something else."""


def skill(
    *arguments: str, said: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skill", *arguments],
        input=said,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | (environment or {}),
        timeout=PATIENCE,
    )


def serve(folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    """The service, told to listen at an address at which it cannot."""
    store = f"sqlite:///{folder}/people.sqlite"
    told = {"SKILL_ID": "amzn1.ask.skill.x", "SKILL_STORE": store, "SKILL_BIND": address}
    return skill("serve", environment=told)


@pytest.fixture
def house(tmp_path: Path) -> dict[str, str]:
    """Where `run` keeps its things: a port, a memory and a folder for temporary files of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    (tmp_path / "tmp").mkdir()
    store = f"sqlite:///{tmp_path}/people.sqlite"
    return {"PORT": port, "SKILL_STORE": store, "TMPDIR": str(tmp_path / "tmp")}


def memory_of(house: dict[str, str]) -> str:
    """The file that its things are in."""
    return house["SKILL_STORE"].removeprefix("sqlite:///")


def nothing_left_of(house: dict[str, str]) -> bool:
    """Nobody listens, and no temporary file is there."""
    with socket.socket() as attempt:
        gone = attempt.connect_ex(("127.0.0.1", int(house["PORT"]))) != 0
    return gone and not list(Path(house["TMPDIR"]).iterdir())


class TestSay:
    def test_it_prints_what_is_heard_with_its_times(self) -> None:
        said = skill("say", "count to three")
        you, *heard = said.stdout.splitlines()
        assert (said.returncode, said.stderr, you) == (0, "", "You: count to three")
        assert all(re.fullmatch(r"\d+:\d\d\.\d  \S.*", line) for line in heard)
        words = [line[8:].casefold().rstrip(".") for line in heard]
        assert [word for word in words if word in ("one", "two", "three")][-3:] == ["one", "two", "three"]

    def test_as_json_it_prints_both_envelopes_of_every_turn(self) -> None:
        said = skill("say", "--json", "--device", "screen", "open my back routine", "[0:02] stop")
        turns = [json.loads(line) for line in said.stdout.splitlines()]
        assert [turn["utterance"] for turn in turns] == ["open my back routine", "stop"]
        for turn in turns:
            assert turn.keys() == {"utterance", "request", "response"}
            request = envelope.read(json.dumps(turn["request"]).encode())
            assert request.context is not None
            assert request.context.viewports
            assert turn["response"]["response"]["outputSpeech"]["ssml"].startswith("<speak>")
        first, second = (turn["request"]["session"] for turn in turns)
        assert (first["new"], second["new"]) == (True, False)
        assert second["attributes"] == turns[0]["response"]["sessionAttributes"]
        assert turns[1]["response"]["response"]["shouldEndSession"] is True

    def test_it_remembers_in_the_file_that_is_named_and_nowhere_else(self, tmp_path: Path) -> None:
        memory = ("--data", str(tmp_path / "me.sqlite"))
        skill("say", *memory, "open my back routine", "skip")
        assert "Welcome" not in skill("say", *memory, "open my back routine").stdout
        assert "Welcome" in skill("say", "open my back routine").stdout

    def test_a_locale_without_content_is_answered(self) -> None:
        said = skill("say", "--json", "--locale", "de-DE", "open my back routine")
        turn = json.loads(said.stdout)
        assert turn["request"]["request"]["locale"] == "de-DE"
        assert turn["response"]["response"]["outputSpeech"]

    def test_a_memory_that_cannot_be_is_told_in_one_line(self, tmp_path: Path) -> None:
        for file in (tmp_path, tmp_path / "nowhere" / "me.sqlite"):
            said = skill("say", "--data", str(file), "hello")
            assert said.returncode == 2
            assert re.fullmatch(r"skill say: nothing can be kept in .*\n", said.stderr)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("line", ["[1:00 wait", "[9:99] wait", "[0:40]"])
    def test_a_time_that_is_mistyped_is_not_taken_for_an_utterance(self, line: str) -> None:
        said = skill("say", line)
        told = f"skill say: {line!r} is not a time and an utterance: write it as [0:40] wait\n"
        assert (said.returncode, said.stdout, said.stderr) == (2, "", told)


class TestRun:
    def test_a_conversation_from_a_pipe_goes_over_http_at_once(self, house: dict[str, str]) -> None:
        lines = "open my back routine\nyes\n[0:50] wait\n(a day later)\nopen my back routine\nquit\nnever\n"
        ran = skill("run", said=lines, environment=house)
        assert (ran.returncode, ran.stderr) == (0, "")
        you = [line for line in ran.stdout.splitlines() if line.startswith("You")]
        assert you == [
            "You: open my back routine",
            "You: yes",
            "You [0:50]: wait",
            "You: (a day later)",
            "You: open my back routine",
        ]
        assert "0:00.0  Welcome" in ran.stdout.splitlines()[1]
        assert Path(memory_of(house)).exists()
        assert nothing_left_of(house)

    def test_what_was_done_is_kept_for_the_next_time(self, house: dict[str, str]) -> None:
        skill("say", "--data", memory_of(house), "open my back routine", "skip")
        assert "Welcome" not in skill("run", said="open my back routine\n", environment=house).stdout

    def test_a_busy_port_is_told_in_one_line_with_what_to_do(self, house: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", int(house["PORT"]))):
            ran = skill("run", environment=house)
        assert ran.returncode == 2
        assert re.fullmatch(r"skill run: port \d+: .*PORT=\d+ make run\n", ran.stderr)

    def test_a_package_that_is_missing_is_told_in_one_line(self) -> None:
        bare = subprocess.run(
            [sys.executable, "-S", "-m", "skill", "run"], capture_output=True, text=True, cwd=ROOT, input=""
        )
        assert bare.returncode == 2
        assert re.fullmatch(r"skill run: \w+ is not installed: scripts/setup .*\n", bare.stderr)

    @pytest.mark.parametrize(("name", "value"), [("PORT", "eight thousand"), ("SKILL_LOG_LEVEL", "LOUD")])
    def test_a_bad_setting_is_told_in_one_line(self, house: dict[str, str], name: str, value: str) -> None:
        ran = skill("run", environment=house | {name: value})
        assert ran.returncode == 2
        assert re.fullmatch(rf"skill run: {name} is '{value}': set it to .*\n", ran.stderr)

    def test_a_memory_that_cannot_be_is_told_in_one_line(self, house: dict[str, str]) -> None:
        ran = skill("run", environment=house | {"SKILL_STORE": "sqlite:////dev/null/people.sqlite"})
        assert ran.returncode == 2
        assert re.fullmatch(
            r"skill run: SKILL_STORE is 'sqlite:////dev/null/people.sqlite': make .*\n", ran.stderr
        )

    def test_a_name_that_is_no_setting_is_told(self, house: dict[str, str]) -> None:
        ran = skill("run", environment=house | {"SKILL_STOER": "x"})
        assert ran.returncode == 0
        assert ran.stderr == "skill run: SKILL_STOER is not a setting; did you mean SKILL_STORE?\n"

    def test_a_server_that_cannot_start_is_told_with_its_log(self, house: dict[str, str]) -> None:
        ran = skill("run", environment=house | {"GUNICORN_CMD_ARGS": "--nonsense"})
        assert ran.returncode == 1
        told = re.fullmatch(r"skill run: the server cannot start; its log tells why: (.*)\n", ran.stderr)
        assert told
        assert "nonsense" in Path(told[1]).read_text()

    def test_somebody_interrupts_and_leaves(self, house: dict[str, str]) -> None:
        with terminal(house) as screen:
            screen.enter_after("You: ", "open my back routine")
            screen.enter_after("Welcome", "")
            screen.enter_after("You: ", "stop")
            screen.enter_after("(session ends)\r\nYou: ", "quit")
            assert screen.leaves() == 0
        assert "I'll take you" not in screen.shown
        assert nothing_left_of(house)

    def test_whoever_closes_it_in_mid_count_is_credited_what_was_heard(self, house: dict[str, str]) -> None:
        with terminal(house) as screen:
            screen.enter_after("You: ", "count to ten")
            screen.enter_after("Get set", "\x04")
            assert screen.leaves() == 0
        later = skill("say", "--data", memory_of(house), "(an hour later)", "where am I")
        assert "None done yet." in later.stdout

    @pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGHUP])
    def test_ended_from_outside_it_takes_its_server_along(self, house: dict[str, str], end: int) -> None:
        with terminal(house) as screen:
            screen.enter_after("You: ", "open my back routine")
            screen.wait_for("Welcome")
            os.kill(screen.pid, end)
            assert screen.leaves() == 0
        assert "Traceback" not in screen.shown
        assert nothing_left_of(house)

    def test_a_server_that_died_is_told_in_one_line(self, house: dict[str, str]) -> None:
        with terminal(house) as screen:
            screen.wait_for("You: ")
            children = Path(f"/proc/{screen.pid}/task/{screen.pid}/children").read_text().split()
            os.killpg(int(children[0]), signal.SIGKILL)
            screen.enter_after("", "open my back routine")
            assert screen.leaves() == 1
        assert "Traceback" not in screen.shown
        assert re.search(r"skill run: the server does not answer any more; its log: \S+", screen.shown)


class TestServe:
    @pytest.mark.parametrize("directly", [False, True], ids=["serve", "gunicorn"])
    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("SKILL_ID", "", "SKILL_ID is not set: set it to "),
            ("SKILL_ID", "my back routine", "SKILL_ID is 'my back routine': set it to "),
            (
                "SKILL_STORE",
                "sqlite:////proc/people.sqlite",
                "SKILL_STORE is 'sqlite:////proc/people.sqlite', where nothing ",
            ),
            ("SKILL_STORE", "people.sqlite", "SKILL_STORE is 'people.sqlite': set it to sqlite:///FILE or "),
            (
                "SKILL_DATABASE",
                "/var/x",
                "SKILL_STORE replaces SKILL_DATABASE: set SKILL_STORE=sqlite:////var/x ",
            ),
            ("SKILL_LOG_LEVEL", "loud", "SKILL_LOG_LEVEL is 'loud': set it to one of "),
            ("SKILL_TIMING", "fast", "SKILL_TIMING is 'fast': set it to "),
            (
                "SKILL_PICTURES",
                "http://x.y",
                "SKILL_PICTURES is 'http://x.y': set it to the https ",
            ),
            ("SKILL_BIND", "nowhere", "SKILL_BIND is 'nowhere': set it to "),
            ("SKILL_METRICS", "127.0.0.1:8000", "SKILL_METRICS is '127.0.0.1:8000': set it to another port "),
            ("SKILL_WORKERS", "two", "SKILL_WORKERS is 'two': set it to "),
        ],
    )
    def test_what_an_operator_has_to_set_right_is_all_that_is_said(
        self, tmp_path: Path, name: str, value: str, said: str, directly: bool
    ) -> None:
        right = {"SKILL_ID": "amzn1.ask.skill.x", "SKILL_STORE": f"sqlite:///{tmp_path}/people.sqlite"}
        served = subprocess.run(
            GUNICORN if directly else [sys.executable, "-m", "skill", "serve"],
            env={"PATH": os.environ["PATH"], **right, name: value},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        (line,) = filter(None, served.stderr.splitlines())
        assert served.returncode != 0
        assert line.startswith(f"Error: {said}" if directly else f"skill serve: {said}")

    @pytest.mark.parametrize(
        ("address", "wanted"),
        [
            ("fd://999", "the number of a socket that is open"),
            ("fd://0", "the number of a socket that is open"),
            ("fd://99999999999999999999", "the number of a socket that is open"),
            ("unix:/nowhere/skill.sock", "a path in a folder that can be written to"),
            ("unix:/proc/skill.sock", "a path in a folder that can be written to"),
            ("unix:/etc/passwd", "another path"),
        ],
    )
    def test_where_nothing_can_listen_is_told_in_one_line(
        self, tmp_path: Path, address: str, wanted: str
    ) -> None:
        served = serve(tmp_path, address)
        assert served.returncode == 2
        (line,) = served.stderr.splitlines()
        assert line.startswith(f"skill serve: SKILL_BIND is {address!r}")
        assert line.endswith(wanted)

    def test_a_busy_port_is_told_in_one_line_with_what_to_do(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as busy:
            address = f"127.0.0.1:{busy.getsockname()[1]}"
            served = serve(tmp_path, address)
        assert served.returncode == 2
        assert re.fullmatch(r"skill serve: port \d+: .*SKILL_BIND=127\.0\.0\.1:\d+\n", served.stderr)


class Screen:
    """A terminal on which `run` runs."""

    def __init__(self, program: subprocess.Popen[bytes], descriptor: int) -> None:
        self.pid, self._program, self._descriptor = program.pid, program, descriptor
        self.shown = ""
        self._seen = 0

    def wait_for(self, text: str) -> None:
        """Until it has appeared, behind what was waited for before."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown[self._seen :]:
            assert self._read(deadline), f"{text!r} does not appear: {self.shown}"
        self._seen = self.shown.index(text, self._seen) + len(text)

    def enter_after(self, text: str, line: str) -> None:
        self.wait_for(text)
        os.write(self._descriptor, f"{line}\n".encode())

    def leaves(self) -> int:
        """The exit code, once all is shown."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        return self._program.wait(PATIENCE)

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, deadline - time.monotonic()))
        try:
            shown = os.read(self._descriptor, 4096) if ready else b""
        except OSError:  # how a terminal says on Linux that the last program has left it
            shown = b""
        self.shown += shown.decode(errors="replace")
        return bool(shown)


@contextmanager
def terminal(house: dict[str, str]) -> Iterator[Screen]:
    descriptor, its_end = pty.openpty()
    command = [sys.executable, "-m", "skill", "run"]
    with subprocess.Popen(
        command, stdin=its_end, stdout=its_end, stderr=its_end, cwd=ROOT, env=os.environ | house
    ) as program:
        os.close(its_end)
        try:
            yield Screen(program, descriptor)
        finally:
            program.terminate()
            os.close(descriptor)
