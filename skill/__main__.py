"""Talk to the skill, print or record a conversation, check the set-up, or serve the skill to Alexa."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skill import __version__
from skill.setting_names import unknown
from skill.settings import StartError, Timing

NOT_STARTED = 2
"""The exit code for what the user can put right, as argparse has it."""
PORTS = "PORT sets the port of the local service (default: 8000); the page has the next one (8001)."
UTTERANCES = "what to say; '[0:40] wait' interrupts after 40 seconds, '(silence)' says nothing"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    command = _parser().parse_args(arguments)
    try:
        command.run(command)
        sys.stdout.flush()
    except StartError as fault:
        print(f"skill {command.name}: {fault}", file=sys.stderr)
        return NOT_STARTED
    except ModuleNotFoundError as missing:
        advice = f"{missing.name} is not installed: scripts/setup installs it into .venv"
        print(f"skill {command.name}: {advice}", file=sys.stderr)
        return NOT_STARTED
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m skill", description=__doc__)
    parser.add_argument("--version", action="version", version=f"back-routine {__version__}")
    commands = parser.add_subparsers(dest="name", required=True, metavar="command")

    run = commands.add_parser("run", help="talk to the skill in this terminal or on a page in the browser")
    run.epilog = PORTS
    run.set_defaults(run=_run)

    page = commands.add_parser("page", help="serve the page without the terminal")
    page.epilog = PORTS
    page.set_defaults(run=_page)

    serve = commands.add_parser("serve", help="start the production server, which only Alexa can talk to")
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="check settings, content, storage and interaction models")
    check.set_defaults(run=_check)

    people = commands.add_parser("people", help="list, export, restore or delete what is stored about people")
    people.add_argument("action", choices=["list", "export", "restore", "delete"], nargs="?", default="list")
    people.add_argument("account", nargs="?", default="", help="as printed by list, or its Amazon id")
    people.add_argument("--yes", action="store_true", help="confirm delete")
    people.set_defaults(run=_people)
    _add_trials(commands)
    return parser


def _add_trials(commands: Any) -> None:
    """The commands that try what is said."""
    say = commands.add_parser("say", help="print a conversation with its times")
    say.add_argument("--json", action="store_true", help="print requests and responses, one turn a line")
    say.add_argument(
        "--device", choices=["speaker", "screen", "plain-speaker"], default="speaker", help="default: speaker"
    )
    say.add_argument(
        "--data", type=Path, metavar="FILE", help="keep progress in this SQLite file; default: nowhere"
    )
    say.add_argument("--locale", default="en-US", help="such as en-GB; default: en-US")
    say.add_argument("utterances", nargs="+", metavar="utterance", help=UTTERANCES)
    say.set_defaults(run=_say)

    listen = commands.add_parser("listen", help="record a conversation to a WAV file")
    listen.add_argument("-o", dest="output", type=Path, metavar="FILE", required=True, help="the WAV file")
    listen.add_argument(
        "--timing", choices=["apla", "ssml"], default="apla", help="audio documents (default) or plain SSML"
    )
    listen.add_argument("utterances", nargs="+", metavar="utterance", help=UTTERANCES)
    listen.set_defaults(run=_listen)

    calibrate = commands.add_parser("calibrate", help="measure how long a voice takes to say what is counted")
    calibrate.add_argument("--locale", default="en-US", help="the language to measure; default: en-US")
    calibrate.add_argument(
        "--engine", choices=["espeak", "polly", "polly-standard"], default="espeak", help="default: espeak"
    )
    calibrate.add_argument("--voice", metavar="NAME", help="default: en-us, or Joanna with Amazon Polly")
    calibrate.add_argument(
        "--rate",
        choices=["alexa", "measured"],
        default="alexa",
        help="speed of sentences: Alexa's, or as measured",
    )
    calibrate.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write here; default: print")
    calibrate.add_argument(
        "--add", type=Path, metavar="FILE", help="measure only the words that FILE lacks, and add them"
    )
    calibrate.set_defaults(run=_calibrate)


def _run(_command: argparse.Namespace) -> None:
    from skill.echo.terminal import run
    from skill.page.serving import serving

    for line in unknown():
        print(f"skill run: {line}", file=sys.stderr)
    run(_port(), page=lambda server: serving(server, _port() + 1))


def _page(_command: argparse.Namespace) -> None:
    from skill.page.serving import alone

    alone(_port())


def _serve(_command: argparse.Namespace) -> None:
    from skill.web.server import serve

    serve()


def _check(_command: argparse.Namespace) -> None:
    from skill.check import check

    wrong = 0
    for part, what, problems in check():
        wrong += len(problems)
        for line in problems or [what]:
            print(f"{part}: {line}")
    if wrong:
        raise StartError("1 problem" if wrong == 1 else f"{wrong} problems")


def _people(command: argparse.Namespace) -> None:
    from skill import stored_people as people
    from skill.storage import StoreUnavailableError

    if command.action != "list" and not command.account:
        raise StartError(f"name the account: python -m skill people {command.action} ACCOUNT; list shows all")
    shelf = people.open_shelf(os.environ)
    try:
        if command.action == "list":
            for line in people.listed(shelf):
                print(line)
        elif command.action == "delete" and not command.yes:
            raise StartError("this cannot be undone: add --yes")
        else:
            act = {"export": people.exported, "restore": people.restored, "delete": people.deleted}
            print(act[command.action](shelf, command.account))
    except StoreUnavailableError as fault:
        raise StartError(str(fault)) from None


def _say(command: argparse.Namespace) -> None:
    from skill.echo.house import at_home
    from skill.echo.script import rehearse, written

    with at_home(command.data, command.device, command.locale) as echo:
        for said, turn in rehearse(echo, command.utterances):
            if not command.json:
                print(*written(said, turn), sep="\n")
            elif turn:
                exchange = {"utterance": said.utterance, "request": turn.request, "response": turn.response}
                print(json.dumps(exchange, ensure_ascii=False))


def _listen(command: argparse.Namespace) -> None:
    from skill.echo import sound
    from skill.echo.house import at_home
    from skill.echo.transcript import clock_face

    voice = sound.RecordedVoice()
    with at_home(timing=Timing(command.timing), speak=voice.speak) as echo:
        heard = sound.record(echo, command.utterances)
    lasts = sound.save(map(voice.mix, heard), command.output)
    print(f"{command.output}: {clock_face(lasts)}")


def _calibrate(command: argparse.Namespace) -> None:
    from skill.calibration.command import add, calibrate

    if command.add is not None:
        _write(command.add, add(_read(command.add), command.locale, command.engine, command.voice))
        return
    table = calibrate(command.locale, command.engine, command.voice, command.rate)
    if command.output is None:
        print(table, end="")
        return
    _write(command.output, table)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise StartError(f"{file} cannot be read: {error.strerror}") from error


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StartError(f"{file} cannot be written: {error.strerror}") from error


def _port() -> int:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise StartError(f"PORT is {port!r}: set it to a number from 1 to 65535")
    return int(port)


if __name__ == "__main__":
    sys.exit(main())
