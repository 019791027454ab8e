"""Golden conversations: what somebody says is replayed through the stand-in Echo, what is heard compared.

A file in `tests/conversations/` begins with comments (`#`) that say what it shows, and may name its device
and locale: `(device: screen)`, `(device: plain-speaker)`, `(locale: de-DE)`. `(routine: whole)` has the back
routine as it is, `(routine: all)` the other routines, too, `(routine: own)` those of `tests/own_content.py`;
the rest goes through seven exercises in a row (`tests/routines.py`). `(reminders: …)` with `allowed`, `full`
or `no time zone` says what Amazon makes of them; without it, the person has not given the permission. Then it
goes on in turns:

    U: start my back routine        what somebody says once the last answer was heard
    U [0:40]: wait                  said 40 seconds into the answer
    U: (silence)                    nobody speaks until Alexa gives up
    U: (a day later)                time passes
    U: (6 days of the routine)      so many days on which all of it is done; nothing of them is written down
    U at bedroom [0:40]: wait       said to another Echo of the home
    U as Anna: wait                 said by somebody whose voice Alexa recognizes
    U: (the old session ends)       Alexa reports only now that the session before this one is over
    A: …                            the answer; `[5 s]` is a pause, `…` leaves out the middle of a count
    R: …                            the reprompt that silence brought
    (session ends)

Times are seconds into the last answer of the Echo that is spoken to; of one that is spoken to for the first
time, into the last answer of the Echo spoken to before.

Only comments, devices, locales and U lines are written by hand: `python -m tests.conversation --update`
writes the rest, for somebody to read before it is kept.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import get_args

from skill.content import load
from skill.echo import script
from skill.echo.amazon import MOST, StandInAmazon
from skill.echo.device import SILENCE, Echo, Turn
from skill.echo.house import at_home
from skill.echo.request import Device
from skill.echo.transcript import readable
from tests import own_content
from tests.routines import HAVING, leading_through

FOLDER = Path(__file__).parent / "conversations"
MOMENT = 1_793_000_000.0
"""When every conversation begins; no answer may depend on it."""
DEVICES: dict[str, Device] = {device: device for device in get_args(Device)}
SETTING = re.compile(r"\((device|locale|routine|reminders): ([\w -]+)\)")
UTTERANCE = re.compile(
    r"U(?: at (?P<room>\w+))?(?: as (?P<speaker>\w+))?(?: (?P<when>\[[\d:.]+\]))?: (?P<said>.+)"
)
ENDS_LATE = "(the old session ends)"
DAYS = re.compile(r"\((\d+) days? of the routine\)")
A_DAY = 86_400.0
BY_HAND = ("#", "(device:", "(locale:", "(routine:", "(reminders:", "U")


def _allow(amazon: StandInAmazon) -> None:
    amazon.allowed = True


def _fill(amazon: StandInAmazon) -> None:
    amazon.allowed = True
    amazon.reminders = {str(number): {} for number in range(MOST)}


def _forget_zone(amazon: StandInAmazon) -> None:
    amazon.zone = ""


REMINDERS: Mapping[str, Callable[[StandInAmazon], None]] = {
    "not asked": lambda _amazon: None,
    "allowed": _allow,
    "full": _fill,
    "no time zone": _forget_zone,
}


def replay(text: str) -> str:
    """The whole conversation, with what is heard in it now."""
    settings = dict(SETTING.findall(text))
    locale = settings.get("locale", "en-US")
    numbers = load().language(locale).numbers.cardinals
    device = DEVICES[settings.get("device", "speaker")]
    notes, *turns = _by_hand(text)
    routine = settings.get("routine", "plain")
    with ExitStack() as stack:
        if routine == "own":
            echo = stack.enter_context(own_content.at_home(MOMENT))
        else:
            stack.enter_context(leading_through(HAVING[routine]))
            echo = stack.enter_context(at_home(device=device, locale=locale, moment=MOMENT))
        REMINDERS[settings.get("reminders", "not asked")](echo.amazon)
        home = Home(echo)
        played = [[*turn, *_heard(home.play(turn[-1]), numbers)] for turn in turns]
    return "\n\n".join("\n".join(lines) for lines in [notes, *played]) + "\n"


def _by_hand(text: str) -> list[list[str]]:
    """The lines written by hand: those on top, then for every turn its comments and its utterance."""
    groups: list[list[str]] = [[], []]
    for line in filter(lambda line: line.startswith(BY_HAND), text.splitlines()):
        on_top = len(groups) == 2 and not line.startswith("U")
        groups[0 if on_top else -1].append(line)
        if line.startswith("U"):
            groups.append([])
    return groups[:-1]


class Home:
    """The Echos of one account, by their rooms; one without a room is there from the beginning."""

    def __init__(self, echo: Echo) -> None:
        self._echos = {"": echo}
        self._spoken_to = echo

    def play(self, line: str) -> Turn | None:
        """What a line says, said to its Echo; None where nobody heard anything."""
        match = UTTERANCE.fullmatch(line)
        if match is None:
            raise ValueError(f"expected `U: something` or `U [0:40]: something`, not `{line}`")
        room = match["room"] or ""
        said = script.read(" ".join(filter(None, [match["when"], match["said"]])))
        since = self._spoken_to.answered_at
        if room in self._echos:
            since = self._echos[room].answered_at
        echo = self._spoken_to = self._echos.setdefault(room, self._echos[""].beside(room))
        echo.speaker = match["speaker"] or ""
        if days := DAYS.fullmatch(said.utterance):
            _do_the_routine(echo, int(days[1]))
            return None
        if said.utterance == ENDS_LATE:
            echo.end_late()
            return None
        if said.after is not None:
            said = said._replace(after=since + said.after - echo.answered_at)
        return script.perform(echo, said)


def _do_the_routine(echo: Echo, days: int) -> None:
    for _ in range(days):
        turn = echo.hear("start my back routine")
        while not turn.ended:
            turn = echo.hear("go")
        echo.leave_alone(A_DAY)


def _heard(turn: Turn | None, numbers: Sequence[str]) -> Iterator[str]:
    if turn and turn.heard.spoken:
        speaker = "R" if turn.utterance == SILENCE else "A"
        yield f"{speaker}: {readable(turn.heard, numbers=numbers)}"
    if turn:
        yield from script.ending(turn)


def main() -> None:
    """Write what is heard now into every conversation."""
    parser = argparse.ArgumentParser(prog="python -m tests.conversation", description=main.__doc__)
    parser.add_argument("--update", action="store_true", required=True)
    parser.parse_args()
    for file in sorted(FOLDER.glob("*.txt")):
        file.write_text(replay(file.read_text()))


if __name__ == "__main__":
    main()
