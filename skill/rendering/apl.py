"""An answer's moments as an APL document: what is shown runs with what is said, from `elapsedTime`.

Version 1.4 has all that this needs, and is the newest that can be rendered outside an Echo.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Raw, Struct, json, to_builtins

from skill.rendering import apl_layout, apl_parts, apl_theme
from skill.rendering.arrangement import Arrangement
from skill.rendering.moments import Moment, Scene, Shows

VERSION = "1.4"
LARGEST = 24_000
"""Bytes of a document."""
STARTS = 500
"""Milliseconds from a document's start until the answer sounds, likeliest: nobody tells."""
IDLE = 120_000
"""Milliseconds that a screen stays when nothing runs on it any more."""
ANSWER = "answer"
"""The data source; one that is called payload would stand for all of them."""


GLANCE, ROUND_GLANCE = 42, 34
"""Characters that there is room for at once, at a size that can be read from two metres."""
SIZES = {14: 1.5, 26: 1.25}
"""Characters up to which a text is so much larger."""
SHORT = 20
"""Characters up to which a text leaves room for a picture on a round screen."""


class _Size(Struct):
    width: int
    height: int


class Day(Struct, frozen=True):
    """One of the last days."""

    name: str
    minutes: int
    part: float
    """Of the longest one."""
    today: bool


class Screen(Struct, frozen=True):
    """All that one answer shows."""

    scenes: Sequence[Scene]
    moments: Sequence[Moment]
    keys: Mapping[str, str]
    """What the keys are called, for those who cannot see them."""
    arrangements: tuple[Arrangement, ...]
    """Those that the device may need."""
    week: Sequence[Day] = ()
    """What a moment shows that shows the week."""
    waits: bool = False
    """The first key goes on from the beginning."""
    goes_on: int = 0
    """Milliseconds from the start at which the screen goes on by itself; 0: it does not."""


def render(screen: Screen, graphics: Mapping[str, Raw | None]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document, and its data sources. Pictures for which there is no room are left out."""
    names = _pictures(screen)
    fixed = _fixed(screen.arrangements)
    room = LARGEST - sum(len(bytes(part)) for part in fixed.values()) - len(bytes(_icons())) - 400
    fitting = dict(_fitting(((name, graphics.get(name)) for name in names), room))
    length = max(moment.at + moment.lasts for moment in screen.moments)
    document = {
        "type": "APL",
        "version": VERSION,
        "settings": {"idleTimeout": length + IDLE},
        **fixed,
        "graphics": Raw(_joined(_icons(), fitting)),
        "onMount": _while_it_runs(length, screen.goes_on),
    }
    shown = [_moment(screen, moment, fitting) for moment in screen.moments]
    answer = {
        "starts": STARTS,
        "waits": screen.waits,
        "keys": screen.keys,
        "pictures": [_placed(name, graphic) for name, graphic in fitting.items()],
        "scenes": [_scene(scene) for scene in screen.scenes],
        "letters": _letters(screen),
        "sizes": sorted({moment["size"] for moment in shown}),
        "week": to_builtins(screen.week),
        "told": ", ".join(f"{day.name} {day.minutes}" for day in screen.week),
        "moments": shown,
    }
    return document, {ANSWER: answer}


def glance(arrangements: Sequence[Arrangement]) -> int:
    """Characters that the device's screen shows at once."""
    return ROUND_GLANCE if Arrangement.ROUND in arrangements else GLANCE


def _scene(scene: Scene) -> dict[str, Any]:
    return {"title": scene.title, "follows": scene.follows}


def _moment(screen: Screen, moment: Moment, fitting: Mapping[str, Raw]) -> dict[str, Any]:
    """All members, as there is no undefined one in an expression."""
    return {
        "at": moment.at,
        "lasts": moment.lasts,
        "shows": moment.shows,
        "scene": moment.scene,
        "n": moment.n,
        "up": moment.up,
        "from": moment.begun,
        "text": moment.text,
        "size": next((size for letters, size in SIZES.items() if len(moment.text) <= letters), 1.0),
        "short": len(moment.text) <= SHORT,
        "label": moment.label,
        "side": moment.side,
        "picture": _picture(moment, screen.scenes[moment.scene], fitting),
    }


def _letters(screen: Screen) -> dict[str, int]:
    """Of the longest one of each line that must not be broken: the size of a font cannot change."""
    return {
        "title": max(len(scene.title) for scene in screen.scenes),
        "label": max(len(moment.label) for moment in screen.moments),
        "side": max(len(moment.side) for moment in screen.moments),
        "word": max(_longest(moment.text) if moment.shows is Shows.WORD else 0 for moment in screen.moments),
    }


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _placed(name: str, graphic: Raw) -> dict[str, Any]:
    """A picture's name, and its width by its height."""
    size = json.decode(graphic, type=_Size)
    return {"name": name, "ratio": round(size.width / size.height, 2)}


def _picture(moment: Moment, scene: Scene, fitting: Mapping[str, Raw]) -> str:
    """The moment's picture; how it is done may be told by the first one, but no side by the other's."""
    wanted = (moment.picture, *scene.pictures[:1]) if moment.picture == scene.how else (moment.picture,)
    return next((name for name in wanted if name in fitting), "")


def _pictures(screen: Screen) -> list[str]:
    """Names of the graphics: first those that show the work, then those that show how it is done."""
    seen = dict.fromkeys(moment.picture for moment in screen.moments if moment.picture)
    work = {name: None for scene in screen.scenes for name in scene.pictures if name in seen}
    return list({**work, **seen})


def _fitting(graphics: Iterator[tuple[str, Raw | None]], room: int) -> Iterator[tuple[str, Raw]]:
    drawn = ((name, graphic) for name, graphic in graphics if graphic is not None)
    for name, graphic in drawn:
        takes = len(bytes(graphic)) + len(name) + 4
        if takes <= room:
            room -= takes
            yield name, graphic


def _joined(icons: Raw, graphics: Mapping[str, Raw]) -> bytes:
    """Icons and pictures as one JSON object; they are written already."""
    written = b"".join(b',"%s":%s' % (name.encode(), bytes(graphic)) for name, graphic in graphics.items())
    return bytes(icons)[:-1] + written + b"}"


def _while_it_runs(length: int, goes_on: int) -> list[dict[str, Any]]:
    """Keep the screen while something is said, and go on where nobody has to be asked.

    In a sequencer of its own: a touch ends what runs in the main one.
    """
    commands: list[dict[str, Any]] = [
        {"type": "Idle", "delay": STARTS + (goes_on or length), "screenLock": True}
    ]
    if goes_on:
        commands.append({"type": "SendEvent", "arguments": ["on"]})
    return [{"type": "Sequential", "sequencer": "course", "commands": commands}]


@cache
def _fixed(arrangements: tuple[Arrangement, ...]) -> dict[str, Raw]:
    """What is the same in every document for a kind of screen, written once."""
    parts = {
        "resources": apl_theme.RESOURCES,
        "styles": apl_theme.STYLES,
        "layouts": apl_parts.layouts(),
        "mainTemplate": {"parameters": [ANSWER], "items": [apl_layout.main(arrangements)]},
    }
    return {name: Raw(json.encode(part)) for name, part in parts.items()}


@cache
def _icons() -> Raw:
    return Raw(json.encode({"ring": apl_theme.RING, **apl_theme.ICONS}))
