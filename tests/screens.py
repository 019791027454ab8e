"""Every screen of every exercise, from the skill itself: `python -m tests.screens` draws them all.

python -m tests.screens [FOLDER]    docs/screens/ where none is given: those few that are kept in git
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from skill.echo.device import Turn
from skill.echo.house import at_home
from skill.echo.request import Device
from skill.figures.files import drawn
from tests.viewhost import SIZES, Viewhost, viewhost

Json = dict[str, Any]
RENDER = "Alexa.Presentation.APL.RenderDocument"
FOLDER = Path(__file__).parents[1] / "docs" / "screens"
SHORT = ("start my back routine", "just the bridge and the plank", "yes")
THEMES = ("dark", "light")
LARGEST_TEXT = 2.0
WAYS = {"usual": "", "easier": "the easier version", "harder": "the harder version"}
"""What is said for each: to make an exercise easier may only change its dose."""
DEVICES: dict[str, Device] = {
    "round": "round-screen",
    "small": "small-screen",
    "large": "large-screen",
    "tv": "television",
    "phone": "phone",
}
"""Each size, as the device that has it: a document is made for one."""
MONDAY, A_DAY = 1_800_000_000.0, 86_400.0
KEPT = {
    "bird_dog usual second 2": ("large", "dark"),
    "bird_dog usual how": ("small", "light"),
    "bridge usual second": ("round", "dark"),
    "superman usual left": ("tv", "dark"),
    "hip_thrust usual how": ("large", "light"),
    "plank usual second": ("phone", "light"),
    "week end": ("large", "dark"),
}
"""Screens that docs/screens/ has in git, each in one size and theme."""


class Screen(NamedTuple):
    name: str
    directive: Json
    at: float


def shown(turn: Turn) -> Json | None:
    """The directive that draws on the screen."""
    directives = turn.response["response"].get("directives") or []
    found = [one for one in directives if one["type"] == RENDER]
    assert len(found) <= 1
    return found[0] if found else None


def screens(*exercises: str, size: str = "large") -> Iterator[Screen]:
    """What a screen shows of the exercises, in each way: how they are done, each moment, each side."""
    for exercise in exercises or drawn():
        name = exercise.replace("_", " ").replace("ball lean", "swiss ball lean")
        for way, said in {
            "usual": "",
            "easier": "the easier version",
            "harder": "the harder version",
        }.items():
            with at_home(device=DEVICES[size], moment=MONDAY) as echo:
                echo.hear(f"do the {name}")
                if said:
                    echo.hear(said, after=40.0)
                counted = shown(echo.hear(f"do the {name}", after=40.0))
                told = shown(echo.hear(f"how do I do the {name}", after=40.0))
            assert told
            yield Screen(f"{exercise} {way} how", told, 0.5)
            if counted:
                yield from moments(f"{exercise} {way}", counted)


def week(size: str = "large") -> list[Screen]:
    """The end of a routine, and how the week was: exercises were done today, yesterday and four days ago."""
    with at_home(device=DEVICES[size], moment=MONDAY) as echo:
        end = None
        for later in (3 * A_DAY, A_DAY, 0.0):
            for said in (*SHORT, *["go"] * 20):
                turn = echo.hear(said)
                end = shown(turn) or end
                if turn.ended:
                    break
            if later:
                echo.leave_alone(later)
        echo.hear("start my back routine")
        asked = shown(echo.hear("how was my week"))
    assert end
    assert asked
    last = end["datasources"]["answer"]["moments"][-1]
    return [Screen("week asked", asked, 1.0), Screen("week end", end, last["at"] / 1000 + 1)]


def moments(name: str, directive: Json) -> Iterator[Screen]:
    """One moment of each kind and side, a second after it has begun."""
    seen: dict[tuple[str, str], int] = {}
    for moment in directive["datasources"]["answer"]["moments"]:
        if moment["shows"] == "word" or (moment["shows"], moment["side"]) in seen:
            continue
        seen[moment["shows"], moment["side"]] = 1
        number = sum(kind == moment["shows"] for kind, _ in seen)
        which = f" {number}" if number > 1 else ""
        yield Screen(f"{name} {moment['shows']}{which}", directive, moment["at"] / 1000 + 1.2)


def draw(host: Viewhost, screen: Screen, size: str, theme: str, text: float = 1.0) -> list[str]:
    """Show a screen; the texts that are not wholly on it, and what the renderer complains of."""
    host.faults.clear()
    host.show(screen.directive, SIZES[size], theme=theme, text=text, at=screen.at)
    host.settle()
    return [*host.clipped(SIZES[size]), *host.faults]


def main(folder: Path | None) -> int:
    """Draw the screens; the number of those with a fault."""
    (folder or FOLDER).mkdir(parents=True, exist_ok=True)
    faults = 0
    with viewhost() as host:
        kept = sorted({name.split()[0] for name in KEPT} - {"week"})
        for size in SIZES:
            for screen in (*screens(*(() if folder else kept), size=size), *week(size)):
                for theme in THEMES:
                    if not folder and KEPT.get(screen.name) != (size, theme):
                        continue
                    for text in (1.0,) if not folder else (1.0, LARGEST_TEXT):
                        found = draw(host, screen, size, theme, text)
                        larger = " large text" if text > 1 else ""
                        file = f"{screen.name} {size} {theme}{larger}.png".replace(" ", "-")
                        host.page.screenshot(path=(folder or FOLDER) / file)
                        faults += bool(found)
                        print(file, *found)
    return faults


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else None) > 0)
