"""The house: the packages in `skill/` on their floors, and the way of one request through them."""

from __future__ import annotations

import ast
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import grimp

from scripts.pictures import svg

ROOT = Path(__file__).parents[2]
WIDTH, LEFT, RIGHT = 860, 30, 830
LINE = 15
"""Pixels from one line of text to the next."""
GAP = 19
"""Pixels from one floor to the next."""

STEPS = [
    ("web", "verifies that", "Alexa is asking"),
    ("envelope", "reads the JSON", ""),
    ("handlers", "decide what", "happens"),
    ("dialogue", "chooses words,", "cuts to length"),
    ("rendering", "writes SSML or", "an audio document"),
]
VALUES = ["request|bytes", "bytes", "Turn", "Answer", "timeline", "response|bytes"]
"""What goes into each step, and what the last one returns."""


class Package(NamedTuple):
    """A package, or a module directly in `skill/`."""

    name: str
    caption: str


class Placed(NamedTuple):
    """A package as it is drawn."""

    package: Package
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[str]

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def draw() -> str:
    graph = grimp.build_graph("skill", include_external_packages=False, cache_dir=None)
    floors = _floors(graph)
    elements = [*_request(), svg.text(LEFT, 172, "The packages", "ink head")]
    rows, y = [], 188.0
    for floor in floors:
        row = _placed(floor, y)
        rows.append(row)
        y += max(one.height for one in row) + GAP
    for above, below in pairwise(rows):
        elements += _imports(graph, above, below)
    elements += [element for row in rows for one in row for element in _box(one)]
    shared = ", ".join(_unlayered(graph, floors))
    elements += [
        svg.text(
            LEFT,
            y + 4,
            "Arrows are imports from the floor below. Nothing imports from a floor above.",
            "soft",
        ),
        svg.text(
            LEFT, y + 4 + LINE, f"Not drawn: imports from lower floors, and the modules {shared}.", "soft"
        ),
    ]
    return svg.picture(WIDTH, round(y) + 34, "The packages of the skill and the path of a request", elements)


def _floors(graph: grimp.ImportGraph) -> list[list[Package]]:
    """The layers of pyproject.toml; neighbours that do not import each other share a floor."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    floors: list[list[str]] = []
    for layer in layers:
        names = layer.split(" | ")
        if floors and not any(_does_import(graph, above, name) for above in floors[-1] for name in names):
            floors[-1] += names
        else:
            floors.append(names)
    return [[Package(name.removeprefix("skill."), _caption(name)) for name in floor] for floor in floors]


def _unlayered(graph: grimp.ImportGraph, floors: list[list[Package]]) -> list[str]:
    placed = {f"skill.{package.name}" for floor in floors for package in floor}
    return [name.removeprefix("skill.") for name in sorted(graph.find_children("skill") - placed)]


def _does_import(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    return graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)


def _caption(name: str) -> str:
    """The beginning of a docstring: its first sentence, or less if it has a semicolon."""
    path = ROOT / name.replace(".", "/")
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    first = (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]
    return first.partition(";")[0].partition(". ")[0].rstrip(".")


def _placed(floor: Sequence[Package], y: float) -> list[Placed]:
    """A floor's packages side by side, equally wide; one alone has its caption beside its name."""
    width = (RIGHT - LEFT - 12 * (len(floor) - 1)) / len(floor)
    if len(floor) == 1:
        return [Placed(floor[0], LEFT, y, width, 34, [floor[0].caption])]
    lines = [textwrap.wrap(package.caption, int((width - 24) / 6.2)) for package in floor]
    height = 38 + LINE * max(map(len, lines))
    return [
        Placed(package, LEFT + number * (width + 12), y, width, height, lines[number])
        for number, package in enumerate(floor)
    ]


def _box(one: Placed) -> Iterator[str]:
    in_request = one.package.name in {name for name, *_ in STEPS}
    kind = "teal-box teal-line" if in_request else "box edge-line"
    yield svg.box(one.x, one.y, one.width, one.height, kind)
    yield svg.text(one.x + 12, one.y + 22, one.package.name, "ink mono")
    if one.height == 34:
        yield svg.text(one.x + 130, one.y + 22, one.lines[0], "soft")
        return
    for number, words in enumerate(one.lines):
        yield svg.text(one.x + 12, one.y + 40 + LINE * number, words, "soft")


def _imports(graph: grimp.ImportGraph, above: Sequence[Placed], below: Sequence[Placed]) -> Iterator[str]:
    """An arrow for each import between two floors."""
    for one in above:
        for other in below:
            if _does_import(graph, f"skill.{one.package.name}", f"skill.{other.package.name}"):
                yield _arrow(one, other)


def _arrow(one: Placed, other: Placed) -> str:
    """From the middle of the narrower box, straight down where the boxes overlap."""
    middle = min(one, other, key=lambda placed: placed.width).middle
    x, end = (min(max(middle, box.x + 20), box.x + box.width - 20) for box in (one, other))
    top, tip = one.y + one.height, other.y - 2
    curve = f"M{x:.1f} {top:.1f}C{x:.1f} {tip - 6:.1f} {end:.1f} {top + 6:.1f} {end:.1f} {tip - 5:.1f}"
    return svg.arrow(curve, end, tip)


def _request() -> Iterator[str]:
    """From bytes to bytes, step by step."""
    yield svg.text(LEFT, 34, "One request", "ink head")
    wide, apart, y = 92.0, (RIGHT - LEFT - 92.0 * len(STEPS)) / (len(STEPS) + 1), 70.0
    for number, value in enumerate(VALUES):
        start = LEFT + number * (wide + apart)
        first, last = start + (4 if number else 0), start + apart - 3
        yield svg.arrow(f"M{first:.1f} {y + 17}H{last - 5:.1f}", last, y + 17, "right", "teal")
        for above, words in enumerate(reversed(value.split("|"))):
            yield svg.text(start + apart / 2, y - 4 - 13 * above + 12, words, "teal small", "middle")
    for number, (name, *verbs) in enumerate(STEPS):
        x = LEFT + apart + number * (wide + apart)
        yield svg.box(x, y, wide, 34, "teal-box teal-line")
        yield svg.text(x + wide / 2, y + 22, name, "ink mono", "middle")
        for below, words in enumerate(verbs):
            yield svg.text(x + wide / 2, y + 52 + 14 * below, words, "soft small", "middle")
