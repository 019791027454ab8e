"""Figures as Alexa Vector Graphics, which stand in a document itself: sharp at any size, and nowhere to host.

Colours are named, not given: the document has them as resources, for light and for dark themes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Raw, json

from skill.figures.figure import figure
from skill.figures.files import poses, way
from skill.figures.shapes import Box, Figure
from skill.figures.sides import swapped

VERSION = "1.0"
GROUND = "ground"
"""The resource with which what covers something is outlined."""
OUTLINE = 2.8
WIDE = 1.25
"""Width to height from which start and end stand one above the other."""
GAP = 10.0
MOST = 128
"""Graphics that are kept, at some 4 kB each."""


@lru_cache(maxsize=MOST)
def end(exercise: str, level: int = 0, side: int = 0) -> Raw | None:
    """The exercise as it is held, with one side or the other at work; None where nobody has drawn it."""
    found = poses(exercise)
    if found is None:
        return None
    pose = way(found, level).end
    drawn = figure(swapped(pose) if side else pose)
    return _graphic(drawn.box, [(drawn, 0.0, 0.0)])


@lru_cache(maxsize=MOST)
def both(exercise: str, level: int = 0) -> Raw | None:
    """Its start and its end, one above the other if they are wide."""
    found = poses(exercise)
    if found is None:
        return None
    shown = way(found, level)
    first, last = figure(shown.start), figure(shown.end)
    box = first.box.around(last.box)
    if box.width > WIDE * box.height:
        whole = Box(box.left, box.bottom - GAP - box.height, box.right, box.top)
        return _graphic(whole, [(first, 0.0, 0.0), (last, 0.0, box.height + GAP)])
    whole = Box(box.left, box.bottom, box.right + GAP + box.width, box.top)
    return _graphic(whole, [(first, 0.0, 0.0), (last, box.width + GAP, 0.0)])


def _graphic(box: Box, placed: Iterable[tuple[Figure, float, float]]) -> Raw:
    """Figures in one graphic, each moved to the right and down."""
    paths: dict[str, str] = {}
    groups = [
        {
            "type": "group",
            "translateX": round(across - box.left, 1),
            "translateY": round(box.top + down, 1),
            "items": _items(figure, paths),
        }
        for figure, across, down in placed
    ]
    graphic = {
        "type": "AVG",
        "version": VERSION,
        "width": round(box.width),
        "height": round(box.height),
        "parameters": [{"name": name, "default": path} for path, name in paths.items()],
        "items": groups,
    }
    return Raw(json.encode(graphic))


def _items(figure: Figure, paths: dict[str, str]) -> list[dict[str, object]]:
    """What is drawn; a path that is drawn twice is a parameter, which makes the graphic a third shorter."""
    items: list[dict[str, object]] = []
    for part, path, outlined in figure.shapes:
        if not outlined:
            items.append({"type": "path", "pathData": path, "fill": f"@{part}"})
            continue
        data = f"${{{paths.setdefault(path, f'p{len(paths)}')}}}"
        items.append({"type": "path", "pathData": data, "stroke": f"@{GROUND}", "strokeWidth": OUTLINE})
        items.append({"type": "path", "pathData": data, "fill": f"@{part}"})
    return items
