"""The pictures of one way to do an exercise as SVG: its start, and on the right of it or below it its end."""

from __future__ import annotations

from collections.abc import Iterator

from skill.figures.avg import WIDE
from skill.figures.shapes import Box, Figure, Part

COLOURS = {
    Part.FLOOR: "#b9c0c8",
    Part.MAT: "#8fb8a6",
    Part.GEAR: "#6f9fd8",
    Part.SHADE: "#ffffff",
    Part.METAL: "#4a4f57",
    Part.TOWEL: "#d9a514",
    Part.FAR: "#93a0b0",
    Part.BODY: "#34546f",
    Part.SKIN: "#c68f68",
    Part.HAIR: "#2b2420",
    Part.WORKS: "#c2410c",
    Part.WORKS_FAR: "#e8864f",
    Part.WRITING: "#ffffff",
}
GROUND = "#ffffff"
OUTLINE = 2.8
"""Half of it shows."""
GAP = 16.0
"""Between the two."""


def render(start: Figure, end: Figure, title: str) -> str:
    """Both pictures in one frame and of one size, on a ground of their own: a viewer may be dark."""
    box = start.box.around(end.box)
    below = box.width > WIDE * box.height
    right, down = (0.0, box.height + GAP) if below else (box.width + GAP, 0.0)
    width, height = box.width + right, box.height + down
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {height:.1f}" role="img">',
        f"<title>{title}</title>",
        f'<rect x="0" y="0" width="{width:.1f}" height="{height:.1f}" fill="{GROUND}"/>',
        *_frame(start, box),
        *_frame(end, box, right, down),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _frame(figure: Figure, box: Box, right: float = 0.0, down: float = 0.0) -> Iterator[str]:
    yield f'<g transform="translate({right - box.left:.1f} {down + box.top:.1f})">'
    for shape in figure.shapes:
        if shape.outlined:
            yield f'<path stroke="{GROUND}" stroke-width="{OUTLINE:g}" d="{shape.path}"/>'
        yield f'<path fill="{COLOURS[shape.part]}" d="{shape.path}"/>'
    yield "</g>"
