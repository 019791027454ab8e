"""The command line: talk to the skill, try a conversation, or serve it to Alexa."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from skill.settings import StartError

NOT_STARTED = 2
"""The exit code for what the user can put right, as argparse has it."""


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
    except BrokenPipeError:  # whoever read this has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m skill", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True, metavar="command")

    run = commands.add_parser("run", help="talk to the skill in this terminal, over HTTP (PORT, 8000)")
    run.set_defaults(run=_run)

    serve = commands.add_parser("serve", help="the production server alone")
    serve.set_defaults(run=_serve)

    say = commands.add_parser("say", help="one conversation, at once")
    say.add_argument("--json", action="store_true", help="one object a turn: utterance, request, response")
    say.add_argument("--device", choices=["speaker", "screen"], default="speaker")
    say.add_argument("--data", type=Path, metavar="FILE", help="where to remember; forgotten without")
    say.add_argument("--locale", default="en-US", metavar="L")
    say.add_argument("utterances", nargs="+", metavar="utterance", help='"[0:40] wait", "(silence)" work too')
    say.set_defaults(run=_say)
    return parser


def _run(_command: argparse.Namespace) -> None:
    from skill.echo.terminal import run

    run(_port())


def _serve(_command: argparse.Namespace) -> None:
    from skill.serving import serve

    serve()


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


def _port() -> int:
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise StartError(f"PORT is {port!r}: set it to a number from 1 to 65535")
    return int(port)


if __name__ == "__main__":
    sys.exit(main())
