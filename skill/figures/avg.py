"""Figures as Alexa Vector Graphics, which stand in a document itself: sharp at any size, and nowhere to host.

Colours are named, not given: the document has them as resources, for light and for dark themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Raw, json

from skill.figures.compact import TENTHS, compact
from skill.figures.figure import figure
from skill.figures.files import poses, way
from skill.figures.shapes import Box, Figure
from skill.figures.sides import swapped

VERSION = "1.0"
GROUND = "ground"
"""The resource with which what covers something is outlined."""
OUTLINE = 28
"""In tenths."""
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
    placed = [*placed]
    paths = _repeated(figure for figure, _, _ in placed)
    groups = [
        {
            "type": "group",
            "translateX": round(TENTHS * (across - box.left)),
            "translateY": round(TENTHS * (box.top + down)),
            "items": _items(figure, paths),
        }
        for figure, across, down in placed
    ]
    graphic = {
        "type": "AVG",
        "version": VERSION,
        "width": round(box.width),
        "height": round(box.height),
        "viewportWidth": round(TENTHS * box.width),
        "viewportHeight": round(TENTHS * box.height),
        "parameters": [{"name": name, "default": path} for path, name in paths.items()],
        "items": groups,
    }
    return Raw(json.encode(graphic))


def _repeated(figures: Iterable[Figure]) -> dict[str, str]:
    """Paths that are drawn more than once, and their names as parameters: a graphic is a third shorter."""
    times: Counter[str] = Counter()
    for each in figures:
        for _, path, outlined in each.shapes:
            times[compact(path)] += 2 if outlined else 1
    repeated = (path for path, many in times.items() if many > 1)
    return {path: f"p{number}" for number, path in enumerate(repeated)}


def _items(figure: Figure, paths: dict[str, str]) -> list[dict[str, object]]:
    """What is drawn."""
    items: list[dict[str, object]] = []
    for part, drawn, outlined in figure.shapes:
        path = compact(drawn)
        data = f"${{{paths[path]}}}" if path in paths else path
        if outlined:
            items.append({"type": "path", "pathData": data, "stroke": f"@{GROUND}", "strokeWidth": OUTLINE})
        items.append({"type": "path", "pathData": data, "fill": f"@{part}"})
    return items
